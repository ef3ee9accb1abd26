/**
 * What two programs send each other under a session key: base64(nonce ‖ ciphertext ‖ tag), AES-256-GCM with a nonce of
 * 12 bytes and a tag of 16 (docs/EXCHANGE.md, encrypted API). The key carries one request and its answer.
 */
import { CONTENT_KEY_BYTES, decryptContent, encryptContent, NONCE_BYTES } from "./primitives/aead.ts";
import { concat } from "./encoding/bytes.ts";
import { decodeBase64, encodeBase64, encodeUtf8 } from "./encoding/text.ts";

export const SESSION_KEY_BYTES = CONTENT_KEY_BYTES;
export const SESSION_NONCE_BYTES = NONCE_BYTES;

/**
 * What binds data to a direction and a route, and an answer to its HTTP status too: nothing else can stand for it under
 * the same session key.
 */
export const sessionBinding = (direction: "request" | "answer", route: string, status?: number): Uint8Array =>
  encodeUtf8(`qrseal ${direction} ${route}${status === undefined ? "" : ` ${status}`}`);

/** `nonce` must be fresh under this key. */
export function sealSessionData(
  sessionKey: Uint8Array,
  nonce: Uint8Array,
  data: Uint8Array,
  binding?: Uint8Array,
): string {
  return encodeBase64(concat(nonce, encryptContent(sessionKey, nonce, data, binding)));
}

/** Null for whatever is wrong with it. */
export function openSessionData(
  sessionKey: Uint8Array,
  text: string,
  binding?: Uint8Array,
): Uint8Array | null {
  const bytes = decodeBase64(text);
  return bytes === null ? null : openSessionBytes(sessionKey, bytes, binding);
}

/** The same before base64. */
export function openSessionBytes(
  sessionKey: Uint8Array,
  bytes: Uint8Array,
  binding?: Uint8Array,
): Uint8Array | null {
  if (bytes.length < NONCE_BYTES) return null;
  return decryptContent(sessionKey, bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES), binding);
}
