/** The pairs of fixtures/keys that compact envelopes are made with, each opened once a run. */
import {
  openPrivateKeyFile,
  openSigningKeyFile,
  readPrivateKeyFile,
  readPublicKeyFile,
  readSigningPublicKeyFile,
} from "../../../../src/core/keys/keyfile.ts";
import { fixture } from "../../support/fixtures.ts";
import type { RecipientKeyPair } from "../../../../src/core/keys/recipientkind.ts";
import type { SigningKeyPair } from "../../../../src/core/keys/signerkind.ts";

export const officeNames = ["port", "air", "port-next", "office-2048", "office-3072"] as const;
export type OfficeName = (typeof officeNames)[number];

export const issuerNames = ["issuer-ed25519", "issuer-p256", "issuer-rsa", "issuer-dsa"] as const;
export type SignerName = (typeof issuerNames)[number] | "forger-ed25519";
export const signerNames: readonly SignerName[] = [...issuerNames, "forger-ed25519"];

const offices = new Map<OfficeName, RecipientKeyPair>();
const signers = new Map<SignerName, SigningKeyPair>();

export function office(name: OfficeName): RecipientKeyPair {
  const known = offices.get(name);
  if (known !== undefined) return known;
  const [secret, shared] = filesOf(name);
  const pair = {
    publicKey: readPublicKeyFile(fixture(shared), shared),
    privateKey: openPrivateKeyFile(readPrivateKeyFile(fixture(secret), secret), null),
  };
  offices.set(name, pair);
  return pair;
}

export function signer(name: SignerName): SigningKeyPair {
  const known = signers.get(name);
  if (known !== undefined) return known;
  const [secret, shared] = filesOf(`${name}_signing`);
  const pair = {
    publicKey: readSigningPublicKeyFile(fixture(shared), shared),
    privateKey: openSigningKeyFile(readPrivateKeyFile(fixture(secret), secret), null),
  };
  signers.set(name, pair);
  return pair;
}

const filesOf = (name: string): readonly [secret: string, shared: string] => [
  `keys/${name}_private.pem`,
  `keys/${name}_public.pem`,
];
