/** Our keys as Node has them, for peers that want those. */
import { createPrivateKey, createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { RecipientKeyPair } from "../../src/core/keys/recipientkind.ts";
import type { SigningKeyPair } from "../../src/core/keys/signerkind.ts";

export interface NodeKeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export function nodeKeys({ publicKey, privateKey }: RecipientKeyPair | SigningKeyPair): NodeKeyPair {
  const { spki } = publicKey;
  const { toPkcs8 } = privateKey;
  if (toPkcs8 === undefined) throw new Error("expected a key that can leave what holds it");
  return {
    publicKey: createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" }),
    privateKey: createPrivateKey({ key: Buffer.from(toPkcs8()), format: "der", type: "pkcs8" }),
  };
}
