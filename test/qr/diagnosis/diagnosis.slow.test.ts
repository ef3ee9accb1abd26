import { describe, expect, it } from "vitest";
import { diagnose, diagnoseSymbols } from "../../../src/qr/diagnosis/diagnosis.ts";
import type { Diagnosis } from "../../../src/qr/diagnosis/diagnosis.ts";
import { measureMovement } from "../../../src/qr/diagnosis/movement.ts";
import { thresholds } from "../../../src/qr/diagnosis/thresholds.ts";
import type { Corners } from "../../../src/qr/picture/corners.ts";
import type { UnreadSymbol } from "../../../src/qr/picture/findings.ts";
import { readSymbols } from "../../../src/qr/reader/reader.ts";
import { makeCodeImage, makePayload } from "../support/sample.ts";
import { makeTrouble, paint } from "../support/troubles.ts";
import type { Trouble, Troubled } from "../support/troubles.ts";

const SEEDS = 4;
/** Of the seeds of one trouble: none may be missed as a rule. */
const LEAST_RIGHT = 3;
const LEAST_RIGHT_OF_ALL = 0.95;

/** The cause each trouble must be given, and what its figures must be like. */
const expected: Readonly<
  Record<Trouble, readonly [Diagnosis["cause"], (found: Diagnosis, truth: Troubled) => void]>
> = {
  blurred: [
    "blurred",
    (found) => {
      expect(found).toMatchObject({ moved: false, readable: 0.8 });
      if (found.cause === "blurred" && found.blur !== null) expect(found.blur).toBeGreaterThan(0.8);
    },
  ],
  shaken: [
    "blurred",
    (found) => {
      expect(found).toMatchObject({ moved: true });
    },
  ],
  far: [
    "too-small",
    (found, { size, pixelsPerModule }) => {
      if (found.cause !== "too-small") return;
      // Where no finder can be made out, some of the border counts as code.
      expect(found.pixels / (size * pixelsPerModule)).toBeGreaterThan(0.85);
      expect(found.pixels / (size * pixelsPerModule)).toBeLessThan(1.4);
      if (found.needed !== null) expect(Math.abs(found.needed / (4 * size) - 1)).toBeLessThan(0.1);
    },
  ],
  glare: [
    "glare",
    (found) => {
      if (found.cause !== "glare") return;
      expect(found.share).toBeGreaterThan(0.1);
      expect(found.share).toBeLessThan(0.5);
    },
  ],
  shadow: [
    "shaded",
    (found, { amount }) => {
      if (found.cause !== "shaded") return;
      expect(found.share).toBeGreaterThan(0.1);
      expect(found.share).toBeLessThan(0.6);
      expect(Math.abs(found.evenness - amount)).toBeLessThan(0.04);
    },
  ],
  cut: [
    "cut-off",
    (found, { edge }) => {
      expect(found).toMatchObject({ edge });
    },
  ],
  crumpled: ["crumpled", () => undefined],
  stained: [
    "crumpled",
    (found) => {
      if (found.cause === "crumpled") expect(found.blocks).toBeGreaterThan(found.solved ?? Infinity);
    },
  ],
  dark: [
    "too-dark",
    (found, { amount }) => {
      if (found.cause === "too-dark") expect(Math.abs(found.white - amount)).toBeLessThan(4);
    },
  ],
  faint: [
    "no-contrast",
    (found) => {
      expect(found).toMatchObject({ washedOut: false });
      if (found.cause === "no-contrast") expect(found.contrast).toBeLessThan(20);
    },
  ],
  overexposed: [
    "no-contrast",
    (found) => {
      expect(found).toMatchObject({ washedOut: true });
    },
  ],
  wall: ["none", () => undefined],
  writing: ["none", () => undefined],
  noise: ["none", () => undefined],
  wood: ["none", () => undefined],
};

const nothing = { read: [], unread: [] };

describe("what is wrong with simulated pictures", () => {
  const wrong: string[] = [];

  it.each(Object.keys(expected) as Trouble[])(
    "%s",
    (trouble) => {
      const [cause, checkFigures] = expected[trouble];
      let [right, unreadable] = [0, 0];
      for (let seed = 1; seed <= 3 * SEEDS && unreadable < SEEDS; seed += 1) {
        const troubled = makeTrouble(trouble, seed);
        // Readers take their time over what is no code at all.
        const isTried = troubled.photo !== null || seed === 1;
        const { read, unread } = isTried ? readSymbols(troubled.image, () => false) : nothing;
        if (read.length > 0) continue;
        unreadable += 1;
        const found = diagnose(troubled.image, unread);
        if (found.cause === cause) {
          right += 1;
          checkFigures(found, troubled);
        } else wrong.push(`${trouble} ${seed} is said to be ${found.cause}`);
      }
      expect(unreadable).toBe(SEEDS);
      expect(right, wrong.join("; ")).toBeGreaterThanOrEqual(LEAST_RIGHT);
    },
    300_000,
  );

  it("are told right in nearly all", () => {
    const pictures = Object.keys(expected).length * SEEDS;
    expect(pictures).toBeGreaterThanOrEqual(60);
    expect(wrong.length, wrong.join("; ")).toBeLessThanOrEqual((1 - LEAST_RIGHT_OF_ALL) * pictures);
  });
});

describe("what readers say of a symbol", () => {
  const stained = makeTrouble("stained", 1);
  const [symbol] = readSymbols(stained.image, () => false).unread;
  if (symbol === undefined) throw new Error("the reader sees no symbol");

  it("counts for its contents even where the picture has faults", () => {
    const foreign: UnreadSymbol = { ...symbol, reason: "mode" };
    expect(diagnose(stained.image, [foreign])).toEqual({
      cause: "foreign-characters",
      corners: symbol.corners,
    });
  });

  it("counts for nothing where no finder stands at its corners and no block came out right", () => {
    const elsewhere: UnreadSymbol = {
      ...symbol,
      corners: [
        { x: 5, y: 5 },
        { x: 40, y: 5 },
        { x: 40, y: 40 },
        { x: 5, y: 40 },
      ],
    };
    expect(diagnoseSymbols(stained.image, [elsewhere])).toEqual([]);
    expect(diagnoseSymbols(stained.image, [symbol, elsewhere])).toMatchObject([
      { cause: "crumpled", corners: symbol.corners },
    ]);
  });
});

describe("a view from the side", () => {
  it("is not taken for a movement, though most of its edges go one way", async () => {
    const { width, height, pixels } = await makeCodeImage(makePayload(40, 1));
    // Twelve pixels a module across, of which a shaking hand mixes six, and five and a half down.
    const steep = paint(3 * width, Math.floor((3 * height) / 2.2), (x, y) => {
      const row = Math.min(Math.floor((2.2 * y) / 3), height - 1);
      const greyAt = (at: number): number =>
        pixels[row * width + Math.floor(Math.min(at, 3 * width - 1) / 3)] ?? 0;
      return [0, 1, 2, 3, 4, 5].reduce((sum, step) => sum + greyAt(x + step) / 6, 0);
    });
    const whole: Corners = [
      { x: 0, y: 0 },
      { x: steep.width, y: 0 },
      { x: steep.width, y: steep.height },
      { x: 0, y: steep.height },
    ];
    expect(measureMovement(steep, whole)).toBeGreaterThan(thresholds.movedRatio);
    const found = diagnose(steep, []);
    expect(found.corners).not.toBeNull();
    expect(found.cause).not.toBe("blurred");
  });
});

describe("pictures of nothing", () => {
  it.each([
    ["a single pixel", paint(1, 1, () => 255)],
    ["white all over", paint(300, 200, () => 255)],
    ["a strip", paint(400, 3, (x) => (x * 37) % 256)],
    ["a column", paint(2, 300, (_, y) => (y * 91) % 256)],
  ])("%s", (_, image) => {
    expect(diagnose(image, [])).toEqual({ cause: "none", corners: null });
  });

  it("are too dark where they are black", () => {
    expect(
      diagnose(
        paint(300, 200, () => 0),
        [],
      ),
    ).toEqual({ cause: "too-dark", white: 0, corners: null });
  });
});
