/** PEM (RFC 7468): the one block of a key file, in and out. */
import { decodeBase64, decodeUtf8, describeBytes, encodeBase64, encodeUtf8 } from "../encoding/text.ts";
import type { QrsealError, Term } from "../refusal.ts";
import { failure, term } from "./refusals.ts";

export interface PemBlock {
  readonly label: string;
  /** RFC 1421 header lines: the old OpenSSL encryption of PKCS #1 files. */
  readonly headers: string;
  readonly der: Uint8Array;
  readonly text: string;
}

export function encodePem(label: string, der: Uint8Array): Uint8Array {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return encodeUtf8([`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n"));
}

const block =
  /-----BEGIN ([A-Z0-9 ]{1,40})-----\r?\n((?:[A-Za-z-]+: [^\r\n]*\r?\n)*(?:\r?\n)?)([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/**
 * The one PEM block of a file; text around it is allowed (RFC 7468 §5.2), a second block is not. Throws key/not-a-key;
 * `what` was expected at `path`.
 */
export function parsePem(file: Uint8Array, path: string, what: Term): PemBlock {
  const text = decodeUtf8(file);
  const [found, second] = text === null ? [] : text.matchAll(block);
  if (second !== undefined) throw notAKey(what, path, term("several-pem-blocks"));
  if (found === undefined) {
    const cut = text?.includes("-----BEGIN ") === true;
    throw notAKey(what, path, cut ? term("pem-cut-short") : describeBytes(file));
  }
  const [whole, label = "", headers = "", body = ""] = found;
  const der = decodeBase64(body.replace(/\s/g, ""));
  if (der === null) throw notAKey(what, path, term("pem-damaged"));
  return { label, headers, der, text: whole };
}

export function notAKey(what: Term, path: string, found: Term): QrsealError {
  return failure("key/not-a-key", { what, path, found });
}
