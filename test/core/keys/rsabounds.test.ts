import { createPublicKey, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { encodeDer, tags } from "../../../src/core/encoding/der.ts";
import { shortFingerprint } from "../../../src/core/keys/fingerprint.ts";
import { openingKeyIn, publicKeyObject, recipientKeyIn } from "../support/nodekeys.ts";
import { expectRefusal, privateKey, publicKey } from "../support/fixtures.ts";

const modulus = Buffer.from(publicKeyObject(publicKey()).export({ format: "jwk" }).n ?? "", "base64url");

/** A public key of any numbers at all: PKCS #1 by hand. */
function rsaPublicKey(n: Uint8Array, e: Uint8Array): KeyObject {
  const positive = (bytes: Uint8Array): Uint8Array =>
    encodeDer(tags.integer, Uint8Array.of(...((bytes[0] ?? 0) >= 0x80 ? [0] : [])), bytes);
  const der = encodeDer(tags.sequence, positive(n), positive(e));
  return createPublicKey({ key: Buffer.from(der), format: "der", type: "pkcs1" });
}

describe("a recipient's key", () => {
  it.each(["office-2048", "office-3072", "office-4096"] as const)(
    "%s has its bits and one fingerprint",
    (name) => {
      expect(publicKey(name).bits).toBe(Number(name.slice(-4)));
      expect(privateKey(name).bits).toBe(publicKey(name).bits);
      expect(privateKey(name).fingerprint).toBe(publicKey(name).fingerprint);
    },
  );

  it("has the fingerprint that other tools print", () => {
    // openssl pkey -pubin -in office-2048_public.pem -outform DER | sha256sum
    const { fingerprint } = publicKey();
    expect(fingerprint).toBe("b862efc90c90d12b59f2ce8faf8234f6c7516be20ce72184b0374b8b805462c3");
    expect(shortFingerprint(fingerprint)).toBe("b862-efc9-0c90-d12b-59f2");
  });

  it("may have any odd public exponent from 3 to 32 bits", () => {
    for (const e of [[3], [17], [1, 0, 1], [0xff, 0xff, 0xff, 0xff]]) {
      expect(recipientKeyIn(rsaPublicKey(modulus, Uint8Array.from(e)), "k.pem").bits).toBe(2048);
    }
  });
});

describe("refused is", () => {
  it.each([512, 1024, 2040])("an RSA key of %i bits", (bits) => {
    const { publicKey: small, privateKey: smallPrivate } = generateKeyPairSync("rsa", {
      modulusLength: bits,
    });
    const message = `the RSA key has ${bits} bits, expected 2048 to 8192 in whole bytes: k.pem`;
    expectRefusal(() => recipientKeyIn(small, "k.pem"), "key/bad-size", message);
    expectRefusal(() => openingKeyIn(smallPrivate, "k.pem"), "key/bad-size", message);
  });

  it("an RSA key of 16,384 bits", () => {
    const n = new Uint8Array(2048).fill(0xff);
    expectRefusal(() => recipientKeyIn(rsaPublicKey(n, Uint8Array.of(3)), "k.pem"), "key/bad-size");
  });

  it("an RSA key whose modulus does not fill its bytes", () => {
    const n = Uint8Array.from(Buffer.concat([Buffer.of(1), modulus]));
    expectRefusal(() => recipientKeyIn(rsaPublicKey(n, Uint8Array.of(3)), "k.pem"), "key/bad-size");
  });

  it.each([
    ["1", [1]],
    ["0", [0]],
    ["2", [2]],
    ["65536", [1, 0, 0]],
    ["2^32 + 1", [1, 0, 0, 0, 1]],
    ["2^2039 + 1", [0x80, ...new Array<number>(253).fill(0), 1]],
  ])("the public exponent %s", (_, e) => {
    expectRefusal(
      () => recipientKeyIn(rsaPublicKey(modulus, Uint8Array.from(e)), "k.pem"),
      "key/bad-exponent",
      "the RSA key's public exponent is not an odd number from 3 to 32 bits: k.pem",
    );
  });

  it.each([
    ["ed25519", "a key of type ed25519", () => generateKeyPairSync("ed25519")],
    ["x448", "a key of type x448", () => generateKeyPairSync("x448")],
    ["ec", "a key of type ec", () => generateKeyPairSync("ec", { namedCurve: "P-256" })],
    [
      "rsa-pss",
      "an RSA key restricted to PSS signatures",
      () => generateKeyPairSync("rsa-pss", { modulusLength: 2048 }),
    ],
  ])("a key of type %s, either half", (_, found, generate) => {
    const pair = generate();
    const message = `expected an RSA or X25519 key, found ${found}: k.pem`;
    expectRefusal(() => recipientKeyIn(pair.publicKey, "k.pem"), "key/wrong-type", message);
    expectRefusal(() => openingKeyIn(pair.privateKey, "k.pem"), "key/wrong-type", message);
  });
});
