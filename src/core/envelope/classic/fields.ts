/** The three byte fields that every format here has, proved against the suite; and why a text is not one. */
import { failure } from "../../errors.ts";
import type { QrsealError } from "../../errors.ts";
import { limits } from "../../limits.ts";
import { phrase } from "../../phrases.ts";
import type { Phrase } from "../../phrases.ts";
import type { Suite } from "../suites.ts";
import type { KeyWrappedFormatName } from "../envelope.ts";

export interface FieldNames {
  readonly wrappedKey: string;
  readonly nonce: string;
  readonly ciphertext: string;
}

export interface ByteFields {
  readonly wrappedKey: Uint8Array;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/**
 * Decodes the fields and checks their sizes. Throws envelope/malformed, which names the field as the format
 * spells it.
 */
export function decodeFields(
  format: KeyWrappedFormatName,
  suite: Suite,
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
  const { min, max } = limits.rsaModulusBits;
  const wrappedBits = wrappedKey.length * 8;
  if (wrappedBits < min || wrappedBits > max) {
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
  if (nonce.length !== suite.nonceBytes) {
    throw malformed(
      format,
      phrase("{}: expected {} bytes, found {}", names.nonce, String(suite.nonceBytes), String(nonce.length)),
    );
  }
  const ciphertext = bytesOf("ciphertext");
  const shortest = suite.compression.minBytes + suite.tagBytes;
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
  return { wrappedKey, nonce, ciphertext };
}

export function malformed(format: KeyWrappedFormatName, problem: Phrase): QrsealError {
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
