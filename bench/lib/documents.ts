/** The four documents that density and speed are measured with, and what their issuer states about each. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { project } from "./scene.ts";

export interface IssuedDocument {
  readonly name: string;
  /** The number that the document itself carries. */
  readonly subject: string;
  readonly bytes: Uint8Array;
}

const subjects = {
  "id-card": "ANAE-E-0093417",
  "label-certificate": "ANAE-BIO-2026-004817",
  "customs-declaration": "EX1-2026-SKD-0018264",
  invoice: "FAC-2026-0217",
} as const;
export type DocumentName = keyof typeof subjects;
export const documentNames: readonly DocumentName[] = Object.keys(subjects) as DocumentName[];

export function issuedDocument(name: DocumentName): IssuedDocument {
  const file = join(project, "fixtures", "documents", `${name}.json`);
  return { name, subject: subjects[name], bytes: new Uint8Array(readFileSync(file)) };
}

/** Whole seconds since 1970, always the same: a time of another length would change the size of a code. */
export const issuedAt = 1_790_000_000;
export const expiresAt: number = issuedAt + 90 * 24 * 60 * 60;
