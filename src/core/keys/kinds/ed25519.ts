/** Signing keys of Ed25519 (RFC 8032): signatures of 64 bytes. */
import { generateHalves } from "../../primitives/asymmetric.ts";
import type { PublicHalf } from "../../primitives/asymmetric.ts";
import { signingKey, signingPair, verifyingKey } from "../localsigner.ts";
import type { SignerKind } from "../signerkind.ts";

const SCHEME = "eddsa";

export const ed25519: SignerKind = {
  id: "ed25519",
  name: "Ed25519",
  coseId: -8,
  files: {
    form: "standard",
    readPublic: (half) => (isOurs(half) ? verifyingKey(ed25519, half, SCHEME) : null),
    readPrivate: (half) => (isOurs(half.publicHalf) ? signingKey(ed25519, half, SCHEME) : null),
  },
  generate: async () => signingPair(ed25519, await generateHalves({ algorithm: "ed25519" }), SCHEME),
};

const isOurs = ({ algorithm }: PublicHalf): boolean => algorithm === "ed25519";
