/** A house of few rooms that is in order, for tests to put one thing out of it. */
import { DOCUMENT } from "../document/document.ts";
import { readSource } from "../imports.ts";
import type { Project } from "../project.ts";

type Table = "names" | "rooms" | "nevers" | "exceptions" | "glossary";

/** Rows to a table, each as it is written between its outer bars. */
export type Rows = Partial<Record<Table, readonly string[]>>;

const headers: Readonly<Record<Table, string>> = {
  names: "name | stands for",
  rooms: "room | holds | may import",
  nevers: "who | never | why",
  exceptions: "rule | exception | why",
  glossary: "word | means",
};

const house: Rows = {
  names: [
    "_what opens_ | `src/core/{open,keys}.ts`",
    "_the relay_ | `src/exchange` without `src/exchange/vault`",
  ],
  rooms: [
    "`src/core` | | itself, `node:crypto`, `mime` in `mediatype.ts`",
    "`src/qr` | | itself, `src/core/{errors,bytes}.ts`, `pngjs/*`, `node:fs` in `decoders/{zxing,wechat}.ts`",
    "`src/qr/heic` | | as `src/qr`, `node:worker_threads`, `qrseal/qr/heic-thread` in `load.ts`",
    "`src/exchange` | | itself, `src/core/errors.ts`, `src/core/inspect.ts`, `@fastify/*`, `node:*`",
    "`src/exchange/vault` | | itself, `src/core`, `src/exchange/*.ts`",
    "`src/cli` | | itself, `src/core/index.ts`, `commander`, `node:*`",
    "`src/cli/commands` | | as `src/cli`",
    "`bin` | | `dist/cli/main.js`",
  ],
  nevers: [
    "everything | mentions `RSA_PKCS1_PADDING` | old",
    "`src/core`, `src/qr` | uses `process`, `console`, `globalThis`; says flags, commands of `src/cli/commands` | pure",
    "`src/core` | shows `KeyObject`, `Buffer`, `NonSharedBuffer` | any platform",
    "`src/cli/commands` | imports `src/cli/commands` | each for itself",
    "_the relay_ | reaches _what opens_ | it passes on",
  ],
};

const files = [
  "src/core/index.ts",
  "src/core/errors.ts",
  "src/core/bytes.ts",
  "src/core/mediatype.ts",
  "src/core/inspect.ts",
  "src/core/open.ts",
  "src/core/keys.ts",
  "src/qr/image.ts",
  "src/qr/decoders/zxing.ts",
  "src/qr/decoders/wechat.ts",
  "src/qr/heic/load.ts",
  "src/exchange/server.ts",
  "src/exchange/vault/sealing.ts",
  "src/cli/main.ts",
  "src/cli/commands/keygen.ts",
  "src/cli/commands/trust.ts",
  "bin/qrseal.js",
];

/** The document of that house, with `more` rows. */
export function virtualDocument(more: Rows = {}): string {
  const tables = (Object.keys(headers) as Table[]).map((table) => {
    const header = headers[table];
    const rows = [...(house[table] ?? []), ...(more[table] ?? [])];
    return [header, header.replace(/[^|]+/g, "---"), ...rows].map((row) => `| ${row} |`).join("\n");
  });
  return `# A house\n\n${tables.join("\n\n")}\n`;
}

/** The line of the document with this in it. */
export function lineWith(document: string, text: string): number {
  return document.split("\n").findIndex((line) => line.includes(text)) + 1;
}

/** That house with other texts in its files, and other files beside them. */
export function virtualProject(
  texts: Readonly<Record<string, string>> = {},
  document = virtualDocument(),
): Project {
  const all = { ...Object.fromEntries(files.map((path) => [path, ""])), ...texts };
  return {
    document,
    sources: new Map(Object.entries(all).map(([path, text]) => [path, readSource(path, text)])),
    packages: ["mime", "pngjs", "@fastify/swagger", "commander"],
    exported: ["qrseal", "qrseal/qr/heic-thread", "#exchange/thread"],
    exists: (path) => [DOCUMENT, "docs/FORMAT.md", "test/vectors"].includes(path),
  };
}
