/**
 * The registry of suites: everything known about a set of algorithms in one entry. Code below a suite receives
 * the entry and never looks at names.
 */
import { NONCE_BYTES, TAG_BYTES } from "../primitives/aead.ts";
import { deflateRaw, noCompression, zlib } from "../encoding/compress.ts";
import type { Compression } from "../encoding/compress.ts";

export interface Suite {
  readonly keyWrap: string;
  readonly contentEncryption: string;
  readonly compression: Compression;
  readonly nonceBytes: number;
  readonly tagBytes: number;
}

/** RSA-OAEP with SHA-256 and MGF1-SHA-256 (RFC 8017 §7.1); AES-256-GCM (SP 800-38D); zlib (RFC 1950). */
export const rsaOaepAesGcm: Suite = {
  keyWrap: "RSA-OAEP, SHA-256, MGF1-SHA-256",
  contentEncryption: "AES-256-GCM",
  compression: zlib,
  nonceBytes: NONCE_BYTES,
  tagBytes: TAG_BYTES,
};

/** The same with raw DEFLATE (RFC 1951), as JWE's zip parameter has it (RFC 7516 §4.1.3). */
export const rsaOaepAesGcmDeflate: Suite = { ...rsaOaepAesGcm, compression: deflateRaw };

export const rsaOaepAesGcmPlain: Suite = { ...rsaOaepAesGcm, compression: noCompression };
