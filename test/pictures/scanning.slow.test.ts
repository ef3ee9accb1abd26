import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { loadImage } from "../../src/pictures/image.ts";
import { scanAllInThreads, scanInThreads, scanTogetherInThreads } from "../../src/pictures/scanning.ts";
import { orderRungs, rungs } from "../../src/qr/ladder/rungs.ts";
import type { GreyPixels } from "../../src/qr/picture/pixels.ts";
import { makeCodeImage, makeCodePng, makePayload } from "../qr/support/sample.ts";
import { simulate } from "../qr/support/simulated.ts";

const blank: GreyPixels = { width: 200, height: 100, pixels: new Uint8Array(20_000).fill(255) };

describe("a scan with the real rungs, in threads of its own", () => {
  // A slow machine comes to the end of a normal look.
  const unhurried = { effort: "thorough" } as const;
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
    const sheet = await layOut(await Promise.all([ours, other, ours].map((each) => makeCodePng(each))));
    const { accepted, refused } = await scanInThreads(sheet, (payload) => payload[0] === ours[0], unhurried);
    expect(accepted.map(({ payload }) => payload)).toEqual([ours]);
    expect(refused.map(({ payload }) => payload)).toEqual([other]);
  });

  it("reads one that is there twice as two, where all are wanted", async () => {
    const [one, other] = [makePayload(100, 1), makePayload(100, 2)];
    const sheet = await layOut(await Promise.all([one, other, one].map((each) => makeCodePng(each))));
    const { symbols } = await scanAllInThreads(sheet, unhurried);
    const fromLeft = symbols.toSorted((a, b) => a.corners[0].x - b.corners[0].x);
    expect(fromLeft.map(({ payload }) => payload)).toEqual([one, other, one]);
  });

  it("tries everything on a picture without a code, and finds nothing", async () => {
    const { accepted, refused, trace } = await scanInThreads(blank, () => true, unhurried);
    expect([accepted, refused]).toEqual([[], []]);
    expect(trace.map(({ rung, read, outcome }) => [rung, read, outcome])).toEqual(
      [...orderRungs(rungs, blank)].map(({ name }) => [name, 0, "done"]),
    );
  });

  it("tries everything on a code of another system, and reports it", async () => {
    const payload = makePayload(60, 3);
    const image = await makeCodeImage(payload);
    const { accepted, refused, trace } = await scanInThreads(image, () => false, unhurried);
    expect(accepted).toEqual([]);
    expect(refused.map((found) => [found.payload, found.rung])).toEqual([[payload, "zxing"]]);
    expect(trace.map(({ rung }) => rung)).toEqual([...orderRungs(rungs, image)].map(({ name }) => name));
    expect(trace.slice(0, 2).map(({ read }) => read)).toEqual([1, 1]);
  });

  it.each(rungs)("$name reads a code, and tells where", async (rung) => {
    const payload = makePayload(300, 4);
    const image = await loadImage(await makeCodePng(payload, "M", 20));
    expect(image.width).toBeGreaterThan(1200);
    const { accepted } = await scanInThreads(image, () => true, { ...unhurried, ladder: [rung] });
    expect(accepted.map((found) => found.payload)).toEqual([payload]);
    const corners = accepted[0]?.corners ?? [];
    for (const axis of ["x", "y"] as const) {
      const middle = corners.reduce((sum, corner) => sum + corner[axis], 0) / 4;
      expect(Math.abs(middle - image.width / 2)).toBeLessThan(image.width / 20);
    }
  });

  it("reads two photographs together of which neither is enough", async () => {
    const of = { version: 20, blur: 0.85, seed: 8 };
    const shots = [simulate(of), simulate({ ...of, shot: 1 })];
    const photos = shots.map(({ photo }) => photo);
    const { accepted, alone } = await scanTogetherInThreads(photos, () => true, { effort: "thorough" });
    expect(alone.map((result) => result.accepted)).toEqual([[], []]);
    expect(accepted).toMatchObject([{ payload: shots[0]?.payload, rung: "own-together" }]);
  }, 120_000);
});
