/** A refusal that comes with more than its sentence: the facts that led to it. */
import type { QrsealError } from "../core/index.ts";

export interface Explanation {
  /** Joins the error's object under --json. */
  readonly report: object;
  /** For people, before the error. */
  readonly lines: readonly string[];
  /** Whether standard output was to carry a document, and nothing else may go there. */
  readonly documentOnStdout: boolean;
}

export class Refused extends Error {
  readonly refusal: QrsealError;
  readonly explanation: Explanation;

  constructor(refusal: QrsealError, explanation: Explanation) {
    super(refusal.message);
    this.refusal = refusal;
    this.explanation = explanation;
  }
}
