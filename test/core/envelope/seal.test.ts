import { privateDecrypt, constants } from "node:crypto";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { encryptContent } from "../../../src/core/primitives/aead.ts";
import { concat } from "../../../src/core/encoding/bytes.ts";
import { zlib } from "../../../src/core/encoding/compress.ts";
import { keyWrappedFormatNames } from "../../../src/core/envelope/detect.ts";
import type { KeyWrappedEnvelope } from "../../../src/core/envelope/envelope.ts";
import { wrapKey } from "../../../src/core/primitives/keywrap.ts";
import { limits } from "../../../src/core/limits.ts";
import { open } from "../../../src/core/envelope/open.ts";
import { systemRandom } from "../../../src/core/random.ts";
import type { RandomSource } from "../../../src/core/random.ts";
import { seal } from "../../../src/core/envelope/seal.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { expectRefusal, hex, parseKeyWrapped, present, privateKey, publicKey } from "../support.ts";

const document = encodeUtf8('{ "nom":"Kéïta",\r\n "n":1.0 }\n');
const BYTES = "application/octet-stream";

function sealed(bytes: Uint8Array = document): KeyWrappedEnvelope {
  return parseKeyWrapped(seal(bytes, publicKey(), { format: "classic" }));
}

/** An envelope whose content is `compressed`, well-formed zlib or not: a sender's tool gone wrong. */
function envelopeOf(compressed: Uint8Array): KeyWrappedEnvelope {
  const contentKey = new Uint8Array(32).fill(5);
  const envelope = sealed();
  return {
    ...envelope,
    wrappedKey: wrapKey(contentKey, publicKey()),
    ciphertext: encryptContent(contentKey, envelope.nonce, compressed),
  };
}

describe("a sealed document", () => {
  it.each(keyWrappedFormatNames)("opens byte for byte in format %s", (format) => {
    const envelope = parseKeyWrapped(seal(document, publicKey(), { format }));
    expect(envelope).toMatchObject({ format, mediaType: "application/json" });
    expect(Buffer.compare(present(open(envelope, privateKey())), document)).toBe(0);
  });

  it.each(["office-2048", "office-3072", "office-4096"] as const)(
    "opens for %s and for no other key",
    (name) => {
      const envelope = parseKeyWrapped(seal(document, publicKey(name), { format: "classic" }));
      expect(open(envelope, privateKey(name))).not.toBeNull();
      for (const other of ["office-2048", "office-3072", "office-4096", "pkcs1-2048"] as const) {
        if (other !== name) expect(open(envelope, privateKey(other))).toBeNull();
      }
    },
  );

  it("carries its media type", () => {
    const envelope = parseKeyWrapped(
      seal(Uint8Array.of(0xff), publicKey(), { format: "classic-v1", mediaType: "application/pdf" }),
    );
    expect(envelope.mediaType).toBe("application/pdf");
    expect(open(envelope, privateKey())).toEqual(Buffer.of(0xff));
  });

  it("may be the largest one, of bytes that cannot be compressed", () => {
    const largest = systemRandom(limits.documentBytes);
    const bytes = seal(largest, publicKey(), { format: "classic-v1", mediaType: BYTES });
    expect(bytes.length).toBeLessThanOrEqual(limits.envelopeBytes);
    expect(Buffer.compare(present(open(parseKeyWrapped(bytes), privateKey())), largest)).toBe(0);
  });
});

describe("seal refuses", () => {
  it("a document that is not JSON where the type says so", () => {
    expectRefusal(() => seal(encodeUtf8("{"), publicKey(), { format: "classic" }), "document/not-json");
    expectRefusal(
      () => seal(Uint8Array.of(0xff), publicKey(), { format: "classic-v1" }),
      "document/not-utf8",
    );
  });

  it("a document beyond the limit", () => {
    const large = new Uint8Array(limits.documentBytes + 1);
    expectRefusal(
      () => seal(large, publicKey(), { format: "classic-v1", mediaType: BYTES }),
      "document/too-large",
    );
  });

  it("another type in the classic format", () => {
    expectRefusal(
      () => seal(document, publicKey(), { format: "classic", mediaType: "text/csv" }),
      "internal/bug",
    );
  });

  it.each(["", "json", "text/CSV", "text/csv;charset=utf-8", "application/x-unheard-of", '"'])(
    "the type %j, which opening would refuse",
    (mediaType) => {
      expectRefusal(() => seal(document, publicKey(), { format: "classic-v1", mediaType }), "internal/bug");
    },
  );
});

describe("what sealing draws", () => {
  it("is one content key and one nonce, used as drawn, never twice in a thousand", () => {
    const keys = new Set<string>();
    const nonces = new Set<string>();
    const wrapped = new Set<string>();
    for (let count = 0; count < 1000; count += 1) {
      const drawn: string[] = [];
      const recording: RandomSource = (length) => {
        const bytes = systemRandom(length);
        drawn.push(hex(bytes));
        return bytes;
      };
      const envelope = parseKeyWrapped(seal(document, publicKey(), { format: "classic", random: recording }));
      const [contentKey = "", nonce = "", ...more] = drawn;
      expect(more).toEqual([]);
      expect(hex(envelope.nonce)).toBe(nonce);
      keys.add(contentKey);
      nonces.add(nonce);
      wrapped.add(hex(envelope.wrappedKey));
      if (count < 10) expect(unwrapped(envelope)).toBe(contentKey);
    }
    expect([keys.size, nonces.size, wrapped.size]).toEqual([1000, 1000, 1000]);
    expect(Array.from(keys).every((key) => key.length === 64)).toBe(true);
    expect(Array.from(nonces).every((nonce) => nonce.length === 24)).toBe(true);
  });

  it("is fresh without being asked for: no two envelopes of one document are alike", () => {
    const [first, second] = [sealed(), sealed()];
    expect(hex(first.nonce)).not.toBe(hex(second.nonce));
    expect(unwrapped(first)).not.toBe(unwrapped(second));
  });

  it("is wiped where it was secret", () => {
    const drawn: Uint8Array[] = [];
    const keeping: RandomSource = (length) => {
      const bytes = systemRandom(length);
      drawn.push(bytes);
      return bytes;
    };
    seal(document, publicKey(), { format: "classic", random: keeping });
    expect(drawn.map((bytes) => bytes.length)).toEqual([32, 12]);
    expect(hex(present(drawn[0]))).toBe("00".repeat(32));
  });
});

describe("open", () => {
  it.each([
    [
      "the tag",
      (e: KeyWrappedEnvelope): KeyWrappedEnvelope => ({
        ...e,
        ciphertext: flipped(e.ciphertext, e.ciphertext.length - 1),
      }),
    ],
    [
      "the content",
      (e: KeyWrappedEnvelope): KeyWrappedEnvelope => ({ ...e, ciphertext: flipped(e.ciphertext, 0) }),
    ],
    ["the nonce", (e: KeyWrappedEnvelope): KeyWrappedEnvelope => ({ ...e, nonce: flipped(e.nonce, 3) })],
    [
      "the length",
      (e: KeyWrappedEnvelope): KeyWrappedEnvelope => ({ ...e, ciphertext: e.ciphertext.subarray(1) }),
    ],
  ])("throws open/damaged where %s was altered", (_, alter) => {
    expectRefusal(
      () => open(alter(sealed()), privateKey()),
      "open/damaged",
      "the envelope is for your key, but its content was damaged or altered",
    );
  });

  it("returns null where the wrapped key was altered: not for me", () => {
    const envelope = sealed();
    expect(open({ ...envelope, wrappedKey: flipped(envelope.wrappedKey, 9) }, privateKey())).toBeNull();
  });

  it("takes neither the content of one envelope nor the nonce under the key of another", () => {
    const [first, second] = [sealed(), sealed()];
    expectRefusal(() => open({ ...first, ciphertext: second.ciphertext }, privateKey()), "open/damaged");
    expectRefusal(() => open({ ...first, wrappedKey: second.wrappedKey }, privateKey()), "open/damaged");
  });

  it("refuses content that the sender compressed wrongly", () => {
    expectRefusal(() => open(envelopeOf(document), privateKey()), "open/bad-compression");
    expectRefusal(
      () => open(envelopeOf(zlib.compress(document).subarray(0, -1)), privateKey()),
      "open/bad-compression",
    );
  });

  it("refuses bytes hidden behind the document", () => {
    const hidden = envelopeOf(concat(zlib.compress(document), encodeUtf8("hidden")));
    expectRefusal(
      () => open(hidden, privateKey()),
      "open/bad-compression",
      "the envelope opened, but the document inside is wrongly compressed: 6 bytes follow its end",
    );
  });

  it("refuses a document that expands beyond the limit", () => {
    const bomb = envelopeOf(deflateSync(new Uint8Array(limits.documentBytes + 1), { level: 9 }));
    expectRefusal(() => open(bomb, privateKey()), "open/too-large");
  });
});

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** By Node directly: what the envelope holds, not what our own unwrapping says it holds. */
function unwrapped(envelope: KeyWrappedEnvelope): string {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return hex(privateDecrypt({ key: privateKey().key, padding, oaepHash: "sha256" }, envelope.wrappedKey));
}
