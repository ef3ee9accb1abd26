/**
 * WeChat's detector: two small neural networks, one that finds codes and one that enlarges them, and a reader of its own
 * behind. It reads where finder patterns are damaged or lost in glare, and few dense symbols of photographs. From
 * OpenCV 4.5.5 as WebAssembly.
 */
import { bug } from "../../core/refusals.ts";
import { limits } from "../../core/limits.ts";
import { mapCorners } from "../picture/corners.ts";
import type { Corners, Point } from "../picture/corners.ts";
import type { ReadSymbol } from "../picture/findings.ts";
import type { GreyPixels } from "../picture/pixels.ts";
import { shrinkTo } from "../transforms/scale.ts";
import type { Decoder } from "./decoder.ts";

/**
 * Corners are those of the network's box, which stands upright: they tell where a symbol is, and neither how it is
 * turned nor whether it is mirrored.
 *
 * @param startEngine runs the package's inner file; called at the first picture, and again after a breakdown
 */
export function wechatDecoder(startEngine: () => Promise<WechatEngine>): Decoder {
  let loaded: Promise<Loaded> | null = null;
  return {
    name: "wechat",
    decode: async (image) => {
      const { image: small, back } = shrinkTo(limits.wechatSide)(image);
      try {
        loaded ??= startDetector(startEngine);
        const found = readPixels(await loaded, small);
        const read = found.map(({ payload, corners }): ReadSymbol => {
          return { payload, version: null, errorCorrection: null, corners: mapCorners(corners, back) };
        });
        return { read, unread: [] };
      } catch (error) {
        // An aborted WebAssembly instance answers nonsense from then on: the next call starts afresh.
        loaded = null;
        // OpenCV's own exceptions arrive as the address of what was thrown.
        throw error instanceof Error ? error : bug(`WeChat's detector threw ${String(error)}`);
      }
    },
  };
}

/** What is used of OpenCV. All that `new` makes lies in the module's memory until it is deleted. */
export interface OpenCv {
  readonly HEAPU8: Uint8Array;
  readonly CV_8UC1: number;
  readonly Mat: new (rows: number, columns: number, type: number) => Matrix;
  readonly MatVector: new () => MatrixVector;
  readonly wechat_qrcode_WeChatQRCode: new (...files: string[]) => CodeDetector;
  FS_createDataFile(
    folder: string,
    name: string,
    data: Uint8Array,
    canRead: boolean,
    canWrite: boolean,
    canOwn: boolean,
  ): void;
}

interface Deletable {
  delete(): void;
}

interface Matrix extends Deletable {
  readonly data: Uint8Array;
  readonly data32F: Float32Array;
}

interface MatrixVector extends Deletable {
  size(): number;
  get(index: number): Matrix;
}

interface StringVector extends Deletable {
  /** Where the vector lies in the module's memory. */
  readonly $$: { readonly ptr: number };
  size(): number;
}

interface CodeDetector {
  /** The contents of the symbols read, and in `boxes`, for each, four corners as eight numbers. */
  detectAndDecode(image: Matrix, boxes: MatrixVector): StringVector;
}

const models = ["detect_prototxt", "detect_caffemodel", "sr_prototxt", "sr_caffemodel"] as const;

/** What the package's inner file exports: OpenCV, and the networks' layers and weights. */
export type WechatEngine = Readonly<Record<(typeof models)[number], Uint8Array> & { cv: Promise<OpenCv> }>;

interface Loaded {
  readonly cv: OpenCv;
  readonly detector: CodeDetector;
}

async function startDetector(startEngine: () => Promise<WechatEngine>): Promise<Loaded> {
  const engine = await startEngine();
  const cv = await engine.cv;
  for (const name of models) cv.FS_createDataFile("/", name, engine[name], true, false, false);
  return { cv, detector: new cv.wechat_qrcode_WeChatQRCode(...models) };
}

type Found = Pick<ReadSymbol, "payload" | "corners">;

function readPixels({ cv, detector }: Loaded, { width, height, pixels }: GreyPixels): Found[] {
  const made: Deletable[] = [];
  const keep = <T extends Deletable>(one: T): T => {
    made.push(one);
    return one;
  };
  try {
    const picture = keep(new cv.Mat(height, width, cv.CV_8UC1));
    picture.data.set(pixels);
    const boxes = keep(new cv.MatVector());
    const payloads = readStrings(cv, keep(detector.detectAndDecode(picture, boxes)));
    if (payloads.length !== boxes.size()) throw bug("as many boxes as symbols");
    return payloads
      .map((payload, index) => ({ payload, corners: boxCorners(keep(boxes.get(index)).data32F) }))
      .filter(({ payload }) => payload.length > 0)
      .slice(0, limits.symbolsPerPicture);
  } finally {
    for (const one of made) one.delete();
  }
}

function boxCorners(box: Float32Array): Corners {
  const corner = (at: number): Point => ({ x: box[at] ?? 0, y: box[at + 1] ?? 0 });
  return [corner(0), corner(2), corner(4), corner(6)];
}

/** Bytes of a std::string. */
const STRING_BYTES = 12;

/**
 * The very bytes that the symbols hold. The vector's own `get` would take them for UTF-8 and make characters of
 * whatever is none. As libc++ lays things out where addresses have 32 bits: a vector begins with the addresses of its
 * first item and of its end; the last byte of a string is its length where that is at most ten, the text standing
 * before it, and else has its highest bit set, address and length of the text standing first.
 */
function readStrings({ HEAPU8: memory }: OpenCv, strings: StringVector): Uint8Array[] {
  const words = new DataView(memory.buffer);
  const word = (at: number): number => words.getUint32(at, true);
  const start = word(strings.$$.ptr);
  const end = word(strings.$$.ptr + 4);
  if (end - start !== STRING_BYTES * strings.size()) throw bug("strings of twelve bytes");
  const texts: Uint8Array[] = [];
  for (let at = start; at < end; at += STRING_BYTES) {
    const last = words.getUint8(at + STRING_BYTES - 1);
    const [from, length] = last < 0x80 ? [at, last] : [word(at), word(at + 4)];
    texts.push(memory.slice(from, from + length));
  }
  return texts;
}
