/** Signing keys that lie in this process, of every kind: what is left to say of a kind is its algorithm. */
import { signWith, verifyWith } from "../primitives/asymmetric.ts";
import type { PrivateHalf, PublicHalf, SignatureScheme } from "../primitives/asymmetric.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { SignerKind, SigningKey, SigningKeyPair, VerifyingKey } from "./signerkind.ts";
import { writePrivateHalf, writePublicHalf } from "./standardfiles.ts";

export function verifyingKey(kind: SignerKind, half: PublicHalf, scheme: SignatureScheme): VerifyingKey {
  const { spki } = half;
  return {
    kind,
    spki,
    fingerprint: fingerprintOf(spki),
    verify: (message, signature) => verifyWith(half, scheme, message, signature),
    toFile: () => writePublicHalf(half),
  };
}

export function signingKey(kind: SignerKind, half: PrivateHalf, scheme: SignatureScheme): SigningKey {
  const { spki } = half.publicHalf;
  return {
    kind,
    spki,
    fingerprint: fingerprintOf(spki),
    sign: (message) => signWith(half, scheme, message),
    toPkcs8: half.toPkcs8,
    toFile: (passphrase, random) => writePrivateHalf(half, passphrase, random),
  };
}

export const signingPair = (
  kind: SignerKind,
  half: PrivateHalf,
  scheme: SignatureScheme,
): SigningKeyPair => ({
  publicKey: verifyingKey(kind, half.publicHalf, scheme),
  privateKey: signingKey(kind, half, scheme),
});
