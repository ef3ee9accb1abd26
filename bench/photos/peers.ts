/**
 * The readers that ours is held against, each on the whole picture, all the codes it finds in one call. WeChat's gets a
 * smaller copy of what its engine would break down at.
 */
import type { Decoder } from "../../src/qr/decoders/decoder.ts";
import { jsqrDecoder } from "../../test/peers/jsqr.ts";
import { decoders } from "../../src/pictures/engines/decoders.ts";

export interface Peer {
  readonly name: string;
  readonly decoder: Decoder;
}

/** All its options on, but for the search in a picture with specks removed. */
export const plainZxing: Peer = { name: "zxing-wasm", decoder: decoders.zxing };
export const denoisingZxing: Peer = { name: "zxing-wasm, denoise", decoder: decoders["zxing-denoise"] };

export const peers: readonly Peer[] = [
  plainZxing,
  denoisingZxing,
  { name: "WeChat", decoder: decoders.wechat },
  { name: "jsqr", decoder: jsqrDecoder },
];
