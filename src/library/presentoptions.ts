/** How a document is presented: what a program hands in, and what of it is taken. */
import { acceptances } from "../core/index.ts";
import type { Acceptance, OpeningKey, Trust } from "../core/index.ts";
import { checkedClock, checkNames, isFunction, isListOf, isObject, mustBe } from "./calls.ts";
import type { FetchFromService } from "./fetchedcopy.ts";
import { checkRegister } from "./seenbefore.ts";
import type { Register } from "./seenbefore.ts";
import { isTrust } from "./trusting.ts";

export interface PresentOptions {
  /** Any of them may open it. */
  readonly keys: readonly OpeningKey[];
  /** Whom to believe: without a list nobody could be, and nothing would be known of what was revoked. */
  readonly trust: Trust;
  /** What the document is taken in spite of, by name. A forged one never is. */
  readonly accept?: readonly Acceptance[];
  /** Which documents were seen before; without it nobody knows, and that is said. */
  readonly register?: Register;
  /** Gets a document that lies with a service, of a ticket that a believed issuer signed; without it, it is left there. */
  readonly fetch?: FetchFromService;
  /** The fingerprints of the keys that this one of yours succeeds; none where it is not given. */
  readonly predecessorsOf?: (fingerprint: string) => readonly string[];
  /** The clock of this machine where none is given. */
  readonly now?: () => Date;
}

/** All of them. Lists are copies: whatever the caller does with his own meanwhile changes nothing. */
export interface CheckedPresentOptions {
  readonly keys: readonly OpeningKey[];
  readonly trust: Trust;
  readonly accept: readonly Acceptance[];
  readonly register: Register | null;
  readonly fetch: FetchFromService | null;
  readonly predecessorsOf: (fingerprint: string) => readonly string[];
  readonly now: () => Date;
}

const names = ["keys", "trust", "accept", "register", "fetch", "predecessorsOf", "now"] as const;

/** Throws a TypeError where they are not as their types say. */
export function checkPresentOptions(options: PresentOptions): CheckedPresentOptions {
  checkNames(options, names);
  const { keys, trust, accept = [], register = null, fetch = null, predecessorsOf, now } = options;
  mustBe(isListOf(keys, isOpeningKey), "keys is a list of opening keys");
  mustBe(isTrust(trust), "trust is what trustIn gives; of an empty list, where nobody is believed");
  const isKnown = (name: unknown): boolean => acceptances.some((acceptance) => acceptance === name);
  mustBe(isListOf(accept, isKnown), `accept is a list of names out of ${acceptances.join(", ")}`);
  mustBe(fetch === null || isFunction(fetch), "fetch is a function");
  mustBe(predecessorsOf === undefined || isFunction(predecessorsOf), "predecessorsOf is a function");
  return {
    keys: [...keys],
    trust,
    accept: [...accept],
    register: register === null ? null : checkRegister(register),
    fetch,
    predecessorsOf: predecessorsOf ?? (() => []),
    now: checkedClock(now),
  };
}

const isOpeningKey = (key: unknown): boolean =>
  isObject(key) && isFunction(key["unwrap"]) && typeof key["fingerprint"] === "string";
