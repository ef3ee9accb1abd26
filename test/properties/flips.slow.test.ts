/** A hundred thousand flipped bits, over envelopes of every format and suite: nothing altered is ever accepted. */
import { describe, expect, it } from "vitest";
import { decryptContent } from "../../src/core/primitives/aead.ts";
import { verifySignature } from "../../src/core/envelope/statement.ts";
import { QrsealError } from "../../src/core/refusal.ts";
import { parseEnvelope } from "../../src/core/envelope/detect.ts";
import { systemRandom } from "../../src/core/random.ts";
import { decodeUtf8, encodeUtf8 } from "../../src/core/encoding/text.ts";
import { issuerNames, office, signer } from "../core/envelope/compact/keys.ts";
import type { OfficeName, SignerName } from "../core/envelope/compact/keys.ts";
import { fixture, present } from "../core/support/fixtures.ts";
import { randomFor } from "../simulator/random.ts";
import { compact as usual } from "../../src/core/envelope/compact/compact.ts";
import { isAddressedTo, unwrapContentKey } from "../../src/core/envelope/contentkey.ts";
import {
  documentOf,
  encryptStatement,
  keyWrappedFormatNames,
  openCompact,
  openDocument,
  sealCompact,
  sealKeyWrapped,
} from "../core/envelope/support/sealing.ts";
import type { KeyWrappedFormatName } from "../core/envelope/support/sealing.ts";

const seed = process.env["QRSEAL_FLIPS_SEED"] ?? "1";
console.log(`flips: seed ${seed}; QRSEAL_FLIPS_SEED draws others`);

const FLIPS = 1000;
const issuedAt = 1_790_000_000;
const documents = [
  encodeUtf8("{}"),
  fixture("documents/id-card.json"),
  fixture("documents/label-certificate.json"),
  Uint8Array.from(systemRandom(300)),
] as const;
const typeOf = (document: Uint8Array): string =>
  document === documents[3] ? "application/pdf" : "application/json";

interface Sample {
  readonly bytes: Uint8Array;
  readonly readers: readonly OfficeName[];
  readonly signer: SignerName | null;
}

// Few of them for RSA: one operation of its takes as long as ten with X25519, and a hundred flips that the text shows.
const keyWrapped = keyWrappedFormatNames.map((format) => ({
  suite: `${format}, RSA-2048`,
  samples: Array.from({ length: 4 }, (_, at) => keyWrappedSample(format, at)),
}));

async function keyWrappedSample(format: KeyWrappedFormatName, at: number): Promise<Sample> {
  const document = documents[at % 3] ?? documents[0];
  const recipient = office("office-2048").publicKey;
  return {
    bytes: await sealKeyWrapped(document, recipient, { format }),
    readers: ["office-2048"],
    signer: null,
  };
}

const groups: readonly (readonly OfficeName[])[] = [
  ["port"],
  ["office-2048"],
  ["port", "air"],
  ["office-2048", "port"],
];
const compact = groups.flatMap((readers) =>
  [null, ...issuerNames].map((name) => {
    const count = readers.includes("office-2048") ? 2 : 7;
    const samples = Array.from({ length: count }, (_, at) => compactSample(readers, name, at));
    return { suite: `compact for ${readers.join(" and ")}, ${name ?? "unsigned"}`, samples };
  }),
);

async function compactSample(
  readers: readonly OfficeName[],
  name: SignerName | null,
  at: number,
): Promise<Sample> {
  const document = documents[at % documents.length] ?? documents[0];
  const recipients = readers.map((reader) => office(reader).publicKey);
  const mediaType = typeOf(document);
  const key = name === null ? null : signer(name).privateKey;
  return {
    bytes: await sealCompact(document, recipients, { signer: key, issuedAt, mediaType }),
    readers,
    signer: name,
  };
}

const rows = await Promise.all(
  [...keyWrapped, ...compact].map(async ({ suite, samples }) => ({
    suite,
    samples: await Promise.all(samples),
    count: samples.length,
  })),
);

const ACCEPTED = "accepted";
/** What reading an altered envelope may come to. */
const allowed = [
  "not for this key",
  "envelope/not-recognised",
  "envelope/malformed",
  "envelope/unsupported",
  "open/damaged",
];

/** Accepted: it opens, and where the original was signed the signature holds. Whatever else is wrong is told by its name. */
async function reading(bytes: Uint8Array, reader: OfficeName, issuer: SignerName | null): Promise<string> {
  const key = office(reader).privateKey;
  try {
    const envelope = parseEnvelope(bytes);
    if (!envelope.format.carriesStatement)
      return (await openDocument(envelope, key)) === null ? "not for this key" : ACCEPTED;
    const opened = await openCompact(envelope, key);
    if (opened === null) return "not for this key";
    if (issuer !== null && !(await verifySignature(opened, signer(issuer).publicKey, opened.signedFor)))
      return "opened, and its signature does not hold";
    documentOf(opened);
    return ACCEPTED;
  } catch (error) {
    return error instanceof QrsealError ? error.code : `crashed: ${String(error)}`;
  }
}

function withBitFlipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

describe("1,000 flipped bits in each of 102 envelopes, 70 for X25519 alone and 32 for RSA-2048 too", () => {
  it("are over a hundred thousand, in every format, suite and signature", () => {
    const samples = rows.flatMap(({ samples: some }) => some);
    expect(samples).toHaveLength(102);
    expect(samples.filter(({ readers }) => readers.includes("office-2048"))).toHaveLength(32);
    expect(samples.length * FLIPS).toBeGreaterThanOrEqual(100_000);
  });

  it.each(rows)("$suite: $count envelopes, none accepted", async ({ suite, samples }) => {
    const random = randomFor(seed, suite);
    const counts = new Map<string, number>();
    for (const { bytes, readers, signer: issuer } of samples) {
      for (const reader of readers) expect(await reading(bytes, reader, issuer)).toBe(ACCEPTED);
      for (let flip = 0; flip < FLIPS; flip += 1) {
        const altered = withBitFlipped(bytes, Math.floor(random.uniform(0, bytes.length * 8)));
        const came = await reading(altered, present(readers[flip % readers.length]), issuer);
        if (!allowed.includes(came)) throw new Error(`${came}: ${Buffer.from(altered).toString("hex")}`);
        counts.set(came, (counts.get(came) ?? 0) + 1);
      }
    }
    expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(samples.length * FLIPS);
    // Not all of it was seen in the text already: the tag had something to do.
    expect(counts.get("open/damaged")).toBeGreaterThan(10 * samples.length);
  });
});

describe("1,000 bits flipped in a signed statement, which is then sealed as it should be", () => {
  it.each(issuerNames)("%s: the signature holds for none", async (name) => {
    const random = randomFor(seed, `statement, ${name}`);
    const { readers, bytes } = await compactSample(["port"], name, 1);
    const { privateKey, publicKey } = office("port");
    const parts = usual.parse(present(decodeUtf8(bytes)));
    const own = present(parts.recipients.find((recipient) => isAddressedTo(recipient, privateKey)));
    const contentKey = present(await unwrapContentKey(own, privateKey));
    const statement = present(decryptContent(contentKey, parts.nonce, parts.ciphertext, parts.aad));
    const sealAgain = (content: Uint8Array): Promise<Uint8Array> =>
      encryptStatement(content, [publicKey], systemRandom);

    expect(await reading(await sealAgain(statement), present(readers[0]), name)).toBe(ACCEPTED);
    const outcomes = [...allowed.slice(2, 4), "opened, and its signature does not hold"];
    const counts = new Map<string, number>();
    for (let flip = 0; flip < 1000; flip += 1) {
      const altered = withBitFlipped(statement, Math.floor(random.uniform(0, statement.length * 8)));
      const came = await reading(await sealAgain(altered), "port", name);
      if (!outcomes.includes(came)) throw new Error(`${came}: ${Buffer.from(altered).toString("hex")}`);
      counts.set(came, (counts.get(came) ?? 0) + 1);
    }
    expect(counts.get("opened, and its signature does not hold")).toBeGreaterThan(100);
  });
});
