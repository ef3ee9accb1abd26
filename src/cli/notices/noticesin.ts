/** The notices of each language. */
import type { Language } from "../language.ts";
import { english } from "./english.ts";
import { french } from "./french.ts";
import type { Notices } from "./notices.ts";

export const noticesIn: Readonly<Record<Language, Notices>> = { en: english, fr: french };
