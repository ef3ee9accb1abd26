/** Step "decompress": a document that its sender packed wrongly, or to do harm. */
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { concat } from "../../../../../src/core/encoding/bytes.ts";
import { limits } from "../../../../../src/core/limits.ts";
import { claims, document, envelopeOf, flipped, label, signed } from "../parts.ts";
import { at } from "./vector.ts";
import type { Vector } from "./vector.ts";

export function documentVectors(): readonly Vector[] {
  const zlib = Uint8Array.from(deflateSync(document, { level: 9 }));
  const brotli = Uint8Array.from(brotliCompressSync(document));
  const packed = (compression: number, content: Uint8Array): Uint8Array =>
    claims([label.compression, compression], [label.content, Uint8Array.from(content)]);
  const inside = (
    name: string,
    compression: number,
    content: Uint8Array,
    other: { code?: string } = {},
  ): Vector => at("decompress", name, envelopeOf(packed(compression, content)), other);
  const tooLarge = { code: "open/too-large" };
  const beyond = new Uint8Array(limits.documentBytes + 1);
  const bomb = new Uint8Array(64 << 20);
  const dictionary = Buffer.from('{"certificat":"ANAE-2026-');
  const largeWindow = {
    params: { [constants.BROTLI_PARAM_LARGE_WINDOW]: 1, [constants.BROTLI_PARAM_LGWIN]: 30 },
  };
  return [
    inside("zlib-empty", 1, new Uint8Array(0)),
    inside("zlib-cut", 1, zlib.slice(0, -1)),
    inside("zlib-without-checksum", 1, zlib.slice(0, -4)),
    inside("zlib-checksum-wrong", 1, flipped(zlib, -1)),
    inside("zlib-header-wrong", 1, flipped(zlib, 1)),
    inside("zlib-zero-behind", 1, concat(zlib, new Uint8Array(1))),
    inside("zlib-twice", 1, concat(zlib, zlib)),
    inside("zlib-with-dictionary", 1, deflateSync(document, { dictionary })),
    inside("zlib-not-flushed-to-its-end", 1, deflateSync(document, { finishFlush: constants.Z_SYNC_FLUSH })),
    inside("zlib-of-brotli", 1, brotli),
    inside("zlib-of-raw-deflate", 1, deflateRawSync(document)),
    inside("zlib-of-gzip", 1, gzipSync(document)),
    inside("zlib-of-the-document-itself", 1, document),
    inside("zlib-beyond-the-limit", 1, deflateSync(beyond, { level: 9 }), tooLarge),
    inside("zlib-bomb-of-64-mebibytes", 1, deflateSync(bomb, { level: 9 }), tooLarge),
    inside("brotli-empty", 2, new Uint8Array(0)),
    inside("brotli-cut", 2, brotli.slice(0, -1)),
    inside("brotli-cut-in-half", 2, brotli.slice(0, brotli.length / 2)),
    inside("brotli-zero-behind", 2, concat(brotli, new Uint8Array(1))),
    inside("brotli-twice", 2, concat(brotli, brotli)),
    inside("brotli-of-zlib", 2, zlib),
    inside("brotli-of-the-document-itself", 2, document),
    inside("brotli-with-large-window", 2, brotliCompressSync(document, largeWindow)),
    inside("brotli-beyond-the-limit", 2, brotliCompressSync(beyond), tooLarge),
    inside("brotli-bomb-of-64-mebibytes", 2, brotliCompressSync(bomb), tooLarge),
    at("decompress", "signed-zlib-cut", envelopeOf(signed({ payload: packed(1, zlib.slice(0, -1)) })), {
      signer: "issuer-ed25519",
    }),
    at(
      "decompress",
      "signed-brotli-beyond-the-limit",
      envelopeOf(signed({ payload: packed(2, brotliCompressSync(beyond)) })),
      { signer: "issuer-ed25519", ...tooLarge },
    ),
  ];
}
