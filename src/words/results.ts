/**
 * What commands answer, a line a word: names of lines, filled up so that what follows them stands in a column, are the
 * language's business. JSON is the same in all of them and not said here. Fingerprints are as people read them, moments
 * in words already.
 */
import type { FormatName } from "../core/index.ts";

export interface Results {
  readonly keys: KeyWords;
  readonly drawn: DrawnWords;
  readonly pictures: PictureWords;
  readonly trust: TrustWords;
  readonly journals: JournalWords;
  readonly exchange: ExchangeWords;
  readonly serving: ServingWords;
}

export type KeyUse = "recipient" | "signing";

/** Of keys that were made, and those of a folder. */
export interface KeyWords {
  /** `name` of the kind of key: "RSA 3072". */
  readonly privateKey: (file: string, name: string, use: KeyUse, isProtected: boolean) => string;
  readonly publicKey: (file: string, use: KeyUse) => string;
  readonly fingerprint: (fingerprint: string) => string;
  readonly succeeds: (fingerprint: string, folder: string) => string;
  readonly movedAside: (file: string) => string;

  readonly none: (folder: string) => string;
  readonly uses: Readonly<Record<KeyUse, string>>;
  readonly typeUnknown: string;
  readonly fingerprintUnknown: string;
  /** Which halves of a pair are there. */
  readonly halves: Readonly<Record<"public" | "protected" | "open" | "unreadable", string>>;
  /** Of a private half without the public one. */
  readonly alone: (half: string) => string;
  readonly succession: (next: string, old: string, day: string) => string;
  readonly noted: (next: string, old: string, folder: string) => string;
  readonly notedBefore: (next: string, old: string) => string;
}

/** Of a code that was drawn, and of the envelope in it. */
export interface DrawnWords {
  readonly picture: (
    file: string,
    code: {
      readonly version: number;
      readonly modules: number;
      readonly errorCorrection: string;
      readonly pixels: number;
    },
  ) => string;
  readonly envelope: (file: string) => string;
  readonly document: (bytes: number, characters: number, format: FormatName) => string;
  readonly deposit: (bytes: number, url: string, until: string, once: boolean) => string;
  /** Under the deposit. */
  readonly depositId: (id: string) => string;
  readonly receipt: (depositor: string, at: string, file: string | null) => string;
  readonly receiver: (fingerprint: string, name: string, file: string) => string;
  readonly signed: (fingerprint: string, name: string, file: string, until: string | null) => string;
  readonly unsigned: string;
  readonly unsignable: (format: FormatName) => string;
  readonly id: (documentId: string) => string;
  readonly from: (fingerprint: string, file: string) => string;
  readonly to: (fingerprint: string, file: string) => string;
  readonly signedBefore: string;
  readonly unsignedBefore: string;
}

/** Of what stands in pictures, codes and envelopes. */
export interface PictureWords {
  readonly format: (format: FormatName, bytes: number) => string;
  readonly document: (mediaType: string, bytes: number, compression: string | null) => string;
  readonly documentInside: (bytes: number) => string;
  readonly encryption: (name: string) => string;
  /** `bits` and `fingerprint` null where there is none. */
  readonly receiver: (
    kind: string,
    bits: number | null,
    fingerprint: string | null,
    keyWrap: string,
  ) => string;
  readonly code: (version: number | null, errorCorrection: string | null) => string;
  readonly picture: (format: string, width: number, height: number) => string;
  readonly notProved: string;

  /** Null of what could not be read as a picture. */
  readonly readPicture: (
    file: string,
    facts: {
      readonly format: string;
      readonly width: number;
      readonly height: number;
      readonly milliseconds: number;
    } | null,
  ) => string;
  readonly notRead: (sentence: string, code: string) => string;
  readonly readCode: (
    version: number | null,
    errorCorrection: string | null,
    rung: string,
    milliseconds: number,
  ) => string;
  readonly corners: (points: readonly string[]) => string;
  readonly text: (text: string) => string;
  readonly bytes: (count: number) => string;
  readonly tried: (
    rung: string,
    outcome: "done" | "stopped" | "failed",
    counts: { readonly read: number; readonly unread: number; readonly milliseconds: number },
  ) => string;
}

/** Ends of the time for which a key is believed, as days or moments; null where there is none. */
export interface Span {
  readonly from: string | null;
  readonly until: string | null;
}

/** How long ago; null below a minute. */
export type Age = { readonly count: number; readonly unit: "day" | "hour" | "minute" } | null;

export interface ToldIssuer extends Span {
  readonly name: string;
  readonly fingerprint: string;
  readonly speaksFor: string | null;
  readonly kind: string;
}

export interface ToldCounts {
  readonly issuers: number;
  readonly revokedKeys: number;
  readonly revokedDocuments: number;
}

export interface ToldRevocation {
  readonly at: string;
  readonly reason: string | null;
}

export type TrustSource = "own" | "bundle";

/** Of whom this desk believes. */
export interface TrustWords {
  readonly added: (issuer: ToldIssuer) => string;
  readonly fingerprint: (fingerprint: string) => string;
  readonly list: (file: string) => string;

  readonly none: (folder: string) => string;
  readonly ownList: (at: string) => string;
  readonly noBundle: string;
  readonly bundle: (at: string, age: Age, authority: string) => string;
  readonly issuer: (issuer: ToldIssuer, source: TrustSource) => string;
  readonly revokedKey: (
    fingerprint: string,
    issuer: string | null,
    revocation: ToldRevocation,
    source: TrustSource,
  ) => string;
  readonly revokedDocument: (documentId: string, revocation: ToldRevocation, source: TrustSource) => string;

  readonly removed: (issuer: ToldIssuer) => string;
  readonly stillInBundle: (issuer: ToldIssuer) => string;

  readonly key: (fingerprint: string) => string;
  readonly document: (documentId: string) => string;
  /** `what` is a key or a document. */
  readonly revoked: (what: string, reason: string | null) => string;
  readonly revokedBefore: (what: string, revocation: ToldRevocation) => string;

  readonly exported: (file: string, counts: ToldCounts, characters: number) => string;
  readonly made: (at: string) => string;
  readonly signed: (fingerprint: string, file: string) => string;
  readonly code: (version: number, errorCorrection: string) => string;

  readonly received: (at: string, counts: ToldCounts) => string;
  /** How the authority came to be the one of this desk. */
  readonly authority: (fingerprint: string, pinned: "before" | "now" | "changed") => string;
  readonly unchanged: string;
  readonly imported: (file: string) => string;
}

/** Of the register and the audit log. */
export interface JournalWords {
  readonly nothing: (file: string) => string;
  readonly noPresentation: (documentId: string, file: string) => string;
  readonly presentation: (presentation: {
    readonly at: string;
    readonly documentId: string;
    readonly desk: string;
    readonly issuedAt: string | null;
    readonly accepted: readonly string[];
  }) => string;
  readonly merged: (file: string, added: number, known: number) => string;

  readonly intact: (file: string, entries: number, unreadable: number) => string;
  readonly first: (at: string, desk: string) => string;
  readonly last: (at: string, desk: string) => string;
  readonly head: (hash: string) => string;
  readonly uncovered: (entries: number) => string;
  readonly toNote: string;
  readonly noted: (hash: string) => string;
  readonly entry: (entry: {
    readonly at: string;
    readonly desk: string;
    readonly action: "seal" | "open" | "rewrap";
    /** "ok", or the code of a refusal. */
    readonly result: string;
    readonly documentId: string | null;
    readonly receivers: readonly string[];
    readonly issuer: string | null;
    readonly accepted: readonly string[];
  }) => string;
}

export type ParticipantState = "active" | "pending" | "suspended";

/** Of what a service answered. */
export interface ExchangeWords {
  readonly participant: (
    done: "shown" | "registered" | "replaced" | "suspended" | "resumed",
    name: string,
    state: ParticipantState,
  ) => string;
  readonly signsWith: (fingerprint: string) => string;
  /** Null: with no key. */
  readonly encryptFor: (fingerprint: string | null) => string;
  readonly removed: (name: string) => string;
  readonly nobody: (url: string) => string;
  readonly listed: (name: string, state: ParticipantState, fingerprint: string) => string;

  readonly answer: (file: string) => string;

  readonly deposit: (deposit: {
    readonly state: "open" | "complete" | "collected";
    readonly bytes: number;
    readonly until: string;
    readonly once: boolean;
    readonly claimedAt: string | null;
  }) => string;
  readonly depositRemoved: (url: string, id: string) => string;
  readonly noDeposit: (url: string, id: string) => string;
}

/** Of a service that runs. */
export interface ServingWords {
  readonly serving: (url: string) => string;
  readonly plainHttp: string;
  /** `made` where it was made just now: there was none, or it had expired. */
  readonly certificate: (fingerprint: string, made: "first" | "renewed" | null) => string;
  readonly data: (folder: string, isPostgres: boolean) => string;
  readonly adminToken: (file: string) => string;
  readonly stop: string;

  readonly rotated: (generation: number) => string;
  readonly earlier: string;
  /** "default", or what named a setting: a flag, a variable, a file. */
  readonly origin: (origin: string) => string;

  readonly example: (url: string) => string;
  readonly exampleDocuments: (count: number) => string;
  readonly beside: (url: string) => string;
  readonly stopExample: string;
}
