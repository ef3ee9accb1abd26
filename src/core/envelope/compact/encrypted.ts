/**
 * docs/FORMAT.md, "compact": COSE_Encrypt (RFC 9052 §5.1) in deterministic CBOR, as base45 behind a prefix.
 * Encode and parse; what is inside, statement.ts knows.
 */
import { NONCE_BYTES, TAG_BYTES } from "../../primitives/aead.ts";
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
import { encodeProtected, encStructure, parseProtected } from "../../encoding/cose.ts";
import { failure } from "../../errors.ts";
import { hkdf } from "../../primitives/hkdf.ts";
import { phrase } from "../../phrases.ts";
import type { Phrase } from "../../phrases.ts";
import { decodeBase45, encodeBase45, encodeUtf8 } from "../../encoding/text.ts";
import { parseRecipients } from "./recipients.ts";
import type { Recipient } from "./recipients.ts";

/** Three characters of the alphanumeric mode and the version of this format. */
export const PREFIX = "QS1:";

const header = { algorithm: 1, iv: 5, keyCommitment: -65_540 } as const;
const A256GCM = 3;
const COMMITMENT_BYTES = 32;

export interface EncryptedParts {
  readonly nonce: Uint8Array;
  readonly recipients: readonly Recipient[];
  /** Binds the content key where several hold it; null for one recipient. */
  readonly keyCommitment: Uint8Array | null;
  /** Enc_structure (RFC 9052 §5.3): what the tag covers besides the ciphertext. */
  readonly aad: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** The protected header of the content: with several recipients it commits to the key. */
export function contentHeader(keyCommitment: Uint8Array | null): Uint8Array {
  const map = new Map<number, unknown>([[header.algorithm, A256GCM]]);
  if (keyCommitment !== null) map.set(header.keyCommitment, keyCommitment);
  return encodeProtected(map);
}

/**
 * AES-GCM does not commit to its key: one ciphertext can be made to open under two keys to two documents. Where
 * several offices read the same code, the key is bound by HKDF (RFC 5869) in the protected header.
 */
export function commitToKey(contentKey: Uint8Array): Uint8Array {
  const info = encodeUtf8("qrseal compact 1 key commitment");
  return hkdf(contentKey, new Uint8Array(0), info, COMMITMENT_BYTES);
}

/** The recipients' structures are authenticated whole, as external data: nobody is added or taken away. */
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
  if (bytes === null) throw malformed("it is not base45 in its one spelling");
  const parsed = parseCbor(bytes);
  if (parsed === null) throw malformed("it is not CBOR in its one spelling");
  const items = taggedArray(parsed.value, coseTags.encrypt);
  if (items?.length !== 4) throw malformed("it is not a COSE_Encrypt structure");
  const [protectedHeader, unprotected, ciphertext, recipientStructures] = items;

  const contentHeaders = parseProtected(protectedHeader);
  if (contentHeaders === null || !isBytes(protectedHeader))
    throw malformed("its protected header is not a map");
  const algorithm = contentHeaders.get(header.algorithm);
  if (algorithm !== A256GCM) {
    const found = typeof algorithm === "number" ? String(algorithm) : phrase("missing");
    throw failure("envelope/unsupported", {
      field: phrase("the content algorithm"),
      expected: "3 (A256GCM)",
      found,
    });
  }
  if (!isMap(unprotected) || !hasExactly(unprotected, [header.iv]))
    throw malformed("its header is not as it must be");
  const nonce = unprotected.get(header.iv);
  if (!isBytes(nonce) || nonce.length !== NONCE_BYTES)
    throw malformed(phrase("its IV is not of {} bytes", NONCE_BYTES));
  if (!isBytes(ciphertext) || ciphertext.length <= TAG_BYTES) throw malformed("its ciphertext is too short");
  const recipients = parseRecipients(recipientStructures);
  if ("phrase" in recipients) throw malformed(recipients);

  const keyCommitment = contentHeaders.get(header.keyCommitment);
  const hasCommitment = isBytes(keyCommitment) && keyCommitment.length === COMMITMENT_BYTES;
  const expectedKeys =
    recipients.length === 1 ? [header.algorithm] : [header.algorithm, header.keyCommitment];
  if (!hasExactly(contentHeaders, expectedKeys) || (recipients.length > 1 && !hasCommitment)) {
    throw malformed("its protected header does not fit its recipients");
  }
  return {
    nonce,
    recipients,
    keyCommitment: hasCommitment ? keyCommitment : null,
    aad: contentAad(protectedHeader, recipientStructures as unknown[]),
    ciphertext,
  };
}

const malformed = (problem: Phrase): Error => failure("envelope/malformed", { format: "compact", problem });
