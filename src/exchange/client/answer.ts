/** What an answer of a service says: what was asked for, or why not. */
import type { ZodType } from "zod";
import type { QrsealError, Term } from "../../core/index.ts";
import { failure, term } from "./refusals.ts";
import type { Answer } from "./connection.ts";

/** Characters of a service's own sentence that are passed on. */
const SENTENCE_CHARACTERS = 300;

/** Throws exchange/refused, exchange/unavailable and exchange/bad-answer unless the service did what was asked. */
export function checkAnswer(answer: Answer): void {
  if (answer.status < 200 || answer.status > 299) throw refusalIn(answer);
}

/** The JSON of an answer that did what was asked. Throws as checkAnswer, and exchange/bad-answer where it does not fit. */
export function readAnswer<T>(answer: Answer, schema: ZodType<T>): T {
  const parsed = schema.safeParse(readJson(answer));
  if (!parsed.success) throw bad(answer, term("json-not-as-described"));
  return parsed.data;
}

/** The same for JSON of any kind. */
export function readJson(answer: Answer): unknown {
  checkAnswer(answer);
  const value = parseJson(answer.body);
  if (value === undefined) throw bad(answer, term("not-json"));
  return value;
}

/** The refusal that an answer of a status outside 200 to 299 tells of. */
export function refusalIn(answer: Answer): QrsealError {
  const { service, status, body } = answer;
  if (status < 400) return bad(answer, term("sends-on"));
  const { error, code } = (parseJson(body) ?? {}) as { readonly error?: unknown; readonly code?: unknown };
  const says = typeof error === "string" ? error.slice(0, SENTENCE_CHARACTERS) : `HTTP ${status}`;
  const named = typeof code === "string" && /^[a-z]+\/[a-z0-9-]{1,60}$/.test(code) ? code : `HTTP ${status}`;
  const facts = { url: service, says, refusal: named };
  return failure(status === 429 || status >= 500 ? "exchange/unavailable" : "exchange/refused", facts);
}

const bad = ({ service }: Answer, problem: Term): QrsealError =>
  failure("exchange/bad-answer", { service, problem });

/** Undefined where it is no JSON. */
function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}
