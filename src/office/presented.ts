/** What is shown to a desk, whatever carried it there, and by what a document is known again. */
import { createHash } from "node:crypto";
import { toHex } from "../core/index.ts";
import type { Envelope, FactDetails, OpenedStatement } from "../core/index.ts";

/** An envelope and how it was found. */
export interface Presented {
  readonly envelope: Envelope;
  /** The bytes of the envelope's text, exactly. */
  readonly bytes: Uint8Array;
  /** Null where it came as text. */
  readonly picture: FactDetails["readable/yes"]["picture"];
}

/** The document's own id, or the digest of the envelope where its format has none. */
export function identifyDocument(statement: OpenedStatement | null, envelope: Uint8Array): string {
  if (statement !== null) return toHex(statement.claims.documentId);
  return `sha256:${sha256(envelope)}`;
}

/** 64 hexadecimal digits. */
export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
