/** A document that an old key opens is sealed again for the key that succeeds it, drawn, noted and delivered. */
import { rewrap as sealAgain } from "../core/index.ts";
import type { Format, RecipientKey } from "../core/index.ts";
import { failure, term } from "./refusals.ts";
import type { UsedKey } from "./heldkey.ts";
import type { EnvelopeDelivery, KeyRing, Records } from "./ports.ts";
import { identifyDocument } from "./presented.ts";
import type { Presented } from "./presented.ts";
import type { Receiver } from "./sealing.ts";
import { unlock } from "./keys/unlock.ts";

export interface RewrapPorts<Drawn> {
  readonly keyRing: KeyRing;
  readonly records: Records;
  readonly delivery: EnvelopeDelivery<Uint8Array, Drawn>;
}

export interface RewrapOptions {
  readonly successor: Receiver;
  /** The file of the old key; else the office's own that the document is for. */
  readonly privateKey?: string | undefined;
}

/** Noted and delivered. */
export interface Rewrapped<Drawn> {
  readonly outcome: "rewrapped";
  /** The new one. */
  readonly envelope: Uint8Array;
  readonly drawn: Drawn;
  /** Null where the format has none. */
  readonly documentId: string | null;
  /** The key it was for. */
  readonly key: UsedKey;
  readonly isSigned: boolean;
  /** Whether the office's records say that the one key succeeds the other: without that, a signature will not hold. */
  readonly isNoted: boolean;
}

/** The document is for that key already: nothing was done. */
export interface NotNeeded {
  readonly outcome: "not-needed";
}

/** Throws key/wrong-type, and what opening, sealing, noting and the delivery throw. */
export async function rewrap<Drawn>(
  { envelope: old, bytes }: Pick<Presented, "envelope" | "bytes">,
  { keyRing, records, delivery }: RewrapPorts<Drawn>,
  { successor: { key: successor, file }, privateKey }: RewrapOptions,
): Promise<Rewrapped<Drawn> | NotNeeded> {
  const unlocked = await unlock(old, keyRing, privateKey);
  const { key, statement } = unlocked;
  if (key.fingerprint === successor.fingerprint) return { outcome: "not-needed" };
  checkKind(successor, old.format, file);
  const envelope = await sealAgain(unlocked, successor);
  const drawn = await delivery.draw(envelope);
  const documentId = statement === null ? null : identifyDocument(statement, bytes);
  await records.noteRewrapping({ documentId, envelope, successor, key });
  await delivery.deliver(drawn);
  const isNoted = (await keyRing.predecessorsOf(successor.fingerprint)).includes(key.fingerprint);
  const isSigned = statement?.signature != null;
  return { outcome: "rewrapped", envelope, drawn, documentId, key, isSigned, isNoted };
}

/** Throws key/wrong-type. */
function checkKind({ kind }: RecipientKey, { name, recipientKinds }: Format, file: string): void {
  if (recipientKinds?.includes(kind) !== false) return;
  const found = term("key-of-type", kind.id);
  const expected = term("rsa-key-for-envelope", name);
  throw failure("key/wrong-type", { path: file, expected, found });
}
