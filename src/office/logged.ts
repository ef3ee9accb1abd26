/** Which openings that failed are logged, beside those that were refused. */
import { depositRefusals } from "../core/deposit/refusals.ts";
import { encodingRefusals } from "../core/encoding/refusals.ts";
import { envelopeRefusals } from "../core/envelope/refusals.ts";
import { QrsealError } from "../core/index.ts";
import { fetchRefusals } from "../exchange/client/refusals.ts";
import type { NotedOpening, Records } from "./ports.ts";
import { presentedRefusals } from "./refusals.ts";

const aboutTheEnvelope = {
  ...encodingRefusals,
  ...envelopeRefusals,
  ...depositRefusals,
  ...fetchRefusals,
  ...presentedRefusals,
};

/** What is said of an envelope or of what it holds. What went wrong at this desk alone is not logged: keys, passphrases, places. */
export const isLogged = ({ code }: QrsealError): boolean => Object.hasOwn(aboutTheEnvelope, code);

/** Does one step of an opening, and logs the opening where that fails for a reason that is logged. */
export async function logged<T>(
  opening: NotedOpening,
  records: Records,
  step: () => T | Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof QrsealError && isLogged(error)) await records.noteOpening(error.code, opening);
    throw error;
  }
}
