import { describe, expect, it } from "vitest";
import type { Wanted } from "../../../src/carry/index.ts";
import { bug } from "../../../src/core/refusals.ts";
import { searchPhotographs, searchPictures } from "../../../src/office/carrying/searchpictures.ts";
import type { Look, Scanned, Searched } from "../../../src/office/carrying/searchpictures.ts";
import type { Frame, PictureSource } from "../../../src/pictures/index.ts";
import type { Readers } from "../../../src/qr/ladder/readers.ts";
import { rungs } from "../../../src/qr/ladder/rungs.ts";
import type { GreyPixels } from "../../../src/qr/picture/pixels.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const ours: Wanted<string> = {
  looksLikeOne: (payload) => textOf(payload).startsWith("ours"),
  parse: (payload) => {
    if (textOf(payload) === "ours, damaged") throw bug("damaged");
    return textOf(payload);
  },
};

/** What the first rung reads in each picture, which is told by its width: 40, 41 and so on. */
type Shown = readonly (readonly string[])[];
const FIRST_WIDTH = 40;

function makeFrame(index: number): Frame {
  const [width, height] = [FIRST_WIDTH + index, 40];
  const pixels = new Uint8Array(width * height).fill(255);
  const called = { kind: "picture", number: index + 1, count: null } as const;
  return { width, height, pixels, format: "png", orientation: 1, called };
}

const corner = { x: 0, y: 0 };
const corners = [corner, corner, corner, corner] as const;

function lookAt(shown: Shown): Look {
  const read = ({ width }: GreyPixels): readonly string[] => shown[width - FIRST_WIDTH] ?? [];
  const readers: Readers = {
    attempt: (rung, [picture]) => {
      const texts = picture === undefined || rung.name !== rungs[0]?.name ? [] : read(picture);
      const symbols = texts.map((text) => {
        return { payload: bytesOf(text), version: 3, errorCorrection: "M", corners } as const;
      });
      return Promise.resolve({ outcome: "done", decoded: { read: symbols, unread: [] } });
    },
    close: () => undefined,
  };
  return { readers, effort: "quick", trace: [] };
}

interface Walk {
  readonly searched: Searched<string>;
  readonly made: number;
  readonly isGivenBack: boolean;
  readonly watched: readonly Scanned[];
  readonly look: Look;
}

async function walk(...shown: Shown): Promise<Walk> {
  let made = 0;
  let isGivenBack = false;
  async function* open(): PictureSource {
    try {
      for (let index = 0; index < shown.length; index += 1) {
        made += 1;
        yield await Promise.resolve(makeFrame(index));
      }
    } finally {
      isGivenBack = true;
    }
  }
  const watched: Scanned[] = [];
  const look = lookAt(shown);
  const searched = await searchPictures(open(), ours, look, (one) => watched.push(one));
  return { searched, made, isGivenBack, watched, look };
}

describe("pictures, one after the other", () => {
  it("are looked at until one shows what is wanted, and given back then", async () => {
    const { searched, made, isGivenBack, watched } = await walk([], ["ours 1"], ["ours 2"]);
    expect(searched).toEqual({
      state: "complete",
      content: "ours 1",
      bytes: bytesOf("ours 1"),
      symbol: { payload: bytesOf("ours 1"), version: 3, errorCorrection: "M", corners, rung: rungs[0]?.name },
      picture: { format: "png", width: 41, height: 40, orientation: 1 },
    });
    expect([made, isGivenBack]).toEqual([2, true]);
    expect(watched.map(({ image, read }) => [image.width, read.length])).toEqual([
      [40, 0],
      [41, 1],
    ]);
  });

  it("leave what every rung came to in the look", async () => {
    const { look } = await walk([], ["ours 1"]);
    const quick = rungs.filter(({ from }) => from === "quick");
    expect(look.trace).toHaveLength(quick.length + 1);
  });

  it("show what is wanted beside and after whatever else", async () => {
    const complete = { state: "complete", content: "ours 1", symbol: { payload: bytesOf("ours 1") } };
    expect((await walk(["web", "ours, damaged", "ours 1", "card"])).searched).toMatchObject(complete);
    expect((await walk(["web"], ["ours, damaged"], ["ours 1"])).searched).toMatchObject(complete);
  });

  it("are in conflict where one of them shows two", async () => {
    const { searched, made } = await walk(["ours 1", "web", "ours 2", "ours 1"], []);
    expect(searched).toEqual({ state: "conflicting", contents: ["ours 1", "ours 2"] });
    expect(made).toBe(1);
  });

  it("tell of what was read where nothing of it counts, whichever pictures show nothing", async () => {
    const { searched } = await walk([], ["web"], [], ["card", "web", "ours, damaged"]);
    expect(searched).toMatchObject({
      state: "foreign",
      payloads: ["web", "card", "ours, damaged"].map(bytesOf),
      refusal: { code: "internal/bug" },
    });
  });

  it("tell why nothing was read, of the first of them", async () => {
    const { searched } = await walk([], []);
    expect(searched).toEqual({
      state: "unread",
      picture: { format: "png", width: 40, height: 40, orientation: 1 },
      diagnosis: expect.objectContaining({ cause: expect.any(String) as string }) as object,
    });
  });

  it("are one at least", async () => {
    await expect(walk()).rejects.toMatchObject({ code: "internal/bug" });
  });
});

describe("photographs of one sheet", () => {
  async function compare(...shown: Shown): Promise<Pick<Walk, "searched" | "watched" | "look">> {
    const watched: Scanned[] = [];
    const look = lookAt(shown);
    const images = shown.map((_, index) => makeFrame(index));
    const searched = await searchPhotographs(images, ours, look, (one) => watched.push(one));
    return { searched, watched, look };
  }

  it("need show what is wanted only once; the first of them is watched", async () => {
    const { searched, watched } = await compare(["web"], ["ours 1", "card"], ["ours 1"]);
    expect(searched).toMatchObject({ state: "complete", content: "ours 1", picture: { width: 41 } });
    expect(watched.map(({ image, read }) => [image.width, read.length])).toEqual([[40, 1]]);
  });

  it("are in conflict where they are not of one sheet", async () => {
    const { searched } = await compare(["ours 1"], ["ours 2"]);
    expect(searched).toEqual({ state: "conflicting", contents: ["ours 1", "ours 2"] });
  });

  it("tell of what was read where nothing of it counts", async () => {
    const { searched } = await compare([], ["web"]);
    expect(searched).toEqual({ state: "foreign", payloads: [bytesOf("web")], refusal: null });
  });

  it("tell why nothing was read, of the first, and what was tried on all of them", async () => {
    const { searched, look } = await compare([], []);
    const quick = rungs.filter(({ from }) => from === "quick");
    expect(look.trace).toHaveLength(2 * quick.length + 1);
    expect(searched).toMatchObject({ state: "unread", picture: { width: 40 } });
  });

  it("are one at least", async () => {
    await expect(compare()).rejects.toMatchObject({ code: "internal/bug" });
  });
});
