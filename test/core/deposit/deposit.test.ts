import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalBytes } from "../../../src/core/encoding/bytes.ts";
import { openDeposit, sealDeposit } from "../../../src/core/deposit/blob.ts";
import type { SealedDeposit } from "../../../src/core/deposit/blob.ts";
import { DEPOSIT_MEDIA_TYPE, encodeTicket, parseTicket } from "../../../src/core/deposit/ticket.ts";
import type { DepositTicket } from "../../../src/core/deposit/ticket.ts";
import { parseEnvelope } from "../../../src/core/envelope/detect.ts";
import { limits } from "../../../src/core/limits.ts";
import { systemRandom } from "../../../src/core/random.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { office, signer } from "../envelope/compact/keys.ts";
import { expectRefusal, fixture, hex, present, refusalOf } from "../support/fixtures.ts";
import { documentOf, openCompact, sealCompact } from "../envelope/support/sealing.ts";

const pdf = "application/pdf";

function ticketFor(sealed: SealedDeposit, more: Partial<DepositTicket> = {}): DepositTicket {
  const { contentKey, digest, size, compression, mediaType } = sealed;
  return {
    origin: "https://exchange.example",
    id: Uint8Array.from(systemRandom(16)),
    readToken: Uint8Array.from(systemRandom(32)),
    contentKey,
    digest,
    size,
    compression,
    mediaType,
    expiresAt: 1_800_000_000,
    certificate: null,
    once: false,
    ...more,
  };
}

describe("sealing a deposit", () => {
  it("gives back any document, byte for byte, through a ticket in an ordinary envelope", async () => {
    const document = fixture("documents/label-certificate.json");
    const sealed = sealDeposit(document, "application/json");
    const ticket = ticketFor(sealed, { certificate: Uint8Array.from(systemRandom(32)), once: true });
    const envelope = await sealCompact(encodeTicket(ticket), [office("port").publicKey], {
      signer: signer("issuer-ed25519").privateKey,
      issuedAt: 1_790_000_000,
      mediaType: DEPOSIT_MEDIA_TYPE,
    });
    const parsed = parseEnvelope(envelope);
    const statement = present(await openCompact(parsed, office("port").privateKey));
    expect(statement.claims.mediaType).toBe(DEPOSIT_MEDIA_TYPE);
    const read = parseTicket(documentOf(statement));
    expect({ ...read }).toEqual(ticket);
    expect(equalBytes(openDeposit(sealed.blob, read), document)).toBe(true);
  });

  it("is undone for documents of any content", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (document) => {
        const sealed = sealDeposit(document, pdf);
        expect(sealed.size).toBe(sealed.blob.length);
        expect(sealed.blob.length).toBeLessThanOrEqual(document.length + 16);
        const ticket = parseTicket(encodeTicket(ticketFor(sealed)));
        expect(equalBytes(openDeposit(sealed.blob, ticket), document)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("compresses what becomes shorter by it, and nothing else", () => {
    expect(sealDeposit(new Uint8Array(1000), pdf)).toMatchObject({ compression: { name: "zlib" } });
    expect(sealDeposit(Uint8Array.from(systemRandom(1000)), pdf)).toMatchObject({
      compression: { name: "none" },
      size: 1016,
    });
  });

  it("draws a key of its own each time, and nothing of the document shows", () => {
    const document = encodeUtf8("the same words ".repeat(4));
    const one = sealDeposit(document, pdf);
    const other = sealDeposit(document, pdf);
    expect(hex(one.contentKey)).not.toBe(hex(other.contentKey));
    expect(hex(one.blob.subarray(0, 8))).not.toBe(hex(other.blob.subarray(0, 8)));
    const drawn: number[] = [];
    sealDeposit(document, pdf, (length) => {
      drawn.push(length);
      return systemRandom(length);
    });
    expect(drawn).toEqual([32]);
  });

  it("leaves the caller's document as it was", () => {
    const document = Uint8Array.from(systemRandom(100));
    const copy = Uint8Array.from(document);
    sealDeposit(document, pdf);
    expect(equalBytes(document, copy)).toBe(true);
  });

  it("takes 16 MiB and not a byte more, back and forth", () => {
    const largest = new Uint8Array(limits.depositDocumentBytes);
    const sealed = sealDeposit(largest, pdf);
    expect(openDeposit(sealed.blob, ticketFor(sealed)).length).toBe(largest.length);
    expectRefusal(() => sealDeposit(new Uint8Array(largest.length + 1), pdf), "document/too-large");
  });

  it("checks JSON at the sender's desk", () => {
    expectRefusal(() => sealDeposit(encodeUtf8("{"), "application/json"), "document/not-json");
    expect(() => sealDeposit(encodeUtf8("{"), pdf)).not.toThrow();
  });
});

describe("opening a deposit", () => {
  const document = encodeUtf8('{"a":[1,2,3,4,5,6,7,8,9,10]}');
  const sealed = sealDeposit(document, "application/json");
  const ticket = ticketFor(sealed);

  it("refuses every flipped bit of the ciphertext as another document", () => {
    for (let bit = 0; bit < sealed.blob.length * 8; bit += 1) {
      const blob = Uint8Array.from(sealed.blob);
      blob[bit >> 3] = (blob[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(refusalOf(() => openDeposit(blob, ticket)).code).toBe("deposit/altered");
    }
  });

  it("no flipped bit of a ticket opens it, but for those of what does not bear on the ciphertext", () => {
    const bytes = encodeTicket(ticket);
    const taken = new Set<string>();
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Uint8Array.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      try {
        const read = parseTicket(changed);
        expect(hex(encodeTicket(read))).toBe(hex(changed));
        openDeposit(sealed.blob, read);
        for (const name of ["origin", "id", "readToken", "expiresAt"] as const)
          if (String(read[name]) !== String(ticket[name])) taken.add(name);
      } catch (error) {
        expect(["deposit/malformed", "deposit/altered", "open/damaged", "open/bad-compression"]).toContain(
          (error as { code?: string }).code,
        );
      }
    }
    // Of these the service and the signature take care.
    expect(Array.from(taken).toSorted()).toEqual(["expiresAt", "id", "origin", "readToken"]);
  });
});

describe("a ticket that nobody could read", () => {
  const sealed = sealDeposit(encodeUtf8("{}"), "application/json");

  it.each([
    ["a service without https", { origin: "http://exchange.example" }],
    ["a short id", { id: new Uint8Array(15) }],
    ["a size beyond all", { size: limits.depositDocumentBytes + 17 }],
    ["a media type with a parameter", { mediaType: "text/plain;charset=utf-8" }],
  ])("is never written: %s", (_, more) => {
    expectRefusal(() => encodeTicket(ticketFor(sealed, more)), "internal/bug");
  });
});
