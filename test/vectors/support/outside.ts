/**
 * Test vectors of others, kept outside the project and never copied into it: in the folder `shared` beside the
 * project, or in the one that QRSEAL_CORPUS names, or beside that one.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";

const root = process.env["QRSEAL_CORPUS"] ?? resolve(import.meta.dirname, "../../../../shared");
const vectors = [join(root, "vectors"), join(root, "../vectors")].find((path) => existsSync(path));
if (vectors === undefined) console.log("skipped: no foreign vectors; set QRSEAL_CORPUS to read them");

const pathOf = (...names: readonly string[]): string => join(vectors ?? root, ...names);

function isThere(name: string): boolean {
  const found = vectors !== undefined && existsSync(pathOf(name));
  if (vectors !== undefined && !found) console.log(`skipped: no foreign vectors in the folder ${name}`);
  return found;
}

export const hasVectors = isThere("wycheproof");

export function wycheproof(name: string): unknown {
  return readJson(pathOf("wycheproof", `${name}_test.json`));
}

/** The path of every example in a folder beside Wycheproof's, with slashes on every system; none where it is absent. */
export function examplesIn(name: string): readonly string[] {
  if (!isThere(name)) return [];
  return readdirSync(pathOf(name), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".json"))
    .map((path) => path.split(sep).join("/"))
    .sort();
}

export function readExample(name: string, path: string): unknown {
  return readJson(pathOf(name, path));
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

export const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));
