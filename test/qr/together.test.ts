import { describe, expect, it } from "vitest";
import type { Readers } from "../../src/qr/ladder/readers.ts";
import { jointRung, rungs } from "../../src/qr/ladder/rungs.ts";
import type { ReadSymbol } from "../../src/qr/picture/findings.ts";
import type { GreyPixels } from "../../src/qr/picture/pixels.ts";
import { scanTogether } from "../../src/qr/together.ts";

const makePicture = (): GreyPixels => ({ width: 4, height: 4, pixels: new Uint8Array(16) });
const [a, b, c] = [makePicture(), makePicture(), makePicture()];
const makeSymbol = (text: string): ReadSymbol => {
  const corner = { x: 0, y: 0 };
  const corners = [corner, corner, corner, corner] as const;
  return { payload: new TextEncoder().encode(text), version: 1, errorCorrection: null, corners };
};
const textOf = ({ payload }: ReadSymbol): string => new TextDecoder().decode(payload);
const isOurs = (payload: Uint8Array): boolean => new TextDecoder().decode(payload).startsWith("ours");

/** Readers that read in each picture what is given for it, by the first rung; and in all together the last. */
function reading(
  alone: ReadonlyMap<GreyPixels, readonly string[]>,
  together: readonly (readonly [string, number])[] = [],
): { readers: Readers; tried: string[] } {
  const tried: string[] = [];
  const readers: Readers = {
    attempt: (rung, pictures) => {
      tried.push(`${rung.name} ${pictures.length}`);
      const [first] = pictures;
      const texts = first === undefined || rung.name !== rungs[0]?.name ? [] : (alone.get(first) ?? []);
      const joint = together.map(([text, picture]) => ({ ...makeSymbol(text), picture }));
      const read = rung.name === jointRung.name ? joint : texts.map(makeSymbol);
      return Promise.resolve({ outcome: "done", decoded: { read, unread: [] } });
    },
    close: () => undefined,
  };
  return { readers, tried };
}
const normal = rungs.filter(({ from }) => from !== "thorough").map(({ name }) => `${name} 1`);
const quick = rungs.filter(({ from }) => from === "quick").map(({ name }) => `${name} 1`);

describe("scanTogether", () => {
  it("reads the pictures together where none is read alone, and tells which one a symbol is in", async () => {
    const { readers, tried } = reading(new Map([[b, ["foreign"]]]), [["ours", 1]]);
    const { accepted, refused, trace, alone } = await scanTogether([a, b], isOurs, { readers });
    expect(tried).toEqual([...normal, ...normal, `${jointRung.name} 2`]);
    expect(accepted.map((found) => [textOf(found), found.picture, found.rung])).toEqual([
      ["ours", 1, "own-together"],
    ]);
    expect(refused.map((found) => [textOf(found), found.picture])).toEqual([["foreign", 1]]);
    expect(trace.map(({ rung }) => `${rung} 1`)).toEqual([...normal, ...normal, "own-together 1"]);
    expect(alone.map(({ refused: others }) => others.length)).toEqual([0, 1]);
  });

  it("looks only quickly at those after the first that is read, and not at all of them together", async () => {
    const { readers, tried } = reading(new Map([[b, ["ours"]]]));
    const { accepted } = await scanTogether([a, b, c], isOurs, { readers });
    expect(tried).toEqual([...normal, "zxing 1", ...quick]);
    expect(accepted.map((found) => [textOf(found), found.picture])).toEqual([["ours", 1]]);
  });

  it("tells of different codes, and of one in several pictures once", async () => {
    const { readers } = reading(new Map([[a, ["ours 1"]], [b, ["ours 1"]], [c, ["ours 2"]]])); // prettier-ignore
    const { accepted } = await scanTogether([a, b, c], isOurs, { readers });
    expect(accepted.map((found) => [textOf(found), found.picture])).toEqual([
      ["ours 1", 0],
      ["ours 2", 2],
    ]);
  });

  it("does not read one picture together", async () => {
    const { readers, tried } = reading(new Map());
    await scanTogether([a], isOurs, { readers });
    expect(tried).toEqual(normal);
  });
});
