/**
 * The peer `jose`: what its own calls write for the same document, claims and keys. Signed documents are nested as
 * RFC 7519 §11.2 advises: a JWS inside, a JWE with zip DEF outside.
 */
import { CompactEncrypt, compactDecrypt, CompactSign, compactVerify } from "jose";
import type { KeyObject } from "node:crypto";
import { decodeUtf8, encodeUtf8 } from "../../src/core/encoding/text.ts";
import { nodeKeys } from "./nodekeys.ts";
import { expiresAt, issuedAt } from "./documents.ts";
import type { IssuedDocument } from "./documents.ts";
import type { RecipientKeyPair } from "../../src/core/keys/recipientkind.ts";
import type { SigningKeyPair } from "../../src/core/keys/signerkind.ts";

/** As long as the key ids of the compact envelope: 8 bytes. */
const keyId = (key: { readonly fingerprint: string }): string =>
  Buffer.from(key.fingerprint.slice(0, 16), "hex").toString("base64url");

/**
 * The claims of the compact envelope as a JWT claims set. The document stands in it as JSON, byte for byte: as a
 * text in base64, which is what bytes of any kind would need, it would be longer.
 */
function claimsSet({ subject, bytes }: IssuedDocument): Uint8Array {
  const documentId = Buffer.alloc(16, 0xa5).toString("base64url");
  const claims = JSON.stringify({ sub: subject, exp: expiresAt, iat: issuedAt, jti: documentId });
  return encodeUtf8(`${claims.slice(0, -1)},"doc":${decodeUtf8(bytes) ?? ""}}`);
}

/** A JWE, with a JWS signed with Ed25519 in it where there is a signer; proved to open again by jose itself. */
export async function writtenByJose(
  document: IssuedDocument,
  recipient: RecipientKeyPair,
  signer: SigningKeyPair | null,
): Promise<Uint8Array> {
  const claims = claimsSet(document);
  const { publicKey, privateKey } = nodeKeys(recipient);
  const signed = signer === null ? claims : encodeUtf8(await sign(claims, signer));
  const alg = publicKey.asymmetricKeyType === "rsa" ? "RSA-OAEP-256" : "ECDH-ES";
  const cty = signer === null ? {} : { cty: "JWT" };
  const text = await new CompactEncrypt(signed)
    .setProtectedHeader({ alg, enc: "A256GCM", zip: "DEF", ...cty, kid: keyId(recipient.publicKey) })
    .encrypt(publicKey);
  await expectClaims(text, privateKey, signer, claims);
  return encodeUtf8(text);
}

async function sign(claims: Uint8Array, signer: SigningKeyPair): Promise<string> {
  return new CompactSign(claims)
    .setProtectedHeader({ alg: "EdDSA", kid: keyId(signer.privateKey) })
    .sign(nodeKeys(signer).privateKey);
}

async function expectClaims(
  text: string,
  privateKey: KeyObject,
  signer: SigningKeyPair | null,
  claims: Uint8Array,
): Promise<void> {
  const { plaintext } = await compactDecrypt(text, privateKey);
  const opened =
    signer === null ? plaintext : (await compactVerify(plaintext, nodeKeys(signer).publicKey)).payload;
  if (!Buffer.from(opened).equals(claims)) throw new Error("jose did not give the claims back");
}
