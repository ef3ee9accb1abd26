/** What a refusal says in English, for tests of what leads to it. */
import type { QrsealError } from "../../../src/core/index.ts";
import { wordRefusal } from "../../../src/words/index.ts";

export const saysOf = (error: QrsealError): string => wordRefusal(error, "en").says;
