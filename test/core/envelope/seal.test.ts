import { privateDecrypt, constants } from "node:crypto";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { encryptContent } from "../../../src/core/primitives/aead.ts";
import { concat } from "../../../src/core/encoding/bytes.ts";
import { zlib } from "../../../src/core/encoding/compress.ts";
import { wrappedKeyIn } from "../../../src/core/envelope/keywrapped.ts";
import { limits } from "../../../src/core/limits.ts";
import { systemRandom } from "../../../src/core/random.ts";
import type { RandomSource } from "../../../src/core/random.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import {
  expectRejection,
  hex,
  parseKeyWrapped,
  present,
  privateKey,
  publicKey,
} from "../support/fixtures.ts";
import { privateKeyObject } from "../support/nodekeys.ts";
import type { Envelope } from "../../../src/core/envelope/envelope.ts";
import { keyWrappedFormatNames, openDocument, sealKeyWrapped, withWrappedKey } from "./support/sealing.ts";
import { formatNames, formats } from "../../../src/core/envelope/formats.ts";
import { open } from "../../../src/core/envelope/open.ts";
import { seal } from "../../../src/core/envelope/seal.ts";
import { x25519 } from "../../../src/core/keys/kinds/x25519.ts";

const document = encodeUtf8('{ "nom":"Kéïta",\r\n "n":1.0 }\n');
const BYTES = "application/octet-stream";

async function sealed(bytes: Uint8Array = document): Promise<Envelope> {
  return parseKeyWrapped(await sealKeyWrapped(bytes, publicKey(), { format: "classic" }));
}

/** An envelope whose content is `compressed`, well-formed zlib or not: a sender's tool gone wrong. */
async function envelopeOf(compressed: Uint8Array): Promise<Envelope> {
  const contentKey = new Uint8Array(32).fill(5);
  const envelope = await sealed();
  const { wrappedKey } = await publicKey().wrap(contentKey);
  const ciphertext = encryptContent(contentKey, envelope.nonce, compressed);
  return { ...withWrappedKey(envelope, wrappedKey), ciphertext };
}

describe("a sealed document", () => {
  it.each(keyWrappedFormatNames)("opens byte for byte in format %s", async (format) => {
    const envelope = parseKeyWrapped(await sealKeyWrapped(document, publicKey(), { format }));
    expect(envelope).toMatchObject({ format: { name: format }, mediaType: "application/json" });
    expect(Buffer.compare(present(await openDocument(envelope, privateKey())), document)).toBe(0);
  });

  it.each(["office-2048", "office-3072", "office-4096"] as const)(
    "opens for %s and for no other key",
    async (name) => {
      const envelope = parseKeyWrapped(
        await sealKeyWrapped(document, publicKey(name), { format: "classic" }),
      );
      expect(await openDocument(envelope, privateKey(name))).not.toBeNull();
      for (const other of ["office-2048", "office-3072", "office-4096", "pkcs1-2048"] as const) {
        if (other !== name) expect(await openDocument(envelope, privateKey(other))).toBeNull();
      }
    },
  );

  it("carries its media type", async () => {
    const envelope = parseKeyWrapped(
      await sealKeyWrapped(Uint8Array.of(0xff), publicKey(), {
        format: "classic-v1",
        mediaType: "application/pdf",
      }),
    );
    expect(envelope.mediaType).toBe("application/pdf");
    expect(await openDocument(envelope, privateKey())).toEqual(Buffer.of(0xff));
  });

  it("may be the largest one, of bytes that cannot be compressed", async () => {
    const largest = systemRandom(limits.documentBytes);
    const bytes = await sealKeyWrapped(largest, publicKey(), { format: "classic-v1", mediaType: BYTES });
    expect(bytes.length).toBeLessThanOrEqual(limits.envelopeBytes);
    expect(Buffer.compare(present(await openDocument(parseKeyWrapped(bytes), privateKey())), largest)).toBe(
      0,
    );
  });
});

describe("seal refuses", () => {
  it("a document that is not JSON where the type says so", async () => {
    await expectRejection(
      () => sealKeyWrapped(encodeUtf8("{"), publicKey(), { format: "classic" }),
      "document/not-json",
    );
    await expectRejection(
      () => sealKeyWrapped(Uint8Array.of(0xff), publicKey(), { format: "classic-v1" }),
      "document/not-utf8",
    );
  });

  it("a document beyond the limit", async () => {
    const large = new Uint8Array(limits.documentBytes + 1);
    await expectRejection(
      () => sealKeyWrapped(large, publicKey(), { format: "classic-v1", mediaType: BYTES }),
      "document/too-large",
    );
  });

  it("another type in the classic format", async () => {
    await expectRejection(
      () => sealKeyWrapped(document, publicKey(), { format: "classic", mediaType: "text/csv" }),
      "internal/bug",
    );
  });

  it.each(["", "json", "text/CSV", "text/csv;charset=utf-8", "application/x-unheard-of", '"'])(
    "the type %j, which opening would refuse",
    async (mediaType) => {
      await expectRejection(
        () => sealKeyWrapped(document, publicKey(), { format: "classic-v1", mediaType }),
        "internal/bug",
      );
    },
  );
});

describe("what sealing draws", () => {
  it("is one content key and one nonce, used as drawn, never twice in a thousand", async () => {
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
      const envelope = parseKeyWrapped(
        await sealKeyWrapped(document, publicKey(), { format: "classic", random: recording }),
      );
      const [contentKey = "", nonce = "", ...more] = drawn;
      expect(more).toEqual([]);
      expect(hex(envelope.nonce)).toBe(nonce);
      keys.add(contentKey);
      nonces.add(nonce);
      wrapped.add(hex(wrappedKeyIn(envelope)));
      if (count < 10) expect(unwrapped(envelope)).toBe(contentKey);
    }
    expect([keys.size, nonces.size, wrapped.size]).toEqual([1000, 1000, 1000]);
    expect(Array.from(keys).every((key) => key.length === 64)).toBe(true);
    expect(Array.from(nonces).every((nonce) => nonce.length === 24)).toBe(true);
  });

  it("is fresh without being asked for: no two envelopes of one document are alike", async () => {
    const [first, second] = [await sealed(), await sealed()];
    expect(hex(first.nonce)).not.toBe(hex(second.nonce));
    expect(unwrapped(first)).not.toBe(unwrapped(second));
  });

  it("is wiped where it was secret", async () => {
    const drawn: Uint8Array[] = [];
    const keeping: RandomSource = (length) => {
      const bytes = systemRandom(length);
      drawn.push(bytes);
      return bytes;
    };
    await sealKeyWrapped(document, publicKey(), { format: "classic", random: keeping });
    expect(drawn.map((bytes) => bytes.length)).toEqual([32, 12]);
    expect(hex(present(drawn[0]))).toBe("00".repeat(32));
  });
});

describe("open", () => {
  it.each([
    [
      "the tag",
      (e: Envelope): Envelope => ({
        ...e,
        ciphertext: flipped(e.ciphertext, e.ciphertext.length - 1),
      }),
    ],
    ["the content", (e: Envelope): Envelope => ({ ...e, ciphertext: flipped(e.ciphertext, 0) })],
    ["the nonce", (e: Envelope): Envelope => ({ ...e, nonce: flipped(e.nonce, 3) })],
    ["the length", (e: Envelope): Envelope => ({ ...e, ciphertext: e.ciphertext.subarray(1) })],
  ])("throws open/damaged where %s was altered", async (_, alter) => {
    await expectRejection(
      async () => openDocument(alter(await sealed()), privateKey()),
      "open/damaged",
      "the envelope is for your key, but its content was damaged or altered",
    );
  });

  it("returns null where the wrapped key was altered: not for me", async () => {
    const envelope = await sealed();
    expect(
      await openDocument(withWrappedKey(envelope, flipped(wrappedKeyIn(envelope), 9)), privateKey()),
    ).toBeNull();
  });

  it("takes neither the content of one envelope nor the nonce under the key of another", async () => {
    const [first, second] = [await sealed(), await sealed()];
    await expectRejection(
      () => openDocument({ ...first, ciphertext: second.ciphertext }, privateKey()),
      "open/damaged",
    );
    await expectRejection(
      () => openDocument(withWrappedKey(first, wrappedKeyIn(second)), privateKey()),
      "open/damaged",
    );
  });

  it("refuses content that the sender compressed wrongly", async () => {
    await expectRejection(
      async () => openDocument(await envelopeOf(document), privateKey()),
      "open/bad-compression",
    );
    await expectRejection(
      async () => openDocument(await envelopeOf(zlib.compress(document).subarray(0, -1)), privateKey()),
      "open/bad-compression",
    );
  });

  it("refuses bytes hidden behind the document", async () => {
    const hidden = await envelopeOf(concat(zlib.compress(document), encodeUtf8("hidden")));
    await expectRejection(
      () => openDocument(hidden, privateKey()),
      "open/bad-compression",
      "the envelope opened, but the document inside is wrongly compressed: 6 bytes follow its end",
    );
  });

  it("refuses a document that expands beyond the limit", async () => {
    const bomb = await envelopeOf(deflateSync(new Uint8Array(limits.documentBytes + 1), { level: 9 }));
    await expectRejection(() => openDocument(bomb, privateKey()), "open/too-large");
  });
});

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** By Node directly: what the envelope holds, not what our own unwrapping says it holds. */
function unwrapped(envelope: Envelope): string {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const key = privateKeyObject(privateKey());
  return hex(privateDecrypt({ key, padding, oaepHash: "sha256" }, wrappedKeyIn(envelope)));
}

describe("what a format does not carry is a fault of whoever asks for it", () => {
  const to = [publicKey()];
  const statement = { signer: null, issuedAt: 1 };

  it.each(formatNames)("%s: nobody to seal for, and more than it takes", async (name) => {
    const format = formats[name];
    const more = Array.from({ length: format.mostRecipients + 1 }, () => publicKey());
    const stated = format.carriesStatement ? statement : null;
    for (const recipients of [[], more]) {
      await expectRejection(() => seal(document, { format, recipients, statement: stated }), "internal/bug");
    }
    expect(format.mostRecipients).toBe(name === "compact" ? 16 : 1);
  });

  it.each(keyWrappedFormatNames)("%s: a key of another kind, and a statement", async (name) => {
    const format = formats[name];
    const { publicKey: other } = await x25519.generate();
    await expectRejection(() => seal(document, { format, recipients: [other] }), "internal/bug");
    await expectRejection(() => seal(document, { format, recipients: to, statement }), "internal/bug");
  });

  it("compact: no statement", async () => {
    await expectRejection(() => seal(document, { format: formats.compact, recipients: to }), "internal/bug");
  });
});

describe("a key that lies elsewhere and is not there any more", () => {
  const drawn: Uint8Array[] = [];
  const random: RandomSource = (length) => {
    const bytes = systemRandom(length);
    drawn.push(bytes);
    return bytes;
  };

  it("ends the sealing, and the content key is wiped", async () => {
    const gone = { ...publicKey(), wrap: () => Promise.reject(new Error("no card")) };
    const options = { format: formats.classic, recipients: [gone], random };
    await expect(seal(document, options)).rejects.toThrow("no card");
    expect(drawn.map(hex)).toEqual(["00".repeat(32)]);
  });

  it("ends the opening, and is not taken for another's key", async () => {
    const gone = { ...privateKey(), unwrap: () => Promise.reject(new Error("no card")) };
    await expect(open(await sealed(), gone)).rejects.toThrow("no card");
  });
});
