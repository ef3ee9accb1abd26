/** What `src/core` refuses, in French. */
import type { groundRefusals, GroundTerms } from "../../../core/refusals.ts";
import { bytes, number } from "../numbers.ts";
import type { RefusalWords, TermWords } from "../../wordings.ts";

export const refusals: RefusalWords<typeof groundRefusals> = {
  "output/not-writable": (f) => ({
    says: `écriture impossible : ${f.path} (${f.reason})`,
    hint: "vérifiez que vous avez le droit d'y écrire, ou nommez un autre dossier",
  }),
  "passphrase/empty": (f) => ({
    says: `la phrase secrète est vide (${f.source})`,
    hint: "choisissez-en une d'au moins 12 caractères, ou quatre mots sans rapport",
  }),
  "passphrase/too-long": (f) => ({
    says: `la phrase secrète fait ${bytes(f.bytes)}, tous les outils en relisent ${number(f.maxBytes)} au plus`,
    hint: "choisissez-en une plus courte : quatre mots sans rapport suffisent",
  }),
  "passphrase/not-text": (f) => ({
    says: `la phrase secrète n'est pas une ligne de texte UTF-8 (${f.source}) : il y a ${f.found}`,
    hint: "enregistrez-la en UTF-8, sur une seule ligne",
  }),
  "internal/bug": (f) => ({
    says: `ceci ne devrait pas arriver : ${f.what}`,
    hint: "rien n'a été écrit ; signalez-le avec la commande lancée, sans le document",
  }),
};

export const terms: TermWords<GroundTerms> = {
  verbatim: (text) => text,
  refusal: (refusal) => refusal,
  "permission-denied": "accès refusé",
  "unknown-error": "erreur inconnue",
  "several-lines": "plusieurs lignes",
};
