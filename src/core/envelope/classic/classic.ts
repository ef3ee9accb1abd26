/** docs/FORMAT.md, "classic": three base64 fields in compact JSON. Always a JSON document. */
import { zlib } from "../../encoding/compress.ts";
import { JSON_MEDIA_TYPE } from "../../encoding/mediatype.ts";
import { decodeBase64, encodeBase64 } from "../../encoding/text.ts";
import { decodeFields, explainSpelling, malformed } from "../bytefields.ts";
import type { Envelope, Format } from "../envelope.ts";
import { keyWrappedFormat, wrappedKeyIn } from "../keywrapped.ts";

const names = { wrappedKey: "encrypted_aes_key", nonce: "iv", ciphertext: "ciphertext" } as const;

const nothing = new Uint8Array(0);

// The one spelling: this order, no spaces, no escapes. A field's own text is checked when it is decoded.
const spelling =
  /^\{"encrypted_aes_key":"(?<wrappedKey>[A-Za-z0-9+/=]*)","iv":"(?<nonce>[A-Za-z0-9+/=]*)","ciphertext":"(?<ciphertext>[A-Za-z0-9+/=]*)"\}$/;

function encode(envelope: Envelope): string {
  return JSON.stringify({
    [names.wrappedKey]: encodeBase64(wrappedKeyIn(envelope)),
    [names.nonce]: encodeBase64(envelope.nonce),
    [names.ciphertext]: encodeBase64(envelope.ciphertext),
  });
}

function parse(text: string): Envelope {
  const fields = spelling.exec(text)?.groups;
  if (fields === undefined) throw malformed("classic", explainSpelling(text, Object.values(names)));
  const { wrappedKey = "", nonce = "", ciphertext = "" } = fields;
  return {
    format: classic,
    aad: nothing,
    mediaType: JSON_MEDIA_TYPE,
    compression: zlib,
    ...decodeFields("classic", zlib, names, { wrappedKey, nonce, ciphertext }, decodeBase64),
  };
}

export const classic: Format = keyWrappedFormat({
  name: "classic",
  carriesAnyType: false,
  compression: zlib,
  aadOf: () => nothing,
  claims: (text) => text.startsWith("{") && text.includes(`"${names.wrappedKey}"`),
  encode,
  parse,
});
