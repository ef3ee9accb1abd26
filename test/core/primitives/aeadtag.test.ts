/**
 * The second wall around the tag. aead.ts hands Node exactly 16 bytes of tag, so nothing that goes in or comes
 * out would show whether it also tells Node that shorter ones are forbidden. It must: a later change of the
 * slicing would otherwise open to tags of four bytes.
 */
import * as crypto from "node:crypto";
import { expect, it, vi } from "vitest";
import { decryptContent, encryptContent } from "../../../src/core/primitives/aead.ts";

vi.mock("node:crypto", async (original) => {
  const real = await original<typeof crypto>();
  return {
    ...real,
    createCipheriv: vi.fn(real.createCipheriv),
    createDecipheriv: vi.fn(real.createDecipheriv),
  };
});

it("Node is told that a tag has 16 bytes, in both directions", () => {
  const [key, nonce] = [new Uint8Array(32), new Uint8Array(12)];
  expect(decryptContent(key, nonce, encryptContent(key, nonce, Uint8Array.of(1)))).toEqual(Buffer.of(1));
  for (const made of [vi.mocked(crypto.createCipheriv), vi.mocked(crypto.createDecipheriv)]) {
    expect(made.mock.calls).toEqual([["aes-256-gcm", key, nonce, { authTagLength: 16 }]]);
  }
});
