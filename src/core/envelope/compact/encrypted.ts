/**
 * docs/FORMAT.md, "compact": COSE_Encrypt (RFC 9052 §5.1) in deterministic CBOR, as base45 behind a prefix.
 * Encode and parse; what is inside, statement.ts knows.
 */
import {
  coseTags,
  encodeCbor,
  hasExactly,
  isBytes,
  isMap,
  parseCbor,
  tagCbor,
  taggedArray,
} from "../../encoding/cbor.ts";
import { encodeProtected, encStructure, headerLabels, parseProtected } from "../../encoding/cose.ts";
import { decodeBase45, encodeBase45 } from "../../encoding/text.ts";
import type { Term } from "../../refusal.ts";
import { failure, term } from "../refusals.ts";
import { NONCE_BYTES, TAG_BYTES } from "../../primitives/aead.ts";
import type { Envelope } from "../envelope.ts";
import { COMMITMENT_BYTES } from "./commitment.ts";
import { parseRecipients } from "./recipients.ts";

/** Three characters of the alphanumeric mode and the version of this format. */
export const PREFIX = "QS1:";

const header = { ...headerLabels, keyCommitment: -65_540 } as const;
const A256GCM = 3;

type EncryptedParts = Pick<Envelope, "recipients" | "keyCommitment" | "nonce" | "aad" | "ciphertext">;

/** The protected header of the content: with several recipients it commits to the key. */
export function contentHeader(keyCommitment: Uint8Array | null): Uint8Array {
  const map = new Map<number, unknown>([[header.algorithm, A256GCM]]);
  if (keyCommitment !== null) map.set(header.keyCommitment, keyCommitment);
  return encodeProtected(map);
}

/** Enc_structure (RFC 9052 §5.3). The recipients' structures are authenticated whole, as external data: nobody is added or taken away. */
export function contentAad(protectedHeader: Uint8Array, recipientStructures: readonly unknown[]): Uint8Array {
  return encStructure("Encrypt", protectedHeader, encodeCbor(recipientStructures));
}

export function encodeEncrypted(
  protectedHeader: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  recipientStructures: readonly unknown[],
): string {
  const unprotected = new Map([[header.iv, nonce]]);
  const structure = tagCbor(coseTags.encrypt, [
    protectedHeader,
    unprotected,
    ciphertext,
    recipientStructures,
  ]);
  return PREFIX + encodeBase45(encodeCbor(structure));
}

/** Throws envelope/malformed or envelope/unsupported. */
export function parseEncrypted(text: string): EncryptedParts {
  const bytes = text.startsWith(PREFIX) ? decodeBase45(text.slice(PREFIX.length)) : null;
  if (bytes === null) throw malformed(term("not-base45"));
  const parsed = parseCbor(bytes);
  if (parsed === null) throw malformed(term("not-cbor"));
  const items = taggedArray(parsed.value, coseTags.encrypt);
  if (items?.length !== 4) throw malformed(term("not-cose-encrypt"));
  const [protectedHeader, unprotected, ciphertext, recipientStructures] = items;

  const contentHeaders = parseProtected(protectedHeader);
  if (contentHeaders === null || !isBytes(protectedHeader)) throw malformed(term("protected-header-no-map"));
  const algorithm = contentHeaders.get(header.algorithm);
  if (algorithm !== A256GCM) {
    const found = typeof algorithm === "number" ? String(algorithm) : term("missing");
    throw failure("envelope/unsupported", {
      field: term("content-algorithm"),
      expected: "3 (A256GCM)",
      found,
    });
  }
  if (!isMap(unprotected) || !hasExactly(unprotected, [header.iv])) throw malformed(term("header-malformed"));
  const nonce = unprotected.get(header.iv);
  if (!isBytes(nonce) || nonce.length !== NONCE_BYTES) throw malformed(term("iv-size", NONCE_BYTES));
  if (!isBytes(ciphertext) || ciphertext.length <= TAG_BYTES) throw malformed(term("ciphertext-too-short"));
  const recipients = parseRecipients(recipientStructures);
  if ("term" in recipients) throw malformed(recipients);

  const keyCommitment = contentHeaders.get(header.keyCommitment);
  const hasCommitment = isBytes(keyCommitment) && keyCommitment.length === COMMITMENT_BYTES;
  const expectedKeys =
    recipients.length === 1 ? [header.algorithm] : [header.algorithm, header.keyCommitment];
  if (!hasExactly(contentHeaders, expectedKeys) || (recipients.length > 1 && !hasCommitment)) {
    throw malformed(term("header-not-of-recipients"));
  }
  return {
    nonce,
    recipients,
    keyCommitment: hasCommitment ? keyCommitment : null,
    aad: contentAad(protectedHeader, recipientStructures as unknown[]),
    ciphertext,
  };
}

const malformed = (problem: Term): Error => failure("envelope/malformed", { format: "compact", problem });
