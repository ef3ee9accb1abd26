/** The digest of a body in the Content-Digest field (RFC 9530 §2): SHA-256 alone, also of an empty body. */
import { createHash } from "node:crypto";

const sha256 = (body: Uint8Array): string => createHash("sha256").update(body).digest("base64");

export const contentDigest = (body: Uint8Array): string => `sha-256=:${sha256(body)}:`;

/** Whether a field has the one form that contentDigest writes, whatever body it belongs to. */
export const isContentDigest = (field: string): boolean =>
  /^sha-256=:[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=:$/.test(field);
