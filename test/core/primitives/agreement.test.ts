import { createPrivateKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { agree, agreeAgain, X25519_BYTES } from "../../../src/core/primitives/agreement.ts";
import { generateX25519Keys, recipientPrivateKey } from "../../../src/core/keys/recipientkeys.ts";
import type { X25519PrivateKey, X25519PublicKey } from "../../../src/core/keys/recipientkeys.ts";
import { hex } from "../support.ts";

const fromHex = (digits: string): Buffer => Buffer.from(digits, "hex");

function asX25519<K extends { readonly type: string }>(key: K): Extract<K, { readonly type: "x25519" }> {
  if (key.type !== "x25519") throw new Error(`expected an X25519 key, found ${key.type}`);
  return key as Extract<K, { readonly type: "x25519" }>;
}

const freshKeys = (): { publicKey: X25519PublicKey; privateKey: X25519PrivateKey } => {
  const { publicKey, privateKey } = generateX25519Keys();
  return { publicKey: asX25519(publicKey), privateKey: asX25519(privateKey) };
};

describe("RFC 7748 §6.1", () => {
  const sides = {
    Alice: {
      secret: "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
      x: "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
    },
    Bob: {
      secret: "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
      x: "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
    },
  };

  test.each([
    ["Alice", sides.Alice, sides.Bob],
    ["Bob", sides.Bob, sides.Alice],
  ])("%s comes to the shared secret", (_, own, other) => {
    const jwk = {
      kty: "OKP",
      crv: "X25519",
      x: fromHex(own.x).toString("base64url"),
      d: fromHex(own.secret).toString("base64url"),
    };
    const key = asX25519(recipientPrivateKey(createPrivateKey({ key: jwk, format: "jwk" }), "vector"));
    const shared = agreeAgain(key, fromHex(other.x));
    expect(shared && hex(shared)).toBe("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
  });
});

test("both sides come to one secret, another office to another, every time with a fresh key", () => {
  const office = freshKeys();
  const first = agree(office.publicKey);
  const second = agree(office.publicKey);
  expect(first.ephemeralKey).toHaveLength(X25519_BYTES);
  const again = agreeAgain(office.privateKey, first.ephemeralKey);
  expect(again && hex(again)).toBe(hex(first.shared));
  expect(hex(second.ephemeralKey)).not.toBe(hex(first.ephemeralKey));
  expect(hex(second.shared)).not.toBe(hex(first.shared));
  const elsewhere = agreeAgain(freshKeys().privateKey, first.ephemeralKey);
  expect(elsewhere && hex(elsewhere)).not.toBe(hex(first.shared));
});

test.each([
  ["the point zero", new Uint8Array(32)],
  ["the point one", Uint8Array.of(1, ...new Uint8Array(31))],
  // RFC 7748 §5: p and p + 1 are other spellings of zero and one.
  ["zero, spelled p", fromHex(`ed${"ff".repeat(30)}7f`)],
  ["one, spelled p + 1", fromHex(`ee${"ff".repeat(30)}7f`)],
  ["a key too short", new Uint8Array(31).fill(9)],
  ["a key too long", new Uint8Array(33).fill(9)],
])("%s is refused: the secret would be known to everybody, or it is no key", (_, ephemeralKey) => {
  expect(agreeAgain(freshKeys().privateKey, ephemeralKey)).toBeNull();
});
