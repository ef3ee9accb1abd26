/** Signing requests as docs/EXCHANGE.md describes it. */
import { randomBytes } from "node:crypto";
import { ed25519 } from "../../core/index.ts";
import type { SigningKey } from "../../core/index.ts";
import { failure, term } from "./refusals.ts";
import { MAX_SIGNATURE_SECONDS, NONCE_BYTES, signableRequest } from "../protocol/signature.ts";
import type { Answer, Asked, Connection, RequestHeaders } from "./connection.ts";

/** Who signs, and by whose clock and randomness. */
export interface Signer {
  /** Ed25519. */
  readonly key: SigningKey;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly random?: (length: number) => Uint8Array;
}

export interface AskedSigned extends Omit<Asked, "headers"> {
  /** Of the body. */
  readonly contentType?: string;
  /** Further fields, which are not signed. */
  readonly headers?: RequestHeaders;
}

/**
 * Asks with a signature, a fresh one for every attempt: each is taken once. Throws what Connection.request throws, and
 * key/wrong-type where the key is none for Ed25519.
 */
export async function askSigned(
  connection: Connection,
  signer: Signer,
  method: string,
  path: string,
  { contentType, headers, ...asked }: AskedSigned = {},
): Promise<Answer> {
  const body = asked.body ?? new Uint8Array();
  return connection.request(method, path, {
    ...asked,
    headers: async () => ({
      ...headers,
      ...(contentType === undefined ? {} : { "content-type": contentType }),
      ...(await signatureHeaders(connection.url, signer, {
        method,
        path,
        contentType: contentType ?? null,
        body,
      })),
    }),
  });
}

/** The fields that sign one request to the service at `url`; `path` is what is added to it. */
export async function signatureHeaders(
  url: string,
  { key, now = Date.now, random = randomBytes }: Signer,
  request: {
    readonly method: string;
    readonly path: string;
    readonly contentType: string | null;
    readonly body: Uint8Array;
  },
): Promise<RequestHeaders> {
  if (key.kind !== ed25519) {
    const found = term("key-of-type", key.kind.id);
    throw failure("key/wrong-type", { path: "Signer.key", expected: term("ed25519-key"), found });
  }
  const { host, pathname } = new URL(url);
  const created = Math.floor(now() / 1000);
  const { base, headersWith } = signableRequest(
    { ...request, authority: host, target: pathname.replace(/\/$/, "") + request.path },
    {
      created,
      expires: created + MAX_SIGNATURE_SECONDS,
      nonce: Buffer.from(random(NONCE_BYTES)).toString("base64url"),
      keyId: key.fingerprint,
    },
  );
  return { ...headersWith(await key.sign(base)) };
}
