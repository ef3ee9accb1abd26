import { expect, test } from "vitest";
import { readBlurred } from "../../../bench/photos/blur.ts";
import { tryReader } from "../../../bench/photos/outcome.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("a text is read, wrong, or both where two were found", async () => {
  const outcome = async (...texts: readonly string[]): Promise<readonly boolean[]> => {
    const read = texts.map((text) => ({ payload: bytes(text) }));
    const { isRead, isWrong } = await tryReader(() => Promise.resolve(read), bytes("right"));
    return [isRead, isWrong];
  };
  expect(await outcome()).toEqual([false, false]);
  expect(await outcome("right")).toEqual([true, false]);
  expect(await outcome("left")).toEqual([false, true]);
  expect(await outcome("left", "right")).toEqual([true, true]);
});

test("a grid of two small sheets: sharp read by all, blurred by ours alone, bowed beside flat", async () => {
  const versions = [3];
  const { tables, verdicts } = await readBlurred(
    {
      grids: [
        { versions, pixelsPerModule: [4], blurs: [0.25, 0.6, 3], bows: [0] },
        { versions, pixelsPerModule: [4], blurs: [0.25], bows: [1] },
      ],
      seeds: 1,
      every: 1,
      effort: "thorough",
    },
    () => undefined,
  );
  const rows = (title: string): unknown => tables?.find((table) => table.title.startsWith(title))?.rows;
  expect(rows("flat")).toEqual([
    { name: "blur 0.25", values: [1, 100, 100, 100] },
    { name: "blur 0.60", values: [1, 100, 100, 0] },
    { name: "blur 3.00", values: [1, 0, 0, 0] },
  ]);
  expect(rows("bow of 1")).toEqual([{ name: "blur 0.25", values: [1, 100, 100, 100] }]);
  expect(verdicts.find(({ aim }) => aim === "no wrong text")?.met).toBe(true);
  // There is no picture of the blurs and versions that the aims are about.
  expect(verdicts.filter(({ met }) => met === null)).toHaveLength(5);
});
