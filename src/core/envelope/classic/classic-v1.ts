/**
 * docs/FORMAT.md, "classic-v1": what the fielded Python tool writes and reads. Seven fields in compact JSON,
 * bytes in base64url without padding, any type of document.
 */
import { zlib } from "../../encoding/compress.ts";
import { isRegisteredMediaType } from "../../encoding/mediatype.ts";
import { decodeBase64url, encodeBase64url } from "../../encoding/text.ts";
import { failure, term } from "../refusals.ts";
import { decodeFields, explainSpelling, malformed } from "../bytefields.ts";
import type { Envelope, Format } from "../envelope.ts";
import { keyWrappedFormat, wrappedKeyIn } from "../keywrapped.ts";

const names = { wrappedKey: "ek", nonce: "iv", ciphertext: "ct" } as const;
const allNames = ["v", "alg", "z", "cty", "ek", "iv", "ct"];
const VERSION = "1";
const ALGORITHM = "RSA-OAEP256+AES-256-GCM";
const COMPRESSION = "zlib";
const nothing = new Uint8Array(0);

const spelling =
  /^\{"v":(?<version>\d{1,9}),"alg":"(?<alg>[\w+.-]{1,64})","z":"(?<z>[\w+.-]{1,16})","cty":"(?<cty>[\w!#$&^.+/-]{1,127})","ek":"(?<wrappedKey>[\w-]*)","iv":"(?<nonce>[\w-]*)","ct":"(?<ciphertext>[\w-]*)"\}$/;

function encode(envelope: Envelope): string {
  return JSON.stringify({
    v: Number(VERSION),
    alg: ALGORITHM,
    z: COMPRESSION,
    cty: envelope.mediaType,
    [names.wrappedKey]: encodeBase64url(wrappedKeyIn(envelope)),
    [names.nonce]: encodeBase64url(envelope.nonce),
    [names.ciphertext]: encodeBase64url(envelope.ciphertext),
  });
}

function parse(text: string): Envelope {
  const fields = spelling.exec(text)?.groups;
  if (fields === undefined) throw malformed("classic-v1", explainSpelling(text, allNames));
  const { version = "", alg = "", z = "", cty = "", wrappedKey = "", nonce = "", ciphertext = "" } = fields;
  expectField("v", VERSION, version);
  expectField("alg", ALGORITHM, alg);
  expectField("z", COMPRESSION, z);
  if (!isRegisteredMediaType(cty)) {
    throw failure("envelope/unsupported", {
      field: "cty",
      expected: term("registered-media-type"),
      found: cty,
    });
  }
  return {
    format: classicV1,
    aad: nothing,
    mediaType: cty,
    compression: zlib,
    ...decodeFields("classic-v1", zlib, names, { wrappedKey, nonce, ciphertext }, decodeBase64url),
  };
}

function expectField(field: string, expected: string, found: string): void {
  if (found !== expected) throw failure("envelope/unsupported", { field, expected, found });
}

export const classicV1: Format = keyWrappedFormat({
  name: "classic-v1",
  carriesAnyType: true,
  compression: zlib,
  aadOf: () => nothing,
  claims: (text) => text.startsWith("{") && text.includes('"ek"') && text.includes('"ct"'),
  encode,
  parse,
});
