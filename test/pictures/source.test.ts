import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadImage } from "../../src/pictures/image.ts";
import { loadPictures } from "../../src/pictures/source.ts";
import type { Frame, FrameName, PictureSource } from "../../src/pictures/source.ts";

const file = readFileSync(new URL("../../fixtures/images/hello.png", import.meta.url));

describe("a file of one picture", () => {
  it("gives that one, and names it as the only one", async () => {
    const frames = [];
    for await (const frame of loadPictures(file)) frames.push(frame);
    expect(frames).toEqual([
      { ...(await loadImage(file)), called: { kind: "picture", number: 1, count: 1 } },
    ]);
  });

  it("is refused, where it cannot be read, when the picture is asked for", async () => {
    const frames = loadPictures(file.subarray(0, 100))[Symbol.asyncIterator]();
    await expect(frames.next()).rejects.toMatchObject({ code: "image/damaged" });
    expect(await frames.next()).toEqual({ done: true, value: undefined });
  });

  it("is not read at all where its reader has enough before", async () => {
    const frames = loadPictures(file.subarray(0, 100))[Symbol.asyncIterator]();
    await frames.return?.();
    expect(await frames.next()).toEqual({ done: true, value: undefined });
  });
});

describe("a source of more than one picture", () => {
  /** Notes what is made of it and that it is given back. */
  async function* note(names: Iterable<FrameName>, happened: string[]): PictureSource {
    const picture = await loadImage(file);
    try {
      for (const called of names) {
        happened.push(`${called.kind} ${called.number}`);
        yield { ...picture, called };
      }
    } finally {
      happened.push("given back");
    }
  }
  const pages = [1, 2, 3].map((number): FrameName => ({ kind: "page", number, count: 3 }));
  function* shoot(): Generator<FrameName> {
    for (let number = 1; ; number += 1) yield { kind: "frame", number, count: null };
  }
  const read = async (source: PictureSource, isEnough: (frame: Frame) => boolean): Promise<void> => {
    for await (const frame of source) if (isEnough(frame)) break;
  };

  it("ends with its last page", async () => {
    const happened: string[] = [];
    await read(note(pages, happened), () => false);
    expect(happened).toEqual(["page 1", "page 2", "page 3", "given back"]);
  });

  it("may be endless as a camera's, and makes no frame more than its reader wants", async () => {
    const happened: string[] = [];
    await read(note(shoot(), happened), ({ called }) => called.number === 2);
    expect(happened).toEqual(["frame 1", "frame 2", "given back"]);
  });
});
