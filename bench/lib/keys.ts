/** Keys to measure with: the fixtures' RSA keys, because making them takes seconds, and fresh ones of the other kinds. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openPrivateKeyFile, readPrivateKeyFile, readPublicKeyFile } from "../../src/core/keys/keyfile.ts";
import { project } from "./scene.ts";
import { rsaLengths } from "../../src/core/keys/kinds/rsaoaep.ts";
import type { RsaBits } from "../../src/core/keys/kinds/rsaoaep.ts";
import { x25519 } from "../../src/core/keys/kinds/x25519.ts";
import type { RecipientKeyPair } from "../../src/core/keys/recipientkind.ts";
import type { SigningKeyPair } from "../../src/core/keys/signerkind.ts";
import { newSigningKeys } from "../../test/core/support/signingkeys.ts";
import type { SigningKeyType } from "../../test/core/support/signingkeys.ts";

export const rsaPublicKeyFile = (bits: RsaBits): string =>
  join(project, "fixtures", "keys", `office-${bits}_public.pem`);

export function rsaKeys(bits: RsaBits): RecipientKeyPair {
  const privateFile = join(project, "fixtures", "keys", `office-${bits}_private.pem`);
  const publicFile = rsaPublicKeyFile(bits);
  const privateKey = openPrivateKeyFile(
    readPrivateKeyFile(new Uint8Array(readFileSync(privateFile)), privateFile),
    null,
  );
  const publicKey = readPublicKeyFile(new Uint8Array(readFileSync(publicFile)), publicFile);
  return { publicKey, privateKey };
}

/** A recipient key as the tables name it. */
export interface NamedRecipient {
  readonly name: string;
  readonly keys: RecipientKeyPair;
  /** The RSA size whose classic envelope it is compared with: its own, and 3,072 bits for X25519. */
  readonly comparable: RsaBits;
}

export async function everyRecipient(): Promise<readonly NamedRecipient[]> {
  return [
    ...rsaLengths.choices.map((bits) => ({ name: `RSA-${bits}`, keys: rsaKeys(bits), comparable: bits })),
    { name: "X25519", keys: await x25519.generate(), comparable: 3072 as const },
  ];
}

/** A signing key as the tables name it. */
export interface NamedSigner {
  readonly name: string;
  readonly keys: SigningKeyPair;
}

const signerNames: Readonly<Record<SigningKeyType, string>> = {
  ed25519: "Ed25519",
  p256: "ES256",
  rsa: "PS256 (RSA-3072)",
  dsa: "DSA-2048",
};

export async function newSigner(type: SigningKeyType): Promise<NamedSigner> {
  return { name: signerNames[type], keys: await newSigningKeys(type) };
}
