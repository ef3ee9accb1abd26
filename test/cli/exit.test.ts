import { expect, test } from "vitest";
import { exitStatuses, exitStatusOf } from "../../src/cli/exit.ts";

test("the statuses are these numbers for ever", () => {
  expect(exitStatuses).toEqual({
    done: 0,
    ourBug: 1,
    usage: 2,
    inputUnreadable: 3,
    noKeyOpensIt: 4,
    damagedOrForged: 5,
    notTrusted: 6,
    serviceUnreachable: 7,
    interrupted: 130,
  });
});

test.each([
  ["bug", 1],
  ["call", 2],
  ["place", 2],
  ["input", 3],
  ["no-key", 4],
  ["damaged", 5],
  ["not-trusted", 6],
  ["service", 7],
  ["interrupted", 130],
] as const)("%s ends with %i", (fault, status) => {
  expect(exitStatusOf({ fault })).toBe(status);
});
