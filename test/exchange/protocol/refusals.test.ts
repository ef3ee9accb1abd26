import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { settingNames, settings } from "../../../src/exchange/config/settings.ts";
import { refusals } from "../../../src/exchange/protocol/refusals.ts";

const page = readFileSync(new URL("../../../docs/EXCHANGE.md", import.meta.url), "utf8");

/** The cells of a table's rows, from the heading it stands under. */
function rowsUnder(heading: string): string[][] {
  const [, section = ""] = page.split(`\n${heading}\n`);
  const table = section.slice(0, section.search(/^## /m) === -1 ? undefined : section.search(/^## /m));
  return Array.from(table.matchAll(/^\| (`.*) \|$/gm), ([, row = ""]) =>
    row.split(/(?<!\\)\|/).map((cell) =>
      cell
        .trim()
        .replaceAll("\\|", "|")
        .replace(/^`(.*)`$/, "$1"),
    ),
  );
}

it("every refusal is documented with its status and sentence, and no other", () => {
  expect(rowsUnder("## Refusals")).toEqual(
    Object.entries(refusals).map(([code, { status, says }]) => [code, String(status), says]),
  );
});

it("every setting is documented with what it may be, and no other", () => {
  expect(rowsUnder("### Settings").map(([name, form]) => [name, form])).toEqual(
    settingNames.map((name) => [name, settings[name].form]),
  );
});
