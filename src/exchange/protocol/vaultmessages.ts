/** Secure data handling: what is handed in is sealed and signed, and comes out only while the signature holds. */
import { z } from "zod";

export const storeRoute = "/store";
export const retrieveRoute = "/retrieve";
export const vaultRoute = "/v1/vault";
export const vaultRecordPath = (id: string): string => `${vaultRoute}/${id}`;

/** UTF-8 has no form for half a surrogate pair: it would come back as another character. */
const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);
const data = z
  .string()
  .refine(isWellFormed, "half of a surrogate pair")
  .describe("any text without halves of surrogate pairs; comes back as it was");

/** Base64 is not looked at here: a text in another spelling was changed, and is refused as that. */
const base64 = (holds: string): z.ZodString => z.string().describe(`base64 of ${holds}`);
const sealedData = z.strictObject({
  nonce: base64("12 bytes"),
  encrypted_data: base64("the AES-256-GCM ciphertext, as long as the data in UTF-8"),
  tag: base64("16 bytes"),
  signature: base64("64 bytes: DSA-2048 with SHA-256 over nonce, ciphertext and tag; r and s"),
});
export type SealedDataFields = z.infer<typeof sealedData>;

export const storeRequest = z.strictObject({ data });
export const storeAnswer = z.strictObject({
  message: z.literal("Data stored securely"),
  data: sealedData,
});

export const retrieveRequest = sealedData;
export const retrieveAnswer = z.strictObject({
  decrypted_data: z.string(),
  signature_status: z.literal("Signature is valid."),
});
/** Whatever was changed: nothing tells one change from another. */
export const INVALID_SIGNATURE = { error: "Invalid signature. Data may be compromised." } as const;
export const retrieveRefusal = z.union([
  z.strictObject({ error: z.literal(INVALID_SIGNATURE.error) }),
  z.strictObject({ error: z.string(), code: z.string() }),
]);

export const vaultPath = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("SHA-256 of nonce, ciphertext, tag and signature, lower case hexadecimal"),
});
const storedAt = z.iso.datetime().describe("UTC, with milliseconds");

export const vaultReceipt = vaultPath.extend({ stored_at: storedAt });
export const vaultData = vaultReceipt.extend({ data: z.string() });
export const vaultSealedData = vaultReceipt.extend(sealedData.shape);
