/** The readers that ours is held against, each on the whole picture, all the codes it finds in one call. */
import type { Decoder } from "../../src/qr/decoders/decoder.ts";
import { jsqrDecoder } from "../../src/qr/decoders/jsqr.ts";
import { zxingDecoder } from "../../src/qr/decoders/zxing.ts";
import { plainWeChat } from "./wechat.ts";

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
  { name: "WeChat", decoder: plainWeChat },
  { name: "jsqr", decoder: jsqrDecoder },
];
