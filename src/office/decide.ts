/** From an unlocked envelope to the decision of this desk: the facts, what the clerk overrides, what stands against it. */
import { bug, fact, judge, judgeUnsigned, objectionsTo, proveSignature } from "../core/index.ts";
import type { Acceptance, Fact, Objection, OpenedStatement, Trust, TrustedIssuer } from "../core/index.ts";
import type { UsedKey } from "./heldkey.ts";
import type { Presented } from "./presented.ts";

export interface Decision {
  /** All but the last: first time. */
  readonly facts: readonly Fact[];
  readonly issuer: TrustedIssuer | null;
  /** What nobody overrode. */
  readonly objections: readonly Objection[];
  /** The overrides that were needed, of those that were named. */
  readonly accepted: readonly Acceptance[];
}

/** `predecessors` are the fingerprints of the keys that ours succeeds. */
export async function decide(
  { envelope, bytes, picture }: Presented,
  { key, statement }: { readonly key: UsedKey; readonly statement: OpenedStatement | null },
  predecessors: readonly string[],
  trust: Trust | null,
  acceptable: readonly Acceptance[],
  now: Date,
): Promise<Decision> {
  // Whatever is compared with no time at all would be in date.
  if (!Number.isFinite(now.getTime())) throw bug("a clock that tells no time");
  const circumstances = {
    key,
    predecessors,
    now: Math.floor(now.getTime() / 1000),
  };
  const judged =
    statement === null
      ? judgeUnsigned(trust, circumstances)
      : judge(await proveSignature(statement, trust), circumstances);
  const found = objectionsTo(judged.facts);
  const isAccepted = ({ acceptance }: Objection): boolean =>
    acceptance !== null && acceptable.includes(acceptance);
  const accepted = found.filter(isAccepted).flatMap(({ acceptance }) => acceptance ?? []);
  return {
    facts: [
      fact("readable/yes", "good", { format: envelope.format.name, characters: bytes.length, picture }),
      ...judged.facts,
    ],
    issuer: judged.issuer,
    objections: found.filter((objection) => !isAccepted(objection)),
    accepted: [...new Set(accepted)],
  };
}
