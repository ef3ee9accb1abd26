/** Text as it is typed, pasted or kept in a file. */

/**
 * The text without what the way to a desk adds to it: the scanner's Enter, spaces of a copied selection,
 * and, on Windows, PowerShell's UTF-16 and byte order marks. The envelope inside stays strict.
 */
export function trimText(input: Uint8Array): Uint8Array {
  const encoding = input[0] === 0xff && input[1] === 0xfe ? "utf-16le" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(input);
    return new TextEncoder().encode(text.trim());
  } catch {
    return input;
  }
}

/** Whether a file is of a kind that is not text, going by its beginning. */
export function isBinary(input: Uint8Array): boolean {
  const start = new TextDecoder("latin1").decode(input.subarray(0, 1024));
  return /[\u0000-\u0008\u000e-\u001f]|%PDF-/.test(start);
}
