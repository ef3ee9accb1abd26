/**
 * What came of a document that was presented. Only where it was taken does anything lead to the document: what opens or
 * holds it is in no other outcome.
 */
import type { DepositTicket, Fact, Objection, OpenedStatement } from "../core/index.ts";
import type { Decision } from "./decide.ts";
import type { UsedKey } from "./heldkey.ts";

/** The document may be believed as far as the facts say. It is where the delivery put it, and noted as seen. */
export interface Taken {
  readonly outcome: "taken";
  readonly document: Uint8Array;
  readonly mediaType: string;
  /** Null for the formats that carry none. */
  readonly statement: OpenedStatement | null;
  readonly key: UsedKey;
  readonly decision: Decision;
  /** Those of the decision, and whether the document was seen before. */
  readonly facts: readonly Fact[];
  /** Of a document that the code itself does not hold; null where it does. */
  readonly ticket: DepositTicket | null;
}

/** Something stands against it that nobody overrode. It is logged with the first such objection. */
export interface RefusedDocument {
  readonly outcome: "refused";
  readonly objection: Objection;
  readonly decision: Decision;
  /** Those of the decision, and whether the document was seen before. */
  readonly facts: readonly Fact[];
}

/** Nothing stands against it, and it stays with the service: nobody was asked for it. */
export interface LeftAtService {
  readonly outcome: "left";
  readonly ticket: DepositTicket;
  readonly key: UsedKey;
  readonly decision: Decision;
  /** Those of the decision, and whether the document was seen before. */
  readonly facts: readonly Fact[];
}

export type Outcome = Taken | RefusedDocument | LeftAtService;
