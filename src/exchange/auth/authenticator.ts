/** Who asks: the participant whose key signed the message, once everything about the signature is proved. */
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { RequestRefused } from "../protocol/refusals.ts";
import type { RefusalCode } from "../protocol/refusals.ts";
import {
  endOfSignature,
  keyIdOf,
  readSignature,
  timelinessOf,
  verifySignature,
} from "../protocol/signature.ts";
import type { ReadSignature, SignedRequest } from "../protocol/signature.ts";
import type { SignedMessage } from "../protocol/signedmessage.ts";
import type { NonceStore } from "../store/contract/noncestore.ts";
import type { Participant, ParticipantStore } from "../store/contract/participantstore.ts";
import type { Authenticate } from "./caller.ts";

export interface AuthenticatorOptions {
  readonly store: Pick<ParticipantStore, "participantByFingerprint"> & NonceStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Host and port that clients call, lower case, without the port where it is 443. Null believes the Host field of
   * each message: then a signature made for another service with the same participant would count here too.
   */
  readonly authority: string | null;
  /** Whether the client certificate of the connection has to be of the key that signs. */
  readonly clientCertificates?: boolean;
  /** Hears the cause, also where two causes look alike to the client. */
  readonly onRejected?: (rejection: Rejection, message: SignedMessage) => void;
}

export type Rejection = RefusalCode | "signature/unknown-key";

/**
 * Milliseconds that a nonce is kept longer than its signature counts: replicas whose clocks differ by less agree that
 * it was used, or that it is too late.
 */
const NONCE_GRACE = 60_000;

/** Verified with where there is no key, so that finding none takes no less time than finding one. */
const nobody = generateKeyPairSync("ed25519").publicKey;

export function authenticator(options: AuthenticatorOptions): Authenticate {
  return async (message) => {
    const { name, fingerprint } = await proveParticipant(options, message);
    return { name, fingerprint };
  };
}

/**
 * The participant whose key signed the message: an active one, or one that `mayBePending`. Throws RequestRefused.
 */
export async function proveParticipant(
  options: AuthenticatorOptions,
  message: SignedMessage,
  { mayBePending = false } = {},
): Promise<Participant> {
  return proving(options, message, async () => {
    const signature = readTimely(options, message);
    const participant = await options.store.participantByFingerprint(signature.keyId);
    const isSigned = verifySignature(signature, participant === null ? nobody : publicKeyOf(participant));
    if (participant === null) throw new Rejected("signature/unknown-key");
    if (!isSigned) throw new Rejected("signature/invalid");
    const { state } = participant;
    if (state === "suspended" || (state === "pending" && !mayBePending)) {
      throw new Rejected(`participant/${state}`);
    }
    await finish(options, message, signature);
    return participant;
  });
}

/** Proves that the holder of this Ed25519 key signed the message, whoever that is. Throws RequestRefused. */
export async function proveKey(
  options: AuthenticatorOptions,
  message: SignedMessage,
  key: KeyObject,
): Promise<void> {
  await proving(options, message, async () => {
    const signature = readTimely(options, message);
    if (signature.keyId !== keyIdOf(key)) throw new Rejected("signature/unknown-key");
    if (!verifySignature(signature, key)) throw new Rejected("signature/invalid");
    await finish(options, message, signature);
  });
}

/** Host and port that the message's signature has to name. */
export const authorityOf = ({ authority }: AuthenticatorOptions, message: SignedMessage): string =>
  authority ?? message.authority;

class Rejected extends Error {
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection);
    this.rejection = rejection;
  }
}

async function proving<T>(
  { onRejected }: AuthenticatorOptions,
  message: SignedMessage,
  prove: () => Promise<T>,
): Promise<T> {
  try {
    return await prove();
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    const { rejection } = error;
    onRejected?.(rejection, message);
    throw new RequestRefused(rejection === "signature/unknown-key" ? "signature/invalid" : rejection);
  }
}

/** Everything that needs no key. */
function readTimely(options: AuthenticatorOptions, message: SignedMessage): ReadSignature {
  const { fields } = message;
  if (counting.some((name) => (fields.get(name)?.length ?? 0) > 1)) throw new Rejected("signature/malformed");
  const signature = readSignature(signedPartOf(options, message), {
    "content-digest": fields.get("content-digest")?.[0],
    "signature-input": fields.get("signature-input")?.[0],
    signature: fields.get("signature")?.[0],
  });
  if (signature === "unsigned") throw new Rejected("signature/missing");
  if (signature === "malformed") throw new Rejected("signature/malformed");
  const timeliness = timelinessOf(signature, options.now());
  if (timeliness !== "timely") throw new Rejected(`signature/${timeliness}`);
  if (!signature.isDigestRight) throw new Rejected("signature/wrong-digest");
  return signature;
}

/** Fields that count here, and may stand once: others may take the one or the other of two. */
const counting = ["content-digest", "signature-input", "signature", "content-type", "host"];

function signedPartOf(options: AuthenticatorOptions, message: SignedMessage): SignedRequest {
  const { method, target, fields, body } = message;
  const contentType = fields.get("content-type")?.[0] ?? null;
  return { method, authority: authorityOf(options, message), target, contentType, body };
}

/** As a JSON Web Key (RFC 8037 §2): reading one in DER takes several times as long. Its bytes end the SPKI (RFC 8410 §4). */
function publicKeyOf({ signingKey }: Participant): KeyObject {
  const x = Buffer.from(signingKey.subarray(-32)).toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
}

/** The last steps, and only of a signature that holds: nobody else can use up nonces. */
async function finish(
  { store, clientCertificates = false }: AuthenticatorOptions,
  { certifiedKeyId }: SignedMessage,
  signature: ReadSignature,
): Promise<void> {
  if (clientCertificates && certifiedKeyId() !== signature.keyId) {
    throw new Rejected("participant/wrong-certificate");
  }
  const { keyId, nonce } = signature;
  const isFirst = await store.useNonce(keyId, nonce, endOfSignature(signature) + NONCE_GRACE);
  if (!isFirst) throw new Rejected("signature/replayed");
}
