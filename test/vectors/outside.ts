/** Test vectors of others (docs: ../shared/vectors/README.md beside the project). Never copied into it. */
import { existsSync, readFileSync } from "node:fs";

const folder = new URL("../../../shared/vectors/", import.meta.url);

export const hasVectors = existsSync(folder);
if (!hasVectors) console.log("skipped: no folder of outside test vectors beside the project");

export function wycheproof(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`wycheproof/${name}_test.json`, folder), "utf8"));
}

export const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));
