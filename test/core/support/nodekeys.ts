/** Between keys as Node has them and as the core has them: for what tests make, or check, by Node itself. */
import { createPrivateKey, createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import {
  openPrivateKeyFile,
  openSigningKeyFile,
  readPrivateKeyFile,
  readPublicKeyFile,
  readSigningPublicKeyFile,
} from "../../../src/core/keys/keyfile.ts";
import type { PrivateKeyFile } from "../../../src/core/keys/keyfile.ts";
import type { OpeningKey, RecipientKey } from "../../../src/core/keys/recipientkind.ts";
import type { SigningKey, VerifyingKey } from "../../../src/core/keys/signerkind.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";

const publicFile = (key: KeyObject): Uint8Array =>
  encodeUtf8(key.export({ type: "spki", format: "pem" }).toString());
const privateFile = (key: KeyObject, path: string): PrivateKeyFile =>
  readPrivateKeyFile(encodeUtf8(key.export({ type: "pkcs8", format: "pem" }).toString()), path);

/** The key of a recipient in Node's; refused as its file would be. */
export const recipientKeyIn = (key: KeyObject, path: string): RecipientKey =>
  readPublicKeyFile(publicFile(key), path);
export const openingKeyIn = (key: KeyObject, path: string): OpeningKey =>
  openPrivateKeyFile(privateFile(key, path), null);
export const verifyingKeyIn = (key: KeyObject, path: string): VerifyingKey =>
  readSigningPublicKeyFile(publicFile(key), path);
export const signingKeyIn = (key: KeyObject, path: string): SigningKey =>
  openSigningKeyFile(privateFile(key, path), null);

/** Node's key of a public half, or of the public half of a private one. */
export const publicKeyObject = ({ spki }: { readonly spki: Uint8Array }): KeyObject =>
  createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });

export function privateKeyObject({ toPkcs8 }: { readonly toPkcs8?: () => Uint8Array }): KeyObject {
  if (toPkcs8 === undefined) throw new Error("expected a key that can leave what holds it");
  return createPrivateKey({ key: Buffer.from(toPkcs8()), format: "der", type: "pkcs8" });
}
