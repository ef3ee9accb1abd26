/** What all rooms of core refuse and say, for rooms that build on all of them. */
import { depositRefusals } from "./deposit/refusals.ts";
import type { DepositTerms } from "./deposit/refusals.ts";
import { encodingRefusals } from "./encoding/refusals.ts";
import type { EncodingTerms } from "./encoding/refusals.ts";
import { envelopeRefusals } from "./envelope/refusals.ts";
import type { EnvelopeTerms } from "./envelope/refusals.ts";
import { keyRefusals } from "./keys/refusals.ts";
import type { KeyTerms } from "./keys/refusals.ts";
import { groundRefusals } from "./refusals.ts";
import type { GroundTerms } from "./refusals.ts";
import { trustRefusals } from "./trust/refusals.ts";
import type { TrustTerms } from "./trust/refusals.ts";
import { verdictRefusals } from "./verdict/refusals.ts";

export const coreRefusals = {
  ...groundRefusals,
  ...encodingRefusals,
  ...keyRefusals,
  ...envelopeRefusals,
  ...trustRefusals,
  ...verdictRefusals,
  ...depositRefusals,
};

export interface CoreTerms
  extends GroundTerms, EncodingTerms, KeyTerms, EnvelopeTerms, TrustTerms, DepositTerms {}
