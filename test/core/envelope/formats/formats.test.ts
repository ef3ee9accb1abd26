import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concat } from "../../../../src/core/encoding/bytes.ts";
import { looksLikeEnvelope } from "../../../../src/core/envelope/detect.ts";
import { inspect } from "../../../../src/core/envelope/inspect.ts";
import { limits } from "../../../../src/core/limits.ts";
import { encodeUtf8 } from "../../../../src/core/encoding/text.ts";
import { rsaOaep, rsaStructure } from "../../../../src/core/keys/kinds/rsaoaep.ts";
import { expectRefusal, fixture, parseKeyWrapped, present } from "../../support/fixtures.ts";
import { classicDefects, classicV1Defects, strangers } from "./defects.ts";
import { formats } from "../../../../src/core/envelope/formats.ts";
import { wrappedKeyIn } from "../../../../src/core/envelope/keywrapped.ts";
import { encodeEnvelope, keyWrappedFormatNames } from "../support/sealing.ts";

const text = (path: string): string => Buffer.from(fixture(path)).toString();
const classicGolden = text("envelopes/qrseal-classic-2048-certificate.envelope");
const v1Golden = text("envelopes/qrseal-classic-v1-2048-invoice.envelope");
const defects = [
  ...classicDefects(classicGolden),
  ...classicV1Defects(v1Golden),
  ...strangers(classicGolden),
];

describe("an envelope of format", () => {
  it.each([
    ["classic", classicGolden, "application/json"],
    ["classic-v1", v1Golden, "application/json"],
  ] as const)("%s is recognised and parsed", (format, golden, mediaType) => {
    const envelope = parseKeyWrapped(encodeUtf8(golden));
    expect(envelope).toMatchObject({ format: { name: format }, mediaType, compression: { name: "zlib" } });
    expect(wrappedKeyIn(envelope).length).toBe(256);
    expect(envelope.nonce.length).toBe(12);
    expect(looksLikeEnvelope(encodeUtf8(golden))).toBe(true);
  });

  it.each(keyWrappedFormatNames)("%s encodes what it parses to the same text", (format) => {
    const sizes = fc.record({
      wrappedKey: fc.uint8Array({ minLength: 256, maxLength: 260 }),
      nonce: fc.uint8Array({ minLength: 12, maxLength: 12 }),
      ciphertext: fc.uint8Array({ minLength: 24, maxLength: 90 }),
    });
    const { mediaType } = parseKeyWrapped(encodeUtf8(classicGolden));
    const { compression } = formats[format];
    fc.assert(
      fc.property(sizes, ({ wrappedKey, ...parts }) => {
        const structure = rsaStructure(wrappedKey);
        const facts = present(rsaOaep.parse(structure));
        const recipients = [{ kind: rsaOaep, keyId: null, ...structure, ...facts }];
        const head = { format: formats[format], recipients, mediaType, compression, keyCommitment: null };
        const envelope = { ...head, aad: formats[format].aadOf(head), ...parts };
        const bytes = encodeEnvelope(envelope);
        expect(parseKeyWrapped(bytes)).toEqual(envelope);
        return Buffer.compare(encodeEnvelope(parseKeyWrapped(bytes)), bytes) === 0;
      }),
    );
  });

  it("classic carries JSON only, the others any type", () => {
    expect(keyWrappedFormatNames).toEqual(["classic", "classic-v1", "jwe"]);
    expect(keyWrappedFormatNames.map((name) => formats[name].carriesAnyType)).toEqual([false, true, true]);
  });
});

describe("one defect", () => {
  it.each(defects)("$name: $code", ({ text: broken, code, message }) => {
    expectRefusal(() => parseKeyWrapped(encodeUtf8(broken)), code, message);
    expectRefusal(() => inspect(encodeUtf8(broken)), code, message);
  });

  it.each(defects)("$name is for other implementations in fixtures/vectors", ({ name, text: broken }) => {
    expect(text(`vectors/${name}.txt`)).toBe(broken);
  });

  it("and its expected code are listed in fixtures/vectors/expected.json, no more and no less", () => {
    const expected = defects.map(({ name, code }) => ({ file: `${name}.txt`, code }));
    expect(JSON.parse(text("vectors/expected.json"))).toEqual(expected);
    const files = readdirSync(new URL("../../../../fixtures/vectors/", import.meta.url));
    expect(files.filter((file) => file.endsWith(".txt")).sort()).toEqual(
      expected.map(({ file }) => file).sort(),
    );
    expect(expected.length).toBe(77);
  });
});

describe("looksLikeEnvelope", () => {
  it("is true for a broken one of ours, false for what never was one", () => {
    for (const { text: broken, code } of defects) {
      expect(looksLikeEnvelope(encodeUtf8(broken))).toBe(code !== "envelope/not-recognised");
    }
  });
});

describe("refused without reading on", () => {
  it("bytes that are not UTF-8", () => {
    const broken = concat(encodeUtf8(classicGolden), Uint8Array.of(0xff));
    expectRefusal(() => parseKeyWrapped(broken), "envelope/not-recognised");
  });

  it("more bytes than any envelope has", () => {
    const ciphertext = "A".repeat(limits.envelopeBytes);
    const long = classicGolden.replace(/"ciphertext":"[^"]*"/, `"ciphertext":"${ciphertext}"`);
    expectRefusal(() => parseKeyWrapped(encodeUtf8(long)), "envelope/not-recognised");
  });
});

describe("an envelope of the largest size", () => {
  const room = limits.envelopeBytes - classicGolden.length - 4;
  const large = classicGolden.replace(
    '"ciphertext":"',
    `"ciphertext":"${"AAAA".repeat(Math.floor(room / 4))}`,
  );

  it("is parsed", () => {
    expect(parseKeyWrapped(encodeUtf8(large)).ciphertext.length).toBeGreaterThan(limits.documentBytes);
  });

  it("is refused for a fault at its very end", () => {
    expectRefusal(() => parseKeyWrapped(encodeUtf8(large.replace(/"\}$/, '!"}'))), "envelope/malformed");
  });
});

describe("inspect", () => {
  it("says what can be said without a key", () => {
    expect(inspect(encodeUtf8(v1Golden))).toEqual({
      format: "classic-v1",
      mediaType: "application/json",
      contentEncryption: "AES-256-GCM",
      compression: "zlib",
      recipients: [{ kind: rsaOaep, keyWrap: "RSA-OAEP, SHA-256, MGF1-SHA-256", keyId: null, keyBits: 2048 }],
      envelopeBytes: v1Golden.length,
      encryptedBytes: parseKeyWrapped(encodeUtf8(v1Golden)).ciphertext.length - 16,
    });
  });

  it.each([
    ["3072", "qrseal-classic-v1-3072-note", "text/plain"],
    ["4096", "qrseal-classic-v1-4096-bytes", "application/octet-stream"],
  ])("tells a key of %s bits and the document's type", (bits, name, mediaType) => {
    expect(inspect(fixture(`envelopes/${name}.envelope`))).toMatchObject({
      recipients: [{ keyBits: Number(bits) }],
      mediaType,
    });
  });
});
