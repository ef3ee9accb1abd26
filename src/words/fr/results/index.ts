/** What commands answer, in French. */
import type { Results } from "../../results.ts";
import { drawn } from "./drawn.ts";
import { exchange } from "./exchange.ts";
import { journals } from "./journals.ts";
import { keys } from "./keys.ts";
import { pictures } from "./pictures.ts";
import { serving } from "./serving.ts";
import { trust } from "./trust.ts";

export const results: Results = { keys, drawn, pictures, trust, journals, exchange, serving };
