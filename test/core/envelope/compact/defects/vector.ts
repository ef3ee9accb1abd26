/** An envelope that is one but for one defect, and where a reader must refuse it. */
import type { OfficeName, SignerName } from "../keys.ts";
import type { Step } from "../steps.ts";

export interface Vector {
  /** Also the name of its file: its step first. */
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly step: Step;
  readonly code: string;
  /** The office that tries to open it. */
  readonly key: OfficeName;
  /** The issuer whose signature the office expects; null where none is looked at. */
  readonly signer: SignerName | null;
}

const codes: Readonly<Record<Step, string>> = {
  text: "envelope/malformed",
  cbor: "envelope/malformed",
  structure: "envelope/malformed",
  header: "envelope/malformed",
  recipients: "envelope/malformed",
  addressed: "open/not-for-this-key",
  unwrap: "open/damaged",
  commitment: "open/damaged",
  tag: "open/damaged",
  statement: "envelope/malformed",
  "signature-structure": "envelope/malformed",
  claims: "envelope/malformed",
  signature: "verdict/bad-signature",
  "signed-for": "envelope/malformed",
  decompress: "open/bad-compression",
};

export function at(
  step: Step,
  name: string,
  content: string | Uint8Array,
  other: Partial<Pick<Vector, "code" | "key" | "signer">> = {},
): Vector {
  return { name: `${step}-${name}`, content, step, code: codes[step], key: "port", signer: null, ...other };
}
