/** What carries a trust bundle to this desk: a picture of its code, or its text. */
import {
  bug,
  describeBytes,
  looksLikeEnvelope,
  looksLikeTrustList,
  parseBundle,
  QrsealError,
} from "../../core/index.ts";
import type { Bundle, Term } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { diagnose, scan } from "../../qr/index.ts";
import type { FoundSymbol } from "../../qr/index.ts";
import { explainUnread, isBinary, trimText } from "../carrier.ts";
import type { Refused } from "../refused.ts";
import type { Look } from "../looking.ts";
import { describeForeignFile, loadPictures, recogniseImage } from "../../pictures/index.ts";

export interface CarriedBundle {
  readonly bundle: Bundle;
  /** Its text, exactly. */
  readonly text: Uint8Array;
}

/** Finds the one bundle in an input. Throws trust/not-recognised, trust/malformed, and the image/ and qr/ errors. */
export async function findBundle(input: Uint8Array, look: Look): Promise<CarriedBundle> {
  const text = recogniseImage(input) === null ? trimText(input) : await findInPictures(input, look);
  if (looksLikeTrustList(text)) return { bundle: parseBundle(text), text };
  throw failure("trust/not-recognised", {
    found: isBinary(input) ? describeForeignFile(input) : describe(text),
  });
}

/** The text of the first picture's bundle; of a damaged one or another code where there is none. */
async function findInPictures(input: Uint8Array, look: Look): Promise<Uint8Array> {
  const refused: FoundSymbol[] = [];
  let first: Refused | null = null;
  for await (const image of loadPictures(input)) {
    const scanned = await scan(image, isBundle, look);
    look.trace.push(...scanned.trace);
    const [bundle, ...others] = scanned.accepted;
    if (others.length > 0) {
      throw failure("trust/not-recognised", {
        found: term("several-in-picture", scanned.accepted.length),
      });
    }
    if (bundle !== undefined) return bundle.payload;
    refused.push(...scanned.refused);
    if (refused.length === 0) first ??= explainUnread(image, diagnose(image, scanned.unread));
  }
  const found = refused.find(({ payload }) => looksLikeTrustList(payload)) ?? refused[0];
  if (found === undefined) throw first ?? bug("a picture file without a picture");
  if (looksLikeTrustList(found.payload)) return found.payload;
  throw failure("trust/not-recognised", {
    found: term("code-holding", describe(found.payload)),
  });
}

function isBundle(payload: Uint8Array): boolean {
  if (!looksLikeTrustList(payload)) return false;
  try {
    parseBundle(payload);
    return true;
  } catch (error) {
    if (error instanceof QrsealError) return false;
    throw error;
  }
}

const describe = (text: Uint8Array): Term =>
  looksLikeEnvelope(text) ? term("sealed-document") : describeBytes(text);
