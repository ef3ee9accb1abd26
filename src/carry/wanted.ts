/** What a carrier may be searched for. */
import { looksLikeEnvelope, parseEnvelope } from "../core/envelope/detect.ts";
import type { Envelope } from "../core/envelope/envelope.ts";
import { looksLikeTrustList, parseBundle } from "../core/trust/bundle.ts";
import type { Bundle } from "../core/trust/bundle.ts";

export interface Wanted<T> {
  /** Whether a payload means to be one, however damaged. */
  looksLikeOne(payload: Uint8Array): boolean;
  /** Asked of what looks like one. Throws a QrsealError that says what is wrong with it. */
  parse(payload: Uint8Array): T;
}

/** A sealed document, in any format (docs/FORMAT.md). */
export const envelopeWanted: Wanted<Envelope> = { looksLikeOne: looksLikeEnvelope, parse: parseEnvelope };

/** A signed trust list, which nobody has verified yet (docs/TRUST.md). */
export const bundleWanted: Wanted<Bundle> = { looksLikeOne: looksLikeTrustList, parse: parseBundle };
