/** The main reader: zxing-cpp as WebAssembly. */
import type { ZXingPosition } from "zxing-wasm/reader";
import { bug } from "../../core/refusals.ts";
import { limits } from "../../core/limits.ts";
import type { ReadSymbol } from "../picture/findings.ts";
import type { GreyPixels } from "../picture/pixels.ts";
import { errorCorrections } from "../standard/errorcorrection.ts";
import type { ErrorCorrection } from "../standard/errorcorrection.ts";
import type { Decoder } from "./decoder.ts";

/** The package's `zxing_reader.wasm`, wherever it is kept. */
export type LoadWasm = () => Promise<ArrayBuffer>;

export interface ZxingDecoders {
  readonly plain: Decoder;
  /** With tries on a picture with specks and gaps closed: twice the time, and it reads more. */
  readonly denoise: Decoder;
  /** Loads the WebAssembly module before it is needed. */
  readonly warmUp: () => Promise<void>;
}

/** Two decoders of one module, which is loaded at the first call of either. */
export function zxingDecoders(loadWasm: LoadWasm): ZxingDecoders {
  let loaded: Promise<ZxingModule> | null = null;
  const load = (): Promise<ZxingModule> => (loaded ??= startZxing(loadWasm));
  const makeDecoder = (denoise: boolean): Decoder => ({
    name: "zxing",
    decode: async (image) => {
      try {
        return { read: readPixels(await load(), image, denoise), unread: [] };
      } catch (error) {
        // An aborted WebAssembly instance answers nonsense from then on: the next call starts afresh.
        loaded = null;
        throw error;
      }
    },
  });
  return {
    plain: makeDecoder(false),
    denoise: makeDecoder(true),
    warmUp: async () => {
      await load();
    },
  };
}

/** What is used of the WebAssembly module: its memory, and its reader for one byte a pixel. */
interface ZxingModule {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  readBarcodesFromPixmap(address: number, width: number, height: number, options: object): ZxingResults;
}

interface ZxingResults {
  size(): number;
  get(index: number): ZxingResult | undefined;
  /** Gives its memory back to the module. */
  delete(): void;
}

interface ZxingResult {
  readonly isValid: boolean;
  readonly isMirrored: boolean;
  readonly bytes: Uint8Array;
  readonly position: ZXingPosition;
  /** JSON with what only this kind of symbol has. */
  readonly extra: string;
}

async function startZxing(loadWasm: LoadWasm): Promise<ZxingModule> {
  const [{ prepareZXingModule, purgeZXingModule }, wasmBinary] = await Promise.all([
    import("zxing-wasm/reader"),
    loadWasm(),
  ]);
  // Without wasmBinary the package would fetch the file from the network. The package remembers its instance;
  // we do that ourselves, and want a new one here.
  purgeZXingModule();
  const silent = (): void => undefined;
  const zxing: unknown = await prepareZXingModule({
    overrides: { wasmBinary, print: silent, printErr: silent },
    fireImmediately: true,
  });
  // The package's typings build on global Emscripten ones that are not part of it.
  return zxing as ZxingModule;
}

/**
 * The module takes one byte a pixel; the package's own readBarcodes would want four: 12 megapixels peak at
 * 120 MB of memory this way and at 170 MB that way.
 */
function readPixels(zxing: ZxingModule, image: GreyPixels, denoise: boolean): ReadSymbol[] {
  const address = zxing._malloc(image.pixels.length);
  if (address === 0) throw bug("no memory left for the picture");
  try {
    zxing.HEAPU8.set(image.pixels, address);
    const results = zxing.readBarcodesFromPixmap(address, image.width, image.height, readerOptions(denoise));
    const symbols: ReadSymbol[] = [];
    for (let index = 0; index < results.size(); index += 1) {
      const result = results.get(index);
      if (result?.isValid === true && result.bytes.length > 0) symbols.push(convertResult(result));
    }
    results.delete();
    return symbols;
  } finally {
    zxing._free(address);
  }
}

/** Numbers stand for the package's named choices: 0 is LocalAverage, Ignore, Plain and Unknown. */
function readerOptions(denoise: boolean): object {
  return {
    // Plain "QRCode" would also look for Micro QR, which noise is taken for.
    formats: "QRCodeModel2",
    tryHarder: true,
    tryRotate: true,
    tryInvert: true,
    tryDownscale: true,
    tryDenoise: denoise,
    binarizer: 0,
    isPure: false,
    downscaleThreshold: 500,
    downscaleFactor: 3,
    minLineCount: 2,
    maxNumberOfSymbols: limits.symbolsPerPicture,
    validateOptionalChecksum: false,
    returnErrors: false,
    eanAddOnSymbol: 0,
    textMode: 0,
    characterSet: 0,
    tryCode39ExtendedMode: false,
  };
}

/** The result's text would be a guess at a character set: `bytes` is what the symbol holds. */
function convertResult({ bytes, position, extra, isMirrored }: ZxingResult): ReadSymbol {
  const { topLeft, topRight, bottomRight, bottomLeft } = position;
  return {
    payload: Uint8Array.from(bytes),
    ...readExtra(extra),
    // It goes round a mirrored symbol as round any other, and so against the way in which that was drawn.
    corners: isMirrored
      ? [topLeft, bottomLeft, bottomRight, topRight]
      : [topLeft, topRight, bottomRight, bottomLeft],
  };
}

function readExtra(extra: string): Pick<ReadSymbol, "version" | "errorCorrection"> {
  // An object of names and values wherever it is not empty; a name may be missing.
  const fields = (extra === "" ? {} : JSON.parse(extra)) as Readonly<Record<string, unknown>>;
  const version = Number(fields["Version"]);
  const level = fields["ECLevel"];
  return { version: version >= 1 ? version : null, errorCorrection: isErrorCorrection(level) ? level : null };
}
function isErrorCorrection(level: unknown): level is ErrorCorrection {
  return errorCorrections.some((known) => known === level);
}
