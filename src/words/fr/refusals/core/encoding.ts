/** What `src/core/encoding` refuses, in French. */
import type { encodingRefusals, EncodingTerms } from "../../../../core/encoding/refusals.ts";
import { bytes, inDigits, number } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof encodingRefusals> = {
  "open/bad-compression": (f) => ({
    says: `l'enveloppe s'est ouverte, mais le document qu'elle contient est mal compressé : ${f.problem}`,
    hint: "cela vient de l'outil de l'expéditeur ; demandez-lui de sceller le document de nouveau",
  }),
  "open/too-large": (f) => ({
    says: `le document contenu dépasse, une fois décompressé, les ${bytes(f.maxBytes)} permis`,
    hint: "aucun code honnête ne fait cela : ne vous fiez pas au papier, et prévenez l'expéditeur",
  }),
};

export const terms: TermWords<EncodingTerms> = {
  nothing: "rien",
  binary: (bytes) => `${number(bytes)} octets qui ne sont pas du texte`,
  "web-address": "une adresse web",
  pem: "une clé ou un certificat en PEM",
  "other-json": "du JSON d'une autre sorte",
  "other-text": (bytes) => `un autre texte, de ${number(bytes)} octets`,
  "json-escape": "un échappement connu de JSON",
  "closing-quote": 'le " qui ferme un texte',
  "name-in-quotes": 'un nom entre "',
  "name-or-brace": 'un nom entre " ou }',
  colon: "un deux-points",
  value: "une valeur",
  "value-or-bracket": "une valeur ou ]",
  "comma-or-brace": "une virgule ou }",
  "comma-or-bracket": "une virgule ou ]",
  "end-of-document": "la fin du document",
  "end-of-file": "la fin du fichier",
  "end-of-line": "la fin de la ligne",
  tab: "une tabulation",
  "byte-order-mark": "une marque d'ordre des octets",
  character: (codePoint) => `le caractère U+${codePoint}`,
  "ends-too-early": "la fin vient trop tôt",
  "not-json": "ce n'est pas du JSON",
  lacking: (what) => `il manque ${what}`,
  "signature-malformed": "la signature n'est pas construite comme il faut",
  "signature-header-unsigned": "la signature a un en-tête qui n'est pas signé",
  "signer-malformed": "le signataire n'est pas nommé comme il faut",
  "dictionary-needed": "il lui faut un dictionnaire",
  "not-a-stream": (compression) => `ce n'est pas un flux ${compression}, ou sa somme de contrôle est fausse`,
  "bytes-behind": (count) => `${inDigits(count, "octet")} ${count < 2 ? "suit" : "suivent"} la fin`,
};
