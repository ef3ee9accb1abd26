import { describe, expect, test } from "vitest";
import { ageOf, parseDay, parseDuration, showSpan, showTime } from "../../src/cli/dates.ts";
import { term } from "../../src/cli/refusals.ts";

const day = 86_400;

describe("lengths of time", () => {
  test.each([
    ["12h", 12 * 3600],
    ["1d", day],
    ["90d", 90 * day],
    ["6w", 42 * day],
    ["2y", 730 * day],
  ])("%s", (text, seconds) => {
    expect(parseDuration(text, "--valid-for", "encrypt-to-qr")).toBe(seconds);
  });

  test.each([
    "",
    "90",
    "d",
    "0d",
    "-1d",
    "1.5d",
    "01d",
    "1 d",
    "1D",
    "1m",
    "1d1h",
    " 1d",
    "9999999d",
    "99999y",
  ])("%j is refused", (text) => {
    expect(() => parseDuration(text, "--valid-for", "encrypt-to-qr")).toThrow(
      expect.objectContaining({
        code: "usage/bad-option",
        facts: { problem: term("duration-malformed", "--valid-for", text), command: "encrypt-to-qr" },
      }) as Error,
    );
  });
});

describe("days and times", () => {
  test.each([
    ["1970-01-01", "start", 0],
    ["1970-01-01", "end", day - 1],
    ["2026-11-21", "start", Date.UTC(2026, 10, 21) / 1000],
    ["2024-02-29", "end", Date.UTC(2024, 2, 1) / 1000 - 1],
    ["9999-12-31", "end", 253_402_300_799],
    ["2026-11-21T18:30:15Z", "start", Date.UTC(2026, 10, 21, 18, 30, 15) / 1000],
    ["2026-11-21T18:30:15Z", "end", Date.UTC(2026, 10, 21, 18, 30, 15) / 1000],
    ["2026-11-21T18:30Z", "end", Date.UTC(2026, 10, 21, 18, 30) / 1000],
    ["2026-11-21T00:30+01:00", "start", Date.UTC(2026, 10, 20, 23, 30) / 1000],
  ] as const)("%s at its %s", (text, edge, seconds) => {
    expect(parseDay(text, edge, "--from", "trust add")).toBe(seconds);
  });

  test.each([
    "",
    "2026",
    "2026-11",
    "2026-13-01",
    "2026-00-01",
    "2026-02-29",
    "2026-04-31",
    "2026-04-00",
    "1969-12-31",
    "1970-01-01T00:30+01:00",
    "10000-01-01",
    "21/11/2026",
    "2026-11-21 18:30Z",
    "2026-11-21T18:30",
    "2026-11-21T25:00Z",
    "2026-02-30T10:00Z",
    "2026-11-21T18:30:15.5Z",
    " 2026-11-21",
  ])("%j is refused", (text) => {
    expect(() => parseDay(text, "start", "--from", "trust add")).toThrow(
      expect.objectContaining({
        code: "usage/bad-option",
        facts: { problem: term("moment-malformed", "--from", text), command: "trust add" },
      }) as Error,
    );
  });
});

describe("shown", () => {
  test("times to the second, in UTC", () => {
    expect(showTime(0)).toBe("1970-01-01T00:00:00Z");
    expect(showTime(253_402_300_799)).toBe("9999-12-31T23:59:59Z");
  });

  test.each([
    [null, null, null, null],
    [0, null, "1970-01-01", null],
    [1, null, "1970-01-01T00:00:01Z", null],
    [null, day - 1, null, "1970-01-01"],
    [null, day, null, "1970-01-02T00:00:00Z"],
    [0, day - 1, "1970-01-01", "1970-01-01"],
  ])("from %j until %j", (from, until, shownFrom, shownUntil) => {
    expect(showSpan(from, until)).toEqual({ from: shownFrom, until: shownUntil });
  });

  test.each([
    [0, null],
    [59, null],
    [60, { count: 1, unit: "minute" }],
    [7199, { count: 1, unit: "hour" }],
    [day - 1, { count: 23, unit: "hour" }],
    [day, { count: 1, unit: "day" }],
    [1000 * day, { count: 1000, unit: "day" }],
  ])("an age of %i seconds in its largest unit", (seconds, age) => {
    expect(ageOf(seconds)).toEqual(age);
  });
});
