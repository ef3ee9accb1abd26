/** Which openings that failed are logged, beside those that were refused. */
import { QrsealError } from "../core/index.ts";
import type { NotedOpening, Records } from "./ports.ts";

/** What our keys do not open, or what opens and is damaged inside. What went wrong at this desk alone is not logged. */
export const isLogged = ({ code }: QrsealError): boolean =>
  /^(?:open|envelope|document|deposit)\//.test(code);

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
