/** Texts that stand nowhere by chance, and finding them again in whatever may have been written. */
import { randomBytes } from "node:crypto";
import { openSync, closeSync, readdirSync, readSync, statSync } from "node:fs";
import path from "node:path";

/** Small letters only, so that no format writes it in another way, and a participant may be called so. */
export const newMark = (name: string): string =>
  name + Array.from(randomBytes(32), (byte) => String.fromCodePoint(0x61 + (byte & 15))).join("");

/** What a mark looks like in each encoding: base64 in the middle of a longer text at each of its three alignments. */
export function tracesOf(mark: string): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(mark);
  const hex = bytes.toString("hex");
  const utf16 = Buffer.from(mark, "utf16le");
  return new Map([
    ["UTF-8", bytes],
    ["hexadecimal", Buffer.from(hex)],
    ["HEXADECIMAL", Buffer.from(hex.toUpperCase())],
    ["UTF-16LE", utf16],
    ["UTF-16BE", Buffer.from(utf16).swap16()],
    ...[0, 1, 2].map((before) => {
      const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
      // Without the characters that neighbours have a part in. Small letters need neither + nor /.
      const own = whole.replaceAll("=", "").slice(before === 0 ? 0 : before + 1, -1);
      return [`base64, ${before} before`, Buffer.from(own)] as const;
    }),
  ]);
}

export interface Trace {
  readonly mark: string;
  readonly encoding: string;
  readonly file: string;
  readonly times: number;
}

export function findInBytes(bytes: Uint8Array, file: string, marks: readonly string[]): Trace[] {
  return search([{ bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), seen: 0 }], file, marks);
}

/** In every file below a folder, or in one file. A file that went away meanwhile is passed over. */
export function findInFiles(place: string, marks: readonly string[]): Trace[] {
  const files = statSync(place).isDirectory()
    ? readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
    : [place];
  return files.flatMap((file) => {
    try {
      return findInFile(file, marks);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
      throw error;
    }
  });
}

function findInFile(file: string, marks: readonly string[]): Trace[] {
  const descriptor = openSync(file, "r");
  try {
    return search(partsOf(descriptor), file, marks);
  } finally {
    closeSync(descriptor);
  }
}

export interface Part {
  readonly bytes: Buffer;
  /** Of its bytes those at the beginning that ended the part before, where something may lie across both. */
  readonly seen: number;
}

/** Bytes of a part. */
export const PART = 16 * 1024 * 1024;
/** Longer than any trace. */
const OVERLAP = 1024;

/** From one byte of a file to another, or to its end. A part is overwritten by the next one. */
export function* partsOf(descriptor: number, from = 0, to = Infinity): Generator<Part> {
  const buffer = Buffer.alloc(Math.min(PART, to - from));
  for (let at = from, seen = 0; at < to;) {
    const read = readSync(descriptor, buffer, seen, Math.min(buffer.length - seen, to - at), at);
    if (read === 0) return;
    const bytes = buffer.subarray(0, seen + read);
    yield { bytes, seen };
    at += read;
    seen = Math.min(OVERLAP, bytes.length);
    buffer.copyWithin(0, bytes.length - seen, bytes.length);
  }
}

export function search(parts: Iterable<Part>, file: string, marks: readonly string[]): Trace[] {
  const wanted = marks.flatMap((mark) =>
    Array.from(tracesOf(mark), ([encoding, bytes]) => ({ mark, encoding, bytes, times: 0 })),
  );
  for (const { bytes, seen } of parts) {
    for (const trace of wanted) {
      // What ends among the bytes that were seen was counted then.
      const first = Math.max(0, seen - trace.bytes.length + 1);
      for (let at = bytes.indexOf(trace.bytes, first); at >= 0; at = bytes.indexOf(trace.bytes, at + 1))
        trace.times += 1;
    }
  }
  return wanted
    .filter(({ times }) => times > 0)
    .map(({ mark, encoding, times }) => ({ mark, encoding, file, times }));
}
