import { crc32, deflateSync } from "node:zlib";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { readBilevelPng } from "../../../src/pictures/png/readbilevel.ts";
import { makePayload } from "../../qr/support/sample.ts";

function makeChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A PNG of depth 1 whose lines are noise, each after the filter byte that `filterOf` names. */
function makePng(
  width: number,
  height: number,
  filterOf: (line: number) => number,
  extra: Buffer[] = [],
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const lineBytes = 1 + Math.ceil(width / 8);
  const lines = makePayload(lineBytes * height, width);
  for (let line = 0; line < height; line += 1) lines[line * lineBytes] = filterOf(line);
  const stream = deflateSync(lines);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    makeChunk("IHDR", header),
    ...extra,
    // In two pieces, as other programs write it.
    makeChunk("IDAT", stream.subarray(0, 20)),
    makeChunk("IDAT", stream.subarray(20)),
    makeChunk("IEND", Buffer.alloc(0)),
  ]);
}

describe("readBilevelPng", () => {
  it.each([
    [8, 8],
    [33, 21],
    [7, 40],
    [100, 3],
  ])("reads %i × %i as pngjs does, lines plain or as differences to the one above", (width, height) => {
    for (const filterOf of [
      (): number => 0,
      (): number => 2,
      (line: number): number => (line % 3 === 0 ? 0 : 2),
    ]) {
      const file = makePng(width, height, filterOf);
      const expected = PNG.sync.read(file).data.filter((_, index) => index % 4 === 0);
      expect([...(readBilevelPng(file, width, height) ?? [])]).toEqual([...expected]);
    }
  });

  it.each([1, 3, 4, 5])("leaves filter %i to others", (filter) => {
    expect(
      readBilevelPng(
        makePng(33, 21, (line) => (line === 9 ? filter : 0)),
        33,
        21,
      ),
    ).toBeNull();
  });

  it("leaves transparency to others", () => {
    const transparent = makeChunk("tRNS", Buffer.from([0, 1]));
    expect(
      readBilevelPng(
        makePng(33, 21, () => 0, [transparent]),
        33,
        21,
      ),
    ).toBeNull();
  });

  it("gives nothing for a changed byte, wherever it is", () => {
    const file = makePng(33, 21, () => 0);
    // The signature is proved before, and the size is an argument.
    for (let at = 8; at < file.length; at += 1) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      expect([at, readBilevelPng(changed, 33, 21)]).toEqual([at, null]);
    }
  });

  it("gives nothing for a file cut short, wherever", () => {
    const file = makePng(33, 21, () => 0);
    for (let length = 8; length < file.length; length += 1) {
      expect(readBilevelPng(file.subarray(0, length), 33, 21)).toBeNull();
    }
  });

  it.each([
    [33, 20],
    [33, 22],
    [41, 21],
  ])("gives nothing where the pixels are not those of %i × %i", (width, height) => {
    expect(
      readBilevelPng(
        makePng(33, 21, () => 0),
        width,
        height,
      ),
    ).toBeNull();
  });
});
