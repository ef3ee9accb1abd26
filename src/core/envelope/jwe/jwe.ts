/**
 * docs/FORMAT.md, "jwe": JSON Web Encryption (RFC 7516) in its compact form, for exchange with other tools:
 * RSA-OAEP-256, A256GCM and, as we write it, zip DEF. What it does not list here it refuses: an unknown header
 * parameter may change what the rest means.
 */
import { concat } from "../../encoding/bytes.ts";
import { deflateRaw, noCompression } from "../../encoding/compress.ts";
import type { Compression } from "../../encoding/compress.ts";
import { JSON_MEDIA_TYPE } from "../../encoding/mediatype.ts";
import { decodeBase64url, decodeUtf8, encodeBase64url, encodeUtf8 } from "../../encoding/text.ts";
import type { Term } from "../../refusal.ts";
import { failure, term } from "../refusals.ts";
import { TAG_BYTES } from "../../primitives/aead.ts";
import { decodeFields, malformed } from "../bytefields.ts";
import type { Envelope, EnvelopeHead, Format } from "../envelope.ts";
import { keyWrappedFormat, wrappedKeyIn } from "../keywrapped.ts";

const names = {
  wrappedKey: "the encrypted key",
  nonce: "the initialization vector",
  ciphertext: "the ciphertext",
};
const ALGORITHM = "RSA-OAEP-256";
const ENCRYPTION = "A256GCM";
const ZIP = "DEF";
/** Parameters that name keys and people change nothing about decryption and are passed over (RFC 7516 §4.1). */
const passedOver = new Set(["typ", "kid", "jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256"]);

const parts =
  /^(?<header>[\w-]+)\.(?<wrappedKey>[\w-]*)\.(?<nonce>[\w-]*)\.(?<ciphertext>[\w-]*)\.(?<tag>[\w-]*)$/;

/** The protected header as it stands in the text, which is what the tag covers (RFC 7516 §5.1 step 14). */
function aadOf({ mediaType }: EnvelopeHead): Uint8Array {
  const cty = shortType(mediaType ?? JSON_MEDIA_TYPE);
  const header = { alg: ALGORITHM, enc: ENCRYPTION, zip: ZIP, cty };
  return encodeUtf8(encodeBase64url(encodeUtf8(JSON.stringify(header))));
}

function encode(envelope: Envelope): string {
  const tagAt = envelope.ciphertext.length - TAG_BYTES;
  return [
    decodeUtf8(envelope.aad) ?? "",
    encodeBase64url(wrappedKeyIn(envelope)),
    encodeBase64url(envelope.nonce),
    encodeBase64url(envelope.ciphertext.subarray(0, tagAt)),
    encodeBase64url(envelope.ciphertext.subarray(tagAt)),
  ].join(".");
}

function parse(text: string): Envelope {
  const found = parts.exec(text)?.groups;
  if (found === undefined) throw malformed("jwe", term("not-five-parts"));
  const { header = "", wrappedKey = "", nonce = "", ciphertext = "", tag = "" } = found;
  const { compression, mediaType } = parseHeader(header);
  return {
    format: jwe,
    compression,
    mediaType,
    aad: encodeUtf8(header),
    ...decodeFields("jwe", compression, names, { wrappedKey, nonce, ciphertext }, (part, field) =>
      field === "ciphertext" ? joinTag(part, tag) : decodeBase64url(part),
    ),
  };
}

/** The ciphertext with its tag, as everything else here holds it; null where a part is not in its one spelling. */
function joinTag(ciphertext: string, tag: string): Uint8Array | null {
  const bytes = decodeBase64url(ciphertext);
  const tagBytes = decodeBase64url(tag);
  return bytes === null || tagBytes?.length !== TAG_BYTES ? null : concat(bytes, tagBytes);
}

function parseHeader(text: string): { compression: Compression; mediaType: string } {
  const bytes = decodeBase64url(text);
  const json = bytes === null ? null : decodeUtf8(bytes);
  const header = json === null ? null : parseObject(json);
  if (header === null) throw malformed("jwe", term("jwe-header-not-json"));
  const { alg, enc, zip, cty, ...others } = header;
  // JSON.parse keeps the last of two equal names, another reader the first (RFC 7516 §4).
  const isFlat = (json?.match(/"(?:[^"\\]|\\.)*"\s*:/g) ?? []).length === Object.keys(header).length;
  const twice = malformed("jwe", term("jwe-header-not-flat"));
  // Key agreement needs an object (RFC 7518 §4.6.1): that is another algorithm and nothing damaged.
  if (!isFlat && !Object.values(header).some(isObject)) throw twice;
  expectParameter("alg", ALGORITHM, alg);
  expectParameter("enc", ENCRYPTION, enc);
  if (zip !== undefined) expectParameter("zip", ZIP, zip);
  if (!isFlat) throw twice;
  const unknown = Object.keys(others).find((name) => !passedOver.has(name));
  if (unknown !== undefined) throw unsupported(term("header-parameter"), term("known-parameters"), unknown);
  return { compression: zip === undefined ? noCompression : deflateRaw, mediaType: fullType(cty) };
}

function parseObject(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function expectParameter(name: string, expected: string, found: unknown): void {
  if (found !== expected)
    throw unsupported(name, expected, typeof found === "string" ? found : term("something-else"));
}

const unsupported = (field: string | Term, expected: string | Term, found: string | Term): Error =>
  failure("envelope/unsupported", { field, expected, found });

/** RFC 7516 §4.1.12 and RFC 7515 §4.1.10: "application/" may be left out where no other slash appears. */
function shortType(mediaType: string): string {
  return mediaType.replace(/^application\/(?=[^/]*$)/, "");
}

function fullType(cty: unknown): string {
  if (cty === undefined) return JSON_MEDIA_TYPE;
  if (typeof cty !== "string" || !/^[\w!#$&^.+-]+(?:\/[\w!#$&^.+-]+)?$/.test(cty) || cty.length > 127) {
    throw unsupported("cty", term("media-type"), typeof cty === "string" ? cty : term("something-else"));
  }
  return (cty.includes("/") ? cty : `application/${cty}`).toLowerCase();
}

export const jwe: Format = keyWrappedFormat({
  name: "jwe",
  carriesAnyType: true,
  compression: deflateRaw,
  aadOf,
  claims: (text) => /^eyJ[\w-]*\./.test(text) && text.split(".").length >= 4,
  encode,
  parse,
});
