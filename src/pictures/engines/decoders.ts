/** The ladder's decoders, their libraries loaded from the disk when they are first wanted. */
import type { Decoders } from "../../qr/decoders/decoder.ts";
import { ownDecoder, readTogether } from "../../qr/decoders/own.ts";
import { wechatDecoder } from "../../qr/decoders/wechat.ts";
import { zxingDecoders } from "../../qr/decoders/zxing.ts";
import { startWechatEngine } from "./wechatengine.ts";
import { readZxingWasm } from "./zxingwasm.ts";

const zxing = zxingDecoders(readZxingWasm);

export const decoders: Decoders = {
  zxing: zxing.plain,
  "zxing-denoise": zxing.denoise,
  own: ownDecoder,
  wechat: wechatDecoder(startWechatEngine),
  together: readTogether,
};

/** Loads what the first rung needs before it is tried. */
export const warmUpFirst = zxing.warmUp;
