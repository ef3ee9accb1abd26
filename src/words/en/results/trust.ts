/** What is told of trust lists, in English. */
import { column } from "../../columns.ts";
import type {
  Age,
  Span,
  ToldCounts,
  ToldIssuer,
  ToldRevocation,
  TrustSource,
  TrustWords,
} from "../../results.ts";
import { plural } from "../numbers.ts";

const added = column(13);
const exported = column(10);
const received = column(11);
const listed = column(10);
const changed = column(9);

const sources: Readonly<Record<TrustSource, string>> = { own: "(own list)", bundle: "(bundle)" };

const span = ({ from, until }: Span): string => {
  if (from === null) return until === null ? "at any time" : `until ${until}`;
  return until === null ? `from ${from}` : `from ${from} until ${until}`;
};

/** "ANAE  3f9a-…, speaks for Dakar, Ed25519, from 2026-01-01" */
const issuer = ({ name, fingerprint, speaksFor, kind, ...dates }: ToldIssuer): string =>
  `${name}  ${fingerprint}${speaksFor === null ? "" : `, speaks for ${speaksFor}`}, ${kind}, ${span(dates)}`;

const revocation = ({ at, reason }: ToldRevocation): string => `${at}${reason === null ? "" : `, ${reason}`}`;

const because = (reason: string | null): string => (reason === null ? "" : ` (${reason})`);

const ago = (age: Age): string => (age === null ? "just now" : `${plural(age.count, age.unit)} ago`);

const counts = ({ issuers, revokedKeys, revokedDocuments }: ToldCounts): string =>
  [
    plural(issuers, "issuer"),
    plural(revokedKeys, "revoked key"),
    plural(revokedDocuments, "revoked document"),
  ].join(", ");

const pinnings = {
  before: "the one this desk takes bundles of",
  now: "this desk takes bundles of this key alone from now on; compare it by telephone",
  changed: "instead of the former one from now on; compare it by telephone",
};

export const trust: TrustWords = {
  added: (told) => added("added", issuer(told)),
  fingerprint: (fingerprint) =>
    added("fingerprint", `${fingerprint}  (compare it by telephone before you rely on it)`),
  list: (file) => added("list", file),

  none: (folder) =>
    `no trust list in ${folder}: nobody's signature is known here; qrseal trust add or import makes one`,
  ownList: (at) => listed("own list", `changed ${at}`),
  noBundle: listed("bundle", "none was imported yet"),
  bundle: (at, age, authority) =>
    listed("bundle", `made ${at}, ${ago(age)}, signed by the authority ${authority}`),
  issuer: (told, source) => listed("issuer", `${issuer(told)}  ${sources[source]}`),
  revokedKey: (fingerprint, name, told, source) =>
    listed(
      "revoked",
      `key ${fingerprint}${name === null ? "" : ` of ${name}`} since ${revocation(told)}  ${sources[source]}`,
    ),
  revokedDocument: (documentId, told, source) =>
    listed("revoked", `document ${documentId} since ${revocation(told)}  ${sources[source]}`),

  removed: (told) => changed("removed", issuer(told)),
  stillInBundle: (told) =>
    changed("still", `${issuer(told)}: this key comes with the bundle too, and goes on counting`),

  key: (fingerprint) => `key ${fingerprint}`,
  document: (documentId) => `document ${documentId}`,
  revoked: (what, reason) => changed("revoked", `${what}: refused from now on${because(reason)}`),
  revokedBefore: (what, { at, reason }) =>
    changed("revoked", `${what}: it was already, since ${at}${because(reason)}; that stays`),

  exported: (file, told, characters) =>
    exported("bundle", `${file}  (${counts(told)}; ${characters} characters)`),
  made: (at) => exported("made", at),
  signed: (fingerprint, file) => exported("signed", `with ${fingerprint}, ${file}`),
  code: (version, errorCorrection) =>
    exported("QR code", `version ${version}, error correction ${errorCorrection}`),

  received: (at, told) => received("bundle", `made ${at}  (${counts(told)})`),
  authority: (fingerprint, pinned) => received("authority", `${fingerprint}  (${pinnings[pinned]})`),
  unchanged: received("unchanged", "this desk has this bundle already"),
  imported: (file) => received("imported", `as ${file}`),
};
