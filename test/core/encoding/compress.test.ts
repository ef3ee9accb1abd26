import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concat } from "../../../src/core/encoding/bytes.ts";
import { brotli, deflateRaw, noCompression, zlib } from "../../../src/core/encoding/compress.ts";
import { limits } from "../../../src/core/limits.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { zlibBombOfOneGiB } from "../envelope/support/bomb.ts";
import { expectRefusal } from "../support/fixtures.ts";

const { compress, decompress } = zlib;
const document = encodeUtf8('{"nom":"Kéïta"}'.repeat(20));
const stream = compress(document);

function expectBroken(broken: Uint8Array, problem: string): void {
  expectRefusal(
    () => decompress(broken),
    "open/bad-compression",
    `the envelope opened, but the document inside is wrongly compressed: ${problem}`,
  );
}

const notZlib = "it is not a zlib stream or its checksum is wrong";

describe("compress and decompress", () => {
  it("bring any bytes back", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 5000 }),
        (bytes) => Buffer.compare(decompress(compress(bytes)), bytes) === 0,
      ),
    );
  });

  it("write a zlib stream of the best level", () => {
    expect([...stream.subarray(0, 2)]).toEqual([0x78, 0xda]);
  });

  it.each([0, 1, 6, 9])("read what other tools compress at level %i", (level) => {
    expect(decompress(deflateSync(document, { level }))).toEqual(Buffer.from(document));
  });

  it("bring the largest document back", () => {
    const largest = new Uint8Array(limits.documentBytes).fill(0x20);
    expect(Buffer.compare(decompress(compress(largest)), largest)).toBe(0);
  });
});

describe("decompress refuses", () => {
  it("one byte beyond the largest document", () => {
    expectRefusal(() => decompress(deflateSync(new Uint8Array(limits.documentBytes + 1))), "open/too-large");
  });

  it("a bomb of one GiB", () => {
    expectRefusal(
      () => decompress(zlibBombOfOneGiB()),
      "open/too-large",
      "the document inside expands beyond the 4,194,304 bytes allowed",
    );
  });

  it("a stream cut at any place", () => {
    for (let length = 0; length < stream.length; length += 1) {
      expectBroken(stream.subarray(0, length), "it ends too early");
    }
  });

  it("a wrong checksum, whichever bit of it", () => {
    for (let bit = 0; bit < 32; bit += 1) {
      const wrong = Uint8Array.from(stream);
      const at = wrong.length - 4 + (bit >> 3);
      wrong[at] = (wrong[at] ?? 0) ^ (1 << (bit & 7));
      expectBroken(wrong, notZlib);
    }
  });

  it("a byte behind the end", () => {
    expectBroken(concat(stream, Uint8Array.of(0)), "1 byte follows its end");
  });

  it("a second stream behind the first", () => {
    expectBroken(concat(stream, stream), `${stream.length} bytes follow its end`);
  });

  it("a stream that needs a dictionary", () => {
    expectBroken(deflateSync(document, { dictionary: Buffer.from('{"nom":"') }), "it needs a dictionary");
  });

  it("deflate without the zlib frame", () => {
    expectBroken(deflateRawSync(document), notZlib);
  });

  it("gzip", () => {
    expectBroken(gzipSync(document), notZlib);
  });

  it("bytes that are no stream", () => {
    expectBroken(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), notZlib);
  });
});

describe.each([deflateRaw, brotli])("$name", ({ name, minBytes, compress: pack, decompress: unpack }) => {
  const packed = pack(document);

  it("brings any bytes back, in no fewer bytes than it says", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        const made = pack(bytes);
        return made.length >= minBytes && Buffer.compare(unpack(made), bytes) === 0;
      }),
    );
  });

  it("refuses a stream cut at any place", () => {
    for (let length = 0; length < packed.length; length += 1) {
      expectRefusal(() => unpack(packed.subarray(0, length)), "open/bad-compression");
    }
  });

  it("refuses bytes behind the end", () => {
    const problem =
      "the envelope opened, but the document inside is wrongly compressed: 1 byte follows its end";
    expectRefusal(() => unpack(concat(packed, Uint8Array.of(0))), "open/bad-compression", problem);
    expectRefusal(() => unpack(concat(packed, packed)), "open/bad-compression");
  });

  it("refuses bytes that are no stream, by its name", () => {
    const problem = `the envelope opened, but the document inside is wrongly compressed: it is not a ${name} stream or its checksum is wrong`;
    expectRefusal(() => unpack(new Uint8Array(40).fill(0xff)), "open/bad-compression", problem);
  });

  it("refuses one byte beyond the largest document", () => {
    expect(unpack(pack(new Uint8Array(limits.documentBytes)))).toHaveLength(limits.documentBytes);
    expectRefusal(() => unpack(pack(new Uint8Array(limits.documentBytes + 1))), "open/too-large");
  });
});

describe("no compression", () => {
  it("hands over a copy each way, so that wiping one leaves the other", () => {
    const packed = noCompression.compress(document);
    const opened = noCompression.decompress(packed);
    packed.fill(0);
    expect(opened).toEqual(document);
    expect(document[0]).toBe(0x7b);
  });

  it("refuses one byte beyond the largest document", () => {
    expectRefusal(() => noCompression.decompress(new Uint8Array(limits.documentBytes + 1)), "open/too-large");
  });
});
