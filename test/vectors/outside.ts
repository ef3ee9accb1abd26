/**
 * Test vectors of others, kept outside the project and never copied into it: in the folder `shared` beside the
 * project, or in the one that QRSEAL_CORPUS names.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = process.env["QRSEAL_CORPUS"] ?? resolve(import.meta.dirname, "../../../shared");
const folder = join(root, "vectors", "wycheproof");

export const hasVectors = existsSync(folder);
if (!hasVectors) console.log("skipped: no Wycheproof vectors; set QRSEAL_CORPUS to read them");

export function wycheproof(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, `${name}_test.json`), "utf8"));
}

export const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));
