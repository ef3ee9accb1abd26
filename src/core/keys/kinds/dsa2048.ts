/** Signing keys of DSA with 2,048 bits and SHA-256 (FIPS 186-4 §4): signatures of r and s, 32 bytes each. */
import { generateHalves } from "../../primitives/asymmetric.ts";
import type { PublicHalf } from "../../primitives/asymmetric.ts";
import { signingKey, signingPair, verifyingKey } from "../localsigner.ts";
import type { SignerKind } from "../signerkind.ts";

const SCHEME = "dsa";
/** FIPS 186-4 §4.2: SHA-256 belongs to a 256-bit subgroup. */
const SIZES = { modulusBits: 2048, divisorBits: 256 } as const;

export const dsa2048: SignerKind = {
  id: "dsa",
  name: "DSA 2048",
  // COSE has no number for DSA: ours is from the range for private use (below -65536).
  coseId: -65_600,
  files: {
    form: "standard",
    readPublic: (half) => (isOurs(half) ? verifyingKey(dsa2048, half, SCHEME) : null),
    readPrivate: (half) => (isOurs(half.publicHalf) ? signingKey(dsa2048, half, SCHEME) : null),
  },
  generate: async () => signingPair(dsa2048, await generateHalves({ algorithm: "dsa", ...SIZES }), SCHEME),
};

const isOurs = ({ algorithm, modulusBits, divisorBits }: PublicHalf): boolean =>
  algorithm === "dsa" && modulusBits === SIZES.modulusBits && divisorBits === SIZES.divisorBits;
