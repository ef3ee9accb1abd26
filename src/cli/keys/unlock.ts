/**
 * Opens an envelope with the keys of this desk: with the one that was named, else with the one of the key folder
 * that the envelope is for. Nobody is asked for a passphrase before that is known, where it can be known.
 */
import path from "node:path";
import { documentOf, failure, open, openCompact, QrsealError, shortFingerprint } from "../../core/index.ts";
import type {
  CompactEnvelope,
  Envelope,
  KeyWrappedEnvelope,
  OpenedStatement,
  RecipientPrivateKey,
} from "../../core/index.ts";
import { STREAM } from "../files.ts";
import type { Host } from "../host.ts";
import { describeKey, listKeys } from "./keyfolder.ts";
import type { FolderKey } from "./keyfolder.ts";
import { publicHalfOf, readPrivateKey } from "./keyring.ts";
import type { PassphraseOptions } from "./passphrase.ts";

export interface UnlockOptions extends PassphraseOptions {
  readonly privateKey?: string;
}

export interface Unlocked {
  readonly key: {
    readonly name: string;
    readonly file: string;
    readonly fingerprint: string;
    readonly type: RecipientPrivateKey["type"];
  };
  readonly mediaType: string;
  /** Null for the formats that carry none. Nothing has been decided about it. */
  readonly statement: OpenedStatement | null;
  /** The document, decompressed only now. Throws open/too-large or open/bad-compression. */
  readonly document: () => Uint8Array;
}

type Candidate = Omit<FolderKey, "isRetired"> & { readonly privateFile: string };

/** Keys that could not be read, and why. Where another one opens the envelope nobody needs to hear of them. */
type Unread = QrsealError[];

/** Throws open/for-another-key, open/not-for-this-key, open/damaged, key/none, key/ambiguous and the key and passphrase errors. */
export async function unlock(
  envelope: Envelope,
  folder: string,
  options: UnlockOptions,
  host: Host,
): Promise<Unlocked> {
  const held = await listKeys(folder);
  const named = options.privateKey;
  const candidates = named === undefined ? held.filter(isCandidate) : [await describeNamed(named)];
  if (candidates.length === 0) throw failure("key/none", { folder });
  return envelope.format === "compact"
    ? unlockCompact(envelope, candidates, held, options, host)
    : unlockKeyWrapped(envelope, candidates, options, host);
}

const isCandidate = (key: FolderKey): key is FolderKey & Candidate =>
  key.use === "recipient" && key.privateFile !== null;

/** A key that was named stays a candidate whatever its file holds: reading it tells what is wrong. */
async function describeNamed(file: string): Promise<Candidate> {
  const name = path.basename(file).replace(/(?:_private)?\.pem$/, "");
  const described = file === STREAM ? null : await describeKey(name, false, file, publicHalfOf(file));
  const unknown = {
    fingerprint: null,
    type: null,
    bits: null,
    needsPassphrase: false,
    publicFile: null,
    isPrivateReadable: false,
    isMismatched: false,
  };
  return { use: "recipient", ...(described ?? unknown), name, privateFile: file };
}

/** Null where the fault is this key's alone: a wrong passphrase, a damaged file. */
async function readCandidate(
  { privateFile }: Candidate,
  unread: Unread,
  options: UnlockOptions,
  host: Host,
): Promise<RecipientPrivateKey | null> {
  try {
    return await readPrivateKey(privateFile, options, host);
  } catch (error) {
    const isItsOwn =
      error instanceof QrsealError && (error.code.startsWith("key/") || error.code === "passphrase/wrong");
    if (!isItsOwn) throw error;
    unread.push(error);
    return null;
  }
}

/** Those first that open without a question. */
const byEffort = (a: Candidate, b: Candidate): number =>
  Number(a.needsPassphrase) - Number(b.needsPassphrase);

async function unlockCompact(
  envelope: CompactEnvelope,
  candidates: readonly Candidate[],
  held: readonly FolderKey[],
  options: UnlockOptions,
  host: Host,
): Promise<Unlocked> {
  const isFor = ({ fingerprint }: Candidate): boolean =>
    envelope.recipients.some(({ keyId }) => fingerprint?.startsWith(hex(keyId)) === true);
  const likely = candidates.filter((key) => isFor(key) || key.fingerprint === null);
  // Those that surely fit before those that only a passphrase would tell.
  const ordered = likely.toSorted((a, b) => Number(isFor(b)) - Number(isFor(a)) || byEffort(a, b));
  const unread: Unread = [];
  /** What the files turned out to hold, whatever the public halves beside them say. */
  const found = new Map<string, string>();
  for (const candidate of ordered) {
    const key = await readCandidate(candidate, unread, options, host);
    if (key === null) continue;
    found.set(candidate.privateFile, key.fingerprint);
    const statement = openCompact(envelope, key);
    if (statement === null) continue;
    return {
      key: describeUsed(candidate, key),
      mediaType: statement.claims.mediaType,
      statement,
      document: () => documentOf(statement),
    };
  }
  if (unread[0] !== undefined) throw unread[0];
  const recipients = envelope.recipients.map(({ keyId }) => nameRecipient(hex(keyId), held));
  const holding = candidates.map(({ name, privateFile, fingerprint }) => {
    const known = found.get(privateFile) ?? fingerprint;
    return known === null ? name : `${name} (${shortFingerprint(known)})`;
  });
  throw failure("open/for-another-key", { recipients, held: holding });
}

/** These formats do not name their key: every one of the right length is tried. */
async function unlockKeyWrapped(
  envelope: KeyWrappedEnvelope,
  candidates: readonly Candidate[],
  options: UnlockOptions,
  host: Host,
): Promise<Unlocked> {
  const envelopeBits = envelope.wrappedKey.length * 8;
  const likely = candidates.filter(({ bits }) => bits === null || bits === envelopeBits);
  const asking = likely.filter(({ needsPassphrase }) => needsPassphrase);
  const unread: Unread = [];
  let refused: { candidate: Candidate; key: RecipientPrivateKey } | null = null;
  const ordered = (likely.length === 0 ? candidates : likely).toSorted(byEffort);
  for (const candidate of likely.length === 0 ? ordered.slice(0, 1) : ordered) {
    if (candidate.needsPassphrase && asking.length > 1) {
      const paths = asking.map(({ privateFile }) => privateFile);
      throw failure("key/ambiguous", { what: "protected keys", paths, option: "--private-key" });
    }
    const key = await readCandidate(candidate, unread, options, host);
    if (key === null) continue;
    const document = key.type === "rsa" ? open(envelope, key) : null;
    refused ??= { candidate, key };
    if (document === null) continue;
    const mediaType = envelope.mediaType;
    return { key: describeUsed(candidate, key), mediaType, statement: null, document: () => document };
  }
  if (unread[0] !== undefined) throw unread[0];
  throw failure("open/not-for-this-key", {
    key: refused?.candidate.privateFile ?? "",
    fingerprint: shortFingerprint(refused?.key.fingerprint ?? ""),
    bits: refused?.key.bits ?? 0,
    envelopeBits,
  });
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

function describeUsed({ name, privateFile }: Candidate, key: RecipientPrivateKey): Unlocked["key"] {
  return { name, file: privateFile, fingerprint: key.fingerprint, type: key.type };
}

/** By the name of its public key, where one lies in the folder: "DOUANE-PORT (3f9a-77c1-…)". */
function nameRecipient(keyId: string, held: readonly FolderKey[]): string {
  const known = held.find(({ use, fingerprint }) => use === "recipient" && fingerprint?.startsWith(keyId));
  return known === undefined ? shortFingerprint(keyId) : `${known.name} (${shortFingerprint(keyId)})`;
}
