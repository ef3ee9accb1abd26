import { expect, it } from "vitest";
import * as english from "../../src/words/en/numbers.ts";
import * as french from "../../src/words/fr/numbers.ts";

it.each([
  [0, "0 bytes", "0 octet"],
  [1, "1 byte", "1 octet"],
  [2, "2 bytes", "2 octets"],
  [4_194_304, "4,194,304 bytes", "4\u202f194\u202f304 octets"],
])("%i of something", (count, inEnglish, inFrench) => {
  expect(english.bytes(count)).toBe(inEnglish);
  expect(french.bytes(count)).toBe(inFrench);
});

it("in bare digits where they stand in a column", () => {
  expect(english.inDigits(4_194_304, "byte")).toBe("4194304 bytes");
  expect(french.inDigits(4_194_304, "octet")).toBe("4194304 octets");
});

it("several of what has a form of its own", () => {
  expect([1, 2].map((count) => french.plural(count, "clé révoquée", "clés révoquées"))).toEqual([
    "1 clé révoquée",
    "2 clés révoquées",
  ]);
});
