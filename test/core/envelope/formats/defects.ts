/**
 * Texts that are envelopes but for one defect, with the refusal each must meet. The same texts are in
 * fixtures/vectors, for implementations in other languages.
 */
import type { RefusalCode } from "../../../../src/words/index.ts";

export interface Defect {
  /** Also the name of its file in fixtures/vectors. */
  readonly name: string;
  readonly text: string;
  readonly code: RefusalCode;
  readonly message: string;
}

const classicDamaged = "the classic envelope is damaged or was altered: ";
const v1Damaged = "the classic-v1 envelope is damaged or was altered: ";
const spelled = "its fields are not spelled, ordered and spaced as they must be";
const notOneSpelling = "is not in the one spelling of its base64";
const foreign = "it has fields that do not belong there";

const unsupported = (field: string, found: string, expected: string): string =>
  `the envelope asks for something this version does not know: ${field} is ${found}, expected ${expected}`;
const notRecognised = (found: string): string => `expected the text of an envelope, found ${found}`;

/** Replaces what must be there: a table whose defects went missing would prove nothing. */
function swap(text: string, from: string | RegExp, to: string): string {
  const swapped = text.replace(from, () => to);
  if (swapped === text) throw new Error(`no ${from.toString()} to replace`);
  return swapped;
}

const field = (text: string, name: string): string => new RegExp(`"${name}":"([^"]*)"`).exec(text)?.[1] ?? "";
const withField = (text: string, name: string, value: string): string =>
  swap(text, new RegExp(`"${name}":"[^"]*"`), `"${name}":"${value}"`);
const standard = (length: number): string => Buffer.alloc(length, 0x5a).toString("base64");
const url = (length: number): string => Buffer.alloc(length, 0x5a).toString("base64url");

/** The last character of a base64 text before its padding, with the lowest of its unused bits set. */
function withUnusedBit(text: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const padding = /=*$/.exec(text)?.[0] ?? "";
  const at = text.length - padding.length - 1;
  return text.slice(0, at) + (alphabet[alphabet.indexOf(text.charAt(at)) + 1] ?? "") + padding;
}

/** `golden` is a classic envelope for a key of 2048 bits: its wrapped key ends in two characters of padding. */
export function classicDefects(golden: string): readonly Defect[] {
  const malformed = (name: string, text: string, problem: string): Defect => ({
    name: `classic-${name}`,
    text,
    code: "envelope/malformed",
    message: classicDamaged + problem,
  });
  const key = field(golden, "encrypted_aes_key");
  const iv = field(golden, "iv");
  const ciphertext = field(golden, "ciphertext");
  return [
    malformed("cut-in-ciphertext", golden.slice(0, -40), "it ends too early"),
    malformed("cut-last-character", golden.slice(0, -1), "it ends too early"),
    malformed("brace-twice", `${golden}}`, "it is not JSON"),
    malformed("line-end-behind", `${golden}\n`, spelled),
    malformed("space-after-colon", swap(golden, '"iv":', '"iv": '), spelled),
    malformed("space-after-comma", swap(golden, ',"iv"', ', "iv"'), spelled),
    malformed("tab-after-brace", swap(golden, "{", "{\t"), spelled),
    malformed(
      "fields-in-another-order",
      `{"iv":"${iv}","encrypted_aes_key":"${key}","ciphertext":"${ciphertext}"}`,
      spelled,
    ),
    malformed("field-twice", swap(golden, "}", `,"ciphertext":"${ciphertext}"}`), spelled),
    malformed("field-extra", swap(golden, "}", ',"kid":"a"}'), foreign),
    malformed("field-missing", swap(golden, `,"iv":"${iv}"`, ""), "iv missing"),
    malformed("fields-missing", `{"encrypted_aes_key":"${key}"}`, "iv, ciphertext missing"),
    malformed("field-renamed", swap(golden, '"iv"', '"IV"'), "iv missing"),
    malformed("field-name-escaped", swap(golden, '"iv"', '"\\u0069v"'), spelled),
    malformed(
      "value-escaped",
      swap(golden, /"iv":"./, `"iv":"\\u00${iv.charCodeAt(0).toString(16)}`),
      spelled,
    ),
    malformed("value-not-text", swap(golden, `"${iv}"`, "null"), spelled),
    malformed(
      "key-without-padding",
      withField(golden, "encrypted_aes_key", key.replaceAll("=", "")),
      `encrypted_aes_key ${notOneSpelling}`,
    ),
    malformed(
      "key-with-unused-bit",
      withField(golden, "encrypted_aes_key", withUnusedBit(key)),
      `encrypted_aes_key ${notOneSpelling}`,
    ),
    malformed("key-in-url-alphabet", withField(golden, "encrypted_aes_key", `-${key.slice(1)}`), spelled),
    malformed(
      "key-empty",
      withField(golden, "encrypted_aes_key", ""),
      "encrypted_aes_key: expected 256 to 1024 bytes, found 0",
    ),
    malformed(
      "key-too-short",
      withField(golden, "encrypted_aes_key", standard(255)),
      "encrypted_aes_key: expected 256 to 1024 bytes, found 255",
    ),
    malformed(
      "key-too-long",
      withField(golden, "encrypted_aes_key", standard(1025)),
      "encrypted_aes_key: expected 256 to 1024 bytes, found 1025",
    ),
    malformed("iv-padded", withField(golden, "iv", `${iv}====`), `iv ${notOneSpelling}`),
    malformed("iv-empty", withField(golden, "iv", ""), "iv: expected 12 bytes, found 0"),
    malformed("iv-too-short", withField(golden, "iv", standard(11)), "iv: expected 12 bytes, found 11"),
    malformed("iv-too-long", withField(golden, "iv", standard(13)), "iv: expected 12 bytes, found 13"),
    malformed("iv-of-sixteen", withField(golden, "iv", standard(16)), "iv: expected 12 bytes, found 16"),
    malformed(
      "ciphertext-with-padding-inside",
      withField(golden, "ciphertext", `Zg==${ciphertext}`),
      `ciphertext ${notOneSpelling}`,
    ),
    malformed(
      "ciphertext-empty",
      withField(golden, "ciphertext", ""),
      "ciphertext: expected at least 24 bytes, found 0",
    ),
    malformed(
      "ciphertext-only-a-tag",
      withField(golden, "ciphertext", standard(16)),
      "ciphertext: expected at least 24 bytes, found 16",
    ),
    malformed(
      "ciphertext-too-short",
      withField(golden, "ciphertext", standard(23)),
      "ciphertext: expected at least 24 bytes, found 23",
    ),
  ];
}

/** `golden` is a classic-v1 envelope of a JSON document for a key of 2048 bits. */
export function classicV1Defects(golden: string): readonly Defect[] {
  const malformed = (name: string, text: string, problem: string): Defect => ({
    name: `classic-v1-${name}`,
    text,
    code: "envelope/malformed",
    message: v1Damaged + problem,
  });
  const asks = (
    name: string,
    from: string,
    to: string,
    what: string,
    found: string,
    expected: string,
  ): Defect => ({
    name: `classic-v1-${name}`,
    text: swap(golden, from, to),
    code: "envelope/unsupported",
    message: unsupported(what, found, expected),
  });
  const alg = "RSA-OAEP256+AES-256-GCM";
  const type = "a registered media type";
  const cty = '"cty":"application/json"';
  const ek = field(golden, "ek");
  return [
    asks("version-0", '"v":1', '"v":0', "v", "0", "1"),
    asks("version-2", '"v":1', '"v":2', "v", "2", "1"),
    asks("version-10", '"v":1', '"v":10', "v", "10", "1"),
    asks("version-01", '"v":1', '"v":01', "v", "01", "1"),
    malformed("version-as-text", swap(golden, '"v":1', '"v":"1"'), spelled),
    malformed("version-with-fraction", swap(golden, '"v":1', '"v":1.0'), spelled),
    malformed("version-negative", swap(golden, '"v":1', '"v":-1'), spelled),
    asks("alg-of-sha1", alg, "RSA-OAEP+AES-256-GCM", "alg", "RSA-OAEP+AES-256-GCM", alg),
    asks("alg-in-lower-case", alg, alg.toLowerCase(), "alg", alg.toLowerCase(), alg),
    asks("alg-none", alg, "none", "alg", "none", alg),
    malformed("alg-empty", swap(golden, alg, ""), spelled),
    malformed("alg-of-a-page", swap(golden, alg, "A".repeat(65)), spelled),
    asks("z-none", '"z":"zlib"', '"z":"none"', "z", "none", "zlib"),
    asks("z-in-capitals", '"z":"zlib"', '"z":"ZLIB"', "z", "ZLIB", "zlib"),
    asks("cty-changed", cty, '"cty":"application/jsom"', "cty", "application/jsom", type),
    asks("cty-in-capitals", cty, '"cty":"Application/JSON"', "cty", "Application/JSON", type),
    asks("cty-word", cty, '"cty":"json"', "cty", "json", type),
    malformed("cty-empty", swap(golden, cty, '"cty":""'), spelled),
    malformed("cty-with-parameter", swap(golden, cty, '"cty":"text/csv;charset=utf-8"'), spelled),
    malformed("cty-escaped", swap(golden, cty, '"cty":"application\\/json"'), spelled),
    malformed("cut-in-ciphertext", golden.slice(0, -40), "it ends too early"),
    malformed("brace-twice", `${golden}}`, "it is not JSON"),
    malformed("line-end-behind", `${golden}\r\n`, spelled),
    malformed("space-after-comma", swap(golden, ',"alg"', ', "alg"'), spelled),
    malformed(
      "fields-in-another-order",
      swap(swap(golden, '"v":1,', ""), '"z":"zlib",', '"v":1,"z":"zlib",'),
      spelled,
    ),
    malformed("field-extra", swap(golden, "}", ',"kid":"a"}'), foreign),
    malformed("field-missing", swap(golden, '"z":"zlib",', ""), "z missing"),
    malformed("field-twice", swap(golden, '"v":1', '"v":1,"v":1'), spelled),
    malformed("ek-padded", withField(golden, "ek", `${ek}==`), spelled),
    malformed("ek-with-unused-bit", withField(golden, "ek", withUnusedBit(ek)), `ek ${notOneSpelling}`),
    malformed("ek-one-character-short", withField(golden, "ek", ek.slice(0, -1)), `ek ${notOneSpelling}`),
    malformed("ek-too-short", withField(golden, "ek", url(255)), "ek: expected 256 to 1024 bytes, found 255"),
    malformed(
      "ek-too-long",
      withField(golden, "ek", url(1025)),
      "ek: expected 256 to 1024 bytes, found 1025",
    ),
    malformed("iv-too-short", withField(golden, "iv", url(8)), "iv: expected 12 bytes, found 8"),
    malformed("iv-too-long", withField(golden, "iv", url(16)), "iv: expected 12 bytes, found 16"),
    malformed("ct-too-short", withField(golden, "ct", url(23)), "ct: expected at least 24 bytes, found 23"),
    malformed("ct-in-standard-alphabet", withField(golden, "ct", "++++"), spelled),
  ];
}

/** Texts that are no envelope: neither format claims them. */
export function strangers(golden: string): readonly Defect[] {
  const stranger = (name: string, text: string, found: string): Defect => ({
    name: `stranger-${name}`,
    text,
    code: "envelope/not-recognised",
    message: notRecognised(found),
  });
  return [
    stranger("empty", "", "nothing"),
    stranger("text", "bonjour", "other text, 7 bytes"),
    stranger("web-address", "https://example.org/", "a web address"),
    stranger("other-json", '{"a":1}', "JSON of another kind"),
    stranger("in-a-list", `[${golden}]`, "JSON of another kind"),
    stranger("space-in-front", ` ${golden}`, "JSON of another kind"),
    stranger("byte-order-mark", `\ufeff${golden}`, "JSON of another kind"),
    stranger(
      "in-quotation-marks",
      JSON.stringify(golden),
      `other text, ${JSON.stringify(golden).length} bytes`,
    ),
    stranger("public-key", "-----BEGIN PUBLIC KEY-----\n", "a key or certificate in PEM"),
  ];
}
