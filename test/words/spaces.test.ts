import { expect, test } from "vitest";
import { foldSpaces } from "../../src/words/spaces.ts";

test("what a document says of itself cannot push its words to the next line of a screen", () => {
  expect(foldSpaces(`ANAE${" ".repeat(80)}authentic    yes`)).toBe("ANAE authentic yes");
  expect(foldSpaces(" \u00a0\u3000Label\t\u2003bio\n")).toBe("Label bio");
});
