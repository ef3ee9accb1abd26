/** The verdict as it is told: lines for people in their language, an object for programs. */
import type { Acceptance, Fact, FactCode, FactDetails } from "../../core/index.ts";
import type { FactName, VerdictWords } from "../../words/index.ts";

/** "authentic" of "authentic/unsigned". */
const nameOf = (code: FactCode): FactName => code.slice(0, code.indexOf("/")) as FactName;

function wordFact<C extends FactCode>(
  fact: { readonly code: C; readonly details: FactDetails[C] },
  words: VerdictWords,
): string {
  return words.facts[fact.code](fact.details);
}

/** Lines with their names under each other. */
export function alignLines(rows: readonly (readonly [name: string, text: string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, text]) => `${name.padEnd(width)}${text}`);
}

export function factRows(
  facts: readonly Fact[],
  words: VerdictWords,
): readonly (readonly [string, string])[] {
  return facts.map((fact) => [words.names[nameOf(fact.code)], wordFact(fact, words)]);
}

export type Conclusion = "reliable" | "doubtful" | "overridden" | "refused";

export function concludeFrom(
  facts: readonly Fact[],
  refused: boolean,
  accepted: readonly Acceptance[],
): Conclusion {
  if (refused) return "refused";
  if (accepted.length > 0) return "overridden";
  return facts.every(({ standing }) => standing === "good") ? "reliable" : "doubtful";
}

export function conclusionRow(
  conclusion: Conclusion,
  issuer: string,
  accepted: readonly Acceptance[],
  words: VerdictWords,
): readonly [string, string] {
  const { reliable, doubtful, overridden, refused } = words.conclusions;
  const text = { reliable: reliable(issuer), doubtful, overridden: overridden(accepted), refused };
  return [words.conclusion, text[conclusion]];
}

/** Stable names and codes; `text` is for people and may be reworded. */
export function verdictReport(
  conclusion: Conclusion,
  facts: readonly Fact[],
  accepted: readonly Acceptance[],
  words: VerdictWords,
): object {
  return {
    conclusion,
    accepted,
    facts: facts.map((fact) => ({
      fact: nameOf(fact.code),
      code: fact.code,
      standing: fact.standing,
      text: wordFact(fact, words),
      details: fact.details,
    })),
  };
}
