import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correctBlock } from "../../../../src/qr/reader/decoding/reedsolomon.ts";
import { randomFor } from "../../../simulator/index.ts";
import { encodeChecks } from "../../support/qrcodepackage.ts";

/** A block as the encoder writes it, and distinct places in it with what is added there. */
const damaged = fc
  .record({
    data: fc.uint8Array({ minLength: 1, maxLength: 120 }),
    checks: fc.constantFrom(7, 10, 13, 16, 17, 22, 26, 30),
    order: fc.infiniteStream(fc.nat()),
    noise: fc.infiniteStream(fc.integer({ min: 1, max: 255 })),
    erasureShare: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ data, checks, order, noise, erasureShare }) => {
    const block = Uint8Array.from([...data, ...encodeChecks(data, checks)]);
    const places = Array.from(block.keys());
    const shuffled = Array.from(
      block,
      () => places.splice(Number(order.next().value) % places.length, 1)[0] ?? 0,
    );
    return { block, checks, shuffled, noise, erasures: Math.floor(checks * erasureShare) };
  });

function spoil(block: Uint8Array, places: readonly number[], noise: Iterator<number>): Uint8Array {
  const received = Uint8Array.from(block);
  for (const place of places) received[place] = (received[place] ?? 0) ^ Number(noise.next().value);
  return received;
}

describe("correctBlock", () => {
  it("corrects every pattern within reach, and counts what was spare", () => {
    fc.assert(
      fc.property(damaged, fc.nat(), ({ block, checks, shuffled, noise, erasures }, pick) => {
        const erased = shuffled.slice(0, Math.min(erasures, block.length));
        const room = Math.min(Math.floor((checks - erased.length) / 2), block.length - erased.length);
        const errors = pick % (room + 1);
        const received = spoil(block, shuffled.slice(0, erased.length + errors), noise);
        const spare = checks - erased.length - 2 * errors;
        expect(correctBlock(received, checks, erased)).toEqual({ codewords: block, errors, spare });
      }),
      { numRuns: 500 },
    );
  });

  it("does not count an erasure that happened to be right as an error", () => {
    const block = Uint8Array.from([1, 2, 3, ...encodeChecks(Uint8Array.of(1, 2, 3), 10)]);
    expect(correctBlock(block, 10, [0, 5])).toEqual({ codewords: block, errors: 0, spare: 8 });
    const received = Uint8Array.from(block);
    received[0] = 99;
    expect(correctBlock(received, 10, [0, 5])).toEqual({ codewords: block, errors: 0, spare: 8 });
  });

  it("beyond reach gives null or another codeword, never a wrong count", () => {
    fc.assert(
      fc.property(damaged, ({ block, checks, shuffled, noise }) => {
        const received = spoil(block, shuffled.slice(0, Math.floor(checks / 2) + 3), noise);
        const corrected = correctBlock(received, checks);
        if (corrected === null) return;
        const changed = received.filter((codeword, place) => codeword !== corrected.codewords[place]).length;
        expect(corrected.errors).toBe(changed);
        expect(corrected.spare).toBe(checks - 2 * changed);
        const data = corrected.codewords.slice(0, -checks);
        expect(encodeChecks(data, checks)).toEqual(corrected.codewords.slice(-checks));
      }),
      { numRuns: 300 },
    );
  });

  it("refuses more erasures than checks", () => {
    expect(
      correctBlock(
        new Uint8Array(26),
        10,
        Array.from({ length: 11 }, (_, place) => place),
      ),
    ).toBeNull();
  });

  it("leaves what it was given alone", () => {
    const received = Uint8Array.from([9, 2, 3, ...encodeChecks(Uint8Array.of(1, 2, 3), 10)]);
    expect(correctBlock(received, 10)?.codewords[0]).toBe(1);
    expect(received[0]).toBe(9);
  });

  it("takes noise for a block where nothing is spare, and never where four are", () => {
    const random = randomFor(1, "noise");
    let passed = 0;
    for (let run = 0; run < 400; run += 1) {
      const received = Uint8Array.from({ length: 134 }, () => Math.floor(random.uniform(0, 256)));
      const erasures = Array.from({ length: 26 }, (_, place) => 5 * place);
      expect(correctBlock(received, 26, erasures.slice(0, 22))?.spare ?? 0).toBeLessThan(4);
      if (correctBlock(received, 26, erasures) !== null) passed += 1;
    }
    expect(passed).toBe(400);
  });
});
