/**
 * docs/FORMAT.md, "compact": the statement inside the encryption. Claims alone, which anyone can have made, or
 * claims under a COSE_Sign1 (RFC 9052 §4.2).
 *
 * The signature covers, as external data, the whole fingerprints of its maker and of every recipient. So a
 * recipient who seals the signed statement anew for a third office hands over a signature that does not hold
 * there (surreptitious forwarding, Davis 2001), and none of it takes room on the paper.
 */
import { equalBytes } from "../bytes.ts";
import {
  coseTags,
  encodeCbor,
  encodeProtected,
  hasExactly,
  isBytes,
  isMap,
  parseCbor,
  parseProtected,
  tagCbor,
  taggedArray,
} from "../cbor.ts";
import { failure } from "../errors.ts";
import { signatureAlgorithmOf } from "../signatures.ts";
import type { SignatureAlgorithm } from "../signatures.ts";
import type { SigningPrivateKey, SigningPublicKey } from "../signingkeys.ts";
import { parseClaims } from "./claims.ts";
import type { ParsedClaims } from "./claims.ts";
import { fingerprintBytes } from "./recipients.ts";

const header = { algorithm: 1, keyId: 4 } as const;
const SIGNER_ID_BYTES = 8;

export interface Signature {
  readonly algorithm: SignatureAlgorithm;
  /** The first 8 bytes of the signing key's fingerprint. */
  readonly signerId: Uint8Array;
  readonly protectedHeader: Uint8Array;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Statement {
  readonly claims: ParsedClaims;
  /** Null: not signed. Not verified by being here. */
  readonly signature: Signature | null;
}

/** The plaintext of an envelope. `recipients` are whole fingerprints, in the envelope's order. */
export function encodeStatement(
  claims: Uint8Array,
  signer: SigningPrivateKey | null,
  recipients: readonly Uint8Array[],
): Uint8Array {
  if (signer === null) return claims;
  const signerId = fingerprintBytes(signer).subarray(0, SIGNER_ID_BYTES);
  const protectedHeader = encodeProtected(
    new Map<number, unknown>([
      [header.algorithm, signer.algorithm.coseId],
      [header.keyId, signerId],
    ]),
  );
  const message = signedBytes(protectedHeader, claims, fingerprintBytes(signer), recipients);
  const signature = Uint8Array.from(signer.algorithm.sign(message, signer.key));
  return encodeCbor(tagCbor(coseTags.sign1, [protectedHeader, new Map(), claims, signature]));
}

/** Throws envelope/malformed: the sender's tool is at fault, the tag has vouched for the bytes. */
export function parseStatement(plaintext: Uint8Array): Statement {
  const value = parseCbor(plaintext)?.value;
  if (isMap(value)) return { claims: claimsOf(plaintext), signature: null };
  const items = taggedArray(value, coseTags.sign1);
  if (items?.length !== 4) throw malformed("its content is neither claims nor a COSE_Sign1 structure");
  const [protectedHeader, unprotected, payload, signature] = items;
  const headers = parseProtected(protectedHeader);
  const isComplete = isBytes(protectedHeader) && isBytes(payload) && isBytes(signature);
  if (!isComplete || headers === null || !hasExactly(headers, [header.algorithm, header.keyId])) {
    throw malformed("its signature is not built as it must be");
  }
  if (!isMap(unprotected) || unprotected.size > 0)
    throw malformed("its signature has a header that is not signed");
  const algorithm = signatureAlgorithmOf(headers.get(header.algorithm));
  const signerId = headers.get(header.keyId);
  if (algorithm === null) {
    const found = String(headers.get(header.algorithm));
    throw failure("envelope/unsupported", {
      field: "the signature algorithm",
      expected: "a known one",
      found,
    });
  }
  if (!isBytes(signerId) || signerId.length !== SIGNER_ID_BYTES)
    throw malformed("its signer is not named as it must be");
  return {
    claims: claimsOf(payload),
    signature: { algorithm, signerId, protectedHeader, payload, signature },
  };
}

function claimsOf(payload: Uint8Array): ParsedClaims {
  const claims = parseClaims(payload);
  if (claims === null) throw malformed("its claims are not as they must be");
  return claims;
}

/** Whether a signature names this key as its maker; not yet that it holds. */
export function isSignedBy(signature: Signature, key: SigningPublicKey): boolean {
  return equalBytes(signature.signerId, fingerprintBytes(key).subarray(0, SIGNER_ID_BYTES));
}

/** Whether the signature was made by this key for exactly these recipients. */
export function verifySignature(
  signature: Signature,
  key: SigningPublicKey,
  recipients: readonly Uint8Array[],
): boolean {
  // A key is bound to one algorithm: what the header names does not choose (RFC 8725 §3.1).
  if (key.algorithm !== signature.algorithm || !isSignedBy(signature, key)) return false;
  const message = signedBytes(
    signature.protectedHeader,
    signature.payload,
    fingerprintBytes(key),
    recipients,
  );
  return key.algorithm.verify(message, key.key, signature.signature);
}

/** Sig_structure (RFC 9052 §4.4) with maker and recipients as external data. */
function signedBytes(
  protectedHeader: Uint8Array,
  payload: Uint8Array,
  signer: Uint8Array,
  recipients: readonly Uint8Array[],
): Uint8Array {
  return encodeCbor(["Signature1", protectedHeader, encodeCbor([signer, recipients]), payload]);
}

const malformed = (problem: string): Error => failure("envelope/malformed", { format: "compact", problem });
