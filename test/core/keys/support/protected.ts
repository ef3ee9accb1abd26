/** Protected key files made by hand, to ask for what no honest tool asks for. */
import { encodeDer, encodeInteger, encodeObjectId, tags } from "../../../../src/core/encoding/der.ts";
import { encodeBase64, encodeUtf8 } from "../../../../src/core/encoding/text.ts";

const pbes2 = "1.2.840.113549.1.5.13";
const pbkdf2 = "1.2.840.113549.1.5.12";
const scrypt = "1.3.6.1.4.1.11591.4.11";
const salt = encodeDer(tags.octetString, new Uint8Array(8));
const aes256 = encodeDer(
  tags.sequence,
  encodeObjectId("2.16.840.1.101.3.4.1.42"),
  encodeDer(tags.octetString, new Uint8Array(16)),
);

/** An EncryptedPrivateKeyInfo of an algorithm and its parameters, around 64 bytes of nothing. */
export function protectedBy(algorithm: string, ...parameters: readonly Uint8Array[]): Uint8Array {
  return encodeDer(
    tags.sequence,
    encodeDer(tags.sequence, encodeObjectId(algorithm), ...parameters),
    encodeDer(tags.octetString, new Uint8Array(64)),
  );
}

export function pbes2Of(kdf: string, ...values: readonly Uint8Array[]): Uint8Array {
  const derivation = encodeDer(tags.sequence, encodeObjectId(kdf), encodeDer(tags.sequence, ...values));
  return protectedBy(pbes2, encodeDer(tags.sequence, derivation, aes256));
}

export const byPbkdf2 = (iterations: Uint8Array): Uint8Array => pbes2Of(pbkdf2, salt, iterations);

export const byScrypt = (n: number, r: number, p: number): Uint8Array =>
  pbes2Of(scrypt, salt, encodeInteger(n), encodeInteger(r), encodeInteger(p));

export const byOldScheme = (algorithm: string, iterations: number): Uint8Array =>
  protectedBy(algorithm, encodeDer(tags.sequence, salt, encodeInteger(iterations)));

export function pem(label: string, der: Uint8Array): Uint8Array {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return encodeUtf8(`-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`);
}
