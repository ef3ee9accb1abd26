/**
 * HEIC pictures (HEVC in the HEIF container, ISO/IEC 23008-12) by libheif in WebAssembly: its C functions, called
 * directly, since the package's own wrapper copies every pixel twice more and prints what is wrong.
 */
import startLibheif from "libheif-js/libheif-wasm/libheif.js";
import type { Libheif } from "libheif-js/libheif-wasm/libheif.js";
import { greyOverWhite } from "../../qr/picture/luma.ts";
import type { GreyPixels } from "../../qr/picture/pixels.ts";
import type { FromHeicThread, HeicTask } from "./messages.ts";

/** heif_error.h: kinds of files and codings that libheif does not know. */
const unsupportedCodes: readonly number[] = [3, 4];
/** heif_image.h. */
const COLOURSPACE_RGB = 1;
const CHROMA_INTERLEAVED_RGB = 10;
const CHROMA_INTERLEAVED_RGBA = 11;
const CHANNEL_INTERLEAVED = 10;
/** heif_security.h: where max_image_size_pixels stands in heif_security_limits, 64 bits. */
const MAX_PIXELS_AT = 8;

export function loadLibheif(): Libheif {
  const silent = (): void => undefined;
  return startLibheif({ print: silent, printErr: silent });
}

/** libheif said no. */
class Refusal extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`libheif error ${code}`);
    this.code = code;
  }
}

/**
 * The primary picture, turned and cropped as its container says. What is taken from libheif is never given back: its
 * thread ends with the picture. Throws where the WebAssembly breaks down.
 */
export function decodeHeic(libheif: Libheif, { file, maxPixels }: HeicTask): FromHeicThread {
  try {
    const handle = openPrimary(libheif, file, maxPixels);
    const width = libheif._heif_image_handle_get_width(handle);
    const height = libheif._heif_image_handle_get_height(handle);
    // A crop (clap) shows a small part of what is decoded whole.
    const stored = {
      width: libheif._heif_image_handle_get_ispe_width(handle),
      height: libheif._heif_image_handle_get_ispe_height(handle),
    };
    for (const size of [{ width, height }, stored]) {
      if (size.width < 1 || size.height < 1) return { kind: "damaged" };
      if (size.width * size.height > maxPixels) return { kind: "too-large", ...size };
    }
    return { kind: "read", image: decodePixels(libheif, handle) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: unsupportedCodes.includes(error.code) ? "unsupported" : "damaged" };
  }
}

/** Reads the boxes, no pixel yet; returns the handle of the primary picture. */
function openPrimary(libheif: Libheif, file: Uint8Array, maxPixels: number): number {
  const context = libheif._heif_context_alloc();
  const limits = libheif._heif_context_get_security_limits(context);
  // What libheif finds inside, tiles and coded pictures, is held against it too.
  new DataView(libheif.HEAPU8.buffer).setBigUint64(limits + MAX_PIXELS_AT, BigInt(maxPixels), true);
  const address = allocate(libheif, file.length);
  libheif.HEAPU8.set(file, address);
  refuse(libheif, (error) => {
    libheif._heif_context_read_from_memory_without_copy(error, context, address, file.length, 0);
  });
  const result = allocate(libheif, 4);
  refuse(libheif, (error) => {
    libheif._heif_context_get_primary_image_handle(error, context, result);
  });
  return readWord(libheif, result);
}

function decodePixels(libheif: Libheif, handle: number): GreyPixels {
  const hasAlpha = libheif._heif_image_handle_has_alpha_channel(handle) !== 0;
  const isPremultiplied = hasAlpha && libheif._heif_image_handle_is_premultiplied_alpha(handle) !== 0;
  const chroma = hasAlpha ? CHROMA_INTERLEAVED_RGBA : CHROMA_INTERLEAVED_RGB;
  const result = allocate(libheif, 4);
  refuse(libheif, (error) => {
    libheif._heif_decode_image(error, handle, result, COLOURSPACE_RGB, chroma, 0);
  });
  const image = readWord(libheif, result);
  const width = libheif._heif_image_get_width(image, CHANNEL_INTERLEAVED);
  const height = libheif._heif_image_get_height(image, CHANNEL_INTERLEAVED);
  const stride = allocate(libheif, 4);
  const plane = libheif._heif_image_get_plane_readonly2(image, CHANNEL_INTERLEAVED, stride);
  if (plane === 0 || width < 1 || height < 1) throw new Refusal(0);
  const lineStep = readWord(libheif, stride);
  const channels = hasAlpha ? 4 : 3;
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const start = plane + y * lineStep;
    const line = libheif.HEAPU8.subarray(start, start + width * channels);
    pixels.set(greyOverWhite(line, channels, isPremultiplied), y * width);
  }
  return { width, height, pixels };
}

/** Calls what returns a heif_error (code, subcode, text: three words), and throws where it is one. */
function refuse(libheif: Libheif, call: (error: number) => void): void {
  const error = allocate(libheif, 12);
  call(error);
  const code = readWord(libheif, error);
  if (code !== 0) throw new Refusal(code);
}

function allocate(libheif: Libheif, bytes: number): number {
  const address = libheif._malloc(bytes);
  if (address === 0) throw new Error("no memory left for the picture");
  return address;
}

function readWord(libheif: Libheif, address: number): number {
  // The memory is another one each time that it has grown.
  return new DataView(libheif.HEAPU8.buffer).getUint32(address, true);
}
