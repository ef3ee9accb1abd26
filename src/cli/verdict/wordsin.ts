/** The words of each language. */
import type { Language } from "../language.ts";
import { english } from "./english.ts";
import { french } from "./french.ts";
import type { Words } from "./words.ts";

export const wordsIn: Readonly<Record<Language, Words>> = { en: english, fr: french };
