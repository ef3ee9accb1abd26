/** Key folders for tests that run the command: of X25519 keys, with a trust list, filled in-process. */
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { encodeTrustList } from "../../../src/core/index.ts";
import type { TrustList } from "../../../src/core/index.ts";
import { ownListPath } from "../../../src/office/folder/truststore.ts";
import { signer } from "../../core/envelope/compact/keys.ts";
import type { OfficeName } from "../../core/envelope/compact/keys.ts";
import { projectFolder } from "./run.ts";

export const now = (): number => Math.floor(Date.now() / 1000);

/** A key folder with one office's pair. */
export function furnish(keys: string, name: OfficeName, trust: TrustList | null): void {
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  for (const half of ["private", "public"]) {
    const file = `${name}_${half}.pem`;
    copyFileSync(path.join(projectFolder, "fixtures/keys", file), path.join(keys, file));
    chmodSync(path.join(keys, file), 0o600);
  }
  if (trust !== null) writeFileSync(ownListPath(keys), encodeTrustList(trust));
}

/** A list that knows ANAE by its Ed25519 key. */
export const listOfAnae = (changes: Partial<TrustList> = {}): TrustList => ({
  madeAt: now() - 86_400,
  authority: null,
  issuers: [
    {
      name: "ANAE",
      key: signer("issuer-ed25519").publicKey,
      speaksFor: null,
      from: null,
      until: null,
    },
  ],
  revokedKeys: [],
  revokedDocuments: [],
  ...changes,
});

/** The bytes of every file below a folder, hidden ones too, by their names. */
export function everyFile(folder: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(path.relative(folder, file), readFileSync(file));
  }
  return files;
}
