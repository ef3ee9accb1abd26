/** The three byte fields that the key-wrapped formats have, proved; and why a text is not one. */
import type { QrsealError, Term } from "../refusal.ts";
import { failure, term } from "./refusals.ts";
import { limits } from "../limits.ts";
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
    if (bytes === null) throw malformed(format, term("base64-misspelled", names[field]));
    return bytes;
  };
  const wrappedKey = bytesOf("wrappedKey");
  const structure = rsaStructure(wrappedKey);
  const facts = rsaOaep.parse(structure);
  if (facts === null) {
    const { min, max } = limits.rsaModulusBits;
    throw malformed(
      format,
      term(
        "field-size-between",
        names.wrappedKey,
        String(min / 8),
        String(max / 8),
        String(wrappedKey.length),
      ),
    );
  }
  const nonce = bytesOf("nonce");
  if (nonce.length !== NONCE_BYTES) {
    throw malformed(format, term("field-size", names.nonce, String(NONCE_BYTES), String(nonce.length)));
  }
  const ciphertext = bytesOf("ciphertext");
  const shortest = compression.minBytes + TAG_BYTES;
  if (ciphertext.length < shortest) {
    throw malformed(
      format,
      term("field-size-at-least", names.ciphertext, String(shortest), String(ciphertext.length)),
    );
  }
  const recipients = [{ kind: rsaOaep, keyId: null, ...structure, ...facts }];
  return { recipients, keyCommitment: null, nonce, ciphertext };
}

export function malformed(format: FormatName, problem: Term): QrsealError {
  return failure("envelope/malformed", { format, problem });
}

/**
 * Says for a person why a text that claims a format is not in its one spelling. Diagnosis only: the text is
 * refused whatever this finds.
 */
export function explainSpelling(text: string, names: readonly string[]): Term {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text.endsWith("}") ? term("not-json") : term("ends-too-early");
  }
  if (typeof value !== "object" || value === null) return term("not-an-object");
  const found = Object.keys(value);
  const missing = names.filter((name) => !found.includes(name));
  if (missing.length > 0) return term("lacking", missing.join(", "));
  const extra = found.filter((name) => !names.includes(name));
  if (extra.length > 0) return term("foreign-fields");
  return term("fields-misspelled");
}
