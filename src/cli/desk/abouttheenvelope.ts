/** Which refusals are about what was presented, and so belong into the audit log. */
import { depositRefusals } from "../../core/deposit/refusals.ts";
import { encodingRefusals } from "../../core/encoding/refusals.ts";
import { envelopeRefusals } from "../../core/envelope/refusals.ts";
import type { QrsealError } from "../../core/index.ts";
import { fetchRefusals } from "../../exchange/client/refusals.ts";
import { presentedRefusals } from "../refusals.ts";

const aboutTheEnvelope = {
  ...encodingRefusals,
  ...envelopeRefusals,
  ...depositRefusals,
  ...fetchRefusals,
  ...presentedRefusals,
};

/** Whether it says something of the envelope or of what it holds: not of keys, passphrases or the place to write to. */
export const isAboutTheEnvelope = ({ code }: QrsealError): boolean => Object.hasOwn(aboutTheEnvelope, code);
