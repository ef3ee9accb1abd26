/** Fresh signing keys of the kind that a test names. */
import { signerKinds } from "../../../src/core/keys/kinds.ts";
import type { SigningKeyPair } from "../../../src/core/keys/signerkind.ts";

export const signingKeyTypes = ["ed25519", "p256", "rsa", "dsa"] as const;
export type SigningKeyType = (typeof signingKeyTypes)[number];

export async function newSigningKeys(type: SigningKeyType): Promise<SigningKeyPair> {
  const kind = signerKinds().find(({ id }) => id === type);
  if (kind === undefined) throw new Error(`no kind of signing keys is called ${type}`);
  return kind.generate();
}
