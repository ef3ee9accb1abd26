/**
 * How requests are signed: the exchange's profile of HTTP Message Signatures (RFC 9421), Ed25519 only. Service and
 * client both use it, so that there is one place that writes what is signed.
 *
 * Covered are method, authority, path, query, the body's digest and its media type. "@path" and "@query" and not
 * "@target-uri": a service behind a proxy that ends TLS cannot know the scheme which the client used.
 */
import { createHash, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { contentDigest, isContentDigest } from "./signaturedigest.ts";
import {
  componentNames,
  formatParameters,
  formatSignature,
  parseSignatureFields,
} from "./signaturefields.ts";
import type { ComponentName, SignatureFields, SignatureParameters } from "./signaturefields.ts";

/** Seconds from `created` to `expires`, at most: time enough for a slow upload, and nonces need not be kept longer. */
export const MAX_SIGNATURE_SECONDS = 300;
/** Seconds by which the clocks of client and service may differ. */
export const CLOCK_SKEW_SECONDS = 300;
/** Bytes of randomness in a nonce that we make. */
export const NONCE_BYTES = 16;

/** What of a request is signed. */
export interface SignedRequest {
  /** As on the request line. */
  readonly method: string;
  /** Host and port as in the Host field, lower case, without the port where it is the scheme's own. */
  readonly authority: string;
  /** Path and query as on the request line. */
  readonly target: string;
  /** The Content-Type field as it is sent; null where there is none. */
  readonly contentType: string | null;
  /** As it is sent; empty where there is none. */
  readonly body: Uint8Array;
}

/** The fields that a signature adds to a request. */
export interface SignatureHeaders {
  readonly "content-digest": string;
  readonly "signature-input": string;
  readonly signature: string;
}

/** SHA-256 of the key's SPKI in lower case hexadecimal: how a signature names its key. */
export const keyIdOf = (publicKey: KeyObject): string =>
  createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");

/** The bytes that are signed (RFC 9421 §2.5): components with their values, then what is said about the signature. */
export function signatureBase(
  components: readonly (readonly [name: string, value: string])[],
  parametersText: string,
): Uint8Array {
  const lines = [...components, ["@signature-params", parametersText]];
  return Buffer.from(lines.map(([name, value]) => `"${name}": ${value}`).join("\n"), "latin1");
}

/** A request on its way to being signed: wherever the key is, and however long that takes. */
export interface SignableRequest {
  /** What the Ed25519 private key signs that `keyId` names. */
  readonly base: Uint8Array;
  /** The fields to be added to the request. */
  readonly headersWith: (signature: Uint8Array) => SignatureHeaders;
}

export function signableRequest(request: SignedRequest, parameters: SignatureParameters): SignableRequest {
  const digest = contentDigest(request.body);
  const components = componentNames.filter((name) => name !== "content-type" || request.contentType !== null);
  const parametersText = formatParameters(components, parameters);
  const base = signatureBase(valuesOf(components, request, digest), parametersText);
  return {
    base,
    headersWith: (signature) => ({
      "content-digest": digest,
      "signature-input": `sig=${parametersText}`,
      signature: `sig=${formatSignature(signature)}`,
    }),
  };
}

export interface ReadSignature extends SignatureFields {
  readonly base: Uint8Array;
  /** Whether the body is the one that the digest was made of. */
  readonly isDigestRight: boolean;
}

/**
 * What the fields of a request say, nothing of it proved yet. "unsigned" where there is no signature, "malformed"
 * where a field is not as signableRequest writes it.
 */
export function readSignature(
  request: SignedRequest,
  headers: { readonly [Name in keyof SignatureHeaders]: string | undefined },
): ReadSignature | "unsigned" | "malformed" {
  const { "content-digest": digest, "signature-input": input, signature } = headers;
  if (input === undefined && signature === undefined) return "unsigned";
  if (input === undefined || signature === undefined || digest === undefined) return "malformed";
  const fields = parseSignatureFields(input, signature);
  if (fields === null || !isContentDigest(digest)) return "malformed";
  const life = fields.expires - fields.created;
  if (life <= 0 || life > MAX_SIGNATURE_SECONDS) return "malformed";
  if (fields.components.includes("content-type") !== (request.contentType !== null)) return "malformed";
  const values = valuesOf(fields.components, request, digest);
  // A line break in a value would be a second spelling of other components.
  if (values.some(([, value]) => /[^\x20-\x7e]/.test(value))) return "malformed";
  const base = signatureBase(values, fields.parametersText);
  return { ...fields, base, isDigestRight: digest === contentDigest(request.body) };
}

/** `now` in milliseconds since 1970. */
export function timelinessOf(
  { created, expires }: SignatureParameters,
  now: number,
): "timely" | "expired" | "early" {
  if (now >= (expires + CLOCK_SKEW_SECONDS) * 1000) return "expired";
  return now < (created - CLOCK_SKEW_SECONDS) * 1000 ? "early" : "timely";
}

/** From this time on, in milliseconds since 1970, the signature is expired and its nonce need not be remembered. */
export const endOfSignature = ({ expires }: SignatureParameters): number =>
  (expires + CLOCK_SKEW_SECONDS) * 1000;

/** Whether the holder of the Ed25519 key signed. */
export function verifySignature(
  { base, signature }: Pick<ReadSignature, "base" | "signature">,
  publicKey: KeyObject,
): boolean {
  return publicKey.asymmetricKeyType === "ed25519" && verify(null, base, publicKey, signature);
}

function valuesOf(
  components: readonly ComponentName[],
  { method, authority, target, contentType }: SignedRequest,
  digest: string,
): readonly (readonly [ComponentName, string])[] {
  const mark = target.indexOf("?");
  const values: Readonly<Record<ComponentName, string>> = {
    "@method": method,
    "@authority": authority,
    // RFC 9421 §2.2.6 and §2.2.7: "/" for no path, "?" for no query.
    "@path": (mark === -1 ? target : target.slice(0, mark)) || "/",
    "@query": mark === -1 ? "?" : target.slice(mark),
    "content-digest": digest,
    "content-type": contentType ?? "",
  };
  return components.map((name) => [name, values[name]]);
}
