/** What refusals and terms say, for tests of what leads to them. */
import type { QrsealError, Term } from "../../../src/core/index.ts";
import { wordRefusal, wordsIn } from "../../../src/words/index.ts";
import type { Language } from "../../../src/words/index.ts";
import { speakTerm } from "../../../src/words/spoken.ts";

/** In English. */
export const saysOf = (error: QrsealError): string => wordRefusal(error, "en").says;

export const wordTerm = (term: Term, language: Language): string => speakTerm(term, wordsIn[language]);
