import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { QrsealError } from "../../../src/core/refusal.ts";
import { loadHeic } from "../../../src/pictures/heic/load.ts";
import { loadImage } from "../../../src/pictures/image.ts";
import { scanInThreads } from "../../../src/pictures/scanning.ts";

/** fixtures/images/README.md says what they show. */
const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../../fixtures/images/${name}.heic`, import.meta.url));
const plain = fixture("plain");

async function outcomeOf(loading: Promise<unknown>): Promise<string> {
  try {
    await loading;
    return "read";
  } catch (error) {
    if (!(error instanceof QrsealError)) throw error;
    return error.code;
  }
}

/** The file with 32-bit numbers written from an offset on behind a box's type. */
function patch(file: Buffer, type: string, at: number, ...words: readonly number[]): Buffer {
  const patched = Buffer.from(file);
  const box = patched.indexOf(type);
  if (box < 0) throw new Error(`no box ${type}`);
  words.forEach((word, index) => patched.writeUInt32BE(word, box + at + 4 * index));
  return patched;
}

describe("HEIC pictures are read", () => {
  // Luma of the white border, red, green and blue; of half blue over white 255 - (255 - 29) · 128 / 255.
  it.each([
    ["plain", 160, 120, [255, 76, 150, 29], (x: number, y: number) => [x, y]],
    ["alpha", 160, 120, [255, 76, 150, 142], (x: number, y: number) => [x, y]],
    ["ten-bits", 160, 120, [255, 76, 150, 29], (x: number, y: number) => [x, y]],
    ["grey", 160, 120, null, (x: number, y: number) => [x, y]],
    ["turned", 120, 160, [255, 76, 150, 29], (x: number, y: number) => [119 - y, x]],
    ["mirrored", 160, 120, [255, 76, 150, 29], (x: number, y: number) => [159 - x, y]],
  ] as const)("%s", async (name, width, height, luma, placeOf) => {
    const image = await loadImage(fixture(name));
    expect(image).toMatchObject({ format: "heic", width, height, orientation: 1 });
    expect(image.pixels).toHaveLength(width * height);
    const places = [
      [6, 6],
      [140, 20],
      [140, 52],
      [140, 84],
    ] as const;
    for (const [index, place] of places.entries()) {
      const [x = 0, y = 0] = placeOf(place[0], place[1]);
      const expected = luma?.[index];
      const found = image.pixels[y * width + x] ?? Number.NaN;
      if (expected !== undefined) expect(Math.abs(found - expected)).toBeLessThanOrEqual(4);
    }
    const { accepted } = await scanInThreads(image, () => true);
    expect(accepted.map(({ payload }) => new TextDecoder().decode(payload))).toEqual(["HEIC of qrseal"]);
  });
});

describe("HEIC pictures are refused", () => {
  it("that say they are too large, before they are decoded", async () => {
    const file = patch(plain, "ispe", 8, 20_000, 10_000);
    const problem = await loadHeic(file).catch((error: unknown) => error);
    expect(problem).toMatchObject({
      code: "image/too-many-pixels",
      facts: { width: 20_000, height: 10_000 },
    });
  });

  it.each([
    ["say that they are smaller than they are", patch(plain, "ispe", 8, 16, 16)],
    ["have no width", patch(plain, "ispe", 8, 0, 120)],
    ["say that a box is larger than the file", patch(plain, "iprp", -4, 0x7fffffff)],
    ["count more properties than there are", patch(plain, "ipma", 8, 0xffffffff)],
    ["have their pixels outside of the file", patch(plain, "iloc", 18, 0x7fffff00)],
    ["hold nothing", Buffer.from(plain.subarray(0, 28))],
  ])("that %s", async (_, file) => {
    expect(await outcomeOf(loadImage(file))).toBe("image/damaged");
  });

  it("that are cut short anywhere", async () => {
    for (let part = 1; part < 10; part += 1) {
      const file = plain.subarray(0, Math.floor((plain.length * part) / 10));
      expect([part, await outcomeOf(loadImage(file))]).toEqual([part, "image/damaged"]);
    }
  });

  it("whose pixels are coded in another way", async () => {
    const file = Buffer.from(plain);
    file.write("jpeg", file.indexOf("hvc1"), "latin1");
    const problem = await loadImage(file).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(QrsealError);
    expect(["image/unsupported", "image/damaged"]).toContain((problem as QrsealError).code);
  });
});

describe("whatever becomes of the thread", () => {
  const started = 'require("node:worker_threads").parentPort.postMessage({ kind: "started" });';
  const outcome = async (code: string, milliseconds?: number): Promise<readonly [string, boolean]> => {
    let isGone = false;
    const start = (): Worker =>
      new Worker(code, { eval: true }).on("exit", () => {
        isGone = true;
      });
    return [await outcomeOf(loadHeic(plain, start, milliseconds)), isGone];
  };

  it("one that hangs is ended", async () => {
    expect(await outcome(`${started} for (;;);`, 50)).toEqual(["image/damaged", true]);
  });

  it.each([
    [
      "one that breaks down",
      `${started} setTimeout(() => { throw new Error("Aborted()"); });`,
      "image/damaged",
    ],
    ["one that ends without a word", `${started} setTimeout(() => process.exit(7));`, "image/damaged"],
    ["one that never was up is not the file's fault", 'throw new Error("no such module")', "internal/bug"],
  ])("%s", async (_, code, expected) => {
    expect(await outcome(code)).toEqual([expected, true]);
  });
});
