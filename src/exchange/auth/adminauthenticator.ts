/** The administration's token (RFC 6750 §2.1), of which the service knows only the hash. */
import { createHash, timingSafeEqual } from "node:crypto";
import { RequestRefused } from "../protocol/refusals.ts";
import type { AuthenticateAdmin } from "./caller.ts";

export interface AdminAuthenticatorOptions {
  /** SHA-256 of the token; null where nobody administers this service over the network. */
  readonly tokenHash: Uint8Array | null;
}

export function adminAuthenticator({ tokenHash }: AdminAuthenticatorOptions): AuthenticateAdmin {
  return ({ fields }) => {
    const [authorization = ""] = fields.get("authorization") ?? [];
    const [, token] = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization) ?? [];
    const hash = createHash("sha256")
      .update(token ?? "")
      .digest();
    const isRight = tokenHash?.length === hash.length && timingSafeEqual(hash, tokenHash);
    if (token === undefined || !isRight) throw new RequestRefused("admin/refused");
  };
}
