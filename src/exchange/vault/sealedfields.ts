/** Sealed data as they travel: each field in base64. */
import { decodeBase64, encodeBase64 } from "../../core/encoding/text.ts";
import type { SealedDataFields } from "../protocol/vaultmessages.ts";
import type { SealedData } from "./sealing.ts";

export function encodeSealed({ nonce, encryptedData, tag, signature }: SealedData): SealedDataFields {
  return {
    nonce: encodeBase64(nonce),
    encrypted_data: encodeBase64(encryptedData),
    tag: encodeBase64(tag),
    signature: encodeBase64(signature),
  };
}

/** Null where a field is not the one spelling of any bytes: it was not written by this service. */
export function parseSealed(fields: SealedDataFields): SealedData | null {
  const nonce = decodeBase64(fields.nonce);
  const encryptedData = decodeBase64(fields.encrypted_data);
  const tag = decodeBase64(fields.tag);
  const signature = decodeBase64(fields.signature);
  return nonce && encryptedData && tag && signature ? { nonce, encryptedData, tag, signature } : null;
}
