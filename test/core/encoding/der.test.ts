import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  encodeDer,
  encodeInteger,
  encodeObjectId,
  integerOf,
  membersOf,
  objectIdOf,
  parseDer,
  tags,
} from "../../../src/core/encoding/der.ts";
import { hex, present } from "../support/fixtures.ts";

describe("encodeDer", () => {
  it.each([
    [0, "0400"],
    [1, "0401"],
    [127, "047f"],
    [128, "048180"],
    [255, "0481ff"],
    [256, "04820100"],
    [65536, "0483010000"],
  ])("writes a length of %i in the fewest bytes", (length, head) => {
    const value = encodeDer(tags.octetString, new Uint8Array(length));
    expect(hex(value.subarray(0, value.length - length))).toBe(head);
  });

  it("joins its contents", () => {
    expect(hex(encodeDer(tags.sequence, Uint8Array.of(1), Uint8Array.of(2, 3)))).toBe("3003010203");
  });
});

describe("encodeInteger", () => {
  it.each([
    [0, "020100"],
    [1, "020101"],
    [127, "02017f"],
    [128, "02020080"],
    [256, "02020100"],
    [600_000, "02030927c0"],
    [2 ** 31, "02050080000000"],
    [2 ** 53 - 1, "02071fffffffffffff"],
  ])("writes %i in the fewest bytes, positive", (value, expected) => {
    expect(hex(encodeInteger(value))).toBe(expected);
    expect(integerOf(parseDer(encodeInteger(value))?.[0])).toBe(value);
  });
});

describe("encodeObjectId", () => {
  it.each([
    ["1.2.840.113549.1.5.13", "06092a864886f70d01050d"],
    ["2.16.840.1.101.3.4.1.42", "060960864801650304012a"],
    ["1.3.6.1.4.1.11591.4.11", "06092b06010401da47040b"],
  ])("writes %s as the standards print it", (dotted, expected) => {
    expect(hex(encodeObjectId(dotted))).toBe(expected);
    expect(objectIdOf(parseDer(encodeObjectId(dotted))?.[0])).toBe(dotted);
  });
});

describe("parseDer", () => {
  it("reads values that follow one another", () => {
    expect(parseDer(Uint8Array.of(2, 1, 5, 5, 0))).toEqual([
      { tag: 2, content: Uint8Array.of(5) },
      { tag: 5, content: new Uint8Array() },
    ]);
  });

  it.each([
    ["a tag without a length", [0x30]],
    ["less than its length", [0x04, 0x02, 0x01]],
    ["a long length cut short", [0x04, 0x82, 0x01]],
    ["a length of four gigabytes", [0x04, 0x84, 0xff, 0xff, 0xff, 0xff]],
    ["a length in five bytes", [0x04, 0x85, 0, 0, 0, 0, 1, 7]],
    ["an indefinite length", [0x30, 0x80, 0x00, 0x00]],
    ["a byte left over", [0x04, 0x00, 0x04]],
  ])("refuses %s", (_, bytes) => {
    expect(parseDer(Uint8Array.from(bytes))).toBeNull();
  });

  it("never throws, never reads outside", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        for (const value of parseDer(bytes) ?? []) {
          expect(value.content.length).toBeLessThan(bytes.length);
          membersOf(value);
          integerOf(value);
          objectIdOf(value);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

describe("integerOf", () => {
  it.each([
    ["a negative number", [0x02, 0x01, 0x80]],
    ["an empty one", [0x02, 0x00]],
    ["another type", [0x04, 0x01, 0x01]],
  ])("is null for %s", (_, bytes) => {
    expect(integerOf(present(parseDer(Uint8Array.from(bytes)))[0])).toBeNull();
  });

  it("is Infinity beyond what a number holds exactly", () => {
    expect(integerOf({ tag: tags.integer, content: Uint8Array.of(0x20, 0, 0, 0, 0, 0, 0) })).toBe(Infinity);
    expect(integerOf({ tag: tags.integer, content: new Uint8Array(2000).fill(0x7f) })).toBe(Infinity);
  });

  it("is null where there is no value", () => {
    expect(integerOf(undefined)).toBeNull();
  });
});

describe("membersOf", () => {
  it("is null for what is no sequence", () => {
    expect(membersOf({ tag: tags.octetString, content: new Uint8Array() })).toBeNull();
    expect(membersOf(undefined)).toBeNull();
  });
});
