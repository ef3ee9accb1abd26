/**
 * The registry of signature algorithms: from a key's type or a COSE number to everything known about one. Every
 * signature has one encoding of one length, so none has a second spelling.
 */
import { constants, sign, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";

export const signingKeyTypes = ["ed25519", "p256", "rsa", "dsa"] as const;
export type SigningKeyType = (typeof signingKeyTypes)[number];

export interface SignatureAlgorithm {
  readonly name: string;
  readonly keyType: SigningKeyType;
  /** The "alg" number (RFC 9053 §2, RFC 8230 §2). */
  readonly coseId: number;
  readonly sign: (message: Uint8Array, privateKey: KeyObject) => Uint8Array;
  readonly verify: (message: Uint8Array, publicKey: KeyObject, signature: Uint8Array) => boolean;
}

/** r and s side by side at full length, not DER (IEEE P1363; RFC 9053 §2.1). */
const p1363 = { dsaEncoding: "ieee-p1363" } as const;
const pss = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
} as const;

function algorithm(
  facts: Pick<SignatureAlgorithm, "name" | "keyType" | "coseId">,
  hash: "sha256" | null,
  options: object,
): SignatureAlgorithm {
  return {
    ...facts,
    sign: (message, key) => sign(hash, message, { key, ...options }),
    verify: (message, key, signature) => {
      try {
        return verify(hash, message, { key, ...options }, signature);
      } catch {
        return false;
      }
    },
  };
}

export const signatureAlgorithms: Readonly<Record<SigningKeyType, SignatureAlgorithm>> = {
  ed25519: algorithm({ name: "EdDSA (Ed25519)", keyType: "ed25519", coseId: -8 }, null, {}),
  p256: algorithm({ name: "ES256", keyType: "p256", coseId: -7 }, "sha256", p1363),
  rsa: algorithm({ name: "PS256", keyType: "rsa", coseId: -37 }, "sha256", pss),
  // COSE has no number for DSA: ours is from the range for private use (below -65536).
  dsa: algorithm({ name: "DSA-2048 with SHA-256", keyType: "dsa", coseId: -65_600 }, "sha256", p1363),
};

export function signatureAlgorithmOf(coseId: unknown): SignatureAlgorithm | null {
  return Object.values(signatureAlgorithms).find((known) => known.coseId === coseId) ?? null;
}
