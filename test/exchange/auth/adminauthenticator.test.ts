import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { adminAuthenticator } from "../../../src/exchange/auth/adminauthenticator.ts";
import { RequestRefused } from "../../../src/exchange/protocol/refusals.ts";

const token = "6Yx-_~.+/0123456789abcdefghijklm==";
const hashOf = (text: string): Uint8Array => createHash("sha256").update(text).digest();

function codeOf(authorization: string | undefined, tokenHash: Uint8Array | null = hashOf(token)): string {
  try {
    const fields = new Map(authorization === undefined ? [] : [["authorization", [authorization]]]);
    adminAuthenticator({ tokenHash })({ fields });
    return "let in";
  } catch (error) {
    return error instanceof RequestRefused ? error.code : String(error);
  }
}

describe("the administration's token", () => {
  it.each([`Bearer ${token}`, `bearer ${token}`])("lets in as %s", (field) => {
    expect(codeOf(field)).toBe("let in");
  });

  it.each([
    ["no field", undefined],
    ["an empty field", ""],
    ["no token", "Bearer"],
    ["an empty token", "Bearer "],
    ["another token", `Bearer ${token.replace("6", "7")}`],
    ["a token cut short", `Bearer ${token.slice(1)}`],
    ["another scheme", `Basic ${token}`],
    ["no scheme", token],
    ["two spaces", `Bearer  ${token}`],
    ["a space behind", `Bearer ${token} `],
    ["two tokens", `Bearer ${token}, Bearer ${token}`],
  ])("is refused with %s", (_, field) => {
    expect(codeOf(field)).toBe("admin/refused");
  });

  it("lets nobody in where there is none, also not with nothing", () => {
    expect(codeOf(`Bearer ${token}`, null)).toBe("admin/refused");
    expect(codeOf("Bearer", hashOf(""))).toBe("admin/refused");
    expect(codeOf(`Bearer ${token}`, hashOf(token).subarray(1))).toBe("admin/refused");
  });
});
