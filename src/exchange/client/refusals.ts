/** What asking a service ends in where it does not end well. */
import { coreRefusals, naming, raising, refusal } from "../../core/index.ts";
import type { CoreTerms, Term } from "../../core/index.ts";

/** About a document that was deposited, when it is fetched. */
export const fetchRefusals = {
  /** The time for which the document was deposited is over. */
  "deposit/expired": refusal<{ url: string; until: number }>("input"),
  /** The service has no such deposit: its depositor removed it. */
  "deposit/gone": refusal<{ url: string }>("input"),
  /** Deposited for one reader only, and collected already. */
  "deposit/collected": refusal<{ url: string }>("input"),
  /** Deposited for one reader only, and another one has begun to collect it. */
  "deposit/claimed": refusal<{ url: string }>("input"),
  /** Deposited, and the upload was not finished. */
  "deposit/incomplete": refusal<{ url: string }>("input"),
};

export const clientRefusals = {
  ...fetchRefusals,
  /** Not an https:// address, http:// to another machine, or a malformed certificate fingerprint. */
  "exchange/bad-address": refusal<{ url: string; problem: Term }>("call"),
  /** No connection, or no answer in time; what is safe to repeat was tried four times. */
  "exchange/unreachable": refusal<{ url: string; reason: Term }>("service"),
  /** The service answered that it has no time, is stopping, or failed (429 and 5xx). */
  "exchange/unavailable": refusal<{ url: string; says: string; refusal: string }>("service"),
  /** The service refused; its own code is in brackets, docs/EXCHANGE.md explains it. */
  "exchange/refused": refusal<{ url: string; says: string; refusal: string }>("call"),
  /** Another certificate than the pinned one, or one that no known authority vouches for; nothing was sent. */
  "exchange/not-the-service": refusal<{ url: string; expected: string | null; found: string }>("not-trusted"),
  /** The service's keys are not those remembered or pinned, and those did not sign them; nothing was sent. */
  "exchange/other-keys": refusal<{ url: string; expected: string; found: string }>("not-trusted"),
  /** An answer that no exchange gives: too large, not JSON, other fields, a redirection. */
  "exchange/bad-answer": refusal<{ service: string; problem: Term }>("input"),
};

export interface ClientTerms {
  "receipt-of-other": [];
  "receipt-not-signed": [];
  "other-part": [];
  "not-https": [];
  "user-in-address": [];
  "more-than-host-and-path": [];
  "plain-http": [];
  "certificate-fingerprint-malformed": [];
  "nothing-answers": [];
  "no-such-machine": [];
  "name-not-looked-up": [];
  "no-way-there": [];
  "connection-broken-off": [];
  "no-answer-within": [seconds: number];
  "larger-than": [bytes: number];
  "not-encrypted": [];
  "not-for-this-call": [];
  "json-not-as-described": [];
  "sends-on": [];
  "no-tls": [];
  "challenge-not-for-key": [];
}

export const failure = raising({ ...clientRefusals, ...coreRefusals });

export const term = naming<ClientTerms & CoreTerms>();
