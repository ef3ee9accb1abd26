/**
 * Opens an envelope with the keys of this desk: with the one that was named, else with the one of the key folder
 * that the envelope is for. Nobody is asked for a passphrase before that is known, where it can be known.
 */
import path from "node:path";
import { open, QrsealError, shortFingerprint, toHex } from "../../core/index.ts";
import type { Envelope, Opened, OpeningKey } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { STREAM } from "../../office/folder/files.ts";
import type { Host } from "../host.ts";
import { describeKey, listKeys } from "../../office/folder/keyfolder.ts";
import type { FolderKey } from "../../office/folder/keyfolder.ts";
import { publicHalfOf, readPrivateKey } from "./keyring.ts";
import type { PassphraseOptions } from "./passphrase.ts";

export interface UnlockOptions extends PassphraseOptions {
  readonly privateKey?: string;
}

/** Nothing has been decided about it. */
export interface Unlocked extends Opened {
  readonly key: {
    readonly name: string;
    readonly file: string;
    readonly fingerprint: string;
    readonly type: string;
  };
}

type Candidate = Omit<FolderKey, "isRetired"> & { readonly privateFile: string };

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
  const { ordered, checkAsking, refusal } = planSearch(envelope, candidates, held);
  /** Keys that could not be read, and why. Where another one opens the envelope nobody needs to hear of them. */
  const unread: QrsealError[] = [];
  const tried: Tried[] = [];
  for (const candidate of ordered) {
    checkAsking(candidate);
    const key = await readCandidate(candidate, unread, options, host);
    if (key === null) continue;
    tried.push({ candidate, key });
    const opened = await open(envelope, key);
    if (opened !== null) return { ...opened, key: describeUsed(candidate, key) };
  }
  throw unread[0] ?? refusal(tried);
}

/** A key that was read, and the envelope is not for it. */
interface Tried {
  readonly candidate: Candidate;
  readonly key: OpeningKey;
}

/** How the key is looked for that an envelope is for. */
interface Search {
  /** Those worth trying, in the order of trying. */
  readonly ordered: readonly Candidate[];
  /** Throws key/ambiguous where nobody can tell which passphrase to ask for. */
  readonly checkAsking: (candidate: Candidate) => void;
  /** What is told where none of them opens it. */
  readonly refusal: (tried: readonly Tried[]) => Error;
}

function planSearch(
  { recipients }: Envelope,
  candidates: readonly Candidate[],
  held: readonly FolderKey[],
): Search {
  const keyIds = recipients.flatMap(({ keyId }) => (keyId === null ? [] : toHex(keyId)));
  const [first] = recipients;
  return first === undefined || keyIds.length > 0
    ? searchByKeyId(keyIds, candidates, held)
    : searchByLength(first.keyBits, candidates);
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
    label: null,
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
  unread: QrsealError[],
  options: UnlockOptions,
  host: Host,
): Promise<OpeningKey | null> {
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

function searchByKeyId(
  keyIds: readonly string[],
  candidates: readonly Candidate[],
  held: readonly FolderKey[],
): Search {
  const isFor = ({ fingerprint }: Candidate): boolean =>
    keyIds.some((keyId) => fingerprint?.startsWith(keyId) === true);
  const likely = candidates.filter((key) => isFor(key) || key.fingerprint === null);
  return {
    // Those that surely fit before those that only a passphrase would tell.
    ordered: likely.toSorted((a, b) => Number(isFor(b)) - Number(isFor(a)) || byEffort(a, b)),
    checkAsking: () => undefined,
    refusal: (tried) => {
      // What the files turned out to hold, whatever the public halves beside them say.
      const found = new Map(tried.map(({ candidate, key }) => [candidate.privateFile, key.fingerprint]));
      const holding = candidates.map(({ name, privateFile, fingerprint }) => {
        const known = found.get(privateFile) ?? fingerprint;
        return known === null ? name : `${name} (${shortFingerprint(known)})`;
      });
      const recipients = keyIds.map((keyId) => nameRecipient(keyId, held));
      return failure("open/for-another-key", { recipients, held: holding });
    },
  };
}

/** For the formats that do not name their key: every one of the right length is tried. */
function searchByLength(envelopeBits: number, candidates: readonly Candidate[]): Search {
  const likely = candidates.filter(({ bits }) => bits === null || bits === envelopeBits);
  const asking = likely.filter(({ needsPassphrase }) => needsPassphrase);
  return {
    // Where none has that length, one of the others still tells what its length is.
    ordered: likely.length === 0 ? candidates.toSorted(byEffort).slice(0, 1) : likely.toSorted(byEffort),
    checkAsking: ({ needsPassphrase }) => {
      if (!needsPassphrase || asking.length < 2) return;
      const paths = asking.map(({ privateFile }) => privateFile);
      throw failure("key/ambiguous", { what: term("protected-keys"), paths, option: "--private-key" });
    },
    refusal: ([first]) =>
      failure("open/not-for-this-key", {
        key: first?.candidate.privateFile ?? "",
        fingerprint: shortFingerprint(first?.key.fingerprint ?? ""),
        bits: first?.key.bits ?? 0,
        envelopeBits,
      }),
  };
}

function describeUsed({ name, privateFile }: Candidate, key: OpeningKey): Unlocked["key"] {
  return { name, file: privateFile, fingerprint: key.fingerprint, type: key.kind.id };
}

/** By the name of its public key, where one lies in the folder: "DOUANE-PORT (3f9a-77c1-…)". */
function nameRecipient(keyId: string, held: readonly FolderKey[]): string {
  const known = held.find(({ use, fingerprint }) => use === "recipient" && fingerprint?.startsWith(keyId));
  return known === undefined ? shortFingerprint(keyId) : `${known.name} (${shortFingerprint(keyId)})`;
}
