/** Signing keys of RSA: RSASSA-PSS (RFC 8017 §8.1) with SHA-256, signatures as long as the modulus. */
import { generateHalves } from "../../primitives/asymmetric.ts";
import type { PublicHalf } from "../../primitives/asymmetric.ts";
import { signingKey, signingPair, verifyingKey } from "../localsigner.ts";
import { proveRsa } from "../rsabounds.ts";
import type { SignerKind } from "../signerkind.ts";

const SCHEME = "pss";
const NEW_KEY = { algorithm: "rsa", modulusBits: 3072, publicExponent: 65_537 } as const;

export const rsaPss: SignerKind = {
  id: "rsa",
  name: "RSA-PSS",
  coseId: -37,
  files: {
    form: "standard",
    readPublic: (half, path) => (isOurs(half, path) ? verifyingKey(rsaPss, half, SCHEME) : null),
    readPrivate: (half, path) => (isOurs(half.publicHalf, path) ? signingKey(rsaPss, half, SCHEME) : null),
  },
  generate: async () => signingPair(rsaPss, await generateHalves(NEW_KEY), SCHEME),
};

function isOurs(half: PublicHalf, path: string): boolean {
  if (half.algorithm !== "rsa") return false;
  proveRsa(half, path);
  return true;
}
