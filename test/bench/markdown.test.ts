import prettier from "prettier";
import { expect, test } from "vitest";
import { asMarkdown, replaceSection } from "../../bench/lib/markdown.ts";

const table = {
  title: "rung",
  columns: [
    { name: "codes", digits: 0 },
    { name: "a", digits: 1 },
  ],
  rows: [
    { name: "zxing", values: [12, 0.25] },
    { name: "own-reader", values: [null, 100] },
  ],
};

test("a table in Markdown is as prettier leaves it", async () => {
  const markdown = asMarkdown(table);
  expect(markdown.split("\n")[3]).toBe("| own-reader |     – | 100.0 |");
  expect(await prettier.format(markdown, { parser: "markdown" })).toBe(markdown);
});

test("a section is remade, and only that", () => {
  const page = "# Page\n\n<!-- ladder: remade -->\n\nold\n\n<!-- end of ladder -->\n\nrest\n";
  const remade = replaceSection(page, "ladder", "new\n");
  expect(remade).toBe("# Page\n\n<!-- ladder: remade -->\n\nnew\n\n<!-- end of ladder -->\n\nrest\n");
  expect(replaceSection(remade, "ladder", "old\n")).toBe(page);
  expect(() => replaceSection(page, "steps", "new\n")).toThrow("steps");
});
