import { expect, test } from "vitest";
import { conditions, readEnvelopes, sealedEnvelopes } from "../../../bench/photos/envelopes.ts";

test("an envelope that lies flat is read and opens; one out of all focus is not", async () => {
  const { tables, verdicts } = await readEnvelopes(
    {
      envelopes: sealedEnvelopes.slice(0, 1),
      conditions: [
        { name: "flat", changes: {} },
        { name: "out of focus", changes: {}, blur: 4 },
      ],
      seeds: 1,
      effort: "thorough",
    },
    () => undefined,
  );
  const rows = tables?.[0]?.rows.map(({ name, values }) => [name, values.slice(0, 4)]);
  expect(rows).toEqual([
    ["flat", [1, 100, 100, 100]],
    ["out of focus", [1, 0, 0, 0]],
    ["all together", [2, 50, 50, 50]],
  ]);
  expect(verdicts.map(({ measured, met }) => [measured, met])).toEqual([["1 of 1", true]]);
});

test("conditions have names of their own, by which their photographs are drawn", () => {
  expect(new Set(conditions.map(({ name }) => name)).size).toBe(conditions.length);
});
