import { describe, expect, test } from "vitest";
import { compare, timeInBlocks } from "../../bench/lib/blocks.ts";

describe("two ways compared", () => {
  test("the share is taken pair by pair, not from the medians", () => {
    // A machine that was busy for the second pair hit both alike: the share stays.
    const { ours, bare, share } = compare([
      { ours: 2, bare: 1 },
      { ours: 20, bare: 16 },
      { ours: 4, bare: 3 },
    ]);
    expect(ours).toBe(4);
    expect(bare).toBe(3);
    expect(share).toEqual({ median: 0.75, lowest: 0.5, highest: 0.8 });
  });

  test("a share over 1 is ours being faster", () => {
    expect(compare([{ ours: 2, bare: 3 }]).share.median).toBe(1.5);
  });
});

test("blocks go by turns, each way first in half of the pairs", async () => {
  const order: string[] = [];
  const pairs = await timeInBlocks(
    () => order.push("ours"),
    () => order.push("bare"),
    4,
    // One call fills a block of no time.
    0,
  );
  expect(pairs).toHaveLength(4);
  for (const { ours, bare } of pairs) {
    expect(ours).toBeGreaterThanOrEqual(0);
    expect(bare).toBeGreaterThanOrEqual(0);
  }
  const warmUp = ["ours", "bare"];
  expect(order).toEqual([...warmUp, "ours", "bare", "bare", "ours", "ours", "bare", "bare", "ours"]);
});
