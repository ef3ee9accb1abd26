/** At which step of docs/FORMAT.md, section 7, this project refuses an envelope. */
import { decryptContent } from "../../../../src/core/primitives/aead.ts";
import { verifySignature } from "../../../../src/core/envelope/statement.ts";
import { QrsealError } from "../../../../src/core/refusal.ts";
import { parseEnvelope } from "../../../../src/core/envelope/detect.ts";
import { hex } from "../../support/fixtures.ts";
import { office, signer } from "./keys.ts";
import type { OfficeName, SignerName } from "./keys.ts";
import type { OpeningKey } from "../../../../src/core/keys/recipientkind.ts";
import { commitToKey } from "../../../../src/core/envelope/compact/commitment.ts";
import { isAddressedTo, unwrapContentKey } from "../../../../src/core/envelope/contentkey.ts";
import type { Envelope } from "../../../../src/core/envelope/envelope.ts";
import { documentOf, openCompact } from "../support/sealing.ts";
import { saysOf } from "../../../words/support/saying.ts";

export const steps = [
  "text",
  "cbor",
  "structure",
  "header",
  "recipients",
  "addressed",
  "unwrap",
  "commitment",
  "tag",
  "statement",
  "signature-structure",
  "claims",
  "signature",
  "signed-for",
  "decompress",
] as const;
export type Step = (typeof steps)[number];

/** A step and the code that a user of the tool sees; or that all of them were passed. */
export interface Outcome {
  readonly step: Step | "opened";
  readonly code: string | null;
}

/** Every sentence about a malformed envelope belongs to one step. */
const sentences: readonly (readonly [sentence: string, step: Step])[] = [
  ["it is not base45 in its one spelling", "text"],
  ["it is not CBOR in its one spelling", "cbor"],
  ["it is not a COSE_Encrypt structure", "structure"],
  ["its ciphertext is too short", "structure"],
  ["its protected header is not a map", "header"],
  ["its header is not as it must be", "header"],
  ["its IV is not of 12 bytes", "header"],
  ["its protected header does not fit its recipients", "header"],
  ["the content algorithm is", "header"],
  ["it names no recipient", "recipients"],
  ["it names more than 16 recipients", "recipients"],
  ["a recipient is not built as it must be", "recipients"],
  ["it names a recipient twice", "recipients"],
  ["its content is neither claims nor a COSE_Sign1 structure", "statement"],
  ["its signature is not built as it must be", "signature-structure"],
  ["its signature has a header that is not signed", "signature-structure"],
  ["its signer is not named as it must be", "signature-structure"],
  ["the signature algorithm is", "signature-structure"],
  ["its claims are not as they must be", "claims"],
  ["it names its own recipients twice", "signed-for"],
];

/** `successorOf`: the keys that the reader's records say its own one succeeds. */
export async function outcomeOf(
  envelope: Uint8Array,
  reader: OfficeName,
  issuer: SignerName | null,
  successorOf: readonly OfficeName[] = [],
): Promise<Outcome> {
  const key = office(reader).privateKey;
  let parsed: Envelope | null = null;
  try {
    parsed = parseEnvelope(envelope);
    const opened = await openCompact(parsed, key);
    if (opened === null) return { step: "addressed", code: "open/not-for-this-key" };
    if (issuer !== null) {
      if (!(await verifySignature(opened, signer(issuer).publicKey, opened.signedFor)))
        return { step: "signature", code: "verdict/bad-signature" };
      const own = [reader, ...successorOf].map((name) => office(name).publicKey.fingerprint);
      if (!opened.signedFor.some((fingerprint) => own.includes(hex(fingerprint))))
        return { step: "signed-for", code: "verdict/forwarded" };
    }
    documentOf(opened);
    return { step: "opened", code: null };
  } catch (error) {
    if (!(error instanceof QrsealError)) throw error;
    return { step: await stepOf(error, parsed, key), code: error.code };
  }
}

async function stepOf(error: QrsealError, parsed: Envelope | null, key: OpeningKey): Promise<Step> {
  if (error.code === "envelope/not-recognised") return "text";
  if (error.code === "open/damaged" && parsed !== null) return damagedStep(parsed, key);
  if (error.code === "open/bad-compression" || error.code === "open/too-large") return "decompress";
  const said = saysOf(error);
  const step = sentences.find(([sentence]) => said.includes(sentence))?.[1];
  if (step === undefined) throw new Error(`no step for: ${said}`);
  return step;
}

/** The tool does not say which of these it was: that would tell a forger about the key. */
async function damagedStep(parsed: Envelope, key: OpeningKey): Promise<Step> {
  const own = parsed.recipients.find((recipient) => isAddressedTo(recipient, key));
  const contentKey = own === undefined ? null : await unwrapContentKey(own, key);
  if (contentKey === null) return "unwrap";
  if (parsed.keyCommitment !== null && hex(commitToKey(contentKey)) !== hex(parsed.keyCommitment))
    return "commitment";
  if (decryptContent(contentKey, parsed.nonce, parsed.ciphertext, parsed.aad) !== null)
    throw new Error("said to be damaged, and is not");
  return "tag";
}
