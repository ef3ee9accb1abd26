import { beforeAll, describe, expect, test } from "vitest";
import { encryptContent } from "../../../../src/core/primitives/aead.ts";
import { coseTags, encodeCbor, tagCbor } from "../../../../src/core/encoding/cbor.ts";
import {
  contentAad,
  contentHeader,
  encodeEncrypted,
} from "../../../../src/core/envelope/compact/encrypted.ts";
import { fingerprintBytes } from "../../../../src/core/keys/fingerprint.ts";
import { encodeStatementAgain, verifySignature } from "../../../../src/core/envelope/statement.ts";
import { encodeClaims } from "../../../../src/core/envelope/claims.ts";
import { QrsealError } from "../../../../src/core/refusal.ts";
import { systemRandom } from "../../../../src/core/random.ts";
import { rsaOaep } from "../../../../src/core/keys/kinds/rsaoaep.ts";
import { x25519 } from "../../../../src/core/keys/kinds/x25519.ts";
import type { RecipientKeyPair } from "../../../../src/core/keys/recipientkind.ts";
import type { SigningKeyPair } from "../../../../src/core/keys/signerkind.ts";
import { newSigningKeys, signingKeyTypes } from "../../support/signingkeys.ts";
import type { SigningKeyType } from "../../support/signingkeys.ts";
import { commitToKey } from "../../../../src/core/envelope/compact/commitment.ts";
import { compact } from "../../../../src/core/envelope/compact/compact.ts";
import { addressByHand } from "./byhand.ts";
import { documentOf, encryptStatement, openCompact, rewrapCompact, sealCompact } from "../support/sealing.ts";
import type { CompactOptions } from "../support/sealing.ts";

const document = new TextEncoder().encode('{"certificat":"ANAE-2026-0001","produit":"café"}');
const issuedAt = 1_790_000_000;
const textOf = (envelope: Uint8Array): string => new TextDecoder().decode(envelope);
const reopen = (envelope: Uint8Array, keys: RecipientKeyPair) =>
  openCompact(compact.parse(textOf(envelope)), keys.privateKey);

const offices: Record<"rsa" | "port" | "air", RecipientKeyPair> = {
  rsa: await rsaOaep.generate(2048),
  port: await x25519.generate(),
  air: await x25519.generate(),
};
const { rsa, port, air } = offices;
const signers = {} as Record<SigningKeyType, SigningKeyPair>;
beforeAll(async () => {
  for (const type of signingKeyTypes) signers[type] = await newSigningKeys(type);
});

describe("what is sealed comes back", () => {
  test.each([
    ["one RSA key", [rsa]],
    ["one X25519 key", [port]],
    ["two X25519 keys", [port, air]],
    ["RSA and X25519 together", [rsa, port, air]],
  ])("for %s, unsigned", async (_, keys) => {
    const envelope = await sealCompact(
      document,
      keys.map(({ publicKey }) => publicKey),
      { signer: null, issuedAt },
    );
    for (const pair of keys) {
      const opened = await reopen(envelope, pair);
      expect(opened?.signature).toBeNull();
      expect(opened && documentOf(opened)).toEqual(document);
    }
  });

  test.each(["ed25519", "p256", "rsa", "dsa"] as const)(
    "signed with %s, and its claims with it",
    async (type) => {
      const options: CompactOptions = {
        signer: signers[type].privateKey,
        issuer: "ANAE",
        subject: "Label bio",
        issuedAt,
        notBefore: issuedAt + 1,
        expiresAt: issuedAt + 86_400,
        mediaType: "application/json",
      };
      for (const keys of [[port], [rsa, air]]) {
        const envelope = await sealCompact(
          document,
          keys.map(({ publicKey }) => publicKey),
          options,
        );
        for (const pair of keys) {
          const opened = await reopen(envelope, pair);
          if (opened?.signature == null) throw new Error("not opened, or not signed");
          expect(opened.claims).toMatchObject({
            issuer: "ANAE",
            subject: "Label bio",
            issuedAt,
            notBefore: issuedAt + 1,
            expiresAt: issuedAt + 86_400,
            mediaType: "application/json",
          });
          expect(opened.claims.documentId).toHaveLength(16);
          expect(documentOf(opened)).toEqual(document);
          expect(await verifySignature(opened, signers[type].publicKey, opened.signedFor)).toBe(true);
          for (const other of Object.values(signers).filter((candidate) => candidate !== signers[type])) {
            expect(await verifySignature(opened, other.publicKey, opened.signedFor)).toBe(false);
          }
        }
      }
    },
  );

  test("any type of document, compressed the way that is smallest", async () => {
    const random = systemRandom(300);
    const cases = [
      [random, "none"],
      [new TextEncoder().encode("déclaration en douane ".repeat(40)), "brotli"],
    ] as const;
    for (const [bytes, compression] of cases) {
      const envelope = await sealCompact(bytes, [port.publicKey], {
        signer: null,
        issuedAt,
        mediaType: "application/pdf",
      });
      const opened = await reopen(envelope, port);
      expect(opened?.claims.mediaType).toBe("application/pdf");
      expect(opened?.claims.compression.name).toBe(compression);
      expect(opened && Buffer.from(documentOf(opened)).equals(bytes)).toBe(true);
    }
  });

  test.each([
    ["a subject of 201 characters", { subject: "é".repeat(201) }],
    ["an empty issuer", { issuer: "" }],
    ["a media type with a parameter", { mediaType: "text/plain;charset=utf-8" }],
    ["a date before 1970", { expiresAt: -1 }],
  ])("nothing that no reader would take: %s", async (_, options) => {
    const seal = () => sealCompact(document, [port.publicKey], { signer: null, issuedAt, ...options });
    await expect(seal()).rejects.toThrow(expect.objectContaining({ code: "internal/bug" }) as Error);
  });

  test("in characters that a symbol stores at five and a half bits", async () => {
    const text = textOf(
      await sealCompact(document, [port.publicKey], { signer: signers.ed25519.privateKey, issuedAt }),
    );
    expect(text).toMatch(/^QS1:[0-9A-Z $%*+./:-]+$/);
  });
});

describe("what is refused", () => {
  test("a key it is not for: a value, not an error", async () => {
    const envelope = await sealCompact(document, [port.publicKey], { signer: null, issuedAt });
    expect(await reopen(envelope, air)).toBeNull();
    expect(await reopen(envelope, rsa)).toBeNull();
  });

  test("every flipped bit, for one recipient and for each of several", async () => {
    for (const keys of [[port], [rsa, port]]) {
      const signer = signers.ed25519.privateKey;
      const envelope = await sealCompact(
        document,
        keys.map(({ publicKey }) => publicKey),
        { signer, issuedAt },
      );
      let refused = 0;
      for (let bit = 0; bit < envelope.length * 8; bit += 1) {
        const altered = Uint8Array.from(envelope);
        altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        for (const pair of keys) {
          try {
            expect(await reopen(altered, pair), `bit ${bit}`).toBeNull();
          } catch (error) {
            if (!(error instanceof QrsealError)) throw error;
            expect(["envelope/malformed", "envelope/unsupported", "open/damaged"]).toContain(error.code);
          }
          refused += 1;
        }
      }
      expect(refused).toBe(envelope.length * 8 * keys.length);
    }
  });

  test("a signed statement that its recipient seals anew for another office", async () => {
    const signer = signers.ed25519;
    const opened = await reopen(
      await sealCompact(document, [port.publicKey], { signer: signer.privateKey, issuedAt }),
      port,
    );
    if (opened?.signature == null) throw new Error("not opened");
    // What the port can do: the same statement, encrypted correctly for the airport.
    const plain = encodeStatementAgain({ ...opened, signature: null }, []);
    expect(plain).toEqual(opened.payload);
    const { protectedHeader, signature } = opened.signature;
    const stolen = encodeCbor(
      tagCbor(coseTags.sign1, [protectedHeader, new Map(), opened.payload, signature]),
    );
    const forwarded = await reopen(await encryptStatement(stolen, [air.publicKey], systemRandom), air);
    if (forwarded === null) throw new Error("not opened");
    expect(await verifySignature(forwarded, signer.publicKey, forwarded.signedFor)).toBe(false);
    expect(await verifySignature(forwarded, signer.publicKey, opened.signedFor)).toBe(true);
    // Or openly, as an office does for its successor: the signature holds, and names whom it was made for.
    const openly = await reopen(await rewrapCompact(opened, air.publicKey), air);
    if (openly === null) throw new Error("not opened");
    expect(await verifySignature(openly, signer.publicKey, openly.signedFor)).toBe(true);
    expect(openly.signedFor).toEqual([fingerprintBytes(port.publicKey)]);
    expect(documentOf(openly)).toEqual(document);
  });

  test("a statement that names again the recipients it has anyway", async () => {
    const signer = signers.ed25519.privateKey;
    const opened = await reopen(await sealCompact(document, [port.publicKey], { signer, issuedAt }), port);
    if (opened === null) throw new Error("not opened");
    const twice = await encryptStatement(
      encodeStatementAgain(opened, opened.signedFor),
      [port.publicKey],
      systemRandom,
    );
    await expect(reopen(twice, port)).rejects.toThrow(
      expect.objectContaining({ code: "envelope/malformed" }) as Error,
    );
  });

  test("a key that several recipients are not all bound to", async () => {
    const claims = encodeClaims({
      issuer: null,
      subject: null,
      expiresAt: null,
      notBefore: null,
      issuedAt,
      documentId: new Uint8Array(16),
      mediaType: "application/json",
      document,
    });
    const { contentKey, structures } = addressByHand([port.publicKey, air.publicKey]);
    const other = commitToKey(new Uint8Array(32));
    const header = contentHeader(other);
    const nonce = new Uint8Array(12);
    const ciphertext = encryptContent(contentKey, nonce, claims, contentAad(header, structures));
    const envelope = new TextEncoder().encode(encodeEncrypted(header, nonce, ciphertext, structures));
    await expect(reopen(envelope, port)).rejects.toThrow(
      expect.objectContaining({ code: "open/damaged" }) as Error,
    );
  });
});
