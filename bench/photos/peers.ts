/**
 * The readers that ours is held against, each on the whole picture, all the codes it finds in one call. WeChat's gets a
 * smaller copy of what its engine would break down at.
 */
import type { Decoder } from "../../src/qr/decoders/decoder.ts";
import { jsqrDecoder } from "../../test/peers/jsqr.ts";
import { wechatDecoder } from "../../src/qr/decoders/wechat.ts";
import { zxingDecoder } from "../../src/qr/decoders/zxing.ts";

export interface Peer {
  readonly name: string;
  readonly decoder: Decoder;
}

/** All its options on, but for the search in a picture with specks removed. */
export const plainZxing: Peer = { name: "zxing-wasm", decoder: zxingDecoder({ denoise: false }) };
export const denoisingZxing: Peer = { name: "zxing-wasm, denoise", decoder: zxingDecoder({ denoise: true }) };

export const peers: readonly Peer[] = [
  plainZxing,
  denoisingZxing,
  { name: "WeChat", decoder: wechatDecoder },
  { name: "jsqr", decoder: jsqrDecoder },
];
