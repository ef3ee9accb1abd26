/** What carries a trust bundle to this desk: a picture of its code, or its text. */
import {
  describeBytes,
  failure,
  looksLikeEnvelope,
  looksLikeTrustList,
  parseBundle,
  phrase,
  QrsealError,
} from "../../core/index.ts";
import type { Bundle, PhraseWithFacts } from "../../core/index.ts";
import { describeForeignFile, loadImage, recogniseImage, scan } from "../../qr/index.ts";
import { isBinary, trimText } from "../carrier.ts";

export interface CarriedBundle {
  readonly bundle: Bundle;
  /** Its text, exactly. */
  readonly text: Uint8Array;
}

/** Finds the one bundle in an input. Throws trust/not-recognised, trust/malformed, and the image/ and qr/ errors. */
export async function findBundle(input: Uint8Array): Promise<CarriedBundle> {
  const text = recogniseImage(input) === null ? trimText(input) : await findInPicture(input);
  if (looksLikeTrustList(text)) return { bundle: parseBundle(text), text };
  throw failure("trust/not-recognised", {
    found: isBinary(input) ? describeForeignFile(input) : describe(text),
  });
}

/** The bundle's text, or another code's where there is none. */
async function findInPicture(input: Uint8Array): Promise<Uint8Array> {
  const image = await loadImage(input);
  const { accepted, refused } = await scan(image, isBundle);
  if (accepted.length > 1) {
    throw failure("trust/not-recognised", {
      found: phrase("{} different ones in one picture", accepted.length),
    });
  }
  const found =
    accepted[0] ?? refused.find(({ payload }) => looksLikeTrustList(payload)) ?? refused[0] ?? null;
  if (found === null) throw failure("qr/none-found", { width: image.width, height: image.height });
  if (looksLikeTrustList(found.payload)) return found.payload;
  throw failure("trust/not-recognised", {
    found: phrase("a QR code that holds {}", describe(found.payload)),
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

const describe = (text: Uint8Array): PhraseWithFacts =>
  looksLikeEnvelope(text) ? phrase("a sealed document") : describeBytes(text);
