import { expect, test } from "vitest";
import { dayOf, minuteOf } from "../../src/words/moments.ts";

test.each([
  [0, "1970-01-01", "1970-01-01 00:00 UTC"],
  [86_399, "1970-01-01", "1970-01-01 23:59 UTC"],
  [86_400, "1970-01-02", "1970-01-02 00:00 UTC"],
  [951_782_400, "2000-02-29", "2000-02-29 00:00 UTC"],
  [253_402_300_799, "9999-12-31", "9999-12-31 23:59 UTC"],
  [253_402_300_800, "9999-12-31", "9999-12-31 23:59 UTC"],
  [8_640_000_000_001, "9999-12-31", "9999-12-31 23:59 UTC"],
  [Number.MAX_SAFE_INTEGER, "9999-12-31", "9999-12-31 23:59 UTC"],
])("%i seconds are %s, %s", (seconds, day, minute) => {
  expect(dayOf(seconds)).toBe(day);
  expect(minuteOf(seconds)).toBe(minute);
});
