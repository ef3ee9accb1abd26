import { describe, expect, it } from "vitest";
import {
  checkDocumentSize,
  checkJsonDocument,
  findDocumentFault,
} from "../../../src/core/envelope/document.ts";
import { limits } from "../../../src/core/limits.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { expectRefusal } from "../support/fixtures.ts";

describe("checkJsonDocument", () => {
  it.each(["{}", "[]", '"texte"', "-1.5e3", "null", ' \r\n{"é":"😀"}\n', '{"a":1,"a":2}'])(
    "accepts %j",
    (text) => {
      expect(() => {
        checkJsonDocument(encodeUtf8(text));
      }).not.toThrow();
    },
  );

  it.each([
    ["UTF-16 of little end", [0xff, 0xfe, 0x7b, 0x00], "UTF-16 (little endian)"],
    ["UTF-16 of big end", [0xfe, 0xff, 0x00, 0x7b], "UTF-16 (big endian)"],
    ["a byte order mark", [0xef, 0xbb, 0xbf, 0x7b, 0x7d], "a UTF-8 byte order mark at its start"],
    ["Latin-1 before a quotation mark", [0x22, 0xe9, 0x22], "the byte 0xe9 at position 2"],
    ["Latin-1 before two letters", [0x22, 0xe9, 0x74, 0xe9, 0x22], "the byte 0xe9 at position 2"],
    ["a byte that UTF-8 never has", [0x22, 0xc3, 0xa9, 0xff, 0x22], "the byte 0xff at position 4"],
    ["a character cut short by the end", [0x22, 0x61, 0xe2, 0x82], "the byte 0xe2 at position 3"],
    ["a continuation byte alone", [0x22, 0x80, 0x22], "the byte 0x80 at position 2"],
    ["one bad byte", [0xff], "the byte 0xff at position 1"],
  ])("refuses %s and says what it found", (_, bytes, found) => {
    expectRefusal(
      () => {
        checkJsonDocument(Uint8Array.from(bytes));
      },
      "document/not-utf8",
      `the document is not UTF-8 text, as JSON must be: found ${found}`,
    );
  });

  it("refuses what is not JSON and says where", () => {
    expectRefusal(
      () => {
        checkJsonDocument(encodeUtf8('{\n"a":1,\n}'));
      },
      "document/not-json",
      'the document is not JSON: line 3, column 1: expected a name in ", found }',
    );
  });

  it("finds a bad byte at the end of the largest document", () => {
    const document = new Uint8Array(limits.documentBytes).fill(0x20);
    document[document.length - 1] = 0x80;
    expectRefusal(() => {
      checkJsonDocument(document);
    }, "document/not-utf8");
  });
});

describe("findDocumentFault", () => {
  it("finds none in JSON", () => {
    expect(findDocumentFault(encodeUtf8("[1]"))).toBeNull();
  });

  it("says where an opened document stops being JSON", () => {
    expect(findDocumentFault(encodeUtf8("[1\n2]"))).toMatchObject({ line: 2, column: 1 });
  });

  it("puts bytes that are no text at the start", () => {
    expect(findDocumentFault(Uint8Array.of(0xff))).toEqual({ line: 1, column: 1 });
  });
});

describe("checkDocumentSize", () => {
  it("accepts the largest document", () => {
    expect(() => {
      checkDocumentSize(new Uint8Array(limits.documentBytes));
    }).not.toThrow();
  });

  it("refuses one byte more", () => {
    expectRefusal(
      () => {
        checkDocumentSize(new Uint8Array(limits.documentBytes + 1));
      },
      "document/too-large",
      "the document has 4,194,305 bytes, at most 4,194,304 bytes can be sealed",
    );
  });
});
