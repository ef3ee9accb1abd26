/** An error of every code, for the tests of its wording in each language. */
import { errorCodes, failure } from "../../src/core/errors.ts";
import type { ErrorCode, ErrorFacts, QrsealError } from "../../src/core/errors.ts";
import { phrase } from "../../src/core/phrases.ts";

/** One of every fact that any code asks for. Most codes ignore most of them. */
const facts = {
  problem: phrase("unknown option '{}'", "--x"),
  command: "inspect",
  what: "the document",
  first: "--alpha",
  second: "--beta",
  reason: "they are the same key",
  output: phrase("the picture"),
  other: phrase("the document"),
  path: "a.json",
  option: "--out",
  maxBytes: 41,
  bytes: 542,
  characters: 952,
  line: 63,
  column: 74,
  expected: phrase("a colon"),
  found: phrase("a web address"),
  width: 855,
  height: 866,
  maxPixels: 100_000_000,
  textAllowed: true,
  format: "classic",
  count: 27,
  capacity: 913,
  errorCorrection: "M",
  fitsAt: ["L"],
  field: phrase("the content algorithm"),
  key: "a.pem",
  fingerprint: "3f9a-77c1-0b2e-9d44-a1c3",
  bits: 2048,
  envelopeBits: 3072,
  minBits: 2048,
  maxBits: 8192,
  max: 17,
  remedy: "name one with --sign-key, or make one with qrseal keygen --use signing",
  source: phrase("typed"),
  recipients: ["port (3f9a-77c1-0b2e-9d44-a1c3)"],
  held: ["air (77c1-0b2e-9d44-a1c3-3f9a)"],
  issuer: "ANAE",
  signedFor: ["3f9a-77c1-0b2e-9d44-a1c3"],
  signedAt: "2026-11-21",
  until: "2026-11-21 08:15 UTC",
  from: "2026-11-21 08:15 UTC",
  at: "2026-11-21",
  paths: ["a.pem", "b.pem"],
  folder: "desk-keys",
  authority: "3f9a-77c1-0b2e-9d44-a1c3",
  madeAt: "2026-11-21T04:00:00Z",
  present: "2026-11-22T04:00:00Z",
  now: "2026-11-21T03:00:00Z",
  name: "ANAE",
  dates: phrase("from {}", "2026-01-01"),
  wanted: "ANAE",
  named: "77c1-0b2e-9d44-a1c3-3f9a",
  where: "this desk's own list",
  moved: false,
  washedOut: false,
  pixels: 280,
  needed: 452,
  percent: 21,
  edge: "the left edge",
  fingerprints: ["3f9a-77c1-0b2e-9d44-a1c3"],
};
/** Where a fact is a text of its own, and no phrase. */
const own: Partial<Record<ErrorCode, object>> = {
  "trust/not-by-authority": { found: "77c1-0b2e-9d44-a1c3-3f9a" },
  "key/costly-protection": { found: 517, parameter: "iterations" },
  "verdict/key-revoked": { reason: "perdue" },
  "verdict/document-revoked": { reason: "perdue" },
  "internal/bug": { what: "a state" },
};
const variants: Partial<Record<ErrorCode, readonly object[]>> = {
  "usage/bad-option": [{ command: "" }],
  "image/unsupported": [{ textAllowed: false }],
  "qr/blurred": [{ moved: true }],
  "qr/too-small": [{ needed: null }],
  "qr/no-contrast": [{ washedOut: true }],
  "qr/not-an-envelope": [{ count: 1 }],
  "qr/too-large": [{ fitsAt: [] }, { fitsAt: ["L", "M"] }],
  "open/not-for-this-key": [{ envelopeBits: 2048 }],
  "audit/broken": [{ line: null }],
  "open/for-another-key": [{ held: [] }],
  "verdict/key-revoked": [{ reason: null }],
  "verdict/document-revoked": [{ reason: null }],
  "key/costly-protection": [{ found: Infinity }],
  "key/bad-size": [{ bits: 1024 }, { bits: 16384 }],
};

// One object with every fact satisfies the compiler for any single code, but not for all of them at once.
export const failureOf = (code: ErrorCode, more: object = {}): QrsealError =>
  failure(code, { ...facts, ...own[code], ...more } as unknown as ErrorFacts<typeof code>);

/** Every code, some with several sets of facts. */
export const every: readonly { code: ErrorCode; more: object }[] = errorCodes.flatMap((code) =>
  [{}, ...(variants[code] ?? [])].map((more) => ({ code, more })),
);
