/** All that is said, in French. */
import type { Help } from "../help.ts";
import type { Words } from "../words.ts";
import { notices } from "./notices.ts";
import { refusals, terms } from "./refusals/index.ts";
import { results } from "./results/index.ts";
import { verdict } from "./verdict.ts";

const help = async (): Promise<Help> => (await import("./help/index.ts")).help;

export const french: Words = { notices, verdict, refusals, terms, results, help };
