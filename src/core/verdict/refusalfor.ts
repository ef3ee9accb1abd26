/** From what stands against a document to the refusal that it ends in. */
import type { QrsealError } from "../refusal.ts";
import type { Objection } from "./facts.ts";
import { failure } from "./refusals.ts";

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
      return failure("verdict/retired-key", fact.details);
    case "in-date/expired":
      return failure("verdict/expired", fact.details);
    case "in-date/not-yet":
      return failure("verdict/not-yet-valid", fact.details);
    case "not-revoked/key":
      return failure("verdict/key-revoked", fact.details);
    case "not-revoked/document":
      return failure("verdict/document-revoked", fact.details);
    case "authentic/unsigned":
      return failure("verdict/unsigned", {});
    default:
      return failure("internal/bug", { what: `${error} for ${fact.code}` });
  }
}
