/** All that is said, in French. */
import type { Words } from "../words.ts";
import { notices } from "./notices.ts";
import { refusals, terms } from "./refusals/index.ts";
import { verdict } from "./verdict.ts";

export const french: Words = { notices, verdict, refusals, terms };
