/** What a file is, from its first bytes. */
import type { Term } from "../../core/refusal.ts";
import { term } from "./refusals.ts";

export type ImageFormat = "png" | "jpeg" | "webp" | "tiff" | "gif" | "avif" | "heic";

const names: Readonly<Record<ImageFormat, string>> = {
  png: "PNG",
  jpeg: "JPEG",
  webp: "WebP",
  tiff: "TIFF",
  gif: "GIF",
  avif: "AVIF",
  heic: "HEIC",
};

/** As people write it. */
export function nameFormat(format: ImageFormat): string {
  return names[format];
}

/** The format of a picture that can be read here, or null. */
export function recogniseImage(file: Uint8Array): ImageFormat | null {
  if (startsWith(file, "\x89PNG\r\n\x1a\n")) return "png";
  if (startsWith(file, "\xff\xd8\xff")) return "jpeg";
  if (startsWith(file, "GIF87a") || startsWith(file, "GIF89a")) return "gif";
  if (startsWith(file, "RIFF") && startsWith(file, "WEBP", 8)) return "webp";
  // Classic and big TIFF in both byte orders.
  if (["II*\0", "MM\0*", "II+\0", "MM\0+"].some((mark) => startsWith(file, mark))) return "tiff";
  const brands = readBrands(file);
  if (brands.some((brand) => brand === "avif" || brand === "avis")) return "avif";
  if (brands.some((brand) => heicBrands.has(brand))) return "heic";
  return null;
}

/** Completes "expected a picture, found …" for a file that recogniseImage does not know. */
export function describeForeignFile(file: Uint8Array): Term {
  if (file.length === 0) return term("empty-file");
  if (readBrands(file).length > 0) return term("media-file");
  const known = foreignFiles.find(({ marks, at = 0 }) => marks.some((mark) => startsWith(file, mark, at)));
  if (known !== undefined) return known.what;
  if (/^\s*(<\?xml[^>]*>\s*|<!--[^]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/i.test(readLatin1(file, 0, 1024))) {
    return term("svg");
  }
  return term("foreign-file", file.length);
}

/** HEVC in the HEIF container (ISO/IEC 23008-12); mif1 and msf1 alone mean the same in practice. */
const heicBrands: ReadonlySet<string> = new Set([
  "heic",
  "heix",
  "heim",
  "heis",
  "hevc",
  "hevx",
  "hevm",
  "hevs",
  "mif1",
  "msf1",
]);

const foreignFiles: readonly { what: Term; marks: readonly string[]; at?: number }[] = [
  { what: term("pdf"), marks: ["%PDF-"] },
  { what: term("bmp"), marks: ["BM"] },
  { what: term("jpeg-xl"), marks: ["\xff\x0a", "\0\0\0\x0cJXL "] },
  { what: term("jpeg-2000"), marks: ["\0\0\0\x0cjP  ", "\xff\x4f\xff\x51"] },
  { what: term("photoshop"), marks: ["8BPS"] },
  { what: term("icon"), marks: ["\0\0\x01\0"] },
  { what: term("zip"), marks: ["PK\x03\x04"] },
  { what: term("gzip"), marks: ["\x1f\x8b"] },
];

/** The brands of a file in the ISO base media format (ISO/IEC 14496-12 §4.3): major, then compatible ones. */
function readBrands(file: Uint8Array): readonly string[] {
  if (file.length < 16 || !startsWith(file, "ftyp", 4)) return [];
  const boxBytes = new DataView(file.buffer, file.byteOffset, 4).getUint32(0);
  const end = Math.min(boxBytes, file.length, 256);
  const brands = [readLatin1(file, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(readLatin1(file, at, at + 4));
  return brands;
}

/** Marks are written as text, one character a byte. */
function startsWith(file: Uint8Array, mark: string, at = 0): boolean {
  return readLatin1(file, at, at + mark.length) === mark;
}

function readLatin1(file: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...file.subarray(from, to));
}
