import { TAG_BYTES } from "../src/core/primitives/aead.ts";
import { parseEnvelope } from "../src/core/envelope/detect.ts";
import { bareWork } from "./lib/bare.ts";
import type { BareJob, BareWork, CompressionName } from "./lib/bare.ts";
import { compare, timeInBlocks } from "./lib/blocks.ts";
import type { Comparison } from "./lib/blocks.ts";
import { sealedCompact } from "./lib/compact.ts";
import { issuedDocument } from "./lib/documents.ts";
import type { IssuedDocument } from "./lib/documents.ts";
import type { NamedSigner } from "./lib/keys.ts";
import { everyRecipient, newSigner, rsaKeys } from "./lib/keys.ts";
import { openedFrom } from "./lib/readback.ts";
import type { Bench, Table, Verdict } from "./lib/report.ts";
import type { RsaBits } from "../src/core/keys/kinds/rsaoaep.ts";
import { x25519 } from "../src/core/keys/kinds/x25519.ts";
import type { RecipientKeyPair } from "../src/core/keys/recipientkind.ts";
import { openCompact, sealKeyWrapped } from "../test/core/envelope/support/sealing.ts";
import type { KeyWrappedFormatName } from "../test/core/envelope/support/sealing.ts";

const pairs = 15;
const blockMilliseconds = 40;
const aimShare = 0.7;

/** One way of sealing, and the primitives that it cannot do without. */
interface Contest {
  readonly name: string;
  readonly seal: () => Promise<Uint8Array>;
  readonly open: () => Promise<Uint8Array | null>;
  readonly bare: BareWork;
}

interface Result {
  readonly name: string;
  readonly seal: Comparison;
  readonly open: Comparison;
  /** Which part of the bare cost of sealing is compression. */
  readonly compressionPart: number;
}

export const bench: Bench = {
  summary: "documents sealed and opened in a second, beside the bare primitives on the same sizes",
  run: async (progress) => {
    const document = issuedDocument("label-certificate");
    const contests = await everyContest(document);
    progress("warming up");
    // All of them before any counts: they share code, which is compiled anew while the first ones run.
    for (const contest of contests) await measure(contest, document, 1);
    const before = { wall: performance.now(), cpu: process.cpuUsage() };
    const results: Result[] = [];
    for (const contest of contests) {
      progress(contest.name);
      results.push(await measure(contest, document, pairs));
    }
    const cpu = process.cpuUsage(before.cpu);
    const ownShare = (cpu.user + cpu.system) / 1000 / (performance.now() - before.wall);
    return {
      rows: [],
      tables: [tableOf(results, "seal"), tableOf(results, "open")],
      verdicts: [aimVerdict(results)],
      notes: [
        `${document.name}, ${document.bytes.length} bytes, one document after the other in one thread`,
        "bare: key wrap or agreement, signature, compression and AES-GCM, called directly, nothing else",
        "bare sealing of compact tries zlib 9 and brotli 11, as its rule (the smallest) demands; opening undoes one",
        "compression in bare: where it is near 1, brotli is nearly all there is, and the share says little of the rest",
        "ours adds: the check that the document is JSON, claims, CBOR, base45 or base64, checks on opening, wiping",
        `share: bare time over our time, 1 = as fast; medians of ${pairs} pairs of blocks of ${blockMilliseconds} ms of processor time, by turns`,
        ...(ownShare < 0.95
          ? [`the machine was loaded: the process had ${Math.round(ownShare * 100)} % of one processor`]
          : []),
      ],
    };
  },
};

async function everyContest(document: IssuedDocument): Promise<Contest[]> {
  const signers = await Promise.all(
    (["ed25519", "p256", "rsa", "dsa"] as const).map((type) => newSigner(type)),
  );
  const [ed25519 = null] = signers;
  const single = await everyRecipient();
  const several = [
    { name: "all four of these", recipients: single.map(({ keys }) => keys) },
    { name: "4 × X25519", recipients: await Promise.all(Array.from({ length: 4 }, () => x25519.generate())) },
  ];
  return Promise.all([
    ...(["classic", "jwe"] as const).flatMap((format) =>
      ([2048, 3072] as const).map((bits) => keyWrappedContest(document, format, bits)),
    ),
    ...single.flatMap(({ name, keys }) =>
      [null, ...signers].map((signer) => compactContest(document, name, [keys], signer)),
    ),
    ...several.flatMap(({ name, recipients }) =>
      [null, ed25519].map((signer) => compactContest(document, name, recipients, signer)),
    ),
  ]);
}

async function keyWrappedContest(
  document: IssuedDocument,
  format: KeyWrappedFormatName,
  bits: RsaBits,
): Promise<Contest> {
  const keys = rsaKeys(bits);
  const sealNow = (): Promise<Uint8Array> => sealKeyWrapped(document.bytes, keys.publicKey, { format });
  const envelope = await sealNow();
  const parsed = parseEnvelope(envelope);
  const { compression } = parsed;
  if (compression === null) throw new Error(`${format} does not say how it is compressed`);
  return {
    name: `${format}, RSA-${bits}`,
    seal: sealNow,
    open: () => openedFrom(envelope, keys.privateKey, null),
    bare: bareWork({
      document: document.bytes,
      compression: format === "jwe" ? "DEFLATE" : "zlib",
      chosen: compression.name as CompressionName,
      compressed: compression.compress(document.bytes),
      plaintextBytes: parsed.ciphertext.length - TAG_BYTES,
      aadBytes: parsed.aad.length,
      recipients: [keys],
      signer: null,
      signedBytes: 0,
      otherRandomBytes: 0,
    }),
  };
}

async function compactContest(
  document: IssuedDocument,
  recipientName: string,
  recipients: readonly RecipientKeyPair[],
  signer: NamedSigner | null,
): Promise<Contest> {
  const publicKeys = recipients.map(({ publicKey }) => publicKey);
  const [first] = recipients;
  if (first === undefined) throw new Error("a document for nobody");
  const sealNow = (): Promise<Uint8Array> =>
    sealedCompact(document, publicKeys, signer?.keys.privateKey ?? null);
  const envelope = await sealNow();
  return {
    name: `compact, ${recipientName}, ${signer?.name ?? "unsigned"}`,
    seal: sealNow,
    open: () => openedFrom(envelope, first.privateKey, signer?.keys.publicKey ?? null),
    bare: bareWork({
      document: document.bytes,
      recipients,
      signer,
      ...(await compactSizes(envelope, first)),
    }),
  };
}

/** What the primitives are given for this envelope. */
async function compactSizes(
  envelope: Uint8Array,
  { privateKey }: RecipientKeyPair,
): Promise<Omit<BareJob, "document" | "recipients" | "signer">> {
  const parsed = parseEnvelope(envelope);
  const statement = await openCompact(parsed, privateKey);
  if (statement === null) throw new Error("the first recipient cannot open the envelope");
  const { compression, content, documentId } = statement.claims;
  const header = statement.signature?.protectedHeader.length ?? 0;
  const fingerprints = 32 * (1 + parsed.recipients.length);
  return {
    compression: "zlib and brotli",
    chosen: compression.name as CompressionName,
    compressed: content,
    plaintextBytes: parsed.ciphertext.length - TAG_BYTES,
    aadBytes: parsed.aad.length,
    signedBytes: statement.payload.length + header + fingerprints,
    otherRandomBytes: documentId.length,
  };
}

async function measure(
  { name, seal: sealNow, open, bare }: Contest,
  document: IssuedDocument,
  count: number,
): Promise<Result> {
  const opened = await open();
  if (opened === null || !Buffer.from(opened).equals(document.bytes)) {
    throw new Error(`${name} did not give the document back, so its figures would mean nothing`);
  }
  const compression = compare(await timeInBlocks(bare.seal, bare.compress, count, blockMilliseconds));
  return {
    name,
    seal: compare(await timeInBlocks(sealNow, bare.seal, count, blockMilliseconds)),
    open: compare(await timeInBlocks(open, bare.open, count, blockMilliseconds)),
    compressionPart: compression.share.median,
  };
}

function tableOf(results: readonly Result[], direction: "seal" | "open"): Table {
  return {
    title: direction,
    columns: [
      { name: "a second", digits: 0 },
      { name: "bare", digits: 0 },
      { name: "share", digits: 2 },
      { name: "lowest", digits: 2 },
      { name: "highest", digits: 2 },
      ...(direction === "seal" ? [{ name: "compression in bare", digits: 2 }] : []),
    ],
    rows: results.map(({ name, compressionPart, ...both }) => {
      const { ours, bare, share } = both[direction];
      const values = [1000 / ours, 1000 / bare, share.median, share.lowest, share.highest];
      return { name, values: direction === "seal" ? [...values, compressionPart] : values };
    }),
  };
}

function aimVerdict(results: readonly Result[]): Verdict {
  const short = results.filter(({ seal: { share } }) => share.median < aimShare);
  const lowest = Math.min(...results.map(({ seal: { share } }) => share.median));
  const named = short.map(({ name, seal: { share } }) => `${name} ${share.median.toFixed(2)}`);
  return {
    aim: `sealing runs at ${aimShare.toFixed(1)} of the bare primitives or more`,
    measured: `lowest share ${lowest.toFixed(2)}${named.length === 0 ? "" : `; short: ${named.join("; ")}`}`,
    met: short.length === 0,
  };
}
