/** The service's public keys, and how each generation of them vouches for the next. */
import { z } from "zod";

const fingerprint = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("SHA-256 of the public key's SubjectPublicKeyInfo, lower case hexadecimal");

const publicKey = z.strictObject({
  public_key: z.string().describe("SubjectPublicKeyInfo in PEM (RFC 7468)"),
  fingerprint,
});

const generation = z.strictObject({
  generation: z.int().min(1),
  created_at: z.iso.datetime().describe("UTC, with milliseconds"),
  rsa: publicKey
    .extend({ key_size: z.int().describe("bits") })
    .describe("session keys of the encrypted API are for it: RSA-OAEP with SHA-256"),
  dsa: publicKey.describe("signs what the vault seals: DSA-2048 with SHA-256"),
  identity: publicKey.describe("signs receipts and the next generation: Ed25519"),
  succession: z
    .strictObject({
      signed_by: fingerprint.describe("fingerprint of the identity of the generation before"),
      signature: z.base64().describe("Ed25519, 64 bytes in base64, over the text of docs/EXCHANGE.md"),
    })
    .nullable()
    .describe("null for the first generation"),
});

/** What `GET /v1/keys` answers. */
export const keysAnswer = z.strictObject({
  current: z.int().min(1).describe("the generation to use"),
  generations: z.array(generation).min(1).describe("the oldest first"),
});

export type KeysAnswer = z.infer<typeof keysAnswer>;

/** What one generation's identity signs to make the next one its successor. */
export interface Succession {
  /** Number of the new generation. */
  readonly generation: number;
  /** As in the answer. */
  readonly created_at: string;
  /** Fingerprint of the identity that signs. */
  readonly signed_by: string;
  /** Fingerprints of the new generation's public keys. */
  readonly rsa: string;
  readonly dsa: string;
  readonly identity: string;
}

/** The text that is signed, in UTF-8: a label and six facts, each on a line that ends with LF. No fact can hold one. */
export function successionText(facts: Succession): string {
  return [
    "qrseal-exchange-succession-1",
    `generation ${facts.generation}`,
    `created_at ${facts.created_at}`,
    `signed_by ${facts.signed_by}`,
    `rsa ${facts.rsa}`,
    `dsa ${facts.dsa}`,
    `identity ${facts.identity}`,
    "",
  ].join("\n");
}
