import { createCipheriv, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decryptCbc, encryptCbc } from "../../../src/exchange/gateway/cbc.ts";

const key = randomBytes(32);
const iv = randomBytes(16);

/** What decrypts to these blocks, padding and all. */
function encryptBlocks(blocks: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-cbc", key, iv).setAutoPadding(false);
  return Buffer.concat([iv, cipher.update(blocks), cipher.final()]);
}

describe("decryptCbc", () => {
  it("gives back what was encrypted, of every length", () => {
    for (let length = 0; length <= 50; length += 1) {
      const data = randomBytes(length);
      const encrypted = encryptCbc(key, iv, data);
      expect(encrypted.length).toBe(16 + 16 * (Math.floor(length / 16) + 1));
      const opened = decryptCbc(key, encrypted);
      expect(opened?.isPadded).toBe(true);
      expect(Buffer.from(opened?.data ?? []).equals(data)).toBe(true);
    }
  });

  it("takes every right padding and no other, whatever the last bytes are", () => {
    const start = Buffer.alloc(16, 0x41);
    for (let last = 0; last < 256; last += 1) {
      for (let reach = 0; reach <= 16; reach += 1) {
        // As many bytes of this value at the end as `reach` says, and before them another one.
        const block = Buffer.alloc(16, last === 0x42 ? 0x43 : 0x42);
        block.fill(last, 16 - reach);
        const opened = decryptCbc(key, encryptBlocks(Buffer.concat([start, block])));
        const value = block.readUInt8(15);
        const isRight =
          value >= 1 && value <= 16 && block.subarray(16 - value).every((byte) => byte === value);
        expect(opened?.isPadded).toBe(isRight);
        expect(opened?.data.length).toBe(isRight ? 32 - value : 32);
      }
    }
  });

  it("sees a wrong byte anywhere in the padding", () => {
    for (let length = 2; length <= 16; length += 1) {
      for (let at = 16 - length; at < 15; at += 1) {
        const block = Buffer.alloc(16, 0x41).fill(length, 16 - length);
        for (const bit of [1, 0x10, 0x80]) {
          const altered = Buffer.from(block);
          altered.writeUInt8(length ^ bit, at);
          expect(decryptCbc(key, encryptBlocks(altered))?.isPadded).toBe(false);
        }
      }
    }
  });

  it.each([0, 1, 15, 16, 17, 31, 33, 47])("is not tried on %i bytes", (length) => {
    expect(decryptCbc(key, new Uint8Array(length))).toBeNull();
  });
});
