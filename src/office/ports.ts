/**
 * What the use cases ask of whoever runs them: keys, records, services, a clock, somebody to ask and somebody to tell.
 * The key folder (folder/) answers for all that is kept; a terminal, a page or a mailbox for the rest.
 */
import type {
  Acceptance,
  DepositTicket,
  Fact,
  OpeningKey,
  RecipientKey,
  SigningKey,
  Term,
  Trust,
  TrustedIssuer,
} from "../core/index.ts";
import type { Uploaded } from "../exchange/client/index.ts";
import type { Decision } from "./decide.ts";
import type { Candidate, HeldKey, UsedKey } from "./heldkey.ts";
import type { Taken } from "./outcome.ts";

/** The time by this machine's clock. */
export type Clock = () => Date;

// --- keys ---------------------------------------------------------------------------------------------

/** Which keys the office has, and opening them. Nothing here asks anybody before a key is opened. */
export interface KeyRing {
  /** Where it is, for refusals. */
  readonly place: string;
  /** In the order of their names. Throws input/unreadable. */
  readonly list: () => Promise<readonly HeldKey[]>;
  /** What can be told of a private key that was named, on this ring or not. It stays a candidate whatever its file holds. */
  readonly describe: (file: string) => Promise<Candidate>;
  /** Asks for its passphrase where it needs one. Throws the key/, input/ and passphrase/ errors. */
  readonly openPrivate: (file: string) => Promise<OpeningKey>;
  /** The same for a key that signs; `remedy` is told where there is none. */
  readonly openSigning: (file: string, remedy?: Term) => Promise<SigningKey>;
  /** Throws the key/ and input/ errors. */
  readonly readPublic: (file: string) => Promise<RecipientKey>;
  /** Fingerprints of all keys that this one succeeds. Throws key/bad-succession and input/unreadable. */
  readonly predecessorsOf: (fingerprint: string) => Promise<readonly string[]>;
}

/** Which passphrase is wanted, and whether another one was wrong. */
export interface PassphraseQuestion {
  readonly file: string;
  /** This one counted. */
  readonly triesLeft: number;
  readonly isAgain: boolean;
}

/**
 * A passphrase in UTF-8, which whoever asked wipes; null where there is none to be had, or no other. Throws
 * passphrase/interrupted and what goes with the way a passphrase comes.
 */
export type AskPassphrase = (question: PassphraseQuestion) => Promise<Uint8Array | null>;

// --- whom it believes, what it notes ------------------------------------------------------------------

export interface TrustLists {
  /** Null: no list yet. Throws trust/store-damaged and the input/ errors: then nobody may be believed. */
  readonly read: () => Promise<Trust | null>;
}

export interface NotedOpening {
  /** Null, as the key, where it did not open. */
  readonly documentId: string | null;
  readonly envelope: Uint8Array;
  readonly key: UsedKey | null;
  readonly issuer: TrustedIssuer | null;
  readonly accepted: readonly Acceptance[];
}

export interface NotedSealing {
  readonly documentId: string | null;
  readonly envelope: Uint8Array;
  readonly receivers: readonly { readonly key: { readonly fingerprint: string } }[];
  readonly signer: { readonly fingerprint: string } | null;
}

export interface NotedRewrapping {
  readonly documentId: string | null;
  readonly envelope: Uint8Array;
  readonly successor: { readonly fingerprint: string };
  /** The key it was for. */
  readonly key: { readonly fingerprint: string };
}

/**
 * The register of documents that were taken, and the log of all that was sealed and opened. What is noted is on the
 * disk when the promise is kept; where it is not, it throws the output/ errors, and nothing else may happen.
 */
export interface Records {
  /** The highest signed date of all that was taken, whole seconds since 1970; null where there is none. */
  readonly newestSignedDate: () => Promise<number | null>;
  /** Whether it was seen before, without noting that it is seen now: for what is refused. */
  readonly lookUp: (documentId: string) => Promise<Fact>;
  /** Notes that a document was taken, and says whether it was seen before. `issuedAt` is the date a known issuer signed. */
  readonly notePresentation: (
    documentId: string,
    issuedAt: number | null,
    accepted: readonly Acceptance[],
  ) => Promise<Fact>;
  /** `result` is "ok", or the code of the refusal. */
  readonly noteOpening: (result: string, opened: NotedOpening) => Promise<void>;
  readonly noteSealing: (sealed: NotedSealing) => Promise<void>;
  readonly noteRewrapping: (done: NotedRewrapping) => Promise<void>;
}

// --- services -----------------------------------------------------------------------------------------

export type Progress = (bytes: number, of: number) => void;

/** The ciphertext of a deposit. */
export interface FetchedDeposit {
  readonly blob: Uint8Array;
  /** The document is where it belongs: says so to the service. */
  readonly confirm: () => Promise<void>;
  /** In any case at the end. What was fetched and not confirmed is kept for the next time. */
  readonly close: () => Promise<void>;
}

/** How a document is to lie with a service. */
export interface DepositTerms {
  readonly mediaType: string;
  /** Whether one reader only gets it. */
  readonly once: boolean;
  readonly seconds: number;
}

export interface Deposited extends Pick<Uploaded, "receipt" | "claims"> {
  readonly ticket: DepositTicket;
  /** The code is where it belongs: nothing needs to be gone on with. */
  readonly finish: () => Promise<void>;
  /** There will be no code: takes the document out again, as far as that can be done. */
  readonly undo: () => Promise<void>;
}

/** A service that takes documents from this office, as one of its participants. */
export interface Depositor {
  /** Broken off, the same call goes on where it was. Throws the document/ and exchange/ errors. */
  readonly deposit: (document: Uint8Array, terms: DepositTerms, progress: Progress) => Promise<Deposited>;
  readonly close: () => Promise<void>;
}

export interface ServiceAddress {
  readonly url: string;
  /** Fingerprint of the one certificate to accept, 32 bytes, or null. */
  readonly certificate: Uint8Array | null;
}

export interface Deposits {
  /**
   * Asks the service that the ticket names. Throws exchange/unreachable, deposit/expired, deposit/gone,
   * deposit/collected, deposit/claimed, deposit/incomplete and deposit/altered.
   */
  readonly fetch: (ticket: DepositTicket, progress: Progress) => Promise<FetchedDeposit>;
  /** Asks the service nothing yet. `key` is called once the address is known to be one. Throws exchange/bad-address. */
  readonly openDepositor: (service: ServiceAddress, key: () => Promise<SigningKey>) => Promise<Depositor>;
}

// --- delivering, telling ------------------------------------------------------------------------------

/** A document that is kept in full, and that nobody gets to see yet. */
export interface StagedDocument {
  /** Hands it over, with all that is to be said of it. */
  readonly publish: (taken: Taken) => Promise<void>;
  /** In any case at the end: what was not published is gone. */
  readonly discard: () => Promise<void>;
}

/** What says where a document may go: its type, and how far it is believed. */
export interface DocumentKind {
  readonly mediaType: string;
  readonly decision: Decision;
}

/** Where an opened document goes. */
export interface DocumentDelivery {
  /** Before anything is noted: throws where no document of that kind could be delivered. */
  readonly check: (kind: DocumentKind) => Promise<void>;
  readonly stage: (document: Uint8Array, kind: DocumentKind) => Promise<StagedDocument>;
}

/** Where an envelope goes. */
export interface EnvelopeDelivery<Made, Drawn> {
  /** Makes a code of it, or whatever carries it. Nothing is noted yet, and nobody gets to see it. */
  readonly draw: (made: Made) => Drawn | Promise<Drawn>;
  /** Once it is noted. */
  readonly deliver: (drawn: Drawn) => Promise<void>;
}

/** What is worth a warning, or is under way. */
export type OfficeEvent =
  | { readonly code: "private-key-open-to-others"; readonly path: string }
  /** This machine's clock stands before `newest`, a signed date that was seen already: seconds since 1970. */
  | { readonly code: "clock-set-back"; readonly newest: number }
  | { readonly code: "depositing"; readonly bytes: number; readonly of: number }
  | { readonly code: "fetching"; readonly bytes: number; readonly of: number }
  /** What was under way is over, whatever came of it. */
  | { readonly code: "transfer-ended" };

export type Tell = (event: OfficeEvent) => void;
