/** The verdict in French. */
import type { FactDetails } from "../../core/index.ts";
import { foldSpaces } from "../spaces.ts";
import { dayOf, minuteOf } from "../moments.ts";
import type { VerdictWords } from "../verdict.ts";
import { inDigits, list } from "./numbers.ts";

const because = (reason: string | null): string => (reason === null ? "" : ` : ${reason}`);
const listOf = ({ listMadeAt, daysOld }: FactDetails["not-revoked/yes"]): string =>
  `la liste de confiance du ${dayOf(listMadeAt)}, vieille de ${inDigits(daysOld, "jour")}`;
const listed = (presentations: readonly { at: string; desk: string }[]): string =>
  list(presentations.map(({ at, desk }) => `${at} à ${desk}`));

export const verdict: VerdictWords = {
  names: {
    readable: "lisible",
    "for-me": "pour moi",
    authentic: "authentique",
    "in-date": "en vigueur",
    "not-revoked": "non révoqué",
    "first-time": "première fois",
  },
  facts: {
    "readable/yes": ({ format, characters, picture }) =>
      `oui : enveloppe ${format} de ${characters} caractères, lue dans ${
        picture === null
          ? "du texte"
          : `le code QR${picture.version === null ? "" : ` version ${picture.version}`} d'une image ${picture.format.toUpperCase()} de ${picture.width} × ${picture.height} pixels`
      }`,
    "for-me/yes": ({ key, fingerprint }) => `oui : scellé pour ${key} (${fingerprint})`,
    "for-me/succession": ({ key, fingerprint, predecessor }) =>
      `oui : fait pour ${predecessor}, auquel ${key} (${fingerprint}) succède selon vos registres`,
    "for-me/forwarded": ({ signedFor }) => `NON : signé pour ${list(signedFor)}, puis scellé pour vous`,
    "authentic/yes": ({ issuer, speaksFor, fingerprint }) =>
      `oui : signé par ${issuer}${speaksFor === null ? "" : `, pour ${speaksFor}`} (${fingerprint})`,
    "authentic/unsigned": () => "NON : pas signé, quiconque a votre clé publique a pu le faire",
    "authentic/unknown-issuer": ({ fingerprint, calledItself }) =>
      `NON : signé avec une clé que personne ici ne connaît (${fingerprint})${calledItself === null ? "" : ` ; elle se dit « ${foldSpaces(calledItself)} »`}`,
    "authentic/bad-signature": ({ issuer }) => `NON : il se dit signé par ${issuer}, et ne l'est pas`,
    "authentic/outside-key-dates": ({ issuer, signedAt, from, until }) =>
      `NON : signé le ${dayOf(signedAt)} ; cette clé vaut pour ${issuer} ${from === null ? "" : `à partir du ${dayOf(from)} `}${until === null ? "" : `jusqu'au ${dayOf(until)}`}`.trimEnd(),
    "in-date/yes": ({ signedAt, until }) =>
      `oui : signé le ${dayOf(signedAt)}, valable jusqu'au ${minuteOf(until)}`,
    "in-date/no-end": ({ signedAt }) => `oui : signé le ${dayOf(signedAt)}, sans date de fin`,
    "in-date/expired": ({ until }) => `NON : il valait jusqu'au ${minuteOf(until)}`,
    "in-date/not-yet": ({ from }) => `NON : il ne vaut qu'à partir du ${minuteOf(from)}`,
    "in-date/undated": () => "inconnu : ce format ne porte pas de dates",
    "not-revoked/yes": (age) => `oui : selon ${listOf(age)}`,
    "not-revoked/key": ({ issuer, at, reason, ...age }) =>
      `NON : la clé de ${issuer} a été révoquée le ${dayOf(at)}${because(reason)}, selon ${listOf(age)}`,
    "not-revoked/document": ({ at, reason, ...age }) =>
      `NON : ce document a été révoqué le ${dayOf(at)}${because(reason)}, selon ${listOf(age)}`,
    "not-revoked/unknown": () => "inconnu : ce poste n'a pas de liste de confiance",
    "first-time/yes": ({ desk }) => `oui : jamais vu${desk === null ? "" : `, noté à ${desk}`}`,
    "first-time/no": ({ earlier }) => `NON : déjà vu, ${listed(earlier)}`,
    "first-time/not-kept": () => "inconnu : sans dossier de clés, aucun registre n'est tenu",
  },
  conclusion: "verdict",
  conclusions: {
    reliable: (issuer) => `vous pouvez vous y fier : émis par ${issuer}`,
    doubtful: "prudence : ce qui n'a pas de oui ci-dessus n'est pas prouvé",
    overridden: (accepted) => `accepté sous votre responsabilité, et consigné : ${list(accepted)}`,
    refused: "refusé : rien du document n'a été écrit",
  },
  document: "document",
  about: "objet",
  described: (bytes, mediaType) => `${inDigits(bytes, "octet")}, ${mediaType}, tel qu'il a été scellé`,
  id: (documentId) => `document ${documentId}`,
  deposit: "dépôt",
  fetched: (service) => `reçu de ${service}, conforme à ce que dit le code`,
  notFetched: (service, bytes, until, once) =>
    `pas demandé : ${inDigits(bytes, "octet")} à ${service} jusqu'au ${until}${once ? ", pour un seul lecteur" : ""}`,
  seenBefore: (presentations) => `ce document a déjà été présenté : ${listed(presentations)}`,
  anyoneCouldHaveMadeIt:
    "rien ne prouve qui a fait ce document : quiconque a votre clé publique l'a pu. Une liste de confiance le prouve : qrseal trust add",
  clockSetBack: (newest) =>
    `l'horloge de cette machine est avant ${newest}, date déjà vue dans des documents signés : mettez-la à l'heure`,
};
