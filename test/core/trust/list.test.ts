import { expect, it } from "vitest";
import { datesOverlap } from "../../../src/core/trust/list.ts";
import type { TrustedIssuer } from "../../../src/core/trust/list.ts";
import { newSigningKeys } from "../support/signingkeys.ts";

const { publicKey } = await newSigningKeys("ed25519");
const between = ([from, until]: readonly [number | null, number | null]): TrustedIssuer => ({
  name: "ANAE",
  key: publicKey,
  speaksFor: null,
  from,
  until,
});

it.each([
  ["apart", [1, 5], [6, 9], false],
  ["sharing one second", [1, 5], [5, 9], true],
  ["one inside the other", [1, 9], [3, 4], true],
  ["without any bound", [null, null], [null, null], true],
  ["an open end before a start", [null, 5], [6, null], false],
  ["an open end over a start", [null, 6], [6, null], true],
  ["without an end, after", [7, null], [1, 6], false],
] as const)("dates %s", (_, one, other, expected) => {
  expect(datesOverlap(between(one), between(other))).toBe(expected);
  expect(datesOverlap(between(other), between(one))).toBe(expected);
});
