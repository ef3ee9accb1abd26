/**
 * The pages of another process that hold something, whatever they are protected by: what a core dump has, without the
 * gigabytes of addresses that a JavaScript engine reserves and never writes to. Linux only (proc(5), pagemap).
 */
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { endianness } from "node:os";
import { partsOf } from "./marks.ts";
import type { Part } from "./marks.ts";

/** Of the bytes of a page's eight in pagemap the highest: present, or swapped. */
const IS_THERE = 0b1100_0000;

/** null where the system has no such files, or does not let us look into that process. */
export function memoryOf(processId: number): Iterable<Part> | null {
  const at = (name: string): string => `/proc/${processId}/${name}`;
  if (process.platform !== "linux" || endianness() !== "LE") return null;
  try {
    for (const name of ["mem", "pagemap"]) closeSync(openSync(at(name), "r"));
  } catch {
    return null;
  }
  return pagesOf(at);
}

function* pagesOf(at: (name: string) => string): Generator<Part> {
  const [memory, pagemap] = [openSync(at("mem"), "r"), openSync(at("pagemap"), "r")];
  const page = pageBytes();
  try {
    for (const { from, to } of mappingsIn(readFileSync(at("maps"), "utf8"))) {
      for (const run of runsOf(pagemap, from / page, to / page)) {
        yield* readable(partsOf(memory, run.from * page, run.to * page));
      }
    }
  } finally {
    closeSync(memory);
    closeSync(pagemap);
  }
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Bytes. Without what the kernel shows of itself above all that a process can have. */
const mappingsIn = (maps: string): readonly Range[] =>
  Array.from(maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) /gm), ([, from = "", to = ""]) => ({
    from: Number.parseInt(from, 16),
    to: Number.parseInt(to, 16),
  })).filter(({ to }) => Number.isSafeInteger(to));

/** Pages next to each other that are there. */
function* runsOf(pagemap: number, from: number, to: number): Generator<Range> {
  const entries = Buffer.alloc(8 * 65_536);
  let start: number | null = null;
  for (let number = from; number < to;) {
    const wanted = Math.min(entries.length, 8 * (to - number));
    const read = readSync(pagemap, entries, 0, wanted, number * 8);
    for (let offset = 0; offset < read; offset += 8, number += 1) {
      const isThere = ((entries[offset + 7] ?? 0) & IS_THERE) !== 0;
      if (isThere) start ??= number;
      else if (start !== null) {
        yield { from: start, to: number };
        start = null;
      }
    }
    if (read < wanted) break;
  }
  if (start !== null) yield { from: start, to };
}

/** Without what belongs to a device, which a core dump leaves out too. */
function* readable(parts: Iterable<Part>): Generator<Part> {
  try {
    yield* parts;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EIO")) throw error;
  }
}

/** AT_PAGESZ, pair 6 of getauxval(3). */
function pageBytes(): number {
  const pairs = readFileSync("/proc/self/auxv");
  for (let at = 0; at < pairs.length; at += 16) {
    if (pairs.readBigUInt64LE(at) === 6n) return Number(pairs.readBigUInt64LE(at + 8));
  }
  throw new Error("the system does not say how large a page is");
}
