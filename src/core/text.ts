/**
 * Bytes as text, strictly: base64 and base64url (RFC 4648, sections 4 and 5) and UTF-8.
 *
 * Node's own decoders are lenient: "QUI=" and "QUJ=" decode to the same bytes and foreign characters are
 * skipped. Here every byte string has exactly one spelling and every other is refused, so that a changed
 * character is always seen.
 */

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
export function describeBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return "nothing";
  const text = decodeUtf8(bytes);
  if (text === null) return `${bytes.length.toLocaleString("en")} bytes that are not text`;
  const trimmed = text.trim();
  if (/^https?:\/\/\S*$/i.test(trimmed)) return "a web address";
  if (trimmed.startsWith("-----BEGIN ")) return "a key or certificate in PEM";
  if (/^[{[]/.test(trimmed)) return "JSON of another kind";
  return `other text, ${bytes.length.toLocaleString("en")} bytes`;
}
