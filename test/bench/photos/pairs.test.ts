import { expect, test } from "vitest";
import { readPairs } from "../../../bench/photos/pairs.ts";
import { stage } from "../../../bench/photos/stage.ts";
import { readSymbols } from "../../../src/qr/reader/reader.ts";

const choice = { version: 3, pixelsPerModule: 4, blur: 3, pairs: 2, effort: "quick" } as const;

test("what reading together gives is counted beside each picture by itself", async () => {
  const { payload } = stage({ version: 3, pixelsPerModule: 4, bow: 0, seed: 1 });
  // Knows the text of the second pair: so for the first it tells a wrong one.
  const { tables, verdicts } = await readPairs(
    () => ({ read: [{ payload }] }),
    choice,
    () => undefined,
  );
  expect(tables?.[0]?.rows.map(({ name, values }) => [name, ...values.slice(0, 2)])).toEqual([
    ["either by itself", 2, 0],
    ["together", 2, 50],
  ]);
  expect(verdicts.map(({ met }) => met)).toEqual([false, false]);
});

test("the two are different photographs of the same symbol", async () => {
  const { verdicts } = await readPairs(
    (images, shouldStop) => {
      expect(images).toHaveLength(2);
      expect(Buffer.from(images[0]?.pixels ?? []).equals(images[1]?.pixels ?? Buffer.alloc(0))).toBe(false);
      const texts = images.map((image) => readSymbols(image, shouldStop).read);
      const [first, second] = texts.map((read) => Buffer.from(read[0]?.payload ?? []).toString("hex"));
      expect(first).toBe(second);
      return { read: texts.flat() };
    },
    { ...choice, blur: 0.25, pairs: 1, effort: "thorough" },
    () => undefined,
  );
  expect(verdicts.map(({ met }) => met)).toEqual([true, true]);
});
