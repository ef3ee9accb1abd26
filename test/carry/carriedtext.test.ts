import { describe, expect, it } from "vitest";
import { isBinary, trimText } from "../../src/carry/carriedtext.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf16le"));

describe("trimText takes away what the way to a desk adds", () => {
  it.each([
    ["the scanner's Enter", utf8("QS1:A B\r\n")],
    ["spaces of a copied selection", utf8(" \tQS1:A B ")],
    ["a byte order mark", utf8("\ufeffQS1:A B")],
    ["UTF-16, as PowerShell writes it", utf16("\ufeffQS1:A B\r\n")],
  ])("%s", (_, input) => {
    expect(trimText(input)).toEqual(utf8("QS1:A B"));
  });

  it("and nothing of what is no text", () => {
    const input = Uint8Array.of(0x20, 0xc3, 0x28, 0x20);
    expect(trimText(input)).toEqual(input);
    // A byte order mark of UTF-16 with half a character behind it.
    expect(trimText(Uint8Array.of(0xff, 0xfe, 0x41))).toEqual(Uint8Array.of(0xff, 0xfe, 0x41));
  });
});

describe("isBinary goes by the beginning", () => {
  it.each([
    ["text", utf8('{"a":\t1}\r\n'), false],
    ["text with accents", utf8("é — ü"), false],
    ["nothing", new Uint8Array(0), false],
    ["a byte that no text has", Uint8Array.of(0x41, 0x00), true],
    ["an escape", Uint8Array.of(0x1b, 0x5b), true],
    ["a PDF, whose first line is text", utf8("%PDF-1.7\n"), true],
  ])("%s", (_, input, expected) => {
    expect(isBinary(input)).toBe(expected);
  });

  it("and never by what comes after a kilobyte", () => {
    const text = utf8("A".repeat(1024));
    expect(isBinary(Uint8Array.of(...text, 0))).toBe(false);
    expect(isBinary(Uint8Array.of(...text.subarray(1), 0))).toBe(true);
  });
});
