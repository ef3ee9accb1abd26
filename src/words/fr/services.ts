/** What services say when they refuse, in French. */
import type { ServiceSentences } from "../services.ts";

const sentences: ServiceSentences = {
  "request/too-large": "le corps est plus grand que ce que prend cette route",
  "request/too-many": "trop de requêtes ; réessayez après le temps dit dans Retry-After",
  "deposit/unknown": "ce dépôt n'existe pas, ou n'est pas pour qui le demande",
  "deposit/too-large": "le dépôt est plus grand que ce que prend ce service",
  "deposit/over-quota": "les dépôts du participant dépasseraient leur quota",
  "gateway/unknown-name": "aucun service de ce nom ne se trouve derrière la passerelle",
  "gateway/upstream-unreachable": "le service derrière la passerelle est injoignable",
  "gateway/upstream-late": "le service derrière la passerelle n'a pas répondu à temps",
  "gateway/upstream-too-large":
    "la réponse du service derrière la passerelle est plus grande que ce qui est transmis",
  "gateway/upstream-redirects":
    "le service derrière la passerelle renvoie ailleurs, et personne n'y est envoyé",
  "signature/missing": "la requête n'est pas signée ; docs/EXCHANGE.md dit comment",
  "signature/expired": "le temps de la signature est passé ; la Date de cette réponse est l'heure du service",
  "signature/early": "la signature vient du futur ; la Date de cette réponse est l'heure du service",
  "signature/invalid": "la signature n'est pas celle de cette requête, ou aucun participant n'a sa clé",
  "participant/pending": "la possession de la clé de chiffrement n'est pas encore prouvée",
  "participant/suspended": "le participant est suspendu ; demandez à l'exploitant",
  "participant/wrong-certificate":
    "le certificat client de la connexion n'est pas celui de la clé qui a signé la requête",
  "participant/name-refused":
    "un nom a de 3 à 63 caractères : des mots de a à z ou des nombres, reliés par des traits d'union ; certains sont réservés",
  "deposit/too-long": "le dépôt doit rester plus longtemps que ce service n'en garde aucun",
  "participant/name-taken": "un autre participant a ce nom",
  "participant/key-taken": "un autre participant a cette clé de signature",
  "participant/changed": "le participant a été modifié au même moment ; regardez-le, et redemandez",
  "participant/unknown": "aucun participant n'a ce nom",
  "participant/not-yours": "un autre participant ne peut pas faire cela",
  "admin/refused": "c'est pour l'administration, et la requête ne porte pas son jeton",
  "service/unavailable": "le service ne peut pas répondre maintenant ; réessayez plus tard",
  "service/stopping": "le service est en cours d'arrêt ; réessayez dans un instant",
  "service/bug": "le service a échoué ; son journal en dit la raison sous l'identifiant de cette requête",
};

/** The sentence of a code that is known here; else what the service said. */
export const sentenceFor = (refusal: string, said: string): string =>
  Object.hasOwn(sentences, refusal) ? sentences[refusal as keyof ServiceSentences] : said;
