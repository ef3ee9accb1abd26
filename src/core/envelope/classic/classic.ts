/** docs/FORMAT.md, "classic": three base64 fields in compact JSON. Always a JSON document. */
import { JSON_MEDIA_TYPE } from "../../encoding/mediatype.ts";
import { rsaOaepAesGcm } from "../suites.ts";
import { decodeBase64, encodeBase64 } from "../../encoding/text.ts";
import type { KeyWrappedEnvelope, KeyWrappedFormat } from "../envelope.ts";
import { decodeFields, explainSpelling, malformed } from "./fields.ts";

const names = { wrappedKey: "encrypted_aes_key", nonce: "iv", ciphertext: "ciphertext" } as const;

// The one spelling: this order, no spaces, no escapes. A field's own text is checked when it is decoded.
const spelling =
  /^\{"encrypted_aes_key":"(?<wrappedKey>[A-Za-z0-9+/=]*)","iv":"(?<nonce>[A-Za-z0-9+/=]*)","ciphertext":"(?<ciphertext>[A-Za-z0-9+/=]*)"\}$/;

function encode(envelope: KeyWrappedEnvelope): string {
  return JSON.stringify({
    [names.wrappedKey]: encodeBase64(envelope.wrappedKey),
    [names.nonce]: encodeBase64(envelope.nonce),
    [names.ciphertext]: encodeBase64(envelope.ciphertext),
  });
}

function parse(text: string): KeyWrappedEnvelope {
  const fields = spelling.exec(text)?.groups;
  if (fields === undefined) throw malformed("classic", explainSpelling(text, Object.values(names)));
  const { wrappedKey = "", nonce = "", ciphertext = "" } = fields;
  return {
    format: "classic",
    suite: rsaOaepAesGcm,
    aad: new Uint8Array(0),
    mediaType: JSON_MEDIA_TYPE,
    ...decodeFields("classic", rsaOaepAesGcm, names, { wrappedKey, nonce, ciphertext }, decodeBase64),
  };
}

export const classic: KeyWrappedFormat = {
  name: "classic",
  carriesAnyType: false,
  suite: rsaOaepAesGcm,
  aadFor: () => new Uint8Array(0),
  claims: (text) => text.startsWith("{") && text.includes(`"${names.wrappedKey}"`),
  encode,
  parse,
};
