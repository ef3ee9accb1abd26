/** Secrets that only pass through: the functions that make them are listened to, and looked at afterwards. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import type * as aead from "../../../src/core/primitives/aead.ts";
import type * as compress from "../../../src/core/encoding/compress.ts";
import type * as asymmetric from "../../../src/core/primitives/asymmetric.ts";
import { openPrivateKeyFile, readPrivateKeyFile } from "../../../src/core/keys/keyfile.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import {
  fixture,
  hex,
  parseKeyWrapped,
  present,
  privateKey,
  publicKey,
  rejectionOf,
} from "../support/fixtures.ts";
import { openDocument, sealKeyWrapped } from "./support/sealing.ts";

const passed = vi.hoisted(() => new Map<string, Uint8Array>());

vi.mock("../../../src/core/primitives/asymmetric.ts", async (original) => {
  const real = await original<typeof asymmetric>();
  return {
    ...real,
    decryptOaep: keeping("content key", real.decryptOaep),
    readPrivatePem: (...given: Parameters<typeof real.readPrivatePem>) => {
      const half = real.readPrivatePem(...given);
      return half === null ? null : Object.assign(half, { toPkcs8: keeping("exported", half.toPkcs8) });
    },
  };
});
vi.mock("../../../src/core/primitives/aead.ts", async (original) => {
  const real = await original<typeof aead>();
  return { ...real, decryptContent: keeping("compressed", real.decryptContent) };
});
vi.mock("../../../src/core/encoding/compress.ts", async (original) => {
  const real = await original<typeof compress>();
  return { ...real, zlib: { ...real.zlib, compress: keeping("to seal", real.zlib.compress) } };
});

function keeping<A extends unknown[], R>(name: string, make: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    const made = make(...args);
    const keep = (secret: unknown): unknown => secret instanceof Uint8Array && passed.set(name, secret);
    if (made instanceof Promise) void made.then(keep);
    else keep(made);
    return made;
  };
}

const document = encodeUtf8('{"secret":"0123456789"}');

function isWiped(name: string): boolean {
  const secret = present(passed.get(name));
  return secret.length > 0 && /^0+$/.test(hex(secret));
}

beforeEach(() => {
  passed.clear();
});

describe("wiped after use is", () => {
  it("what was compressed to be sealed", async () => {
    await sealKeyWrapped(document, publicKey(), { format: "classic" });
    expect(isWiped("to seal")).toBe(true);
  });

  it("the content key and the compressed document, after opening", async () => {
    const envelope = parseKeyWrapped(await sealKeyWrapped(document, publicKey(), { format: "classic" }));
    expect(Buffer.compare(present(await openDocument(envelope, privateKey())), document)).toBe(0);
    expect(isWiped("content key")).toBe(true);
    expect(isWiped("compressed")).toBe(true);
  });

  it("the content key, after the tag did not match", async () => {
    const envelope = parseKeyWrapped(await sealKeyWrapped(document, publicKey(), { format: "classic" }));
    const damaged = { ...envelope, ciphertext: Uint8Array.from(envelope.ciphertext).fill(0, 0, 4) };
    expect((await rejectionOf(() => openDocument(damaged, privateKey()))).code).toBe("open/damaged");
    expect(isWiped("content key")).toBe(true);
  });

  it.each([
    ["without a passphrase", null],
    ["under a passphrase", encodeUtf8("une phrase")],
  ])("the exported private key, written %s", (_, passphrase) => {
    const path = "keys/office-2048_private.pem";
    openPrivateKeyFile(readPrivateKeyFile(fixture(path), path), null).toFile(passphrase);
    expect(isWiped("exported")).toBe(true);
  });
});
