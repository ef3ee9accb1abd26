/** A refusal and its terms in the words of one language. */
import type { QrsealError, Term } from "../core/index.ts";
import type { RefusalCode, Terms } from "./declared.ts";
import type { Wording } from "./wordings.ts";
import type { Words } from "./words.ts";

type Spoken = Pick<Words, "refusals" | "terms">;

export function speakRefusal({ code, facts }: QrsealError, words: Spoken): Wording {
  // A kind of key that a program brings may refuse with a code of its own, which no language words.
  if (!Object.hasOwn(words.refusals, code)) return words.refusals["internal/bug"]({ what: code });
  // The compiler cannot see that a code and its facts go together; whoever made the refusal proved it.
  const word = words.refusals[code as RefusalCode] as (facts: object) => Wording;
  return word(
    Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, speakFact(fact, words)])),
  );
}

export function speakTerm({ term, places }: Term, words: Spoken): string {
  const said = words.terms[term as keyof Terms] as string | ((...places: readonly unknown[]) => string);
  return typeof said === "string" ? said : said(...places.map((place) => speakFact(place, words)));
}

function speakFact(fact: unknown, words: Spoken): unknown {
  if (isTerm(fact)) return speakTerm(fact, words);
  return isRefusal(fact) ? speakRefusal(fact, words).says : fact;
}

const isTerm = (fact: unknown): fact is Term => typeof fact === "object" && fact !== null && "term" in fact;
const isRefusal = (fact: unknown): fact is QrsealError => fact instanceof Error;
