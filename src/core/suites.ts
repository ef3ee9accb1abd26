/**
 * The registry of suites: from an identifier to everything known about it. Code below a suite receives the
 * entry and never looks at names.
 */
import { NONCE_BYTES, TAG_BYTES } from "./aead.ts";

export interface Suite {
  /** The identifier inside an envelope, where its format has a place for one. */
  readonly id: string;
  readonly keyWrap: string;
  readonly contentEncryption: string;
  readonly compression: string;
  readonly nonceBytes: number;
  readonly tagBytes: number;
}

/** RSA-OAEP with SHA-256 and MGF1-SHA-256 (RFC 8017 §7.1); AES-256-GCM (SP 800-38D); zlib (RFC 1950). */
export const rsaOaepAesGcm: Suite = {
  id: "RSA-OAEP256+AES-256-GCM",
  keyWrap: "RSA-OAEP, SHA-256, MGF1-SHA-256",
  contentEncryption: "AES-256-GCM",
  compression: "zlib",
  nonceBytes: NONCE_BYTES,
  tagBytes: TAG_BYTES,
};
