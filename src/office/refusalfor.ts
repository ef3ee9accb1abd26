/** From what stands against a document to the refusal that is told. */
import { failure } from "../core/index.ts";
import type { Objection, QrsealError } from "../core/index.ts";
import { dayOf, minuteOf } from "./moments.ts";

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
