/**
 * Opens an envelope with the keys of this desk: with the one that was named, else with the one of the key folder
 * that the envelope is for. Nobody is asked for a passphrase before that is known, where it can be known.
 */
import { open, QrsealError, shortFingerprint, toHex } from "../../core/index.ts";
import type { Envelope, Opened, OpeningKey } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { Candidate, HeldKey, UsedKey } from "../heldkey.ts";
import type { KeyRing } from "../ports.ts";

/** Nothing has been decided about it. */
export interface Unlocked extends Opened {
  readonly key: UsedKey;
}

/** `named` is the one key to try, by its file. Throws open/for-another-key, open/not-for-this-key, open/damaged, key/none, key/ambiguous and the key and passphrase errors. */
export async function unlock(envelope: Envelope, keyRing: KeyRing, named?: string): Promise<Unlocked> {
  const held = await keyRing.list();
  const candidates = named === undefined ? held.filter(isCandidate) : [await keyRing.describe(named)];
  if (candidates.length === 0) throw failure("key/none", { folder: keyRing.place });
  const { ordered, checkAsking, refusal } = planSearch(envelope, candidates, held);
  /** Keys that could not be read, and why. Where another one opens the envelope nobody needs to hear of them. */
  const unread: QrsealError[] = [];
  const tried: Tried[] = [];
  for (const candidate of ordered) {
    checkAsking(candidate);
    const key = await readCandidate(candidate, unread, keyRing);
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
  held: readonly HeldKey[],
): Search {
  const keyIds = recipients.flatMap(({ keyId }) => (keyId === null ? [] : toHex(keyId)));
  const [first] = recipients;
  return first === undefined || keyIds.length > 0
    ? searchByKeyId(keyIds, candidates, held)
    : searchByLength(first.keyBits, candidates);
}

const isCandidate = (key: HeldKey): key is HeldKey & Candidate =>
  key.use === "recipient" && key.privateFile !== null;

/** Null where the fault is this key's alone: a wrong passphrase, a damaged file. */
async function readCandidate(
  { privateFile }: Candidate,
  unread: QrsealError[],
  keyRing: KeyRing,
): Promise<OpeningKey | null> {
  try {
    return await keyRing.openPrivate(privateFile);
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
  held: readonly HeldKey[],
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
      throw failure("key/ambiguous", { what: term("protected-keys"), paths, use: "recipient" });
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

function describeUsed({ name, privateFile }: Candidate, key: OpeningKey): UsedKey {
  return { name, file: privateFile, fingerprint: key.fingerprint, type: key.kind.id };
}

/** By the name of its public key, where one lies in the folder: "DOUANE-PORT (3f9a-77c1-…)". */
function nameRecipient(keyId: string, held: readonly HeldKey[]): string {
  const known = held.find(({ use, fingerprint }) => use === "recipient" && fingerprint?.startsWith(keyId));
  return known === undefined ? shortFingerprint(keyId) : `${known.name} (${shortFingerprint(keyId)})`;
}
