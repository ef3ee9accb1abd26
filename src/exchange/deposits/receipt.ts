/** What the service confirms of a complete deposit: a JWS (RFC 7515 §7.1) with Ed25519 (RFC 8037 §3.1). */
import { encodeBase64url, encodeUtf8 } from "../../core/encoding/text.ts";
import { RECEIPT_TYPE } from "../protocol/depositmessages.ts";
import type { ReceiptClaims } from "../protocol/depositmessages.ts";

/** Signs with the service's own Ed25519 key. */
export interface ReceiptSigner {
  /** SHA-256 of the key's SPKI, lower case hexadecimal. */
  readonly keyId: string;
  readonly sign: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

export async function writeReceipt(claims: ReceiptClaims, { keyId, sign }: ReceiptSigner): Promise<string> {
  const header = { alg: "EdDSA", kid: keyId, typ: RECEIPT_TYPE };
  const [head, payload] = [header, claims].map((part) => encodeBase64url(encodeUtf8(JSON.stringify(part))));
  const signed = `${head ?? ""}.${payload ?? ""}`;
  return `${signed}.${encodeBase64url(await sign(encodeUtf8(signed)))}`;
}
