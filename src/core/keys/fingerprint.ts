/** How people name a key: SHA-256 over its SubjectPublicKeyInfo (RFC 5280 §4.1), whole for programs, short for people. */
import { fromHex, toHex } from "../encoding/text.ts";
import { sha256 } from "../primitives/sha256.ts";

/** All 64 hexadecimal digits, as other tools print them (openssl pkey -pubin -outform DER | sha256sum). */
export const fingerprintOf = (spki: Uint8Array): string => toHex(sha256(spki));

/**
 * The first 80 bits in groups of four, to read out over the telephone: 3f9a-77c1-0b2e-9d44-a1c3. Making a
 * second key with the same 80 bits takes about 2^80 key generations.
 */
export function shortFingerprint(fingerprint: string): string {
  return (fingerprint.slice(0, 20).match(/.{4}/g) ?? []).join("-");
}

/** All 32 bytes. */
export const fingerprintBytes = (key: { readonly fingerprint: string }): Uint8Array =>
  fromHex(key.fingerprint);
