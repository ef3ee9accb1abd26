/**
 * docs/FORMAT.md, "compact": the statement inside the encryption. Claims alone, which anyone can have made, or
 * claims under a COSE_Sign1 (RFC 9052 §4.2).
 *
 * The signature covers, as external data, the whole fingerprints of its maker and of every recipient. So a
 * recipient who seals the signed statement anew for a third office hands over a signature that does not hold
 * there (surreptitious forwarding, Davis 2001), and none of it takes room on the paper. An office that seals
 * for its own successor says beside the signature whom it was made for; whether that succession is true, only
 * the reader's own records tell.
 */
import { equalBytes } from "../encoding/bytes.ts";
import {
  coseTags,
  encodeCbor,
  hasExactly,
  isBytes,
  isMap,
  parseCbor,
  tagCbor,
  taggedArray,
} from "../encoding/cbor.ts";
import { encodeProtected, headerLabels, parseProtected, sigStructure } from "../encoding/cose.ts";
import type { Term } from "../refusal.ts";
import { failure, term } from "./refusals.ts";
import { fingerprintBytes } from "../keys/fingerprint.ts";
import { signerKindOf } from "../keys/kinds.ts";
import type { SignerKind, SigningKey, VerifyingKey } from "../keys/signerkind.ts";
import { limits } from "../limits.ts";
import { parseClaims } from "./claims.ts";
import type { ParsedClaims } from "./claims.ts";

const header = { ...headerLabels, signedFor: -65_541 } as const;
const SIGNER_ID_BYTES = 8;
const FINGERPRINT_BYTES = 32;

export interface Signature {
  /** Of the key that it says made it. */
  readonly kind: SignerKind;
  /** The first 8 bytes of the signing key's fingerprint. */
  readonly signerId: Uint8Array;
  readonly protectedHeader: Uint8Array;
  readonly signature: Uint8Array;
  /** The recipients it was made for, where those are not the envelope's: it was sealed again. */
  readonly signedFor: readonly Uint8Array[] | null;
}

export interface Statement {
  readonly claims: ParsedClaims;
  /** The bytes of the claims: what is signed. */
  readonly payload: Uint8Array;
  /** Null: not signed. Not verified by being here. */
  readonly signature: Signature | null;
}

/** A statement that came out of an envelope. */
export interface OpenedStatement extends Statement {
  /** The whole fingerprints that a signature must cover, in order: the envelope's recipients, unless it was sealed again. */
  readonly signedFor: readonly Uint8Array[];
}

/** The plaintext of an envelope. `recipients` are whole fingerprints, in the envelope's order. */
export async function encodeStatement(
  claims: Uint8Array,
  signer: SigningKey | null,
  recipients: readonly Uint8Array[],
): Promise<Uint8Array> {
  if (signer === null) return claims;
  const signerId = fingerprintBytes(signer).subarray(0, SIGNER_ID_BYTES);
  const protectedHeader = encodeProtected(
    new Map<number, unknown>([
      [header.algorithm, signer.kind.coseId],
      [header.keyId, signerId],
    ]),
  );
  const message = signedBytes(protectedHeader, claims, fingerprintBytes(signer), recipients);
  const signature = await signer.sign(message);
  return encodeCbor(tagCbor(coseTags.sign1, [protectedHeader, new Map(), claims, signature]));
}

/** The plaintext of an envelope for other recipients than the statement's signature was made for. */
export function encodeStatementAgain(statement: Statement, signedFor: readonly Uint8Array[]): Uint8Array {
  const { payload, signature } = statement;
  if (signature === null) return payload;
  const unprotected = new Map([[header.signedFor, signedFor]]);
  const items = [signature.protectedHeader, unprotected, payload, signature.signature];
  return encodeCbor(tagCbor(coseTags.sign1, items));
}

/**
 * The statement in an envelope for these recipients. Throws envelope/malformed and envelope/unsupported: the sender's tool
 * is at fault, the tag has vouched for the bytes.
 */
export function openStatement(plaintext: Uint8Array, recipients: readonly Uint8Array[]): OpenedStatement {
  const statement = parseStatement(plaintext);
  const sealedAgain = statement.signature?.signedFor ?? null;
  // What is the rule is not spelled out: that would be a second spelling.
  if (sealedAgain !== null && equalLists(sealedAgain, recipients))
    throw malformed(term("own-recipients-twice"));
  return { ...statement, signedFor: sealedAgain ?? recipients };
}

function equalLists(one: readonly Uint8Array[], other: readonly Uint8Array[]): boolean {
  return (
    one.length === other.length && one.every((item, at) => equalBytes(item, other[at] ?? new Uint8Array(0)))
  );
}

/** Throws as openStatement. */
export function parseStatement(plaintext: Uint8Array): Statement {
  const value = parseCbor(plaintext)?.value;
  if (isMap(value)) return { claims: claimsOf(plaintext), payload: plaintext, signature: null };
  const items = taggedArray(value, coseTags.sign1);
  if (items?.length !== 4) throw malformed(term("content-malformed"));
  const [protectedHeader, unprotected, payload, signature] = items;
  const headers = parseProtected(protectedHeader);
  const isComplete = isBytes(protectedHeader) && isBytes(payload) && isBytes(signature);
  if (!isComplete || headers === null || !hasExactly(headers, [header.algorithm, header.keyId])) {
    throw malformed(term("signature-malformed"));
  }
  const signedFor = parseSignedFor(unprotected);
  if (signedFor === undefined) throw malformed(term("signature-header-unsigned"));
  const kind = signerKindOf(headers.get(header.algorithm));
  const signerId = headers.get(header.keyId);
  if (kind === null) {
    const found = String(headers.get(header.algorithm));
    throw failure("envelope/unsupported", {
      field: term("signature-algorithm"),
      expected: term("known-algorithm"),
      found,
    });
  }
  if (!isBytes(signerId) || signerId.length !== SIGNER_ID_BYTES) throw malformed(term("signer-malformed"));
  return {
    claims: claimsOf(payload),
    payload,
    signature: { kind, signerId, protectedHeader, signature, signedFor },
  };
}

/** The fingerprints, null where there is no such header, undefined where there is anything else. */
function parseSignedFor(unprotected: unknown): readonly Uint8Array[] | null | undefined {
  if (!isMap(unprotected)) return undefined;
  if (unprotected.size === 0) return null;
  const list = unprotected.get(header.signedFor);
  if (unprotected.size > 1 || !Array.isArray(list) || list.length === 0 || list.length > limits.recipients)
    return undefined;
  const fingerprints = (list as unknown[]).filter(isBytes);
  const isWhole = fingerprints.length === list.length && fingerprints.every(isFingerprint);
  const isTwice = fingerprints.some((one, at) =>
    fingerprints.slice(0, at).some((other) => equalBytes(one, other)),
  );
  return isWhole && !isTwice ? fingerprints : undefined;
}

const isFingerprint = (bytes: Uint8Array): boolean => bytes.length === FINGERPRINT_BYTES;

function claimsOf(payload: Uint8Array): ParsedClaims {
  const claims = parseClaims(payload);
  if (claims === null) throw malformed(term("claims-malformed"));
  return claims;
}

/** Whether a signature names this key as its maker; not yet that it holds. */
export function isSignedBy(signature: Signature, key: VerifyingKey): boolean {
  return equalBytes(signature.signerId, fingerprintBytes(key).subarray(0, SIGNER_ID_BYTES));
}

/** Whether the statement was signed with this key for exactly these recipients. */
export async function verifySignature(
  { payload, signature }: Statement,
  key: VerifyingKey,
  recipients: readonly Uint8Array[],
): Promise<boolean> {
  // A key is bound to one algorithm: what the header names does not choose (RFC 8725 §3.1).
  if (signature?.kind !== key.kind || !isSignedBy(signature, key)) return false;
  const message = signedBytes(signature.protectedHeader, payload, fingerprintBytes(key), recipients);
  // A kind of key that a program brings may answer with anything: only true is yes.
  const holds: unknown = await key.verify(message, signature.signature);
  return holds === true;
}

/** Maker and recipients are external data: signed, and not written down. */
function signedBytes(
  protectedHeader: Uint8Array,
  payload: Uint8Array,
  signer: Uint8Array,
  recipients: readonly Uint8Array[],
): Uint8Array {
  return sigStructure(protectedHeader, encodeCbor([signer, recipients]), payload);
}

const malformed = (problem: Term): Error => failure("envelope/malformed", { format: "compact", problem });
