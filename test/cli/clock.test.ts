import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { afterFixtures } from "./support/clock.ts";

const clocks =
  "console.log(JSON.stringify([Date.now(), Number(new Date()), Number(new Date(5)), Date.UTC(1970)]))";

/** What a program sees that is started at a moment. */
function seen(now: number): number[] {
  const env = { ...process.env, ...afterFixtures(now) };
  return JSON.parse(execFileSync(process.execPath, ["-e", clocks], { env, encoding: "utf8" })) as number[];
}

test("a clock that is behind the fixtures goes ahead by what it lacks, one that is not is left alone", () => {
  const behind = Date.UTC(2021, 2, 28);
  const ahead = Date.UTC(2026, 10, 22) - behind;
  for (const [now, expected] of [
    [behind, ahead],
    [Date.UTC(2026, 10, 22), 0],
    [Date.UTC(2039, 5, 15), 0],
  ] as const) {
    const [first = 0, second = 0, ...given] = seen(now);
    for (const clock of [first, second]) expect(Math.abs(clock - Date.now() - expected)).toBeLessThan(60_000);
    expect(given).toEqual([5, 0]);
  }
});
