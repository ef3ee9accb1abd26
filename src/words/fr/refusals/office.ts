/** What `src/office` refuses, in French. */
import type { officeRefusals, OfficeTerms } from "../../../office/refusals.ts";
import { list } from "../numbers.ts";
import { minuteOf } from "../../moments.ts";
import type { RefusalWords, TermWords } from "../../wordings.ts";

export const refusals: RefusalWords<typeof officeRefusals> = {
  "document/opened-not-json": (f) => ({
    says: `le code s'est ouvert, mais ce qu'il contient n'est pas du JSON (ligne ${f.line}, colonne ${f.column})`,
    hint: "c'est ce que l'expéditeur a scellé ; pour le prendre tel quel : --out FICHIER",
  }),
  "open/not-for-this-key": (f) =>
    f.bits === f.envelopeBits
      ? {
          says: `cette clé privée n'ouvre pas l'enveloppe : ${f.key} (${f.fingerprint})`,
          hint: "elle a été scellée pour une autre clé, ou modifiée en route ; essayez la clé du bureau destinataire",
        }
      : {
          says: `l'enveloppe est pour une clé de ${f.envelopeBits} bits, la vôtre en a ${f.bits} : ${f.key} (${f.fingerprint})`,
          hint: "essayez la clé du bureau destinataire",
        },
  "open/for-another-key": (f) => ({
    says: `ce document est pour ${list(f.recipients)} ; ${f.held.length === 0 ? "vous n'avez aucune clé pour lui" : `vous avez ${list(f.held)}`}`,
    hint: "remettez-le au bureau destinataire, ou nommez la clé privée de ce bureau avec --private-key",
  }),
  "deposit/not-fetched": (f) => ({
    says:
      f.named === null
        ? `le code dit que son document est déposé à ${f.url}, et aucun émetteur connu ici ne l'affirme : rien n'y a été demandé`
        : `le code dit que son document est déposé à ${f.url}, et --exchange nomme ${f.named} : rien n'a été demandé`,
    hint: "si vous connaissez ce service, nommez-le avec --exchange ; sinon interrogez l'émetteur par téléphone",
  }),
  "deposit/unreachable": (f) => ({
    says: `le document n'est pas dans le code, il est déposé jusqu'au ${minuteOf(f.until)} à ${f.url}, qui ne peut être joint (${f.reason})`,
    hint: "connectez cette machine au réseau et lancez de nouveau la même commande ; le code reste tel qu'il est",
  }),
  "key/not-found": (f) => ({
    says: `${f.what} est introuvable : ${f.path}`,
    hint: f.remedy,
  }),
  "key/ambiguous": (f) => ({
    says: `il y a plusieurs ${f.what} possibles : ${list(f.paths)}`,
    hint: `nommez-en une avec ${f.use === "signing" ? "--sign-key" : "--private-key"} FICHIER`,
  }),
  "key/none": (f) => ({
    says: `aucune clé privée dans le dossier ${f.folder}`,
    hint: "nommez le dossier avec --keys ou la clé avec --private-key, ou faites une paire avec qrseal keygen",
  }),
  "passphrase/no-terminal": () => ({
    says: "il faut une phrase secrète, et il n'y a pas de terminal où la demander",
    hint: "donnez --passphrase-file FICHIER, ou définissez QRSEAL_PASSPHRASE",
  }),
};

export const terms: TermWords<OfficeTerms> = {
  "private-key-file": "la clé privée",
  "signing-key-file": "la clé de signature",
  "receiver-key-file": "la clé publique du destinataire",
  "protected-keys": "clés protégées",
  "signing-keys": "clés de signature",
  "same-key": "c'est la même clé",
  "name-public-key":
    "nommez la clé publique du destinataire avec --public-key, ou faites une paire d'essai avec qrseal keygen",
  "name-private-key":
    "nommez la clé privée de votre bureau avec --private-key, ou faites une paire avec qrseal keygen",
  "name-sign-key":
    "nommez la clé de signature avec --sign-key, ou faites-en une avec qrseal keygen --use signing",
  "name-participant-key": "nommez avec --participant-key la clé sous laquelle le service vous connaît",
  "rsa-key-for-envelope": (format) => `une clé RSA pour une enveloppe ${format}`,
  "rsa-key-for-format": (format) => `une clé RSA pour --format ${format}`,
  "path-in-address": "elle contient un chemin, pour lequel un code n'a pas de place",
};
