/** All that is said, in English. */
import type { Words } from "../words.ts";
import { notices } from "./notices.ts";
import { verdict } from "./verdict.ts";

export const english: Words = { notices, verdict };
