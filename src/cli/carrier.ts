/** What carries an envelope to this desk: a picture of its code, or its text from a file, a scanner or a clipboard. */
import { envelopeWanted, isBinary, trimText } from "../carry/index.ts";
import { describeBytes, looksLikeEnvelope, parseEnvelope } from "../core/index.ts";
import type { Envelope, Term } from "../core/index.ts";
import { failure } from "./refusals.ts";
import type { Diagnosis, ErrorCorrection, RungTrace } from "../qr/index.ts";
import { searchPhotographs, searchPictures } from "../office/carrying/searchpictures.ts";
import type {
  Look,
  FoundInPicture,
  PictureShape,
  Scanned,
  Searched,
} from "../office/carrying/searchpictures.ts";
import { describeDiagnosis, refusalFor } from "./diagnosis.ts";
import { Refused } from "./refused.ts";
import { describeTrace } from "./looking.ts";
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
  if (recogniseImage(input) !== null)
    return takeEnvelope(await searchPictures(loadPictures(input), envelopeWanted, look, watch), look);
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
  return takeEnvelope(await searchPhotographs(images, envelopeWanted, look, watch), look);
}

function takeEnvelope(searched: Searched<Envelope>, look: Look): Carried {
  switch (searched.state) {
    case "complete":
      return carriedBy(searched, look);
    case "conflicting":
      throw failure("qr/several-envelopes", { count: searched.contents.length });
    case "unread":
      throw explainUnread(searched.picture, searched.diagnosis);
    case "foreign": {
      const { payloads, refusal } = searched;
      const found = describeBytes(payloads[0]);
      throw refusal ?? failure("qr/not-an-envelope", { count: payloads.length, found });
    }
  }
}

/** The refusal of a picture in which no code could be read; its diagnosis joins the error under --json. */
export function explainUnread(picture: PictureShape, diagnosis: Diagnosis): Refused {
  return new Refused(refusalFor(diagnosis, picture), {
    report: { diagnosis: describeDiagnosis(diagnosis, picture) },
    lines: [],
    documentOnStdout: false,
  });
}

function carriedBy({ content, bytes, symbol, picture }: FoundInPicture<Envelope>, { trace }: Look): Carried {
  const { format, width, height } = picture;
  const { version, errorCorrection, rung } = symbol;
  return {
    envelope: content,
    bytes,
    picture: { format, width, height, version, errorCorrection, rung },
    trace: describeTrace(trace),
  };
}
