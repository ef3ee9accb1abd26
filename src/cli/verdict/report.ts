/** The verdict as it is told: lines for people in their language, an object for programs. */
import type { Acceptance, Fact, FactCode, FactDetails, Objection, QrsealError } from "../../core/index.ts";
import { failure } from "../refusals.ts";
import { dayOf, minuteOf } from "../../words/index.ts";
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

/** The error of a bad fact that nobody overrode. */
export function refusalFor({ fact, error }: Objection): QrsealError {
  switch (fact.code) {
    case "authentic/bad-signature":
      return failure("verdict/bad-signature", fact.details);
    case "for-me/forwarded":
      return failure("verdict/forwarded", fact.details);
    case "authentic/unknown-issuer":
      return failure("verdict/unknown-issuer", fact.details);
    case "authentic/outside-key-dates":
      return failure("verdict/retired-key", {
        issuer: fact.details.issuer,
        signedAt: dayOf(fact.details.signedAt),
      });
    case "in-date/expired":
      return failure("verdict/expired", { until: minuteOf(fact.details.until) });
    case "in-date/not-yet":
      return failure("verdict/not-yet-valid", { from: minuteOf(fact.details.from) });
    case "not-revoked/key":
      return failure("verdict/key-revoked", { ...fact.details, at: dayOf(fact.details.at) });
    case "not-revoked/document":
      return failure("verdict/document-revoked", { ...fact.details, at: dayOf(fact.details.at) });
    case "authentic/unsigned":
      return failure("verdict/unsigned", {});
    default:
      return failure("internal/bug", { what: `${error} for ${fact.code}` });
  }
}
