import { describe, expect, it } from "vitest";
import { describeTrace, traceLines } from "../../src/cli/looking.ts";
import { wordsIn } from "../../src/words/index.ts";

describe("a trace", () => {
  const trace = [
    { rung: "zxing", outcome: "done", read: 0, unread: 1, milliseconds: 12.4 },
    { rung: "own-reader", outcome: "stopped", read: 2, unread: 0, milliseconds: 1999.6 },
  ] as const;

  it("has whole milliseconds", () => {
    expect(describeTrace(trace).map(({ milliseconds }) => milliseconds)).toEqual([12, 2000]);
  });

  it("is a line a rung for people", () => {
    expect(traceLines(trace, wordsIn.en.results.pictures)).toEqual([
      "zxing            done     0 read, 1 seen, 12 ms",
      "own-reader       stopped  2 read, 0 seen, 2000 ms",
    ]);
  });
});
