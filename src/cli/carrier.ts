/** What carries an envelope to this desk: a picture of its code, or its text from a file, a scanner or a clipboard. */
import { bug, describeBytes, looksLikeEnvelope, parseEnvelope } from "../core/index.ts";
import type { Envelope, Term } from "../core/index.ts";
import { failure } from "./refusals.ts";
import { diagnose, scan, scanTogether } from "../qr/index.ts";
import type {
  Diagnosis,
  ErrorCorrection,
  FoundSymbol,
  ReadSymbol,
  RungTrace,
  UnreadSymbol,
} from "../qr/index.ts";
import { describeDiagnosis, refusalFor } from "./diagnosis.ts";
import { Refused } from "./refused.ts";
import { describeTrace } from "./looking.ts";
import type { Look } from "./looking.ts";
import { describeForeignFile, loadPictures, nameFormat, recogniseImage } from "../pictures/index.ts";
import type { GreyImage, ImageFormat } from "../pictures/index.ts";

/** An envelope and how it was found. */
export interface Carried {
  readonly envelope: Envelope;
  /** The bytes of the envelope's text, exactly. */
  readonly bytes: Uint8Array;
  /** Null where the input was text. */
  readonly picture: PictureFacts | null;
  /** What the rungs came to; empty where the input was text. */
  readonly trace: readonly RungTrace[];
}

export interface PictureFacts {
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
  readonly version: number | null;
  readonly errorCorrection: ErrorCorrection | null;
  /** Which rung of the ladder read it. */
  readonly rung: string;
}

/** A picture and what the scan saw in it. */
export interface Scanned {
  readonly image: GreyImage;
  readonly read: readonly ReadSymbol[];
  readonly unread: readonly UnreadSymbol[];
}

/**
 * Finds the one envelope in an input; `watch` is told of every picture that was scanned for it. Throws the image/, qr/
 * and envelope/ errors: no code, a code of another system, several sealed documents, a damaged envelope; where no code
 * could be read, Refused with the diagnosis.
 */
export async function findEnvelope(
  input: Uint8Array,
  look: Look,
  watch: (scanned: Scanned) => unknown = () => undefined,
): Promise<Carried> {
  if (recogniseImage(input) !== null) return findInPictures(input, look, watch);
  const text = trimText(input);
  if (looksLikeEnvelope(text))
    return { envelope: parseEnvelope(text), bytes: text, picture: null, trace: [] };

  throw failure("image/unsupported", {
    found: isBinary(input) ? describeForeignFile(input) : describeBytes(text),
    textAllowed: true,
  });
}

/**
 * The envelope in a text that was said to be one. `path` names the text in the refusal of a picture. Throws
 * usage/picture-as-text and the envelope/ errors.
 */
export function findInText(input: Uint8Array, path: string | Term): Carried {
  const format = recogniseImage(input);
  if (format !== null) throw failure("usage/picture-as-text", { path, format: nameFormat(format) });
  const text = trimText(input);
  if (!looksLikeEnvelope(text) && isBinary(input))
    throw failure("envelope/not-recognised", { found: describeForeignFile(input) });
  return { envelope: parseEnvelope(text), bytes: text, picture: null, trace: [] };
}

/** Whether a file is of a kind that is not text, going by its beginning. */
export function isBinary(input: Uint8Array): boolean {
  const start = Buffer.from(input.subarray(0, 1024)).toString("latin1");
  return /[\u0000-\u0008\u000e-\u001f]|%PDF-/.test(start);
}

/**
 * The one envelope that several photographs show, each of them or all of them together; `watch` is told of the first
 * picture. Throws the same errors, and qr/several-envelopes where the pictures are not of one code.
 */
export async function findInPhotographs(
  inputs: readonly Uint8Array[],
  look: Look,
  watch: (scanned: Scanned) => unknown,
): Promise<Carried> {
  const images: GreyImage[] = [];
  for (const input of inputs) {
    if (recogniseImage(input) === null)
      throw failure("image/unsupported", { found: describeForeignFile(input), textAllowed: false });
    for await (const image of loadPictures(input)) images.push(image);
  }
  const { accepted, refused, alone, trace } = await scanTogether(images, isEnvelope, look);
  look.trace.push(...trace);
  const [image] = images;
  const [first] = alone;
  if (image === undefined || first === undefined) throw bug("picture files without a picture");
  watch({ image, read: [...first.accepted, ...first.refused], unread: first.unread });
  const [found, ...others] = accepted;
  if (others.length > 0) throw failure("qr/several-envelopes", { count: accepted.length });
  if (found !== undefined) return carriedBy(found, images[found.picture] ?? image, look);
  throw explainWithout(
    refused.length > 0 ? { refused } : { unread: image, diagnosis: diagnose(image, first.unread) },
  );
}

/** The first picture with an envelope decides; where none has one, the first in which any code was read. */
async function findInPictures(
  input: Uint8Array,
  look: Look,
  watch: (scanned: Scanned) => unknown,
): Promise<Carried> {
  let without: PictureWithout | null = null;
  for await (const image of loadPictures(input)) {
    const { accepted, refused, unread, trace } = await scan(image, isEnvelope, look);
    look.trace.push(...trace);
    watch({ image, read: [...accepted, ...refused], unread });
    const [found, ...others] = accepted;
    if (others.length > 0) throw failure("qr/several-envelopes", { count: accepted.length });
    if (found !== undefined) return carriedBy(found, image, look);
    if (refused.length > 0 && (without === null || "unread" in without)) without = { refused };
    // Of several pictures without any code the first is explained.
    without ??= { unread: image, diagnosis: diagnose(image, unread) };
  }
  throw without === null ? bug("a picture file without a picture") : explainWithout(without);
}

/** A picture in which no envelope was found: what its codes hold, or why none was read. */
type PictureWithout =
  | { readonly refused: readonly FoundSymbol[] }
  | { readonly unread: GreyImage; readonly diagnosis: Diagnosis };

function explainWithout(without: PictureWithout): Error {
  if ("unread" in without) return explainUnread(without.unread, without.diagnosis);
  const { refused } = without;
  const broken = refused.find((symbol) => looksLikeEnvelope(symbol.payload));
  // Throws what is wrong with it.
  if (broken !== undefined) parseEnvelope(broken.payload);
  const [foreign] = refused;
  if (foreign === undefined) return bug("codes that hold nothing");
  return failure("qr/not-an-envelope", { count: refused.length, found: describeBytes(foreign.payload) });
}

/** The refusal of a picture in which no code could be read; its diagnosis joins the error under --json. */
export function explainUnread(image: GreyImage, diagnosis: Diagnosis): Refused {
  return new Refused(refusalFor(diagnosis, image), {
    report: { diagnosis: describeDiagnosis(diagnosis, image) },
    lines: [],
    documentOnStdout: false,
  });
}

function carriedBy(found: FoundSymbol, image: GreyImage, { trace }: Look): Carried {
  const { payload, version, errorCorrection, rung } = found;
  return {
    envelope: parseEnvelope(payload),
    bytes: payload,
    picture: {
      format: image.format,
      width: image.width,
      height: image.height,
      version,
      errorCorrection,
      rung,
    },
    trace: describeTrace(trace),
  };
}

function isEnvelope(payload: Uint8Array): boolean {
  if (!looksLikeEnvelope(payload)) return false;
  try {
    parseEnvelope(payload);
    return true;
  } catch {
    return false;
  }
}

/**
 * The text without what the way to this desk adds to it: the scanner's Enter, spaces of a copied selection,
 * and, on Windows, PowerShell's UTF-16 and byte order marks. The envelope inside stays strict.
 */
export function trimText(input: Uint8Array): Uint8Array {
  const encoding = input[0] === 0xff && input[1] === 0xfe ? "utf-16le" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(input);
    return new TextEncoder().encode(text.trim());
  } catch {
    return input;
  }
}
