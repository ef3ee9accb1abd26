/** What carries a trust bundle to this desk: a picture of its code, or its text. */
import { bundleWanted, isBinary, trimText } from "../../carry/index.ts";
import { describeBytes, looksLikeEnvelope, looksLikeTrustList, parseBundle } from "../../core/index.ts";
import type { Bundle, Term } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { describeForeignFile, loadPictures, recogniseImage } from "../../pictures/index.ts";
import { explainUnread } from "../carrier.ts";
import { searchPictures } from "../../office/carrying/searchpictures.ts";
import type { Look, Searched } from "../../office/carrying/searchpictures.ts";

export interface CarriedBundle {
  readonly bundle: Bundle;
  /** Its text, exactly. */
  readonly text: Uint8Array;
}

/** Finds the one bundle in an input. Throws trust/not-recognised, trust/malformed, and the image/ and qr/ errors. */
export async function findBundle(input: Uint8Array, look: Look): Promise<CarriedBundle> {
  if (recogniseImage(input) !== null)
    return takeBundle(await searchPictures(loadPictures(input), bundleWanted, look, () => undefined));
  const text = trimText(input);
  if (looksLikeTrustList(text)) return { bundle: parseBundle(text), text };
  throw failure("trust/not-recognised", {
    found: isBinary(input) ? describeForeignFile(input) : describe(text),
  });
}

function takeBundle(searched: Searched<Bundle>): CarriedBundle {
  switch (searched.state) {
    case "complete":
      return { bundle: searched.content, text: searched.bytes };
    case "conflicting": {
      const found = term("several-in-picture", searched.contents.length);
      throw failure("trust/not-recognised", { found });
    }
    case "unread":
      throw explainUnread(searched.picture, searched.diagnosis);
    case "foreign": {
      const found = term("code-holding", describe(searched.payloads[0]));
      throw searched.refusal ?? failure("trust/not-recognised", { found });
    }
  }
}

const describe = (text: Uint8Array): Term =>
  looksLikeEnvelope(text) ? term("sealed-document") : describeBytes(text);
