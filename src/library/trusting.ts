/** Whom a program believes: lists as files, lists made in memory, and both as one. */
import { combineTrust, openBundle, parseBundle, parseTrustList, shortFingerprint } from "../core/index.ts";
import type { Trust, TrustedIssuer, TrustList, VerifyingKey } from "../core/index.ts";
import { failure } from "../core/trust/refusals.ts";
import { checkNames, isFunction, isListOf, isObject, mustBe, wholeSeconds } from "./calls.ts";

/** An issuer and its key; the rest says what the key may be believed for (docs/TRUST.md). */
export type BelievedIssuer = Pick<TrustedIssuer, "name" | "key"> & Partial<TrustedIssuer>;

/** What is revoked, from when on: seconds since 1970. */
export interface RevokedByProgram {
  /** Whole fingerprints, 64 hexadecimal digits. */
  readonly keys?: readonly { readonly fingerprint: string; readonly at: number; readonly reason?: string }[];
  /** Ids, 32 hexadecimal digits. */
  readonly documents?: readonly {
    readonly documentId: string;
    readonly at: number;
    readonly reason?: string;
  }[];
}

/**
 * A list of issuers that the program itself knows, of the date at which it knew them: seconds since 1970. Whatever was
 * revoked by then belongs into it. Throws a TypeError for a fingerprint, an id or a moment that is none: what is revoked
 * under a misspelt name is not revoked.
 */
export function listIssuers(
  issuers: readonly BelievedIssuer[],
  madeAt: number,
  revoked: RevokedByProgram = {},
): TrustList {
  mustBe(isListOf(issuers), "issuers is a list");
  checkNames(revoked, ["keys", "documents"]);
  const { keys = [], documents = [] } = revoked;
  mustBe(isListOf(keys) && isListOf(documents), "what is revoked are lists");
  return known({
    madeAt: wholeSeconds(madeAt, "madeAt"),
    authority: null,
    issuers: issuers.map(checkIssuer),
    revokedKeys: keys.map(({ fingerprint, at, reason = null }) => ({
      fingerprint: digits(fingerprint, 64, "the fingerprint of a key"),
      at: wholeSeconds(at, "at"),
      reason,
    })),
    revokedDocuments: documents.map(({ documentId, at, reason = null }) => ({
      documentId: digits(documentId, 32, "the id of a document"),
      at: wholeSeconds(at, "at"),
      reason,
    })),
  });
}

function checkIssuer(issuer: BelievedIssuer): TrustedIssuer {
  checkNames(issuer, ["name", "key", "speaksFor", "from", "until"]);
  const { name, key, speaksFor = null, from = null, until = null } = issuer;
  mustBe(typeof name === "string" && name !== "", "an issuer has a name");
  mustBe(isVerifyingKey(key), "an issuer has a key that readIssuerKey gives");
  return {
    name,
    key,
    speaksFor,
    from: from === null ? null : wholeSeconds(from, "from"),
    until: until === null ? null : wholeSeconds(until, "until"),
  };
}

const isVerifyingKey = (key: unknown): boolean =>
  isObject(key) && isFunction(key["verify"]) && typeof key["fingerprint"] === "string";

function digits(text: unknown, count: number, what: string): string {
  const isRight = typeof text === "string" && new RegExp(`^[0-9a-f]{${count}}$`, "i").test(text);
  mustBe(isRight, `${what} is ${count} hexadecimal digits`);
  return text.toLowerCase();
}

/** Lists and trust made here: what only looks like one was not checked. */
const lists = new WeakSet<TrustList>();
const trusts = new WeakSet<Trust>();

function known(list: TrustList): TrustList {
  lists.add(list);
  return list;
}

export const isTrust = (value: unknown): value is Trust => trusts.has(value as Trust);

/** A desk's own list, as the command keeps it: the file `trust.txt`. Throws trust/malformed. */
export const readTrustList = (text: Uint8Array): TrustList => known(parseTrustList(text));

/**
 * The list that an authority signed, as `qrseal trust export` writes it. Throws trust/malformed, trust/bad-signature and
 * trust/not-by-authority where another key signed it.
 */
export async function readTrustBundle(text: Uint8Array, authority: VerifyingKey): Promise<TrustList> {
  const bundle = parseBundle(text);
  const list = await openBundle(bundle, authority);
  if (list !== null) return known(list);
  throw failure("trust/not-by-authority", {
    authority: shortFingerprint(authority.fingerprint),
    found: shortFingerprint(bundle.signerId),
  });
}

/** What a program goes by: its own list, or with it the bundle of an authority. What either revokes is revoked. */
export function trustIn(list: TrustList, bundle: TrustList | null = null): Trust {
  const isKnown = (one: TrustList): boolean => lists.has(one);
  mustBe(
    isKnown(list) && (bundle === null || isKnown(bundle)),
    "trustIn takes what listIssuers, readTrustList and readTrustBundle give",
  );
  const trust = combineTrust(list, bundle);
  trusts.add(trust);
  return trust;
}
