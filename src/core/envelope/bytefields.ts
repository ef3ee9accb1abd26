/** The three byte fields that the key-wrapped formats have, proved; and why a text is not one. */
import { failure } from "../errors.ts";
import type { QrsealError } from "../errors.ts";
import { limits } from "../limits.ts";
import { phrase } from "../phrases.ts";
import type { Phrase } from "../phrases.ts";
import type { Compression } from "../encoding/compress.ts";
import { rsaOaep, rsaStructure } from "../keys/kinds/rsaoaep.ts";
import { NONCE_BYTES, TAG_BYTES } from "../primitives/aead.ts";
import type { Envelope, FormatName } from "./envelope.ts";

export interface FieldNames {
  readonly wrappedKey: string;
  readonly nonce: string;
  readonly ciphertext: string;
}

type ByteFields = Pick<Envelope, "recipients" | "nonce" | "ciphertext" | "keyCommitment">;

/**
 * Decodes the fields and checks their sizes. Throws envelope/malformed, which names the field as the format
 * spells it.
 */
export function decodeFields(
  format: FormatName,
  compression: Compression,
  names: FieldNames,
  texts: Readonly<Record<keyof FieldNames, string>>,
  decode: (text: string, field: keyof FieldNames) => Uint8Array | null,
): ByteFields {
  const bytesOf = (field: keyof FieldNames): Uint8Array => {
    const bytes = decode(texts[field], field);
    if (bytes === null)
      throw malformed(format, phrase("{} is not in the one spelling of its base64", names[field]));
    return bytes;
  };
  const wrappedKey = bytesOf("wrappedKey");
  const structure = rsaStructure(wrappedKey);
  const facts = rsaOaep.parse(structure);
  if (facts === null) {
    const { min, max } = limits.rsaModulusBits;
    throw malformed(
      format,
      phrase(
        "{}: expected {} to {} bytes, found {}",
        names.wrappedKey,
        String(min / 8),
        String(max / 8),
        String(wrappedKey.length),
      ),
    );
  }
  const nonce = bytesOf("nonce");
  if (nonce.length !== NONCE_BYTES) {
    throw malformed(
      format,
      phrase("{}: expected {} bytes, found {}", names.nonce, String(NONCE_BYTES), String(nonce.length)),
    );
  }
  const ciphertext = bytesOf("ciphertext");
  const shortest = compression.minBytes + TAG_BYTES;
  if (ciphertext.length < shortest) {
    throw malformed(
      format,
      phrase(
        "{}: expected at least {} bytes, found {}",
        names.ciphertext,
        String(shortest),
        String(ciphertext.length),
      ),
    );
  }
  const recipients = [{ kind: rsaOaep, keyId: null, ...structure, ...facts }];
  return { recipients, keyCommitment: null, nonce, ciphertext };
}

export function malformed(format: FormatName, problem: Phrase): QrsealError {
  return failure("envelope/malformed", { format, problem });
}

/**
 * Says for a person why a text that claims a format is not in its one spelling. Diagnosis only: the text is
 * refused whatever this finds.
 */
export function explainSpelling(text: string, names: readonly string[]): Phrase {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text.endsWith("}") ? "it is not JSON" : "it ends too early";
  }
  if (typeof value !== "object" || value === null) return "it is not a JSON object";
  const found = Object.keys(value);
  const missing = names.filter((name) => !found.includes(name));
  if (missing.length > 0) return phrase("{} missing", missing.join(", "));
  const extra = found.filter((name) => !names.includes(name));
  if (extra.length > 0) return "it has fields that do not belong there";
  return "its fields are not spelled, ordered and spaced as they must be";
}
