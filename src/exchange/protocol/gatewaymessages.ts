/** The encrypted API: existing JSON APIs under an encryption that ends in the gateway, not in whatever ends TLS. */
import { z } from "zod";

export const publicKeyRoute = "/api/encryption/public-key/";
export const testRoute = "/api/encryption/test/";
export const upstreamRoute = (name: string): string => `/api/encrypted/${name}/`;

export const publicKeyAnswer = z.strictObject({
  public_key: z.string().describe("SubjectPublicKeyInfo in PEM"),
  key_size: z.int().describe("bits of the modulus"),
  algorithm: z.literal("RSA"),
});
export type PublicKeyAnswer = z.infer<typeof publicKeyAnswer>;

export const encryptedRequest = z.strictObject({
  encrypted_data: z.string().describe("base64(nonce 12 ‖ AES-256-GCM ciphertext ‖ tag 16) of JSON"),
  encrypted_session_key: z.string().describe("base64 of the 32-byte session key under RSA-OAEP-SHA-256"),
});
export type EncryptedRequest = z.infer<typeof encryptedRequest>;

export const encryptedAnswer = z.strictObject({
  encrypted_data: z.string().describe("in the form of the request, under its session key"),
  encrypted_session_key: z.literal(""),
});
export type EncryptedAnswer = z.infer<typeof encryptedAnswer>;

/** An upstream's name in the route. */
export const upstreamName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);

/** What the operator says of one upstream. Nothing that a client sends can change it. */
export const upstreamSettings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** Sent with every request, as for the upstream's own authentication. */
  headers: z.record(z.string(), z.string()).default({}),
  timeoutMilliseconds: z.int().min(1).max(120_000).optional(),
  maxAnswerBytes: z.int().min(1).optional(),
});
export type UpstreamSettings = z.input<typeof upstreamSettings>;
