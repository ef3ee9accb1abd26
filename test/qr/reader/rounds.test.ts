import { describe, expect, it } from "vitest";
import { readInRounds } from "../../../src/qr/reader/rounds.ts";
import { simulate, viewOf } from "../support/simulated.ts";

const goOn = (): boolean => false;

describe("readInRounds", () => {
  it.each([1, 2, 3, 4])("reads around a sticker over a seventh of a blurred symbol: seed %i", (seed) => {
    const simulated = simulate({ version: 20, blur: 0.65, sticker: 37, seed });
    const reading = readInRounds([viewOf(simulated)], 20, goOn);
    expect(reading?.segments).toEqual({ kind: "bytes", payload: simulated.payload });
  });

  it("tells how far it came where it is told to stop", () => {
    const view = viewOf(simulate({ version: 7, blur: 0.4, seed: 1 }));
    expect(readInRounds([view], 7, () => true)).toBeNull();
    let asked = 0;
    const reading = readInRounds([viewOf(simulate({ version: 7, blur: 1, seed: 1 }))], 7, () => asked++ > 0);
    expect(reading).toMatchObject({ segments: null, rounds: 1 });
  });

  it("gives up where what it believes no longer explains the picture better", () => {
    const reading = readInRounds([viewOf(simulate({ version: 20, blur: 0.95, seed: 11 }))], 20, goOn);
    expect(reading).toMatchObject({ segments: null, solved: 0 });
    expect(reading?.rounds).toBeLessThan(6);
  });
});
