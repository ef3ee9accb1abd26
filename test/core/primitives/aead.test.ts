import { createCipheriv } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decryptContent, encryptContent } from "../../../src/core/primitives/aead.ts";
import { concat } from "../../../src/core/encoding/bytes.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { expectRefusal, present } from "../support/fixtures.ts";

const key = new Uint8Array(32).fill(1);
const nonce = new Uint8Array(12).fill(2);
const text = encodeUtf8("un texte de quelques mots");
const sealed = encryptContent(key, nonce, text);

describe("encryptContent", () => {
  it("gives what AES-256-GCM specifies (NIST test case 14)", () => {
    const made = encryptContent(new Uint8Array(32), new Uint8Array(12), new Uint8Array(16));
    expect(Buffer.from(made).toString("hex")).toBe(
      "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
    );
  });

  it("appends 16 bytes of tag", () => {
    expect(sealed.length).toBe(text.length + 16);
  });

  it.each([0, 16, 24, 31, 33])("takes no key of %i bytes", (length) => {
    expectRefusal(() => encryptContent(new Uint8Array(length), nonce, text), "internal/bug");
  });

  it.each([0, 8, 11, 13, 16])("takes no nonce of %i bytes", (length) => {
    expectRefusal(() => encryptContent(key, new Uint8Array(length), text), "internal/bug");
  });
});

describe("decryptContent", () => {
  it("brings any bytes back", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ minLength: 12, maxLength: 12 }),
        fc.uint8Array({ maxLength: 300 }),
        (someKey, someNonce, bytes) =>
          Buffer.compare(
            present(decryptContent(someKey, someNonce, encryptContent(someKey, someNonce, bytes))),
            bytes,
          ) === 0,
      ),
    );
  });

  it("refuses every changed bit", () => {
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Uint8Array.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decryptContent(key, nonce, changed)).toBeNull();
    }
  });

  it("refuses every cut", () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(decryptContent(key, nonce, sealed.subarray(0, length))).toBeNull();
    }
  });

  // Node itself accepts these: a tag of 4 bytes can be guessed. Nothing here but a tag of each length.
  it.each([4, 8, 12, 13, 14, 15])("refuses a true tag cut down to %i bytes, alone", (length) => {
    const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: length });
    cipher.final();
    expect(decryptContent(key, nonce, cipher.getAuthTag())).toBeNull();
  });

  it.each([4, 8, 12, 13, 14, 15])("refuses a text under a true tag of %i bytes", (length) => {
    const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: length });
    const short = concat(cipher.update(text), cipher.final(), cipher.getAuthTag());
    expect(decryptContent(key, nonce, short)).toBeNull();
  });

  it("refuses a tag made over additional data", () => {
    const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: 16 });
    cipher.setAAD(Uint8Array.of(1));
    expect(
      decryptContent(key, nonce, concat(cipher.update(text), cipher.final(), cipher.getAuthTag())),
    ).toBeNull();
  });

  it("refuses another key and another nonce", () => {
    expect(decryptContent(new Uint8Array(32), nonce, sealed)).toBeNull();
    expect(decryptContent(key, new Uint8Array(12), sealed)).toBeNull();
  });

  it.each([
    ["key", new Uint8Array(16), nonce],
    ["nonce", key, new Uint8Array(16)],
  ])("takes no %s of 16 bytes", (_, someKey, someNonce) => {
    expectRefusal(() => decryptContent(someKey, someNonce, sealed), "internal/bug");
  });
});
