import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeBase45,
  decodeBase64,
  decodeBase64url,
  decodeUtf8,
  describeBytes,
  encodeBase45,
  encodeBase64,
  encodeBase64url,
  encodeUtf8,
} from "../../../src/core/encoding/text.ts";
import { wordTerm } from "../../words/support/saying.ts";

const anyBytes = fc.uint8Array({ maxLength: 200 });

describe("base64", () => {
  // RFC 4648, section 10.
  const vectors = [
    ["", ""],
    ["f", "Zg=="],
    ["fo", "Zm8="],
    ["foo", "Zm9v"],
    ["foob", "Zm9vYg=="],
    ["fooba", "Zm9vYmE="],
    ["foobar", "Zm9vYmFy"],
  ] as const;

  it.each(vectors)("writes %j as %j and reads it back", (text, encoded) => {
    expect(encodeBase64(encodeUtf8(text))).toBe(encoded);
    expect(decodeBase64(encoded)).toEqual(encodeUtf8(text));
  });

  it("brings any bytes back", () => {
    fc.assert(fc.property(anyBytes, (bytes) => equal(decodeBase64(encodeBase64(bytes)), bytes)));
  });

  it("encodes a view, not the memory around it", () => {
    expect(encodeBase64(encodeUtf8("xfoox").subarray(1, 4))).toBe("Zm9v");
  });

  it.each([
    ["no padding", "Zg"],
    ["half the padding", "Zg="],
    ["padding too much", "Zm9v="],
    ["padding alone", "===="],
    ["padding in the middle", "Zg==Zg=="],
    ["unused bits that are set", "Zh=="],
    ["one unused bit that is set", "Zm9="],
    ["a space in front", " Zm9v"],
    ["a space inside", "Zm 9v"],
    ["a line break inside", "Zm9v\nZm9v"],
    ["a line break behind", "Zm9v\n"],
    ["a foreign character", "Zm9v*"],
    ["the url alphabet", "-_-_"],
    ["a mix of both alphabets", "+_+/"],
    ["a single character", "Z"],
    ["text behind the padding", "Zg==x"],
    ["a full-width letter", "Ｚm9v"],
  ])("refuses %s", (_, text) => {
    expect(decodeBase64(text)).toBeNull();
  });

  it("has one spelling: no other text of these characters decodes to the same bytes", () => {
    const characters = fc.constantFrom(...Array.from("ABZaz09+/=-_ \n*"));
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 9 }), (text) => {
        const bytes = decodeBase64(text);
        return bytes === null || encodeBase64(bytes) === text;
      }),
      { numRuns: 3000 },
    );
  });
});

describe("base64url", () => {
  it("writes the two characters that differ, without padding", () => {
    expect(encodeBase64url(Uint8Array.of(0xfb, 0xff, 0xfe, 0xff))).toBe("-__-_w");
  });

  it("brings any bytes back", () => {
    fc.assert(fc.property(anyBytes, (bytes) => equal(decodeBase64url(encodeBase64url(bytes)), bytes)));
  });

  it.each([
    ["padding", "Zg=="],
    ["unused bits that are set", "Zh"],
    ["one unused bit that is set", "Zm9"],
    ["the standard alphabet", "+/+/"],
    ["a space", "Zm9v "],
    ["a line break", "Zm9v\n"],
    ["a foreign character", "Zm*v"],
    ["a length that no bytes have", "Zm9vZ"],
  ])("refuses %s", (_, text) => {
    expect(decodeBase64url(text)).toBeNull();
  });
});

describe("base45", () => {
  // RFC 9285, sections 4.3 and 4.4.
  it.each([
    ["AB", "BB8"],
    ["Hello!!", "%69 VD92EX0"],
    ["base-45", "UJCLQE7W581"],
    ["ietf!", "QED8WEX0"],
    ["", ""],
  ])("writes %j as %j and reads it back", (text, encoded) => {
    expect(encodeBase45(encodeUtf8(text))).toBe(encoded);
    expect(decodeBase45(encoded)).toEqual(encodeUtf8(text));
  });

  it("holds the highest bytes, one and two of them", () => {
    expect(decodeBase45("U5")).toEqual(Uint8Array.of(0xff));
    expect(decodeBase45("FGW")).toEqual(Uint8Array.of(0xff, 0xff));
  });

  it.each([
    ["three characters beyond two bytes", "GGW"],
    ["two characters beyond one byte", "V5"],
    ["a character left over", "BB8A"],
    ["a small letter", "bB8"],
    ["a letter outside the alphabet at the end", "BB8UJ!"],
    ["a letter outside the alphabet in a pair", "_5"],
  ])("refuses %s", (_, text) => {
    expect(decodeBase45(text)).toBeNull();
  });

  it("reads back any bytes", () => {
    fc.assert(fc.property(anyBytes, (bytes) => equal(decodeBase45(encodeBase45(bytes)), bytes)));
  });
});

describe("UTF-8", () => {
  it("brings any well-formed text back, a byte order mark included", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => decodeUtf8(encodeUtf8(`\ufeff${text}`)) === `\ufeff${text}`,
      ),
    );
  });

  it.each([
    ["a continuation byte alone", [0x80]],
    ["a character cut short", [0xe2, 0x82]],
    ["an overlong slash", [0xc0, 0xaf]],
    ["an overlong zero", [0xe0, 0x80, 0x80]],
    ["half of a surrogate pair", [0xed, 0xa0, 0x80]],
    ["a number beyond Unicode", [0xf4, 0x90, 0x80, 0x80]],
    ["a Latin-1 letter", [0xe9, 0x20]],
  ])("refuses %s", (_, bytes) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toBeNull();
  });
});

describe("describeBytes", () => {
  it.each([
    ["", "nothing"],
    ["HTTPS://example.org/x?y", "a web address"],
    ["\n-----BEGIN PUBLIC KEY-----", "a key or certificate in PEM"],
    [' {"a":1}', "JSON of another kind"],
    ["bonjour é", "other text, 10 bytes"],
  ])("%j is %s", (text, description) => {
    expect(wordTerm(describeBytes(encodeUtf8(text)), "en")).toBe(description);
  });

  it("counts bytes that are not text", () => {
    expect(wordTerm(describeBytes(new Uint8Array(1234).fill(0xff)), "en")).toBe(
      "1,234 bytes that are not text",
    );
  });
});

function equal(a: Uint8Array | null, b: Uint8Array): boolean {
  return a !== null && Buffer.compare(a, b) === 0;
}
