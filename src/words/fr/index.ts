/** All that is said, in French. */
import type { Words } from "../words.ts";
import { notices } from "./notices.ts";
import { verdict } from "./verdict.ts";

export const french: Words = { notices, verdict };
