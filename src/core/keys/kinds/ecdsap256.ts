/** Signing keys of ECDSA on P-256 with SHA-256 (FIPS 186-5 §6): signatures of r and s, 32 bytes each. */
import { failure, term } from "../refusals.ts";
import { generateHalves } from "../../primitives/asymmetric.ts";
import type { PublicHalf } from "../../primitives/asymmetric.ts";
import { signingKey, signingPair, verifyingKey } from "../localsigner.ts";
import type { SignerKind } from "../signerkind.ts";

const SCHEME = "ecdsa";
/** As OpenSSL calls P-256. */
const CURVE = "prime256v1";
const SPKI_BYTES = 91;

export const ecdsaP256: SignerKind = {
  id: "p256",
  name: "ECDSA P-256",
  coseId: -7,
  files: {
    form: "standard",
    readPublic: (half, path) => (isOurs(half, path) ? verifyingKey(ecdsaP256, half, SCHEME) : null),
    readPrivate: (half, path) => (isOurs(half.publicHalf, path) ? signingKey(ecdsaP256, half, SCHEME) : null),
  },
  generate: async () =>
    signingPair(ecdsaP256, await generateHalves({ algorithm: "ec", curve: CURVE }), SCHEME),
};

function isOurs({ algorithm, curve, spki }: PublicHalf, path: string): boolean {
  if (algorithm !== "ec" || curve !== CURVE) return false;
  // A point may be written whole or compressed (RFC 5480 §2.2): one key must not have two fingerprints.
  if (spki.length === SPKI_BYTES) return true;
  const expected = term("point-whole");
  throw failure("key/wrong-type", { path, expected, found: term("point-compressed") });
}
