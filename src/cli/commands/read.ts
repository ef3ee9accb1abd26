/** qrseal read: what every QR code in every picture holds, of whatever system, and where it stands. */
import type { Command } from "commander";
import { limits, QrsealError } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { diagnose, diagnoseSymbols, scanAll } from "../../qr/index.ts";
import type { Corners, ErrorCorrection, FoundSymbol, RungTrace } from "../../qr/index.ts";
import type { Look, Scanned } from "../../office/carrying/searchpictures.ts";
import { describeDiagnosis, refusalFor, roundCorners } from "../diagnosis.ts";
import { exitStatuses, exitStatusOf } from "../exit.ts";
import { readInput } from "../../office/folder/files.ts";
import { checkExplanation, clash, explain } from "../explanation.ts";
import type { Host } from "../host.ts";
import { describeTrace, looking, lookOptions } from "../looking.ts";
import type { LookOptions } from "../looking.ts";
import { declare } from "../page/declaring.ts";
import { checkOneInputOnStdin } from "../files/plan.ts";
import { wordRefusal } from "../../words/index.ts";
import { Refused } from "../refused.ts";
import { loadPictures, toStoredCorners, toStoredSize } from "../../pictures/index.ts";
import type { GreyImage, ImageFormat, Orientation } from "../../pictures/index.ts";
import type { Results } from "../../words/index.ts";

interface ReadOptions extends LookOptions {
  readonly explain?: string;
  readonly force?: boolean;
}

export function addRead(program: Command, host: Host): void {
  declare(program, "read", {
    arguments: { "<picture...>": {} },
    options: { "--explain <file>": {}, "--force": {}, ...lookOptions },
  }).action((files: readonly string[], options: ReadOptions) => readPictures(files, options, host));
}

/** A picture that was read, with a code or without. */
interface ReadPicture {
  readonly file: string;
  readonly format: ImageFormat;
  /** Pixels of the picture as it is stored. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  readonly milliseconds: number;
  /** From top to bottom as one looks at the picture. */
  readonly codes: readonly ReadCode[];
  /** Codes that were seen beside those, and could not be read. */
  readonly unread: readonly object[];
  /** Why nothing was read; null where something was. */
  readonly diagnosis: object | null;
  /** The same for people. */
  readonly refusal: QrsealError | null;
  readonly trace: readonly RungTrace[];
}

interface ReadCode {
  /** Null where the bytes are no UTF-8. */
  readonly text: string | null;
  readonly bytes: Uint8Array;
  /** In the picture as it is stored, hundredths of a pixel. */
  readonly corners: Corners;
  readonly version: number | null;
  readonly errorCorrection: ErrorCorrection | null;
  readonly rung: string;
  /** From the start of the scan until the rung that read it was done. */
  readonly milliseconds: number;
}

interface UnreadPicture {
  readonly file: string;
  readonly error: QrsealError;
}

async function readPictures(files: readonly string[], options: ReadOptions, host: Host): Promise<void> {
  const { explain: drawing, force = false } = options;
  const { terminal } = host;
  const inputs = files.map((path) => ({ option: term("picture"), path }));
  checkOneInputOnStdin(inputs);
  if (drawing !== undefined) {
    if (files.length > 1) throw clash(files.join(" "), term("one-picture-only"));
    await checkExplanation(drawing, inputs, force);
  }
  const done = terminal.progress(terminal.notices.readingCode);
  const scanned: Scanned[] = [];
  const pictures = await looking(options, host, async (look) => {
    const all: (ReadPicture | UnreadPicture)[] = [];
    // One after the other: a picture of 100 megapixels takes a few hundred megabytes.
    for (const file of files) {
      for await (const picture of readFile(file, look, host, (one) => {
        if (drawing !== undefined) scanned.push(one);
      }))
        all.push(picture);
    }
    return all;
  }).finally(done);
  const [first] = scanned;
  if (drawing !== undefined && first !== undefined) await explain(drawing, first, force, terminal);
  const report = { pictures: pictures.map((picture) => describePicture(picture, host)) };
  const lines = pictures.flatMap((picture) => showPicture(picture, host));
  const refusal = findRefusal(pictures);
  if (refusal === null) return terminal.result(report, lines);
  // What is to be said of one picture, the refusal says.
  const explained = pictures.length === 1 ? [] : lines;
  throw new Refused(refusal, { report, lines: explained, documentOnStdout: false });
}

/** What is wrong with one picture must not hide the others; what is wrong with us ends it all. */
async function* readFile(
  file: string,
  look: Look,
  host: Host,
  watch: (scanned: Scanned) => unknown,
): AsyncGenerator<ReadPicture | UnreadPicture, void, undefined> {
  let started = performance.now();
  try {
    const input = await readInput(file, term("picture"), limits.pictureFileBytes, host.stdin);
    for await (const image of loadPictures(input)) {
      const seen = await readCodes(image, look, watch);
      const { format, orientation } = image;
      const milliseconds = Math.round(performance.now() - started);
      yield { file, format, ...toStoredSize(image), orientation, milliseconds, ...seen };
      started = performance.now();
    }
  } catch (error) {
    if (error instanceof QrsealError && exitStatusOf(error) === exitStatuses.inputUnreadable)
      yield { file, error };
    else throw error;
  }
}

type Seen = Pick<ReadPicture, "codes" | "trace" | "unread" | "diagnosis" | "refusal">;

async function readCodes(image: GreyImage, look: Look, watch: (scanned: Scanned) => unknown): Promise<Seen> {
  const { symbols, unread, trace } = await scanAll(image, look);
  look.trace.push(...trace);
  watch({ image, read: symbols, unread });
  const told = describeTrace(trace);
  if (symbols.length === 0) {
    const diagnosis = diagnose(image, unread);
    const refusal = refusalFor(diagnosis, image);
    return { codes: [], trace: told, unread: [], diagnosis: describeDiagnosis(diagnosis, image), refusal };
  }
  const seen = diagnoseSymbols(image, unread).map((symbol) => describeDiagnosis(symbol, image));
  return {
    codes: listCodes(symbols, trace, image),
    trace: told,
    unread: seen,
    diagnosis: null,
    refusal: null,
  };
}

function listCodes(
  symbols: readonly FoundSymbol[],
  trace: readonly RungTrace[],
  image: GreyImage,
): readonly ReadCode[] {
  const done = new Map<string, number>();
  let elapsed = 0;
  for (const { rung, milliseconds } of trace) done.set(rung, (elapsed += milliseconds));
  const fromTheTop = symbols
    .map((symbol) => ({ symbol, top: topOf(symbol.corners) }))
    .sort((a, b) => a.top.y - b.top.y || a.top.x - b.top.x);
  return fromTheTop.map(({ symbol: { payload, corners, version, errorCorrection, rung } }) => ({
    text: decodeText(payload),
    bytes: payload,
    corners: roundCorners(toStoredCorners(corners, image)),
    version,
    errorCorrection,
    rung,
    milliseconds: Math.round(done.get(rung) ?? 0),
  }));
}

/** Of a code however it is turned: its upper edge and its left one. */
const topOf = (corners: Corners): { x: number; y: number } => ({
  x: Math.min(...corners.map(({ x }) => x)),
  y: Math.min(...corners.map(({ y }) => y)),
});

function decodeText(payload: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    return null;
  }
}

/** Null where some picture had a code and all could be read. */
function findRefusal(pictures: readonly (ReadPicture | UnreadPicture)[]): QrsealError | null {
  const [first, ...others] = pictures;
  const unread = pictures.flatMap((picture) => ("error" in picture ? [picture] : []));
  if (first === undefined) return null;
  if ("error" in first && others.length === 0) return first.error;
  if (unread.length > 0) {
    const paths = unread.map(({ file }) => file);
    return failure("input/some-unreadable", { paths, count: pictures.length });
  }
  if (pictures.some((picture) => "codes" in picture && picture.codes.length > 0)) return null;
  if ("codes" in first && others.length === 0) return first.refusal;
  return failure("qr/none-in-any", { count: pictures.length });
}

function describePicture(picture: ReadPicture | UnreadPicture, { terminal }: Host): object {
  if ("error" in picture) {
    const { code } = picture.error;
    const { says: message, hint } = wordRefusal(picture.error, terminal.language);
    const nothing = { format: null, width: null, height: null, orientation: null, milliseconds: null };
    const error = { code, message, hint, exitStatus: exitStatusOf(picture.error) };
    return { file: picture.file, ...nothing, codes: [], trace: [], unread: [], diagnosis: null, error };
  }
  const { file, format, width, height, orientation, milliseconds, trace, unread, diagnosis } = picture;
  const codes = picture.codes.map((code) => ({ ...code, bytes: Buffer.from(code.bytes).toString("base64") }));
  const about = { file, format, width, height, orientation, milliseconds };
  return { ...about, codes, trace, unread, diagnosis, error: null };
}

function showPicture(picture: ReadPicture | UnreadPicture, { terminal }: Host): string[] {
  const words = terminal.words.results.pictures;
  if ("error" in picture) {
    const { says } = wordRefusal(picture.error, terminal.language);
    return [words.readPicture(picture.file, null), words.notRead(says, picture.error.code)];
  }
  const { file, format, width, height, codes, milliseconds, refusal } = picture;
  return [
    words.readPicture(file, { format: format.toUpperCase(), width, height, milliseconds }),
    ...(refusal === null
      ? codes.flatMap((code) => showCode(code, words))
      : [words.notRead(wordRefusal(refusal, terminal.language).says, refusal.code)]),
  ];
}

function showCode({ text, bytes, corners, ...code }: ReadCode, words: Results["pictures"]): string[] {
  const { version, errorCorrection, rung, milliseconds } = code;
  return [
    words.readCode(version, errorCorrection, rung, milliseconds),
    words.corners(corners.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`)),
    text === null ? words.bytes(bytes.length) : words.text(text),
  ];
}
