/**
 * Recipients with RSA keys: RSAES-OAEP (RFC 8017 §7.1) with SHA-256 as hash and in MGF1. In an envelope by key transport
 * (RFC 8230 §3), which leaves the protected header empty.
 */
import { hasExactly } from "../../encoding/cbor.ts";
import { headerLabels } from "../../encoding/cose.ts";
import { limits } from "../../limits.ts";
import { decryptOaep, encryptOaep, generateHalves } from "../../primitives/asymmetric.ts";
import type { PrivateHalf, PublicHalf } from "../../primitives/asymmetric.ts";
import { fingerprintOf } from "../fingerprint.ts";
import type { OpeningKey, RecipientKey, RecipientKind, RecipientStructure } from "../recipientkind.ts";
import { proveRsa } from "../rsabounds.ts";
import { writePrivateHalf, writePublicHalf } from "../standardfiles.ts";

export type RsaRecipientKey = RecipientKey & Required<Pick<RecipientKey, "encryptOaep">>;
export type RsaOpeningKey = OpeningKey & Required<Pick<OpeningKey, "decryptOaep">>;
export interface RsaKeyPair {
  readonly publicKey: RsaRecipientKey;
  readonly privateKey: RsaOpeningKey;
}

const RSA_OAEP_SHA256 = -41;
/** FIPS 186-5 §5.4. */
const PUBLIC_EXPONENT = 65_537;

export const rsaLengths = { choices: [2048, 3072, 4096], usual: 3072 } as const;
export type RsaBits = (typeof rsaLengths.choices)[number];

export const rsaOaep = {
  id: "rsa",
  name: "RSA",
  lengths: rsaLengths,
  parse: ({ protectedHeader, unprotected, wrappedKey }: RecipientStructure) => {
    const { min, max } = limits.rsaModulusBits;
    const keyBits = wrappedKey.length * 8;
    const isRsa =
      protectedHeader.length === 0 &&
      hasExactly(unprotected, [headerLabels.algorithm]) &&
      unprotected.get(headerLabels.algorithm) === RSA_OAEP_SHA256 &&
      keyBits >= min &&
      keyBits <= max;
    return isRsa ? { keyWrap: "RSA-OAEP, SHA-256, MGF1-SHA-256", keyBits } : null;
  },
  files: {
    form: "standard",
    readPublic: (half: PublicHalf, path: string) =>
      half.algorithm === "rsa" ? recipientKey(half, proveRsa(half, path)) : null,
    readPrivate: (half: PrivateHalf, path: string) =>
      half.publicHalf.algorithm === "rsa" ? openingKey(half, proveRsa(half.publicHalf, path)) : null,
  },
  generate: async (bits: number = rsaLengths.usual): Promise<RsaKeyPair> => {
    const half = await generateHalves({
      algorithm: "rsa",
      modulusBits: bits,
      publicExponent: PUBLIC_EXPONENT,
    });
    return { publicKey: recipientKey(half.publicHalf, bits), privateKey: openingKey(half, bits) };
  },
} satisfies RecipientKind;

/** The structure of a wrapped key, wherever that comes from: formats that predate COSE hold nothing else. */
export const rsaStructure = (wrappedKey: Uint8Array): RecipientStructure => ({
  protectedHeader: new Uint8Array(0),
  unprotected: new Map([[headerLabels.algorithm, RSA_OAEP_SHA256]]),
  wrappedKey,
});

function recipientKey(half: PublicHalf, bits: number): RsaRecipientKey {
  return {
    kind: rsaOaep,
    bits,
    spki: half.spki,
    fingerprint: fingerprintOf(half.spki),
    wrap: async (contentKey) => rsaStructure(await encryptOaep(half, contentKey)),
    encryptOaep: (message) => encryptOaep(half, message),
    toFile: () => writePublicHalf(half),
  };
}

function openingKey(half: PrivateHalf, bits: number): RsaOpeningKey {
  const { spki } = half.publicHalf;
  // OpenSSL would fill a shorter one up with zeros: a second spelling of the same number.
  const decrypt = async (ciphertext: Uint8Array): Promise<Uint8Array | null> =>
    ciphertext.length === bits / 8 ? decryptOaep(half, ciphertext) : null;
  return {
    kind: rsaOaep,
    bits,
    spki,
    fingerprint: fingerprintOf(spki),
    unwrap: ({ wrappedKey }) => decrypt(wrappedKey),
    decryptOaep: decrypt,
    toPkcs8: half.toPkcs8,
    toFile: (passphrase, random) => writePrivateHalf(half, passphrase, random),
  };
}
