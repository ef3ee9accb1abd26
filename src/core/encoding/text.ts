/**
 * Bytes as text, strictly: base64 and base64url (RFC 4648, sections 4 and 5), UTF-8 and base45; and hexadecimal digits,
 * for names that people and programs compare.
 *
 * Node's own decoders are lenient: "QUI=" and "QUJ=" decode to the same bytes and foreign characters are
 * skipped. Here every byte string has exactly one spelling and every other is refused, so that a changed
 * character is always seen.
 */
import type { Term } from "../refusal.ts";
import { term } from "./refusals.ts";

export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
}

/** The bytes of padded base64, or null where `text` is not the one spelling of any bytes. */
export function decodeBase64(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Buffer.from(text, "base64"));
  return encodeBase64(bytes) === text ? bytes : null;
}

export function encodeBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64url");
}

/** The bytes of base64url without padding, or null where `text` is not the one spelling of any bytes. */
export function decodeBase64url(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Buffer.from(text, "base64url"));
  return encodeBase64url(bytes) === text ? bytes : null;
}

/** Two small digits a byte. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
}

/** The bytes of digits that were made of bytes, or proved before. */
export function fromHex(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits, "hex"));
}

export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text of UTF-8 bytes, a byte order mark kept as a character, or null where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What bytes look like, for a sentence that says what was found instead of what was expected. */
export function describeBytes(bytes: Uint8Array): Term {
  if (bytes.length === 0) return term("nothing");
  const text = decodeUtf8(bytes);
  if (text === null) return term("binary", bytes.length);
  const trimmed = text.trim();
  if (/^https?:\/\/\S*$/i.test(trimmed)) return term("web-address");
  if (trimmed.startsWith("-----BEGIN ")) return term("pem");
  if (/^[{[]/.test(trimmed)) return term("other-json");
  return term("other-text", bytes.length);
}

const base45Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** Base45 (RFC 9285): two bytes in three characters of those a QR symbol stores at five and a half bits. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length;
    let rest = isPair ? (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) : (bytes[at] ?? 0);
    for (let digit = 0; digit < (isPair ? 3 : 2); digit += 1) {
      text += base45Alphabet.charAt(rest % 45);
      rest = Math.floor(rest / 45);
    }
  }
  return text;
}

/** The bytes of base45, or null where `text` is not the one spelling of any bytes. */
export function decodeBase45(text: string): Uint8Array | null {
  const tail = text.length % 3;
  if (tail === 1) return null;
  // Filled in place: megabytes of text collected in a list would take many times their length.
  const bytes = new Uint8Array(((text.length - tail) / 3) * 2 + tail / 2);
  let to = 0;
  for (let at = 0; at < text.length; at += 3) {
    const isTriple = at + 2 < text.length;
    let value = 0;
    for (let place = isTriple ? 2 : 1; place >= 0; place -= 1) {
      const digit = base45Alphabet.indexOf(text.charAt(at + place));
      if (digit === -1) return null;
      value = value * 45 + digit;
    }
    if (value > (isTriple ? 0xffff : 0xff)) return null;
    if (isTriple) bytes[to++] = value >> 8;
    bytes[to++] = value & 0xff;
  }
  return bytes;
}
