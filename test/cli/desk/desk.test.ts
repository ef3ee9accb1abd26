import { hostname } from "node:os";
import { expect, test } from "vitest";
import { deskName } from "../../../src/cli/desk/desk.ts";
import { term } from "../../../src/cli/refusals.ts";

test("a desk is called as QRSEAL_DESK says, else as its computer", () => {
  expect(deskName({ QRSEAL_DESK: "douane-port-1" })).toBe("douane-port-1");
  expect(deskName({ QRSEAL_DESK: "" })).toBe(hostname());
  expect(deskName({})).toBe(hostname());
});

test("a name too long for a line is refused", () => {
  expect(deskName({ QRSEAL_DESK: "x".repeat(255) })).toHaveLength(255);
  expect(() => deskName({ QRSEAL_DESK: "x".repeat(256) })).toThrow(
    expect.objectContaining({
      facts: { problem: term("desk-name-too-long", "256", 255), command: "" },
    }) as Error,
  );
});
