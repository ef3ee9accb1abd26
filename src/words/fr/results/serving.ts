/** What a service says when it starts, in French. */
import { column } from "../../columns.ts";
import type { ServingWords } from "../../results.ts";

const line = column(13);

const made = { first: "  (créé à l'instant)", renewed: "  (créé à l'instant : l'ancien avait expiré)" };

export const serving: ServingWords = {
  serving: (url) => line("en service", url),
  plainHttp: line("certificat", "aucun : HTTP sans TLS, pour cette machine seulement"),
  certificate: (fingerprint, how) => line("certificat", `${fingerprint}${how === null ? "" : made[how]}`),
  data: (folder, isPostgres) => line("données", isPostgres ? `PostgreSQL, clés dans ${folder}` : folder),
  adminToken: (file) => line("jeton admin", file),
  stop: line("arrêt", "Ctrl-C, ou SIGTERM"),

  rotated: (generation) =>
    line(
      "renouvelées",
      `les clés sont maintenant de la génération ${generation} ; les services en marche les prennent sous 30 secondes`,
    ),
  earlier: line("ouvert", "ce qui a été confié et envoyé sous les générations d'avant s'ouvre comme avant"),
  origin: (origin) => `(${origin === "default" ? "par défaut" : origin})`,

  example: (url) => line("en service", url),
  exampleDocuments: (count) => line("documents", String(count)),
  beside: (url) => line("à côté", `qrseal serve --upstream status=${url}`),
  stopExample: line("arrêt", "Ctrl-C, ou SIGTERM"),
};
