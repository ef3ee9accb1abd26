import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decryptContent, encryptContent } from "../../../src/core/primitives/aead.ts";
import { coseTags, encodeCbor, parseCbor, tagCbor } from "../../../src/core/encoding/cbor.ts";
import {
  contentAad,
  contentHeader,
  encodeEncrypted,
  PREFIX,
} from "../../../src/core/envelope/compact/encrypted.ts";
import {
  encodeStatement,
  encodeStatementAgain,
  verifySignature,
} from "../../../src/core/envelope/statement.ts";
import { decodeBase45 } from "../../../src/core/encoding/text.ts";
import { officeNames, office, signer, signerNames } from "./compact/keys.ts";
import type { OfficeName } from "./compact/keys.ts";
import { compactGolden, golden, isOffice, keyWrappedGolden } from "./support/golden.ts";
import type { CompactGolden } from "./support/golden.ts";
import { fixture, hex, keyNames, parseKeyWrapped, present, privateKey } from "../support/fixtures.ts";
import { compact } from "../../../src/core/envelope/compact/compact.ts";
import type { OpenedStatement } from "../../../src/core/envelope/statement.ts";
import { isAddressedTo, unwrapContentKey } from "../../../src/core/envelope/contentkey.ts";
import { encodeRecipient } from "../../../src/core/envelope/compact/recipients.ts";
import type { Envelope } from "../../../src/core/envelope/envelope.ts";
import { formatNames } from "../../../src/core/envelope/formats.ts";
import { documentOf, encodeEnvelope, openCompact, openDocument } from "./support/sealing.ts";

describe("golden envelopes", () => {
  it("are all listed, and of every format, every maker, every key and every signing key", () => {
    const files = readdirSync(new URL("../../../fixtures/envelopes/", import.meta.url));
    const names = files
      .filter((file) => file.endsWith(".envelope"))
      .map((file) => file.replace(".envelope", ""));
    expect(names.sort()).toEqual(golden.map(({ name }) => name).sort());
    expect(golden.length).toBeGreaterThanOrEqual(42);
    expect(new Set(golden.map(({ format }) => format))).toEqual(new Set(formatNames));
    expect(new Set(golden.map(({ format, madeBy }) => `${format} ${madeBy}`)).size).toBe(7);
    expect(new Set(keyWrappedGolden.map(({ key }) => key))).toEqual(new Set(keyNames));
    expect(new Set(compactGolden.flatMap(({ recipients }) => recipients.filter(isOffice)))).toEqual(
      new Set(officeNames),
    );
    expect(new Set(compactGolden.map((entry) => entry.signer ?? "nobody"))).toEqual(
      new Set(["nobody", ...signerNames.filter((name) => name.startsWith("issuer"))]),
    );
    expect(new Set(compactGolden.map(({ claims }) => claims.compression))).toEqual(
      new Set(["none", "zlib", "brotli"]),
    );
  });

  it.each(keyWrappedGolden)(
    "$name opens to its document, byte for byte",
    async ({ name, format, key, mediaType }) => {
      const envelope = parseKeyWrapped(fixture(`envelopes/${name}.envelope`));
      expect(envelope).toMatchObject({ format: { name: format }, mediaType });
      const document = present(await openDocument(envelope, privateKey(key)));
      expect(Buffer.compare(document, fixture(`envelopes/${name}.document`))).toBe(0);
    },
  );

  it.each(keyWrappedGolden)("$name is not for any other key", async ({ name, format, key }) => {
    const envelope = parseKeyWrapped(fixture(`envelopes/${name}.envelope`));
    expect(envelope.format.name).toBe(format);
    for (const other of keyNames.filter((candidate) => candidate !== key)) {
      expect(await openDocument(envelope, privateKey(other))).toBeNull();
    }
  });

  it.each(keyWrappedGolden)("$name has the one spelling that this project writes", ({ name }) => {
    const bytes = fixture(`envelopes/${name}.envelope`);
    expect(Buffer.compare(encodeEnvelope(parseKeyWrapped(bytes)), bytes)).toBe(0);
  });
});

const textOf = (name: string): string => Buffer.from(fixture(`envelopes/${name}.envelope`)).toString();
const readers = ({ recipients }: CompactGolden): readonly OfficeName[] => recipients.filter(isOffice);
const reopened = async (name: string, reader: OfficeName): Promise<OpenedStatement> =>
  present(await openCompact(compact.parse(textOf(name)), office(reader).privateKey));
const fingerprints = (recipients: readonly string[]): readonly string[] =>
  recipients.map((recipient) => (isOffice(recipient) ? office(recipient).publicKey.fingerprint : recipient));
const bytesOf = (list: readonly string[]): Uint8Array[] => list.map((one) => Buffer.from(one, "hex"));

async function contentKeyOf({ recipients }: Envelope, reader: OfficeName): Promise<Uint8Array> {
  const key = office(reader).privateKey;
  const own = present(recipients.find((recipient) => isAddressedTo(recipient, key)));
  return present(await unwrapContentKey(own, key));
}

describe("golden compact envelopes", () => {
  it.each(compactGolden)("$name opens for each of its recipients and for no other", async (entry) => {
    const { name, mediaType, claims } = entry;
    const document = fixture(`envelopes/${name}.document`);
    for (const reader of readers(entry)) {
      const opened = await reopened(name, reader);
      expect(Buffer.compare(documentOf(opened), document)).toBe(0);
      const { compression, documentId } = opened.claims;
      const said = { ...opened.claims, compression: compression.name, documentId: hex(documentId) };
      expect(said).toMatchObject({ ...claims, mediaType });
    }
    for (const other of officeNames.filter((candidate) => !entry.recipients.includes(candidate)))
      expect(await openCompact(compact.parse(textOf(name)), office(other).privateKey)).toBeNull();
  });

  it.each(compactGolden)("$name is signed by its issuer, for its recipients, or by nobody", async (entry) => {
    const list = fingerprints(entry.signedFor ?? entry.recipients);
    for (const reader of readers(entry)) {
      const opened = await reopened(entry.name, reader);
      expect(opened.signedFor.map(hex)).toEqual(list);
      expect(opened.signature === null).toBe(entry.signer === null);
      for (const name of signerNames) {
        const { publicKey } = signer(name);
        expect(await verifySignature(opened, publicKey, bytesOf(list))).toBe(name === entry.signer);
        const others = [[], list.slice(1), [...list].reverse(), [...list, ...fingerprints(["air"])]];
        for (const other of others.filter((candidate) => candidate.join() !== list.join()))
          expect(await verifySignature(opened, publicKey, bytesOf(other))).toBe(false);
      }
    }
  });

  it.each(compactGolden)(
    "$name has the one spelling that this project writes, layer by layer",
    async (entry) => {
      const parts = compact.parse(textOf(entry.name));
      const header = contentHeader(parts.keyCommitment);
      const structures = parts.recipients.map(encodeRecipient);
      expect(encodeEncrypted(header, parts.nonce, parts.ciphertext, structures)).toBe(textOf(entry.name));
      expect(compact.encode(parts)).toBe(textOf(entry.name));
      for (const reader of readers(entry)) {
        const contentKey = await contentKeyOf(parts, reader);
        const statement = present(decryptContent(contentKey, parts.nonce, parts.ciphertext, parts.aad));
        const aad = contentAad(header, structures);
        expect(hex(encryptContent(contentKey, parts.nonce, statement, aad))).toBe(hex(parts.ciphertext));

        const opened = await reopened(entry.name, reader);
        expect(hex(encodeCbor(parseCbor(opened.payload)?.value))).toBe(hex(opened.payload));
        if (opened.signature === null) expect(hex(statement)).toBe(hex(opened.payload));
        else if (entry.signedFor !== null)
          expect(hex(encodeStatementAgain(opened, opened.signedFor))).toBe(hex(statement));
        else {
          const { protectedHeader, signature } = opened.signature;
          const items = [protectedHeader, new Map(), opened.payload, signature];
          expect(hex(encodeCbor(tagCbor(coseTags.sign1, items)))).toBe(hex(statement));
        }
        // Of the four algorithms Ed25519 alone signs the same bytes the same way every time.
        if (entry.signer === "issuer-ed25519" && entry.signedFor === null) {
          const list = bytesOf(fingerprints(entry.recipients));
          const signed = await encodeStatement(opened.payload, signer(entry.signer).privateKey, list);
          expect(hex(signed)).toBe(hex(statement));
        }
      }
    },
  );
});

describe("the example of docs/FORMAT.md, section 7", () => {
  const name = "qrseal-compact-port-ed25519-short";
  const format = readFileSync(new URL("../../../docs/FORMAT.md", import.meta.url), "utf8");
  const example = format.slice(format.indexOf("### 7.8"), format.indexOf("## 8."));
  /** The bytes of a block: what stands in hexadecimal before the explanation, two spaces off. */
  const blocks = Array.from(example.matchAll(/```\n([^`]*)```/g), ([, block = ""]) =>
    block.replace(/^ *((?:[0-9a-f]{2,} ?)+)(?: .*)?$/gm, "$1").replace(/\s/g, ""),
  );

  it("is the golden envelope, byte for byte", () => {
    expect(example).toContain(name);
    expect(blocks[0]).toBe(hex(present(decodeBase45(textOf(name).slice(PREFIX.length)))));
  });

  it("is the statement in it, under the content key it names", async () => {
    const parts = compact.parse(textOf(name));
    const contentKey = await contentKeyOf(parts, "port");
    expect(example).toContain(hex(contentKey));
    expect(blocks[1]).toBe(
      hex(present(decryptContent(contentKey, parts.nonce, parts.ciphertext, parts.aad))),
    );
  });
});
