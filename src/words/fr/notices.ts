/** Warnings, questions and what is under way, in French. */
import type { Notices } from "../notices.ts";
import { plural } from "./numbers.ts";

export const notices: Notices = {
  error: "erreur",
  hint: "conseil",
  warning: "attention",
  colon: " : ",

  readingCode: "lecture du code",
  readingBundle: "lecture du recueil",
  scanNow: "lisez le code au lecteur, ou collez son texte, puis Entrée : ",
  makingKey: (type) => `création d'une clé de type ${type}`,
  depositing: (percent) => `envoi du document : ${percent} %`,
  fetching: (percent) => `réception du document : ${percent} %`,

  newPassphrase: "Phrase secrète pour la nouvelle clé privée : ",
  samePassphrase: "La même, encore une fois : ",
  passphraseFor: (path) => `Phrase secrète de ${path} : `,
  wrongPassphrase: (triesLeft) =>
    `Ce n'est pas la bonne. Il reste ${triesLeft === 1 ? "un essai" : "deux essais"}.`,

  passphraseSeen:
    "les autres utilisateurs de cette machine peuvent voir --passphrase ; préférez --passphrase-file ou la saisie au clavier",
  passphraseShort: (characters) =>
    `la phrase secrète a moins de ${characters} caractères ; qui obtient le fichier peut en essayer des millions par jour`,
  privateKeyOpen: (path) =>
    `les autres utilisateurs de cette machine peuvent lire la clé privée ${path} ; fermez-la avec : chmod 600`,
  privateKeyNotClosed: (path) => `la clé privée n'a pas pu être fermée aux autres utilisateurs : ${path}`,
  folderOpen: (folder) =>
    `les autres utilisateurs de cette machine peuvent regarder dans le dossier ${folder}`,
  successionNotNoted: (folder) =>
    `le dossier ${folder} ne note pas que la nouvelle clé succède à l'ancienne : les postes sans cette note refuseront le document ; voir qrseal keys succeed`,
  keyRevoked: (since) => `cette clé est révoquée depuis le ${since} : ses documents restent refusés`,
  formerBundleDropped: ({ issuers, revokedKeys, revokedDocuments }) =>
    `le recueil de l'ancienne autorité ne compte plus, et ce qu'elle a révoqué ne l'est plus par elle (${plural(issuers, "émetteur", "émetteurs")}, ${plural(revokedKeys, "clé révoquée", "clés révoquées")}, ${plural(revokedDocuments, "document révoqué", "documents révoqués")})`,
  serviceNew: (url, fingerprint) =>
    `${url} est appelé pour la première fois, et sa clé ${fingerprint} est crue désormais ; comparez-la avec ce que dit son exploitant`,
  serviceKeysNew: (url, fingerprint) =>
    `${url} a une nouvelle clé, ${fingerprint} ; elle est retenue à la place de l'ancienne`,
  depositEndsFirst: (depositUntil, validUntil) =>
    `le document est valable jusqu'au ${validUntil}, mais ne reste au service d'échange que jusqu'au ${depositUntil} ; --deposit-days le garde plus longtemps, si le service le permet`,
  keysMismatched: (publicFile, privateFile) =>
    `${publicFile} n'est pas la moitié publique de ${privateFile} : ce qui est scellé avec elle, cette clé ne l'ouvre pas`,
  linesUnreadable: (count, path) =>
    `${plural(count, "ligne", "lignes")} de ${path} ne ${count < 2 ? "peut" : "peuvent"} pas se lire : coupure par un arrêt brutal ou un disque plein, ou dommage`,
};
