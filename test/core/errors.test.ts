import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bug, errorCodes, failure, QrsealError } from "../../src/core/errors.ts";
import type { ErrorCode, ErrorFacts } from "../../src/core/errors.ts";

/** One of every fact that any code asks for. Most codes ignore most of them. */
const facts = {
  problem: "--x is unknown",
  command: "inspect",
  what: "the document",
  first: "--a",
  second: "--b",
  reason: "they differ",
  output: "the picture",
  other: "the document",
  path: "a.json",
  option: "--out",
  maxBytes: 1,
  bytes: 2,
  characters: 2,
  line: 3,
  column: 4,
  expected: "a comma",
  found: "b",
  width: 5,
  height: 6,
  maxPixels: 100_000_000,
  format: "classic",
  count: 2,
  capacity: 1,
  errorCorrection: "M",
  fitsAt: ["L"],
  field: "alg",
  key: "a.pem",
  fingerprint: "3f9a-77c1-0b2e-9d44-a1c3",
  bits: 2048,
  envelopeBits: 3072,
  minBits: 2048,
  maxBits: 8192,
  parameter: "iterations",
  max: 7,
  remedy: "make a pair",
  source: "typed",
  recipients: ["port (3f9a-77c1-0b2e-9d44-a1c3)"],
  held: ["air (77c1-0b2e-9d44-a1c3-3f9a)"],
  issuer: "ANAE",
  signedFor: ["3f9a-77c1-0b2e-9d44-a1c3"],
  signedAt: "2026-11-21",
  until: "2026-11-21 08:15 UTC",
  from: "2026-11-21 08:15 UTC",
  at: "2026-11-21",
  paths: ["a.pem", "b.pem"],
  folder: "keys",
  authority: "3f9a-77c1-0b2e-9d44-a1c3",
  madeAt: "2026-11-21T04:00:00Z",
  present: "2026-11-22T04:00:00Z",
  now: "2026-11-21T03:00:00Z",
  name: "ANAE",
  dates: "from 2026-01-01",
  wanted: "ANAE",
  named: "77c1-0b2e-9d44-a1c3-3f9a",
  where: "the own list",
  fingerprints: ["3f9a-77c1-0b2e-9d44-a1c3"],
};
const variants: Partial<Record<ErrorCode, readonly object[]>> = {
  "usage/bad-option": [{ command: "" }],
  "qr/not-an-envelope": [{ count: 1 }],
  "qr/too-large": [{ fitsAt: [] }, { fitsAt: ["L", "M"] }],
  "open/not-for-this-key": [{ envelopeBits: 2048 }],
  "audit/broken": [{ line: null }],
  "open/for-another-key": [{ held: [] }],
  "verdict/key-revoked": [{ reason: null }],
  "verdict/document-revoked": [{ reason: null }],
  "key/bad-size": [{ bits: 1024 }, { bits: 16384 }],
};

// One object with every fact satisfies the compiler for any single code, but not for all of them at once.
const failureOf = (code: ErrorCode, more: object = {}): QrsealError =>
  failure(code, { ...facts, ...more } as unknown as ErrorFacts<typeof code>);

const every = errorCodes.flatMap((code) => [{}, ...(variants[code] ?? [])].map((more) => ({ code, more })));

describe("every code", () => {
  it("is a kebab-case subject and fault", () => {
    for (const code of errorCodes) expect(code).toMatch(/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(new Set(errorCodes).size).toBe(errorCodes.length);
    expect(errorCodes.length).toBeGreaterThan(40);
  });

  it.each(every)("$code $more is worded for a person", ({ code, more }) => {
    const error = failureOf(code, more);
    expect(error).toBeInstanceOf(QrsealError);
    expect(error).toMatchObject({ code, name: "QrsealError" });
    for (const sentence of [error.message, error.hint]) {
      expect(sentence).not.toBe("");
      expect(sentence).toBe(sentence.trim());
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\.$|  |\n/);
    }
    expect(error.cause).toBeUndefined();
  });

  it("documents itself in docs/ERRORS.md, and nothing else is documented there", () => {
    const page = readFileSync(new URL("../../docs/ERRORS.md", import.meta.url), "utf8");
    const documented = Array.from(page.matchAll(/^\| *`([a-z]+\/[a-z0-9-]+)` *\|/gm), ([, code]) => code);
    expect(documented.toSorted()).toEqual(errorCodes.toSorted());
  });
});

describe("numbers in sentences", () => {
  it.each([
    [1, "at most 1 byte can"],
    [4_194_304, "at most 4,194,304 bytes can"],
  ])("%i is written for people", (maxBytes, part) => {
    expect(failure("document/too-large", { bytes: 2, maxBytes }).message).toContain(part);
  });
});

describe("bug", () => {
  it("is a refusal like the others", () => {
    expect(bug("a state").code).toBe("internal/bug");
    expect(bug("a state").message).toBe("this should not happen: a state");
  });
});
