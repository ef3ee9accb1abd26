import { describe, expect, it } from "vitest";
import { readTogether } from "../../../src/qr/reader/joint.ts";
import { readSymbols } from "../../../src/qr/reader/reader.ts";
import { simulate } from "../support/simulated.ts";
import type { Case, Simulated } from "../support/simulated.ts";

const goOn = (): boolean => false;

/** Two photographs. */
function shoot(first: Case, second: Case): [Simulated, Simulated] {
  return [simulate(first), simulate({ ...second, shot: 1 })];
}

const photosOf = (shots: readonly Simulated[]): readonly Simulated["photo"][] =>
  shots.map(({ photo }) => photo);

describe("readTogether", () => {
  it("reads from two photographs what neither shows alone, where the first has it", () => {
    const of = { version: 20, blur: 0.85, seed: 8 };
    const [first, second] = shoot(of, of);
    for (const { photo } of [first, second]) expect(readSymbols(photo, goOn).read).toEqual([]);
    const { read, unread } = readTogether([first.photo, second.photo], goOn);
    expect(unread).toEqual([]);
    expect(read).toHaveLength(1);
    const { payload, locate } = first;
    expect(read[0]).toMatchObject({ payload, version: 20, errorCorrection: "M", picture: 0 });
    const corner = locate(0, 0);
    const found = read[0]?.corners[0] ?? { x: 0, y: 0 };
    expect(Math.hypot(found.x - corner.x, found.y - corner.y)).toBeLessThan(4);
  });

  it("tells once what is read in one photograph only, with its place in the first", () => {
    const [first, second] = shoot({ version: 8, blur: 0.9, seed: 1 }, { version: 8, blur: 0.5, seed: 1 });
    const { read, unread } = readTogether([first.photo, second.photo], goOn);
    expect(unread).toEqual([]);
    expect(read).toMatchObject([{ payload: first.payload, picture: 0 }]);
    const corner = first.locate(0, 0);
    const found = read[0]?.corners[0] ?? { x: 0, y: 0 };
    expect(Math.hypot(found.x - corner.x, found.y - corner.y)).toBeLessThan(4);
  });

  it("keeps different codes of one version apart, read or not", () => {
    const clear = shoot({ version: 8, blur: 0.5, seed: 1 }, { version: 8, blur: 0.5, seed: 2 });
    expect(readTogether(photosOf(clear), goOn).read).toMatchObject(
      clear.map(({ payload }, picture) => ({ payload, picture })),
    );
    const blurred = shoot({ version: 12, blur: 0.9, seed: 1 }, { version: 12, blur: 0.9, seed: 2 });
    const { read, unread } = readTogether(photosOf(blurred), goOn);
    expect(read).toEqual([]);
    expect(unread).toMatchObject([
      { version: 12, picture: 0 },
      { version: 12, picture: 1 },
    ]);
  });

  it.each([1, 4])("never mixes codes that differ in one byte: seed %i", (seed) => {
    const of = { version: 10, blur: 0.85, noise: 6, seed };
    const shots = shoot({ ...of, serial: 0 }, { ...of, serial: 1 });
    for (const { payload, picture } of readTogether(photosOf(shots), goOn).read) {
      expect(payload).toEqual(shots[picture]?.payload);
    }
  });

  it("finds nothing in no pictures, and nothing when told to stop", () => {
    expect(readTogether([], goOn)).toEqual({ read: [], unread: [] });
    const [first, second] = shoot({ version: 3, blur: 0.3, seed: 1 }, { version: 3, blur: 0.3, seed: 1 });
    expect(readTogether(photosOf([first, second]), () => true)).toEqual({ read: [], unread: [] });
  });
});
