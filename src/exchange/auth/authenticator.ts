/** Who asks: the participant whose key signed the request, once everything about the signature is proved. */
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { TLSSocket } from "node:tls";
import type { FastifyRequest } from "fastify";
import type { Authenticate } from "../http/routes.ts";
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
import type { NonceStore } from "../store/contract/noncestore.ts";
import type { Participant, ParticipantStore } from "../store/contract/participantstore.ts";

export interface AuthenticatorOptions {
  readonly store: Pick<ParticipantStore, "participantByFingerprint"> & NonceStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Host and port that clients call, lower case, without the port where it is 443. Null believes the Host field of
   * each request: then a signature made for another service with the same participant would count here too.
   */
  readonly authority: string | null;
  /** Whether the client certificate of the connection has to be of the key that signs. */
  readonly clientCertificates?: boolean;
  /** Hears the cause, also where two causes look alike to the client. */
  readonly onRejected?: (rejection: Rejection, request: FastifyRequest) => void;
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
  return async (request) => {
    const { name, fingerprint } = await proveParticipant(options, request);
    return { name, fingerprint };
  };
}

/**
 * The participant whose key signed the request: an active one, or one that `mayBePending`. Throws RequestRefused.
 */
export async function proveParticipant(
  options: AuthenticatorOptions,
  request: FastifyRequest,
  { mayBePending = false } = {},
): Promise<Participant> {
  return proving(options, request, async () => {
    const signature = readTimely(options, request);
    const participant = await options.store.participantByFingerprint(signature.keyId);
    const isSigned = verifySignature(signature, participant === null ? nobody : publicKeyOf(participant));
    if (participant === null) throw new Rejected("signature/unknown-key");
    if (!isSigned) throw new Rejected("signature/invalid");
    const { state } = participant;
    if (state === "suspended" || (state === "pending" && !mayBePending)) {
      throw new Rejected(`participant/${state}`);
    }
    await finish(options, request, signature);
    return participant;
  });
}

/** Proves that the holder of this Ed25519 key signed the request, whoever that is. Throws RequestRefused. */
export async function proveKey(
  options: AuthenticatorOptions,
  request: FastifyRequest,
  key: KeyObject,
): Promise<void> {
  await proving(options, request, async () => {
    const signature = readTimely(options, request);
    if (signature.keyId !== keyIdOf(key)) throw new Rejected("signature/unknown-key");
    if (!verifySignature(signature, key)) throw new Rejected("signature/invalid");
    await finish(options, request, signature);
  });
}

/** Host and port that the request's signature has to name. */
export const authorityOf = ({ authority }: AuthenticatorOptions, request: FastifyRequest): string =>
  authority ?? request.headers.host?.toLowerCase() ?? "";

class Rejected extends Error {
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection);
    this.rejection = rejection;
  }
}

async function proving<T>(
  { onRejected }: AuthenticatorOptions,
  request: FastifyRequest,
  prove: () => Promise<T>,
): Promise<T> {
  try {
    return await prove();
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    const { rejection } = error;
    onRejected?.(rejection, request);
    throw new RequestRefused(rejection === "signature/unknown-key" ? "signature/invalid" : rejection);
  }
}

/** Everything that needs no key. */
function readTimely(options: AuthenticatorOptions, request: FastifyRequest): ReadSignature {
  if (isDoubled(request)) throw new Rejected("signature/malformed");
  const { headers } = request;
  const signature = readSignature(signedPartOf(options, request), {
    "content-digest": oneOf(headers["content-digest"]),
    "signature-input": oneOf(headers["signature-input"]),
    signature: oneOf(headers["signature"]),
  });
  if (signature === "unsigned") throw new Rejected("signature/missing");
  if (signature === "malformed") throw new Rejected("signature/malformed");
  const timeliness = timelinessOf(signature, options.now());
  if (timeliness !== "timely") throw new Rejected(`signature/${timeliness}`);
  if (!signature.isDigestRight) throw new Rejected("signature/wrong-digest");
  return signature;
}

function signedPartOf(options: AuthenticatorOptions, request: FastifyRequest): SignedRequest {
  const { rawBody } = request;
  // What was not kept as it came cannot be proved, and must not pass for an empty body.
  if (rawBody === null && request.body != null) throw new Error("the body was not kept as it came");
  return {
    method: request.method,
    authority: authorityOf(options, request),
    target: request.originalUrl,
    contentType: request.headers["content-type"] ?? null,
    body: rawBody ?? new Uint8Array(),
  };
}

const signed = ["content-digest", "signature-input", "signature", "content-type", "host"];

/** Whether a field that counts here stands twice: the runtime joins some and drops others. */
function isDoubled({ raw }: FastifyRequest): boolean {
  const names = raw.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  return signed.some((name) => names.indexOf(name) !== names.lastIndexOf(name));
}

const oneOf = (field: string | string[] | undefined): string | undefined =>
  typeof field === "string" ? field : undefined;

/** As a JSON Web Key (RFC 8037 §2): reading one in DER takes several times as long. Its bytes end the SPKI (RFC 8410 §4). */
function publicKeyOf({ signingKey }: Participant): KeyObject {
  const x = Buffer.from(signingKey.subarray(-32)).toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
}

/** The last steps, and only of a signature that holds: nobody else can use up nonces. */
async function finish(
  { store, clientCertificates = false }: AuthenticatorOptions,
  { raw: { socket } }: FastifyRequest,
  signature: ReadSignature,
): Promise<void> {
  if (clientCertificates && certifiedKeyId(socket) !== signature.keyId) {
    throw new Rejected("participant/wrong-certificate");
  }
  const { keyId, nonce } = signature;
  const isFirst = await store.useNonce(keyId, nonce, endOfSignature(signature) + NONCE_GRACE);
  if (!isFirst) throw new Rejected("signature/replayed");
}

/** The key id of the client certificate that this connection was opened with; null where there is none. */
function certifiedKeyId(socket: unknown): string | null {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return certificate === undefined ? null : keyIdOf(certificate.publicKey);
}
