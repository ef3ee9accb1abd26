/** What is said to people, in each language; docs/ERRORS.md and the commands' pages show it in English. */
import { english } from "./en/index.ts";
import type { QrsealError } from "../core/index.ts";
import { french } from "./fr/index.ts";
import type { Language } from "./language.ts";
import { speakRefusal } from "./spoken.ts";
import type { Wording } from "./wordings.ts";
import type { Words } from "./words.ts";

export type { RefusalCode, Refusals, Terms } from "./declared.ts";
export type { ArgumentOf, CommandPath, Help, OptionOf, Pages } from "./help.ts";
export { languages } from "./language.ts";
export type { Language } from "./language.ts";
export { dayOf, minuteOf } from "./moments.ts";
export type { Notices } from "./notices.ts";
export type { Age, ParticipantState, Results, Span, ToldIssuer } from "./results.ts";
export { foldSpaces } from "./spaces.ts";
export type { FactName, VerdictWords } from "./verdict.ts";
export type { Wording } from "./wordings.ts";
export type { Words } from "./words.ts";

export const wordsIn: Readonly<Record<Language, Words>> = { en: english, fr: french };

export const wordRefusal = (error: QrsealError, language: Language): Wording =>
  speakRefusal(error, wordsIn[language]);
