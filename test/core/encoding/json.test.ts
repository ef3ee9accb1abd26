import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonFault } from "../../../src/core/encoding/json.ts";
import { wordTerm } from "../../words/support/saying.ts";

function isJsonToNode(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const agrees = (text: string): boolean => (findJsonFault(text) === null) === isJsonToNode(text);

describe("findJsonFault accepts what JSON.parse accepts, and nothing else", () => {
  it("over valid JSON, compact and spread out", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2, "\t"), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        return findJsonFault(text) === null && agrees(text);
      }),
      { numRuns: 500 },
    );
  });

  it("over valid JSON with one place changed", () => {
    const edit = fc.constantFrom(
      "",
      ",",
      ":",
      '"',
      "\\",
      "{",
      "}",
      "[",
      "]",
      "0",
      "-",
      ".",
      "e",
      "u",
      " ",
      "\n",
      "\0",
      "é",
    );
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(), fc.nat(3), edit, (value, at, cut, put) => {
        const text = JSON.stringify(value);
        const from = at % (text.length + 1);
        return agrees(text.slice(0, from) + put + text.slice(from + cut));
      }),
      { numRuns: 6000 },
    );
  });

  it("over texts of the pieces JSON is made of", () => {
    const piece = fc.constantFrom(
      ...Array.from("{}[],:\"\\ \n\t\r\0\v\f\u00a0\u2028\ufeff'-+.0123456789eEux/"),
      "true",
      "false",
      "null",
      "nul",
      "NaN",
      "Infinity",
      '""',
      '"a"',
      '"\\u00',
      '"\\ud800"',
      "\\n",
      "01",
      "-0",
      "1.",
      ".5",
      "1e5",
      "1E+",
      "0x1",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => agrees(pieces.join(""))),
      { numRuns: 20000 },
    );
  });

  it("over any text at all", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), agrees), { numRuns: 2000 });
  });
});

describe("findJsonFault names the place and the fault", () => {
  it.each([
    ["", 1, 1, "a value", "the end of the file"],
    ["   ", 1, 4, "a value", "the end of the file"],
    ["\ufeff{}", 1, 1, "a value", "a byte order mark"],
    ["nul", 1, 1, "a value", "n"],
    ["{} {}", 1, 4, "the end of the document", "{"],
    ["1 2", 1, 3, "the end of the document", "2"],
    ["01", 1, 2, "the end of the document", "1"],
    ["1.", 1, 2, "the end of the document", "."],
    ["-", 1, 1, "a value", "-"],
    ["[", 1, 2, "a value or ]", "the end of the file"],
    ["[1,]", 1, 4, "a value", "]"],
    ["[1 2]", 1, 4, "a comma or ]", "2"],
    ["[1}", 1, 3, "a comma or ]", "}"],
    ["{", 1, 2, 'a name in " or }', "the end of the file"],
    ["{a:1}", 1, 2, 'a name in " or }', "a"],
    ["{'a':1}", 1, 2, 'a name in " or }', "'"],
    ['{"a" 1}', 1, 6, "a colon", "1"],
    ['{"a":}', 1, 6, "a value", "}"],
    ['{"a":1,}', 1, 8, 'a name in "', "}"],
    ['{"a":1;}', 1, 7, "a comma or }", ";"],
    ['{"a":1]', 1, 7, "a comma or }", "]"],
    ['["a\nb"]', 1, 4, 'the closing " of a text', "the end of the line"],
    ['["a\tb"]', 1, 4, 'the closing " of a text', "a tab"],
    ['["a', 1, 4, 'the closing " of a text', "the end of the file"],
    ['["a\u0001"]', 1, 4, 'the closing " of a text', "the character U+0001"],
    ['["\\x41"]', 1, 3, "an escape that JSON knows", "\\"],
    ['["\\u12g4"]', 1, 3, "an escape that JSON knows", "\\"],
    ['{\n  "nom": "Kéïta",\n  "âge" 3\n}', 3, 9, "a colon", "3"],
    ["[\r\n1,\r\n}", 3, 1, "a value", "}"],
    ["[\r1,\r}", 3, 1, "a value", "}"],
    ['["😀😀" 1]', 1, 7, "a comma or ]", "1"],
    ["[\u00a01]", 1, 2, "a value or ]", "the character U+00A0"],
    ["[😀]", 1, 2, "a value or ]", "the character U+1F600"],
  ])("%j: line %i, column %i: expected %s, found %s", (text, line, column, expected, found) => {
    const fault = findJsonFault(text);
    expect(fault).toMatchObject({ line, column });
    const said = fault === null ? [] : [fault.expected, fault.found].map((term) => wordTerm(term, "en"));
    expect(said).toEqual([expected, found]);
  });

  it("counts the offset in UTF-16 units, where the place is counted in characters", () => {
    expect(findJsonFault('["😀" 1]')).toMatchObject({ offset: 6, column: 6 });
  });
});

describe("findJsonFault walks through large texts", () => {
  it("of two megabytes in one string", () => {
    const text = "a\\n\\u00e9é".repeat(200_000);
    expect(findJsonFault(`"${text}"`)).toBeNull();
    expect(findJsonFault(`"${text}`)).toMatchObject({
      column: 200_000 * 10 + 2,
      found: { term: "end-of-file" },
    });
  });

  it("of two megabytes in one number", () => {
    expect(findJsonFault("1".repeat(2_000_000))).toBeNull();
  });

  it.each([
    ["arrays", "[", "]", "0"],
    ["objects", '{"a":', "}", "0"],
  ])("of %s a million deep", (_, opening, closing, inside) => {
    const deep = opening.repeat(1_000_000) + inside + closing.repeat(1_000_000);
    expect(findJsonFault(deep)).toBeNull();
    expect(findJsonFault(deep.slice(0, -1))).toMatchObject({ found: { term: "end-of-file" } });
  });
});
