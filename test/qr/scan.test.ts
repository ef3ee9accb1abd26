import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { Decoder, ReadSymbol, UnreadSymbol } from "../../src/qr/decoders/decoder.ts";
import { loadImage } from "../../src/qr/image.ts";
import type { GreyPixels } from "../../src/qr/pixels.ts";
import { shrinkTo } from "../../src/qr/transforms/scale.ts";
import { attempts, scan, scanAll } from "../../src/qr/scan.ts";
import type { Attempt } from "../../src/qr/scan.ts";
import { makeCodeImage, makeCodePng, makePayload } from "./sample.ts";

const blank: GreyPixels = { width: 200, height: 100, pixels: new Uint8Array(20_000).fill(255) };

function makeSymbol(text: string): ReadSymbol {
  return {
    payload: new TextEncoder().encode(text),
    version: 1,
    errorCorrection: null,
    corners: [
      { x: 1, y: 2 },
      { x: 10, y: 2 },
      { x: 10, y: 20 },
      { x: 1, y: 20 },
    ],
  };
}

function makeAttempt(name: string, decode: Decoder["decode"], prepare: Attempt["prepare"] = null): Attempt {
  return { name, prepare, decoder: { name, decode } };
}
const finding = (name: string, ...texts: string[]): Attempt =>
  makeAttempt(name, () => Promise.resolve({ read: texts.map(makeSymbol), unread: [] }));
const textOf = ({ payload }: ReadSymbol): string => new TextDecoder().decode(payload);
const isText =
  (...wanted: string[]) =>
  (payload: Uint8Array): boolean =>
    wanted.includes(new TextDecoder().decode(payload));

/** A clock that moves by 10 ms at every look. */
function makeClock(): () => number {
  let now = 0;
  return () => (now += 10);
}

describe("scan walks the attempts", () => {
  it("stops after the first that finds what is wanted", async () => {
    const ladder = [finding("one", "foreign"), finding("two", "ours"), finding("three", "also ours")];
    const result = await scan(blank, isText("ours", "also ours"), makeClock(), ladder);
    expect(result.accepted.map((found) => [textOf(found), found.attempt])).toEqual([["ours", "two"]]);
    expect(result.refused.map((found) => [textOf(found), found.attempt])).toEqual([["foreign", "one"]]);
    expect(result.trace).toEqual([
      { attempt: "one", milliseconds: 10, symbols: 1, failed: false },
      { attempt: "two", milliseconds: 10, symbols: 1, failed: false },
    ]);
  });

  it("reports every symbol of an attempt, each payload once", async () => {
    const ladder = [finding("one", "a", "b"), finding("two", "b", "c", "d", "c")];
    const result = await scan(blank, isText("c", "d"), makeClock(), ladder);
    expect(result.accepted.map(textOf)).toEqual(["c", "d"]);
    expect(result.refused.map((found) => [textOf(found), found.attempt])).toEqual([
      ["a", "one"],
      ["b", "one"],
    ]);
    expect(result.trace.map(({ symbols }) => symbols)).toEqual([2, 4]);
  });

  it("asks about each payload once", async () => {
    const asked: string[] = [];
    const ladder = [finding("one", "a", "a"), finding("two", "a")];
    await scan(
      blank,
      (payload) => {
        asked.push(new TextDecoder().decode(payload));
        return false;
      },
      makeClock(),
      ladder,
    );
    expect(asked).toEqual(["a"]);
  });

  it("goes on after a reader that throws, and after a preparation that throws", async () => {
    const ladder = [
      makeAttempt("rejects", () => Promise.reject(new Error("Aborted()"))),
      makeAttempt("throws", () => {
        throw new RangeError("out of bounds");
      }),
      makeAttempt(
        "unprepared",
        () => Promise.resolve({ read: [], unread: [] }),
        () => {
          throw new RangeError("too large");
        },
      ),
      finding("works", "ours"),
    ];
    const { accepted, trace } = await scan(blank, isText("ours"), makeClock(), ladder);
    expect(accepted).toHaveLength(1);
    expect(trace.map(({ failed, symbols }) => [failed, symbols])).toEqual([
      [true, 0],
      [true, 0],
      [true, 0],
      [false, 1],
    ]);
  });

  it("gives corners in pixels of the picture it got", async () => {
    let seen: GreyPixels | null = null;
    const decode: Decoder["decode"] = (image) => {
      seen = image;
      return Promise.resolve({ read: [makeSymbol("ours")], unread: [] });
    };
    const ladder = [makeAttempt("shrunk", decode, (image) => shrinkTo(50)(image).image)];
    const { accepted } = await scan(blank, () => true, makeClock(), ladder);
    expect(seen).toMatchObject({ width: 50, height: 25 });
    expect(accepted[0]?.corners).toEqual([
      { x: 4, y: 8 },
      { x: 40, y: 8 },
      { x: 40, y: 80 },
      { x: 4, y: 80 },
    ]);
  });

  it("tells a decoder to stop once its time is over, and others never", async () => {
    const answers: boolean[] = [];
    const ask: Decoder["decode"] = (_, shouldStop = () => false) => {
      // Each look at the clock takes 10 ms of it.
      for (let look = 0; look < 4; look += 1) answers.push(shouldStop());
      return Promise.resolve({ read: [], unread: [] });
    };
    const ladder = [{ ...makeAttempt("slow", ask), milliseconds: 25 }, makeAttempt("any", ask)];
    await scan(blank, () => true, makeClock(), ladder);
    expect(answers).toEqual([false, false, true, true, false, false, false, false]);
  });

  it("lets what the caller's own question throws come through", async () => {
    const ask = (): boolean => {
      throw new Error("mine");
    };
    await expect(scan(blank, ask, makeClock(), [finding("one", "a")])).rejects.toThrow("mine");
  });
});

describe("scanAll walks all attempts", () => {
  const at = (text: string, left: number, top: number, side = 20): ReadSymbol => ({
    ...makeSymbol(text),
    corners: [
      { x: left, y: top },
      { x: left + side, y: top },
      { x: left + side, y: top + side },
      { x: left, y: top + side },
    ],
  });
  const reading = (name: string, ...symbols: ReadSymbol[]): Attempt =>
    makeAttempt(name, () => Promise.resolve({ read: symbols, unread: [] }));

  it("goes on after the first that reads something, and after one that throws", async () => {
    const ladder = [
      reading("one", at("a", 10, 10)),
      makeAttempt("breaks", () => Promise.reject(new Error("Aborted()"))),
      reading("three", at("b", 100, 10)),
    ];
    const { symbols, trace } = await scanAll(blank, makeClock(), ladder);
    expect(symbols.map((found) => [textOf(found), found.attempt])).toEqual([
      ["a", "one"],
      ["b", "three"],
    ]);
    expect(trace).toEqual([
      { attempt: "one", milliseconds: 10, symbols: 1, failed: false },
      { attempt: "breaks", milliseconds: 10, symbols: 0, failed: true },
      { attempt: "three", milliseconds: 10, symbols: 1, failed: false },
    ]);
  });

  it("takes what several read in one place for one symbol, even where they spell it differently", async () => {
    const { corners } = at("", 12, 9);
    const turned = { ...at("b", 0, 0), corners: [corners[1], corners[0], corners[3], corners[2]] as const };
    const ladder = [
      reading("one", at("a", 10, 10)),
      reading("two", turned),
      reading("three", at("a", 10, 10)),
    ];
    const { symbols } = await scanAll(blank, makeClock(), ladder);
    expect(symbols.map((found) => [textOf(found), found.attempt])).toEqual([["a", "one"]]);
  });

  it("takes the same in two places for two symbols", async () => {
    const ladder = [reading("one", at("a", 10, 10), at("a", 31, 10)), reading("two", at("a", 10, 31))];
    const { symbols } = await scanAll(blank, makeClock(), ladder);
    expect(symbols.map(({ corners }) => [corners[0].x, corners[0].y])).toEqual([
      [10, 10],
      [31, 10],
      [10, 31],
    ]);
  });
});

describe("symbols that were seen and not read", () => {
  const square = (left: number, side: number): UnreadSymbol["corners"] => [
    { x: left, y: 10 },
    { x: left + side, y: 10 },
    { x: left + side, y: 10 + side },
    { x: left, y: 10 + side },
  ];
  const unreadAt = (left: number, blur: number | null, side = 20): UnreadSymbol => ({
    reason: "blocks",
    version: null,
    corners: square(left, side),
    blur,
    solved: null,
    blocks: null,
  });
  const readAt = (text: string, left: number): ReadSymbol => ({
    ...makeSymbol(text),
    corners: square(left, 20),
  });

  it("are told once a place, as the last attempt saw them, in pixels of the picture", async () => {
    const half = (image: GreyPixels): GreyPixels => shrinkTo(100)(image).image;
    const ladder = [
      makeAttempt("one", () =>
        Promise.resolve({ read: [], unread: [unreadAt(50, null), unreadAt(90, 0.5)] }),
      ),
      makeAttempt("two", () => Promise.resolve({ read: [], unread: [unreadAt(25, 0.9, 10)] }), half),
    ];
    const expected = [
      [90, 0.5],
      [50, 0.9],
    ];
    const { unread } = await scan(blank, () => true, makeClock(), ladder);
    expect(unread.map(({ corners, blur }) => [corners[0].x, blur])).toEqual(expected);
    expect((await scanAll(blank, makeClock(), ladder)).unread).toEqual(unread);
  });

  it("are not those that some attempt reads, were it a copy of another", async () => {
    const ladder = [
      makeAttempt("one", () =>
        Promise.resolve({ read: [readAt("a", 10)], unread: [unreadAt(50, 1), unreadAt(90, 1)] }),
      ),
      makeAttempt("two", () => Promise.resolve({ read: [readAt("a", 50)], unread: [unreadAt(11, 1)] })),
    ];
    for (const { unread } of [
      await scan(blank, () => false, makeClock(), ladder),
      await scanAll(blank, makeClock(), ladder),
    ]) {
      expect(unread.map(({ corners }) => corners[0].x)).toEqual([90]);
    }
  });
});

describe("scan with the real attempts", () => {
  const layOut = async (codes: readonly Uint8Array[]): Promise<GreyPixels> => {
    const tiles = codes.map((input, index) => ({
      input: Buffer.from(input),
      left: 20 + index * 420,
      top: 30,
    }));
    const sheet = sharp({
      create: { width: 420 * codes.length + 40, height: 500, channels: 3, background: "white" },
    });
    return loadImage(await sheet.composite(tiles).png().toBuffer());
  };

  it("reads all codes of a picture, and one that is there twice counts once", async () => {
    const [ours, other] = [makePayload(100, 1), makePayload(100, 2)];
    const sheet = await layOut([makeCodePng(ours), makeCodePng(other), makeCodePng(ours)]);
    const { accepted, refused } = await scan(sheet, (payload) => payload[0] === ours[0]);
    expect(accepted.map(({ payload }) => payload)).toEqual([ours]);
    expect(refused.map(({ payload }) => payload)).toEqual([other]);
  });

  it("reads one that is there twice as two, where all are wanted", async () => {
    const [one, other] = [makePayload(100, 1), makePayload(100, 2)];
    const sheet = await layOut([makeCodePng(one), makeCodePng(other), makeCodePng(one)]);
    const { symbols } = await scanAll(sheet);
    const fromLeft = symbols.toSorted((a, b) => a.corners[0].x - b.corners[0].x);
    expect(fromLeft.map(({ payload }) => payload)).toEqual([one, other, one]);
  });

  it("tries everything on a picture without a code, and finds nothing", async () => {
    const { accepted, refused, trace } = await scan(blank, () => true);
    expect([accepted, refused]).toEqual([[], []]);
    expect(trace.map(({ attempt, symbols, failed }) => [attempt, symbols, failed])).toEqual([
      ["zxing", 0, false],
      ["zxing-denoise", 0, false],
      ["jsqr-shrunk", 0, false],
      ["own-reader", 0, false],
    ]);
  });

  it("tries everything on a code of another system, and reports it", async () => {
    const payload = makePayload(60, 3);
    const { accepted, refused, trace } = await scan(await makeCodeImage(payload), () => false);
    expect(accepted).toEqual([]);
    expect(refused.map((found) => [found.payload, found.attempt])).toEqual([[payload, "zxing"]]);
    expect(trace.map(({ symbols }) => symbols)).toEqual([1, 1, 1, 1]);
  });

  it.each(attempts)("$name reads a code alone, and places it right", async (attempt) => {
    const payload = makePayload(300, 4);
    const image = await loadImage(makeCodePng(payload, "M", 20));
    expect(image.width).toBeGreaterThan(1200);
    const { accepted } = await scan(image, () => true, undefined, [attempt]);
    expect(accepted.map((found) => found.payload)).toEqual([payload]);
    const [topLeft, , bottomRight] = accepted[0]?.corners ?? [];
    expect(topLeft?.x).toBeCloseTo(80, -1.5);
    expect(bottomRight?.y).toBeCloseTo(image.height - 80, -1.5);
  });
});
