/** What is told of the register and the audit log, in French. */
import { column } from "../../columns.ts";
import type { JournalWords } from "../../results.ts";
import { plural } from "../numbers.ts";

const line = column(10);

const actions = { seal: "scellement", open: "ouverture", rewrap: "rescellement" };

const overridden = (accepted: readonly string[]): readonly string[] =>
  accepted.length === 0 ? [] : [`accepté ${accepted.join(" ")}`];

export const journals: JournalWords = {
  nothing: (file) => `rien n'est consigné dans ${file}`,
  noPresentation: (documentId, file) => `aucune présentation de ${documentId} n'est consignée dans ${file}`,
  presentation: ({ at, documentId, desk, issuedAt, accepted }) =>
    [
      `${at}  ${documentId}  à ${desk}`,
      ...(issuedAt === null ? [] : [`émis le ${issuedAt}`]),
      ...overridden(accepted),
    ].join(", "),
  merged: (file, added, known) =>
    `repris  ${file}  (${plural(added, "ajoutée")}, ${plural(known, "déjà connue", "déjà connues")})`,

  intact: (file, entries, unreadable) =>
    line(
      "intact",
      `${file}  (${plural(entries, "entrée")}${unreadable === 0 ? "" : `, dont ${plural(unreadable, "coupée", "coupées")} par un arrêt brutal ou un disque plein`})`,
    ),
  first: (at, desk) => line("première", `${at} à ${desk}`),
  last: (at, desk) => line("dernière", `${at} à ${desk}`),
  head: (hash) => line("tête", hash),
  uncovered: (entries) =>
    line(
      "ouvert",
      `les ${entries} dernières ont été écrites d'un coup : l'entrée suivante les tiendra à leur place`,
    ),
  toNote: line(
    "à noter",
    "la tête, ailleurs : --noted montre alors la fois suivante si des entrées manquent à la fin",
  ),
  noted: (hash) => line("notée", `${hash} est toujours là`),
  entry: ({ at, desk, action, result, documentId, receivers, issuer, accepted }) => {
    const facts = [
      ...(documentId === null ? [] : [`document ${documentId}`]),
      ...(receivers.length === 0 ? [] : [`pour ${receivers.join(" ")}`]),
      ...(issuer === null ? [] : [`de ${issuer}`]),
      ...overridden(accepted),
    ];
    return `${at}  ${actions[action]} ${result}  à ${desk}${facts.length === 0 ? "" : ` : ${facts.join(", ")}`}`;
  },
};
