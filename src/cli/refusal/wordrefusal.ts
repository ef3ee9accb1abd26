/** A refusal in the reader's language. The core words it in English, for programs and logs; other languages are here. */
import type { QrsealError, Wording } from "../../core/index.ts";
import type { Language } from "../../words/index.ts";
import { wordInFrench } from "./french.ts";

const wordIn: Readonly<Record<Language, (error: QrsealError) => Wording>> = {
  en: ({ message, hint }) => ({ says: message, hint }),
  fr: wordInFrench,
};

export const wordRefusal = (error: QrsealError, language: Language): Wording => wordIn[language](error);
