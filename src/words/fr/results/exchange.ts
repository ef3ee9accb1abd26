/** What is told of a service's answers, in French. */
import { column } from "../../columns.ts";
import type { ExchangeWords } from "../../results.ts";
import { plural } from "../numbers.ts";

const line = column(15);
const answered = column(9);

const done = {
  shown: "participant",
  registered: "inscrit",
  replaced: "remplacé",
  suspended: "suspendu",
  resumed: "rétabli",
};

const states = { active: "actif", pending: "en attente", suspended: "suspendu" };

const deposits = { open: "incomplet", complete: "complet", collected: "retiré" };

export const exchange: ExchangeWords = {
  participant: (what, name, state) => line(done[what], `${name}  (${states[state]})`),
  signsWith: (fingerprint) => line("signe avec", fingerprint),
  encryptFor: (fingerprint) => line("chiffrer pour", fingerprint ?? "aucune clé"),
  removed: (name) => line("retiré", name),
  nobody: (url) => `personne n'est inscrit à ${url}`,
  listed: (name, state, fingerprint) => `${name}  ${states[state]}  ${fingerprint}`,

  answer: (file) => answered("réponse", file),

  deposit: ({ state, bytes, until, once, claimedAt }) =>
    `${deposits[state]} : ${plural(bytes, "octet")} jusqu'au ${until}${once ? ", pour un seul lecteur" : ""}${claimedAt === null ? "" : `, demandé le ${claimedAt}`}`,
  depositRemoved: (url, id) => `repris de ${url} : ${id}`,
  noDeposit: (url, id) => `aucun dépôt à vous à ${url} : ${id}`,
};
