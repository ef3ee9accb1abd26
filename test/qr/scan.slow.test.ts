import { describe, expect, it } from "vitest";
import { limits } from "../../src/core/limits.ts";
import { decoders } from "../../src/pictures/engines/decoders.ts";
import type { Decoder } from "../../src/qr/decoders/decoder.ts";
import { efforts } from "../../src/qr/ladder/effort.ts";
import { readHere } from "../../src/qr/ladder/readers.ts";
import type { Readers } from "../../src/qr/ladder/readers.ts";
import { orderRungs, rungs } from "../../src/qr/ladder/rungs.ts";
import type { Rung } from "../../src/qr/ladder/rungs.ts";
import type { ReadSymbol, UnreadSymbol } from "../../src/qr/picture/findings.ts";
import type { GreyPixels } from "../../src/qr/picture/pixels.ts";
import { scan, scanAll } from "../../src/qr/scan.ts";
import type { ScanOptions } from "../../src/qr/scan.ts";
import { shrinkTo } from "../../src/qr/transforms/scale.ts";
import type { Transform } from "../../src/qr/transforms/transform.ts";

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

/** What each rung of a test decodes with, whatever decoder it names. */
const decodersOf = new Map<string, Decoder>();

function makeRung(name: string, decode: Decoder["decode"], transform: Transform | null = null): Rung {
  decodersOf.set(name, { name, decode });
  return { name, transform, decoder: "own", from: "quick", milliseconds: 1_000 };
}
const finding = (name: string, ...texts: string[]): Rung =>
  makeRung(name, () => Promise.resolve({ read: texts.map(makeSymbol), unread: [] }));
const textOf = ({ payload }: ReadSymbol): string => new TextDecoder().decode(payload);
const isText =
  (...wanted: string[]) =>
  (payload: Uint8Array): boolean =>
    wanted.includes(new TextDecoder().decode(payload));

/** A clock that moves by 10 ms at every look, and no threads. */
function at10(ladder: readonly Rung[]): ScanOptions {
  let time = 0;
  const now = (): number => (time += 10);
  const attempt: Readers["attempt"] = (rung, ...rest) => {
    const own = decodersOf.get(rung.name) ?? decoders.own;
    return readHere({ ...decoders, own }, now).attempt(rung, ...rest);
  };
  return { ladder, now, readers: { attempt, close: () => undefined } };
}
const half = shrinkTo(100);

describe("scan walks the rungs", () => {
  it("stops after the first that finds what is wanted", async () => {
    const ladder = [finding("one", "foreign"), finding("two", "ours"), finding("three", "also ours")];
    const result = await scan(blank, isText("ours", "also ours"), at10(ladder));
    expect(result.accepted.map((found) => [textOf(found), found.rung])).toEqual([["ours", "two"]]);
    expect(result.refused.map((found) => [textOf(found), found.rung])).toEqual([["foreign", "one"]]);
    expect(result.trace).toEqual([
      { rung: "one", outcome: "done", read: 1, unread: 0, milliseconds: 20 },
      { rung: "two", outcome: "done", read: 1, unread: 0, milliseconds: 20 },
    ]);
  });

  it("leaves rungs that are meant for other pictures to the end", async () => {
    const meantFor = (name: string, width: number): Rung => ({
      ...finding(name, name),
      suits: (image) => image.width === width,
    });
    const ladder = [meantFor("other", -1), finding("all", "all"), meantFor("this", blank.width)];
    const { trace } = await scan(blank, () => false, at10(ladder));
    expect(trace.map(({ rung }) => rung)).toEqual(["all", "this", "other"]);
  });

  it("tries what draws dark levels apart first on a dark picture, and last on others", () => {
    const order = (grey: number): readonly string[] => {
      const image = { width: 20, height: 20, pixels: new Uint8Array(400).fill(grey) };
      return [...orderRungs(rungs, image)].map(({ name }) => name);
    };
    expect(order(40)).toEqual(rungs.map(({ name }) => name));
    expect(order(60).slice(-2)).toEqual(["zxing-gamma-0.4", "zxing-window-48"]);
    expect(order(60).toSorted()).toEqual(order(40).toSorted());
  });

  it("reports every symbol of a rung, each payload once", async () => {
    const ladder = [finding("one", "a", "b"), finding("two", "b", "c", "d", "c")];
    const result = await scan(blank, isText("c", "d"), at10(ladder));
    expect(result.accepted.map(textOf)).toEqual(["c", "d"]);
    expect(result.refused.map((found) => [textOf(found), found.rung])).toEqual([
      ["a", "one"],
      ["b", "one"],
    ]);
    expect(result.trace.map(({ read }) => read)).toEqual([2, 4]);
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
      at10(ladder),
    );
    expect(asked).toEqual(["a"]);
  });

  it("goes on after a reader that throws, and after a transform that throws", async () => {
    const ladder = [
      makeRung("rejects", () => Promise.reject(new Error("Aborted()"))),
      makeRung("throws", () => {
        throw new RangeError("out of bounds");
      }),
      makeRung(
        "unprepared",
        () => Promise.resolve({ read: [], unread: [] }),
        () => {
          throw new RangeError("too large");
        },
      ),
      finding("works", "ours"),
    ];
    const { accepted, trace } = await scan(blank, isText("ours"), at10(ladder));
    expect(accepted).toHaveLength(1);
    expect(trace.map(({ outcome, read }) => [outcome, read])).toEqual([
      ["failed", 0],
      ["failed", 0],
      ["failed", 0],
      ["done", 1],
    ]);
  });

  it("gives corners in pixels of the picture it got", async () => {
    let seen: GreyPixels | null = null;
    const decode: Decoder["decode"] = (image) => {
      seen = image;
      return Promise.resolve({ read: [makeSymbol("ours")], unread: [] });
    };
    const ladder = [makeRung("shrunk", decode, half)];
    const { accepted } = await scan(blank, () => true, at10(ladder));
    expect(seen).toMatchObject({ width: 100, height: 50 });
    expect(accepted[0]?.corners).toEqual([
      { x: 2, y: 4 },
      { x: 20, y: 4 },
      { x: 20, y: 40 },
      { x: 2, y: 40 },
    ]);
  });

  it("stops a rung when its own time is over, and says so", async () => {
    const answers: boolean[] = [];
    const ask: Decoder["decode"] = (_, shouldStop = () => false) => {
      // Each look at the clock takes 10 ms of it.
      for (let look = 0; look < 4; look += 1) answers.push(shouldStop());
      return Promise.resolve({ read: [makeSymbol("half")], unread: [] });
    };
    const ladder = [{ ...makeRung("slow", ask), milliseconds: 25 }, makeRung("any", ask)];
    const { trace, refused } = await scan(blank, () => false, at10(ladder));
    expect(answers).toEqual([false, false, true, true, false, false, false, false]);
    expect(trace.map(({ outcome }) => outcome)).toEqual(["stopped", "done"]);
    expect(refused.map(textOf)).toEqual(["half"]);
  });

  it.each(efforts)("gives a rung no more than is left of the picture's time: %s", async (effort) => {
    const whole = limits.scanMilliseconds[effort];
    const given: number[] = [];
    let time = 0;
    const readers: Readers = {
      attempt: (_, __, milliseconds) => {
        given.push(milliseconds);
        time += milliseconds - 1;
        return Promise.resolve({ outcome: "done", decoded: { read: [], unread: [] } });
      },
      close: () => undefined,
    };
    const long = { ...finding("long"), milliseconds: (whole - 100) / limits.scanPatience[effort] };
    const options = { effort, readers, now: () => time, ladder: [long, long, long, long] };
    const { trace } = await scan(blank, () => true, options);
    expect(given.map(Math.round)).toEqual([whole - 100, 101]);
    expect(trace).toHaveLength(2);
  });

  it("comes to a rung from its effort on", async () => {
    const ladder = efforts.map((from) => ({ ...finding(from), from }));
    for (const [index, effort] of efforts.entries()) {
      const { trace } = await scan(blank, () => true, { ...at10(ladder), effort });
      expect(trace.map(({ rung }) => rung)).toEqual(efforts.slice(0, index + 1));
    }
  });

  it("lets what the caller's own question throws come through", async () => {
    const ask = (): boolean => {
      throw new Error("mine");
    };
    await expect(scan(blank, ask, at10([finding("one", "a")]))).rejects.toThrow("mine");
  });
});

describe("scanAll walks all rungs", () => {
  const at = (text: string, left: number, top: number, side = 20): ReadSymbol => ({
    ...makeSymbol(text),
    corners: [
      { x: left, y: top },
      { x: left + side, y: top },
      { x: left + side, y: top + side },
      { x: left, y: top + side },
    ],
  });
  const reading = (name: string, ...symbols: ReadSymbol[]): Rung =>
    makeRung(name, () => Promise.resolve({ read: symbols, unread: [] }));

  it("goes on after the first that reads something, and after one that throws", async () => {
    const ladder = [
      reading("one", at("a", 10, 10)),
      makeRung("breaks", () => Promise.reject(new Error("Aborted()"))),
      reading("three", at("b", 100, 10)),
    ];
    const { symbols, trace } = await scanAll(blank, at10(ladder));
    expect(symbols.map((found) => [textOf(found), found.rung])).toEqual([
      ["a", "one"],
      ["b", "three"],
    ]);
    expect(trace).toEqual([
      { rung: "one", outcome: "done", read: 1, unread: 0, milliseconds: 20 },
      { rung: "breaks", outcome: "failed", read: 0, unread: 0, milliseconds: 20 },
      { rung: "three", outcome: "done", read: 1, unread: 0, milliseconds: 20 },
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
    const { symbols } = await scanAll(blank, at10(ladder));
    expect(symbols.map((found) => [textOf(found), found.rung])).toEqual([["a", "one"]]);
  });

  it("takes the same in two places for two symbols", async () => {
    const ladder = [reading("one", at("a", 10, 10), at("a", 31, 10)), reading("two", at("a", 10, 31))];
    const { symbols } = await scanAll(blank, at10(ladder));
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

  it("are told once a place, as the last rung saw them, in pixels of the picture", async () => {
    const ladder = [
      makeRung("one", () => Promise.resolve({ read: [], unread: [unreadAt(50, null), unreadAt(90, 0.5)] })),
      makeRung("two", () => Promise.resolve({ read: [], unread: [unreadAt(25, 0.9, 10)] }), half),
    ];
    const expected = [
      [90, 0.5],
      [50, 0.9],
    ];
    const { unread } = await scan(blank, () => true, at10(ladder));
    expect(unread.map(({ corners, blur }) => [corners[0].x, blur])).toEqual(expected);
    expect((await scanAll(blank, at10(ladder))).unread).toEqual(unread);
  });

  it("are not those that some rung reads, were it a copy of another", async () => {
    const ladder = [
      makeRung("one", () =>
        Promise.resolve({ read: [readAt("a", 10)], unread: [unreadAt(50, 1), unreadAt(90, 1)] }),
      ),
      makeRung("two", () => Promise.resolve({ read: [readAt("a", 50)], unread: [unreadAt(11, 1)] })),
    ];
    for (const { unread } of [
      await scan(blank, () => false, at10(ladder)),
      await scanAll(blank, at10(ladder)),
    ]) {
      expect(unread.map(({ corners }) => corners[0].x)).toEqual([90]);
    }
  });
});
