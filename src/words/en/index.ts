/** All that is said, in English. */
import type { Words } from "../words.ts";
import { notices } from "./notices.ts";
import { refusals, terms } from "./refusals/index.ts";
import { verdict } from "./verdict.ts";

export const english: Words = { notices, verdict, refusals, terms };
