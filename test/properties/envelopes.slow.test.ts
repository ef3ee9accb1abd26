import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concat } from "../../src/core/encoding/bytes.ts";
import { QrsealError } from "../../src/core/refusal.ts";
import { inspect } from "../../src/core/envelope/inspect.ts";
import { encodeUtf8 } from "../../src/core/encoding/text.ts";
import { fixture, parseKeyWrapped, present, privateKey, publicKey } from "../core/support/fixtures.ts";
import { keyWrappedFormatNames, openDocument, sealKeyWrapped } from "../core/envelope/support/sealing.ts";
import type { KeyWrappedFormatName } from "../core/envelope/support/sealing.ts";

const BYTES = "application/octet-stream";

/** What reading an altered envelope may come to: opened as nothing else than null, or one of four refusals. */
async function reading(bytes: Uint8Array): Promise<string> {
  try {
    return (await openDocument(parseKeyWrapped(bytes), privateKey())) === null
      ? "not for this key"
      : "OPENED";
  } catch (error) {
    return error instanceof QrsealError ? error.code : "CRASHED";
  }
}
const refusals = [
  "not for this key",
  "envelope/malformed",
  "envelope/unsupported",
  "envelope/not-recognised",
  "open/damaged",
];

/** How often each came up; the test then says that nothing else did. */
async function tally(envelopes: Iterable<Uint8Array>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const bytes of envelopes) {
    const came = await reading(bytes);
    counts[came] = (counts[came] ?? 0) + 1;
  }
  return counts;
}

function* withEachBitFlipped(bytes: Uint8Array): Generator<Uint8Array> {
  for (let bit = 0; bit < bytes.length * 8; bit += 1) yield withBitFlipped(bytes, bit);
}

function withBitFlipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

function expectOnlyRefusals(counts: Record<string, number>, total: number): void {
  expect(Object.keys(counts).filter((came) => !refusals.includes(came))).toEqual([]);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total);
}

const sealed = (
  document: Uint8Array,
  format: KeyWrappedFormatName,
  mediaType?: string,
): Promise<Uint8Array> =>
  sealKeyWrapped(document, publicKey(), { format, ...(mediaType === undefined ? {} : { mediaType }) });

describe("any document survives", () => {
  it("of any bytes, in classic-v1", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (document) => {
        const envelope = parseKeyWrapped(await sealed(document, "classic-v1", BYTES));
        return Buffer.compare(present(await openDocument(envelope, privateKey())), document) === 0;
      }),
      { numRuns: 200 },
    );
  });

  it.each(keyWrappedFormatNames)("of any JSON however spaced, in %s", async (format) => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.constantFrom(0, 1, "\t"),
        fc.constantFrom("", "\n", "\r\n "),
        async (value, indent, end) => {
          const document = encodeUtf8(end + JSON.stringify(value, null, indent) + end);
          const envelope = parseKeyWrapped(await sealed(document, format));
          return Buffer.compare(present(await openDocument(envelope, privateKey())), document) === 0;
        },
      ),
      { numRuns: 200 },
    );
  });
});

// The smallest of each: every one of their bits can be tried.
const envelopes = await Promise.all(
  keyWrappedFormatNames.map(async (format) => [format, await sealed(encodeUtf8("{}"), format)] as const),
);

describe("no change to an envelope is accepted", () => {
  it.each(envelopes)("unchanged, the %s envelope opens", async (_, bytes) => {
    expect(await reading(bytes)).toBe("OPENED");
  });

  it.each(envelopes)("%s: any one bit of it flipped", async (_, bytes) => {
    const counts = await tally(withEachBitFlipped(bytes));
    expectOnlyRefusals(counts, bytes.length * 8);
    // Each line of defence had something to do.
    expect(counts["not for this key"]).toBeGreaterThan(500);
    expect(counts["envelope/malformed"]).toBeGreaterThan(500);
    expect(counts["open/damaged"]).toBeGreaterThan(50);
  });

  it.each([
    "qrseal-classic-2048-certificate",
    "qrseal-classic-v1-2048-invoice",
    "python-classic-2048-stored",
    "python-classic-v1-2048-empty",
  ])("%s, a golden one: any one bit of it flipped", async (name) => {
    const bytes = fixture(`envelopes/${name}.envelope`);
    expectOnlyRefusals(await tally(withEachBitFlipped(bytes)), bytes.length * 8);
  });

  it.each(envelopes)("%s: cut at any place", async (_, bytes) => {
    const cuts = Array.from(bytes, (_byte, length) => bytes.subarray(0, length));
    const counts = await tally(cuts);
    expectOnlyRefusals(counts, bytes.length);
    expect(counts["not for this key"]).toBeUndefined();
    expect(counts["open/damaged"]).toBeUndefined();
  });

  it.each(envelopes)("%s: any one byte before or behind it", async (_, bytes) => {
    const bytesOfAllKinds = Array.from({ length: 256 }, (_element, byte) => Uint8Array.of(byte));
    const counts = await tally(bytesOfAllKinds.flatMap((byte) => [concat(bytes, byte), concat(byte, bytes)]));
    expectOnlyRefusals(counts, 512);
    expect(counts["not for this key"]).toBeUndefined();
    expect(counts["open/damaged"]).toBeUndefined();
  });

  it.each(envelopes)("%s: several bytes changed, put in or taken out", async (_, bytes) => {
    const edit = fc.tuple(fc.nat(bytes.length), fc.nat(4), fc.uint8Array({ maxLength: 4 }));
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        let changed = bytes;
        for (const [at, cut, put] of edits)
          changed = concat(changed.subarray(0, at), put, changed.subarray(at + cut));
        return Buffer.compare(changed, bytes) === 0 || refusals.includes(await reading(changed));
      }),
      { numRuns: 1500 },
    );
  });

  it.each(envelopes)("%s: any two characters exchanged", async (_, bytes) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(bytes.length - 1), async (first, second) => {
        const changed = Uint8Array.from(bytes);
        changed[first] = present(bytes[second]);
        changed[second] = present(bytes[first]);
        return Buffer.compare(changed, bytes) === 0 || refusals.includes(await reading(changed));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("random bytes are refused and never crash", () => {
  const onlyRefused = (bytes: Uint8Array): boolean => {
    for (const read of [parseKeyWrapped, inspect]) {
      try {
        read(bytes);
        return false;
      } catch (error) {
        if (!(error instanceof QrsealError) || !error.code.startsWith("envelope/")) return false;
      }
    }
    return true;
  };

  it("of any kind", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), onlyRefused), { numRuns: 5000 });
  });

  it("made of the pieces of envelopes", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      '"',
      ":",
      ",",
      "{}",
      "[",
      "=",
      "A",
      "AAAA",
      "\\u0041",
      "\n",
      "1",
      "null",
      "é",
      '"encrypted_aes_key":',
      '"iv":',
      '"ciphertext":',
      '"v":1',
      '"alg":',
      '"z":"zlib"',
      '"cty":"application/json"',
      '"ek":',
      '"ct":',
      '""',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) =>
        onlyRefused(encodeUtf8(`{${pieces.join("")}`)),
      ),
      { numRuns: 10000 },
    );
  });
});
