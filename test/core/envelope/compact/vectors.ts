/** What fixtures/compact-vectors/expected.json says about each file. */
import { fixture } from "../../support/fixtures.ts";
import type { OfficeName, SignerName } from "./keys.ts";
import type { Step } from "./steps.ts";

interface ListedVector {
  readonly file: string;
  readonly step: Step;
  readonly code: string;
  readonly key: OfficeName;
  readonly signer: SignerName | null;
}

export const vectors = JSON.parse(
  Buffer.from(fixture("compact-vectors/expected.json")).toString(),
) as readonly ListedVector[];
