/** What is told of trust lists, in French. */
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

const added = column(11);
const listed = column(10);
const changed = column(9);
const revoked = column(12);

const sources: Readonly<Record<TrustSource, string>> = { own: "(liste propre)", bundle: "(recueil)" };

const span = ({ from, until }: Span): string => {
  if (from === null) return until === null ? "sans limite de dates" : `jusqu'au ${until}`;
  return until === null ? `à partir du ${from}` : `du ${from} au ${until}`;
};

/** "ANAE  3f9a-…, pour Dakar, Ed25519, à partir du 2026-01-01" */
const issuer = ({ name, fingerprint, speaksFor, kind, ...dates }: ToldIssuer): string =>
  `${name}  ${fingerprint}${speaksFor === null ? "" : `, pour ${speaksFor}`}, ${kind}, ${span(dates)}`;

const revocation = ({ at, reason }: ToldRevocation): string => `${at}${reason === null ? "" : `, ${reason}`}`;

const because = (reason: string | null): string => (reason === null ? "" : ` (${reason})`);

const units = { day: "jour", hour: "heure", minute: "minute" };
const ago = (age: Age): string =>
  age === null ? "à l'instant" : `il y a ${plural(age.count, units[age.unit])}`;

const counts = ({ issuers, revokedKeys, revokedDocuments }: ToldCounts): string =>
  [
    plural(issuers, "émetteur"),
    plural(revokedKeys, "clé révoquée", "clés révoquées"),
    plural(revokedDocuments, "document révoqué", "documents révoqués"),
  ].join(", ");

const pinnings = {
  before: "celle dont ce poste prend les recueils",
  now: "ce poste ne prend désormais que les recueils de cette clé ; comparez-la par téléphone",
  changed: "désormais à la place de l'ancienne ; comparez-la par téléphone",
};

export const trust: TrustWords = {
  added: (told) => added("ajouté", issuer(told)),
  fingerprint: (fingerprint) =>
    added("empreinte", `${fingerprint}  (comparez-la par téléphone avant de vous y fier)`),
  list: (file) => added("liste", file),

  none: (folder) =>
    `aucune liste de confiance dans ${folder} : aucune signature n'est connue ici ; qrseal trust add ou import en fait une`,
  ownList: (at) => listed("liste", `propre à ce poste, modifiée le ${at}`),
  noBundle: listed("recueil", "aucun n'a encore été importé"),
  bundle: (at, age, authority) =>
    listed("recueil", `fait le ${at}, ${ago(age)}, signé par l'autorité ${authority}`),
  issuer: (told, source) => listed("émetteur", `${issuer(told)}  ${sources[source]}`),
  revokedKey: (fingerprint, name, told, source) =>
    listed(
      "révoqué",
      `clé ${fingerprint}${name === null ? "" : ` de ${name}`} depuis le ${revocation(told)}  ${sources[source]}`,
    ),
  revokedDocument: (documentId, told, source) =>
    listed("révoqué", `document ${documentId} depuis le ${revocation(told)}  ${sources[source]}`),

  removed: (told) => changed("retiré", issuer(told)),
  stillInBundle: (told) =>
    changed("reste", `${issuer(told)} : cette clé vient aussi du recueil, et compte toujours`),

  key: (fingerprint) => `clé ${fingerprint}`,
  document: (documentId) => `document ${documentId}`,
  revoked: (what, reason) =>
    revoked("révocation", `${what} : refus à partir de maintenant${because(reason)}`),
  revokedBefore: (what, { at, reason }) =>
    revoked("révocation", `${what} : déjà faite, le ${at}${because(reason)} ; elle reste`),

  exported: (file, told, characters) =>
    listed("recueil", `${file}  (${counts(told)} ; ${plural(characters, "caractère")})`),
  made: (at) => listed("fait", `le ${at}`),
  signed: (fingerprint, file) => listed("signé", `avec ${fingerprint}, ${file}`),
  code: (version, errorCorrection) =>
    listed("code QR", `version ${version}, correction d'erreurs ${errorCorrection}`),

  received: (at, told) => added("recueil", `fait le ${at}  (${counts(told)})`),
  authority: (fingerprint, pinned) => added("autorité", `${fingerprint}  (${pinnings[pinned]})`),
  unchanged: added("inchangé", "ce poste a déjà ce recueil"),
  imported: (file) => added("importé", `sous ${file}`),
};
