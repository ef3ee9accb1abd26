import { describe, expect, it } from "vitest";
import { Exceptions } from "./document/exceptions.ts";
import { violations } from "./judge.ts";
import { crowdedNames } from "./order.ts";
import { lineWith, virtualDocument, virtualProject } from "./support/virtualproject.ts";
import type { Rows } from "./support/virtualproject.ts";

const found = (texts: Record<string, string>, more: Rows = {}): readonly string[] =>
  violations(virtualProject(texts, virtualDocument(more)));

/** So many files of a folder, of names that nothing else has. */
const manyFiles = (folder: string, count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${folder}/file${index}.ts`, ""]));

it("finds nothing where nothing is wrong", () => {
  const fine = {
    "src/core/a.ts": 'import { x } from "./bytes.ts";\nimport { createHash } from "node:crypto";',
    "src/core/mediatype.ts": 'import mime from "mime";',
    "src/qr/a.ts": 'import "../core/errors.ts";\nconst png = await import("pngjs/lib/png-sync.js");',
    "src/qr/decoders/zxing.ts": 'import { readFileSync } from "node:fs";',
    "src/qr/heic/load.ts":
      'import "../image.ts";\nimport "../../core/bytes.ts";\nimport "node:worker_threads";\nimport "qrseal/qr/heic-thread";',
    "src/cli/main.ts":
      'import "./commands/trust.ts";\nimport "../core/index.ts";\nconsole.log(process.argv);',
    "src/cli/commands/keygen.ts": 'import "commander";\nexport const hint = "qrseal keygen --force";',
    "src/exchange/server.ts": 'import "./vault/sealing.ts";\nimport "@fastify/swagger";\nimport "node:http";',
    "bin/qrseal.js": 'import { main } from "../dist/cli/main.js";',
  };
  expect(found(fine)).toEqual([]);
});

it.each([
  ["a room importing another", "src/core/a.ts", 'import "../qr/image.ts";', "src/qr/image.ts"],
  ["for a type", "src/core/a.ts", 'import type { F } from "../cli/main.ts";', "src/cli/main.ts"],
  ["reading files", "src/core/a.ts", 'import { readFileSync } from "node:fs";', "node:fs"],
  ["reading files under the old name", "src/core/a.ts", 'import fs from "fs";', "fs"],
  ["exporting from the network", "src/core/a.ts", 'export * from "node:net";', "node:net"],
  ["importing late", "src/core/a.ts", '\nconst m = await import(\n  "node:fs"\n);', "node:fs", 2],
  ["importing in a type", "src/core/a.ts", 'type F = import("node:fs").Stats;', "node:fs"],
  ["requiring", "src/core/a.ts", 'const m = require("node:fs");', "node:fs"],
  ["requiring as TypeScript does", "src/core/a.ts", 'import fs = require("node:fs");', "node:fs"],
  ["resolving from here", "src/qr/a.ts", 'import.meta.resolve("left-pad");', "left-pad"],
  ["resolving", "src/qr/a.ts", 'createRequire(import.meta.url).resolve("left-pad");', "left-pad"],
  ["a test", "src/core/a.ts", 'import "../../test/aside.ts";', "test/aside.ts"],
  ["what is for another file", "src/core/a.ts", 'import mime from "mime";', "mime"],
  ["what is for other files below", "src/qr/decoders/own.ts", 'import "node:fs";', "node:fs"],
  ["a module within one that is allowed", "src/core/mediatype.ts", 'import "mime/lite";', "mime/lite"],
  ["a module around one that is allowed", "src/qr/a.ts", 'import "pngjs";', "pngjs"],
  [
    "what only a room within may import",
    "src/qr/image.ts",
    'import "node:worker_threads";',
    "node:worker_threads",
  ],
  ["more of a room than is open", "src/qr/a.ts", 'import "../core/open.ts";', "src/core/open.ts"],
  ["past the index", "src/cli/a.ts", 'import "../core/errors.ts";', "src/core/errors.ts"],
  ["a package", "src/cli/a.ts", 'import sharp from "sharp";', "sharp"],
  ["further from bin", "bin/qrseal.js", 'import "../dist/core/index.js";', "dist/core/index.js"],
])("reports importing what no row lets in: %s", (_, path, text, target, line = 1) => {
  const [first, ...others] = found({ [path]: text });
  expect(first).toMatch(new RegExp(`^${path}:${line} imports ${target}: drop it, or let \`\\S+\` import it`));
  expect(others).toEqual([]);
});

it("says which row would let an import in", () => {
  const [sentence] = found({ "src/qr/heic/load.ts": 'import "node:net";' });
  const line = lineWith(virtualDocument(), "| `src/qr/heic` ");
  expect(sentence).toContain(`or let \`src/qr/heic\` import it (docs/ARCHITECTURE.md:${line})`);
});

it.each([
  ["is computed", 'const m = await import("node:" + "fs");', "imports what cannot be read"],
  ["leads nowhere", 'import "./b.ts";', "imports src/core/b.ts, which does not exist"],
])("reports an import that %s", (_, text, sentence) => {
  expect(found({ "src/core/a.ts": text })).toEqual([expect.stringContaining(`src/core/a.ts:1 ${sentence}`)]);
});

describe("rooms", () => {
  it("have every file in them", () => {
    expect(found({ "src/util/a.ts": "" })).toEqual([expect.stringContaining("src/util/a.ts is in no room")]);
  });

  it("have no file twice", () => {
    const rooms = ["`src/core/{open,keys}.ts` | | nothing", "`src/core/{keys,inspect}.ts` | | nothing"];
    expect(found({}, { rooms })).toEqual([expect.stringContaining("src/core/keys.ts is in two rooms")]);
  });

  it("have files of their own", () => {
    const rooms = ["`src/qr/heic/load.ts` | | itself"];
    const line = lineWith(virtualDocument(), "| `src/qr/heic` ");
    expect(found({}, { rooms })).toEqual([expect.stringContaining(`:${line} is a room without files`)]);
  });

  it("within rooms count alone, a path before a star", () => {
    const rooms = ["`src/qr/*.ts` | | `node:net`", "`src/qr/image.ts` | | `node:tls`"];
    const texts = {
      "src/qr/a.ts": 'import "node:net";\nimport "../core/errors.ts";',
      "src/qr/image.ts": 'import "node:tls";\nimport "node:net";',
      "src/qr/heic/load.ts": 'import "node:net";',
    };
    expect(found(texts, { rooms })).toEqual([
      expect.stringContaining("src/qr/image.ts:2 imports node:net"),
      expect.stringContaining("src/qr/heic/load.ts:1 imports node:net"),
      expect.stringContaining("src/qr/a.ts:2 imports src/core/errors.ts"),
    ]);
  });
});

describe("never", () => {
  it.each([
    ["uses: printing", "src/core/a.ts", "export const f = () => { console.log(1); };", ":1 uses console"],
    ["uses: the environment", "src/qr/a.ts", "\nexport const a = process.env.A;", ":2 uses process"],
    ["uses: a way round it", "src/core/a.ts", "export const a = globalThis.process;", ":1 uses globalThis"],
    [
      "mentions: as a property",
      "bin/a.js",
      "export const p = constants.RSA_PKCS1_PADDING;",
      ":1 mentions RSA_PKCS1_PADDING",
    ],
    [
      "imports: what its room lets in",
      "src/cli/commands/read.ts",
      'import "./trust.ts";',
      ":1 imports src/cli/commands/trust.ts",
    ],
    [
      "says: a flag",
      "src/core/a.ts",
      'export const hint = "give it with --public-key";',
      ':1 says "--public-key"',
    ],
    [
      "says: a flag in a template",
      "src/core/a.ts",
      "export const f = (a) => `${a} or --key ${a}`;",
      ':1 says "--key"',
    ],
    [
      "says: a command",
      "src/qr/a.ts",
      'export const hint = "see qrseal trust add";',
      ':1 says "qrseal trust"',
    ],
  ])("%s", (_, path, text, sentence) => {
    expect(found({ [path]: text })).toEqual([
      expect.stringContaining(`${path}${sentence}: never (docs/ARCHITECTURE.md:`),
    ]);
  });

  it("reaches: through what it may import", () => {
    const texts = {
      "src/exchange/server.ts": 'import "../core/inspect.ts";',
      "src/core/inspect.ts": 'import type { A } from "./a.ts";',
      "src/core/a.ts": 'import "./open.ts";',
    };
    expect(found(texts)).toEqual([
      expect.stringContaining(
        "src/exchange/server.ts reaches _what opens_, by src/exchange/server.ts > src/core/inspect.ts > src/core/a.ts > src/core/open.ts: never",
      ),
    ]);
  });

  it("runs: what it may have the types of", () => {
    const nevers = ["`src/qr` | runs `src/core/bytes.ts` | types only"];
    const importing = (text: string): readonly string[] => found({ "src/qr/a.ts": text }, { nevers });
    expect(
      importing('import type { B } from "../core/bytes.ts";\nexport type { B } from "../core/bytes.ts";'),
    ).toEqual([]);
    expect(importing('import { b } from "../core/bytes.ts";')).toEqual([
      expect.stringContaining("src/qr/a.ts:1 runs src/core/bytes.ts: never"),
    ]);
  });

  it("reaches: but for what was taken out", () => {
    expect(found({ "src/exchange/vault/sealing.ts": 'import "../../core/open.ts";' })).toEqual([]);
  });

  it("sees no harm in comments, in texts, and in members of such a name", () => {
    const text =
      '// import "node:fs"; process --key\nexport const a = "console" + it.process + { console: 1 }.console;';
    expect(found({ "src/core/a.ts": text })).toEqual([]);
  });

  it("sees no command in what signatures are bound to, and none in what only begins like one", () => {
    const text =
      'export const a = ["qrseal trust 1", "qrseal trustworthy", "qrseal compact 1", "-----BEGIN KEY-----"];';
    expect(found({ "src/core/a.ts": text })).toEqual([]);
  });
});

describe("order", () => {
  it("has no circles, type-only ones neither, each reported once", () => {
    const texts = {
      "src/core/a.ts": 'import { b } from "./b.ts";',
      "src/core/b.ts": 'import { c } from "./c.ts";',
      "src/core/c.ts": 'import type { A } from "./a.ts";',
      "src/core/d.ts": 'import "./a.ts";\nimport "./d.ts";',
    };
    expect(found(texts)).toEqual([
      "a circle of imports: src/core/a.ts > src/core/b.ts > src/core/c.ts > src/core/a.ts",
      "a circle of imports: src/core/d.ts > src/core/d.ts",
    ]);
  });

  const desk = {
    "src/cli/desk/journal.ts": "",
    "src/cli/desk/presentation.ts": 'import "../folder/unlock.ts";',
    "src/cli/folder/unlock.ts": "",
    "src/cli/folder/services.ts": 'import "../desk/journal.ts";',
  };

  it("has no two-way door between folders", () => {
    expect(found(desk)).toEqual([
      "a two-way door between src/cli/desk and src/cli/folder, by src/cli/desk/presentation.ts > src/cli/folder/unlock.ts and src/cli/folder/services.ts > src/cli/desk/journal.ts: close one way",
    ]);
  });

  it("has no door where only the types of what a room refuses are looked at", () => {
    const types = { ...desk, "src/cli/desk/refusals.ts": "" };
    const importing = (text: string): Record<string, string> => ({
      ...types,
      "src/cli/folder/services.ts": text,
    });
    expect(found(importing('import type { A } from "../desk/refusals.ts";'))).toEqual([]);
    expect(found(importing('import { a } from "../desk/refusals.ts";'))).toEqual([
      expect.stringContaining("a two-way door between src/cli/desk and src/cli/folder"),
    ]);
  });

  it("has no two-way door between a folder and a file beside it", () => {
    const texts = {
      ...desk,
      "src/cli/folder/services.ts": 'import "../files.ts";',
      "src/cli/files.ts": 'import "./folder/unlock.ts";',
    };
    expect(found(texts)).toEqual([expect.stringContaining("between src/cli/files.ts and src/cli/folder")]);
  });

  it("lets a door off that has a row, and wants the row gone with the door", () => {
    const exceptions = ["door | `src/cli/folder`, `src/cli/desk` | for now"];
    expect(found(desk, { exceptions })).toEqual([]);
    const line = lineWith(virtualDocument({ exceptions }), "for now");
    expect(found({ ...desk, "src/cli/folder/services.ts": "" }, { exceptions })).toEqual([
      `docs/ARCHITECTURE.md:${line} is not needed any more: delete the row (door \`src/cli/folder\`, \`src/cli/desk\`)`,
    ]);
  });

  it("has no longer circle of neighbours either", () => {
    const texts = {
      "src/cli/a/one.ts": 'import "../b/one.ts";',
      "src/cli/b/one.ts": "",
      "src/cli/b/two.ts": 'import "../c/three.ts";',
      "src/cli/c/three.ts": "",
      "src/cli/c/four.ts": 'import "../a/five.ts";',
      "src/cli/a/five.ts": "",
    };
    expect(found(texts)).toEqual([
      "neighbours import in a circle: src/cli/a > src/cli/b > src/cli/c > src/cli/a",
    ]);
  });

  it("has 15 files on a doorstep at most", () => {
    // src/cli has one already.
    expect(found(manyFiles("src/cli", 14))).toEqual([]);
    expect(found({ ...manyFiles("src/cli", 14), "src/cli/refusals.ts": "" })).toEqual([]);
    expect(found(manyFiles("src/cli", 15))).toEqual([
      "src/cli has 16 files on its doorstep, 15 are the most",
    ]);
  });

  it("lets a doorstep off up to the number of its row, and wants the row gone with the crowd", () => {
    const exceptions = ["doorstep | `src/cli` at most 17 | for now"];
    const line = lineWith(virtualDocument({ exceptions }), "for now");
    expect(found(manyFiles("src/cli", 15), { exceptions })).toEqual([]);
    expect(found(manyFiles("src/cli", 17), { exceptions })).toEqual([
      `src/cli has 18 files on its doorstep, 17 are the most for now (docs/ARCHITECTURE.md:${line})`,
    ]);
    expect(found(manyFiles("src/cli", 14), { exceptions })).toEqual([
      expect.stringContaining(`docs/ARCHITECTURE.md:${line} is not needed any more`),
    ]);
  });

  const tells = { "src/cli/tell.ts": "", "src/qr/tell.ts": "", "src/core/tell.d.ts": "" };

  it("has two files of a name at most, but for index, refusals, and what each language words", () => {
    expect(found({ "src/cli/tell.ts": "", "src/qr/tell.ts": "" })).toEqual([]);
    expect(found(tells)).toEqual(["3 files are named tell.ts, 2 are the most"]);
    for (const name of ["index", "refusals"]) {
      const files = ["src/cli", "src/qr", "src/core"].map((folder) => [`${folder}/${name}.ts`, ""]);
      expect(found(Object.fromEntries(files) as Record<string, string>)).toEqual([]);
    }
    const languages = ["en", "fr", "ar"].map((language) => `src/words/${language}/tell.ts`);
    expect(crowdedNames(languages, new Exceptions([]))).toEqual([]);
  });

  it("lets a name off up to the number of its row, and wants the row gone with the third file", () => {
    const exceptions = ["name | `tell` at most 3 | for now"];
    const line = lineWith(virtualDocument({ exceptions }), "for now");
    expect(found(tells, { exceptions })).toEqual([]);
    expect(found({ ...tells, "src/cli/desk/tell.ts": "" }, { exceptions })).toEqual([
      `4 files are named tell.ts, 3 are the most for now (docs/ARCHITECTURE.md:${line})`,
    ]);
    expect(found({ "src/cli/tell.ts": "" }, { exceptions })).toEqual([
      `docs/ARCHITECTURE.md:${line} is not needed any more: delete the row (name \`tell\`)`,
    ]);
  });

  it("lets a file off that says what it should not, and wants the row gone once it is silent", () => {
    const exceptions = ["says | `src/core/errors.ts` | for now"];
    expect(found({ "src/core/errors.ts": 'export const hint = "--key";' }, { exceptions })).toEqual([]);
    expect(found({}, { exceptions })).toEqual([expect.stringContaining("(says `src/core/errors.ts`)")]);
  });
});

describe("what is not there", () => {
  it.each<[string, Rows, string]>([
    ["a room", { rooms: ["`src/pictures` | | nothing"] }, "src/pictures"],
    ["one of several", { rooms: ["`src/core/{keys,sign}.ts` | | itself"] }, "src/core/sign.ts"],
    ["a star that finds nothing", { rooms: ["`src/core/keys.ts` | | `src/*.ts`"] }, "src/*.ts"],
    ["what may be imported", { rooms: ["`src/core/keys.ts` | | `src/core/sign.ts`"] }, "src/core/sign.ts"],
    [
      "the one file that may",
      { rooms: ["`src/cli/commands/trust.ts` | | itself, `mime` in `src/cli/a.ts`"] },
      "src/cli/a.ts",
    ],
    ["what is built from no source", { rooms: ["`bin/qrseal.js` | | `dist/main.js`"] }, "dist/main.js"],
    ["a package", { rooms: ["`src/core/keys.ts` | | `left-pad/index.js`"] }, "left-pad/index.js"],
    ["packages of a scope", { rooms: ["`src/core/keys.ts` | | `@types/*`"] }, "@types/*"],
    ["a module of Node", { rooms: ["`src/core/keys.ts` | | `node:fsx`"] }, "node:fsx"],
    ["an export of ours", { rooms: ["`src/core/keys.ts` | | `qrseal/client`"] }, "qrseal/client"],
    ["an import of ours", { rooms: ["`src/core/keys.ts` | | `#core/thread`"] }, "#core/thread"],
    ["who never does something", { nevers: ["`src/core/sign.ts` | uses `a` | b"] }, "src/core/sign.ts"],
    ["what is never imported", { nevers: ["`src/core` | imports `src/vault` | b"] }, "src/vault"],
    [
      "what is never reached",
      { nevers: ["`src/core` | reaches `src/core/sign.ts` | b"] },
      "src/core/sign.ts",
    ],
    ["where commands are", { nevers: ["`src/core` | says commands of `src/commands` | b"] }, "src/commands"],
    ["in a sentence of a table", { glossary: ["rung | see `src/qr/rungs.ts`"] }, "src/qr/rungs.ts"],
    ["behind a link", { glossary: ["rung | see [it](READING.md#rungs)"] }, "docs/READING.md"],
  ])("is reported: %s", (_, more, name) => {
    const sentences = found({}, more).filter((sentence) => sentence.includes(" names `"));
    const line =
      virtualDocument(more)
        .split("\n")
        .findIndex((text) => !virtualDocument().includes(text)) + 1;
    expect(sentences).toEqual([
      expect.stringContaining(`docs/ARCHITECTURE.md:${line} names \`${name}\`, which is`),
    ]);
  });

  it("is reported of a name's paths, also of those that are taken out", () => {
    const document = virtualDocument().replace("without `src/exchange/vault`", "without `src/exchange/safe`");
    const sentences = violations(virtualProject({}, document));
    expect(sentences).toEqual([expect.stringContaining("names `src/exchange/safe`, which is not there")]);
  });

  it("is reported of exceptions", () => {
    const exceptions = ["says | `src/core/sign.ts` | a", "door | `src/core`, `src/office` | a"];
    expect(found({}, { exceptions }).filter((sentence) => sentence.includes(" names `"))).toEqual([
      expect.stringContaining("src/core/sign.ts"),
      expect.stringContaining("src/office"),
    ]);
  });

  it("is not looked for in what names no path", () => {
    const glossary = ["a | `npm run build`, `QRSEAL_DESK`, `test/vectors`, `mime`, [it](FORMAT.md#a)"];
    expect(found({}, { glossary })).toEqual([]);
  });
});
