/** What `src/core/envelope` refuses, in French. */
import type { envelopeRefusals, EnvelopeTerms } from "../../../../core/envelope/refusals.ts";
import { bytes, number } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof envelopeRefusals> = {
  "document/not-json": (f) => ({
    says: `le document n'est pas du JSON : ligne ${f.line}, colonne ${f.column} : il fallait ${f.expected}, et il y a ${f.found}`,
    hint: f.isJsonOnly
      ? "corrigez à cet endroit"
      : "corrigez à cet endroit ; pour porter d'autres sortes de fichiers : --in FICHIER",
  }),
  "document/not-utf8": (f) => ({
    says: `le document n'est pas du texte UTF-8, que le JSON exige : il y a ${f.found}`,
    hint: "enregistrez-le de nouveau en UTF-8, sans marque d'ordre des octets",
  }),
  "document/too-large": (f) => ({
    says: `le document fait ${bytes(f.bytes)}, on peut en sceller ${number(f.maxBytes)} au plus`,
    hint: "partagez-le, ou retirez ce dont le lecteur n'a pas besoin",
  }),
  "envelope/not-recognised": (f) => ({
    says: `il fallait le texte d'une enveloppe, et c'est ${f.found}`,
    hint: "vérifiez que c'est le texte entier du code, du premier caractère au dernier",
  }),
  "envelope/malformed": (f) => ({
    says: `l'enveloppe ${f.format} est abîmée ou a été modifiée : ${f.problem}`,
    hint: "relisez le code ; si la réponse reste la même, ne vous fiez pas au papier",
  }),
  "envelope/unsupported": (f) => ({
    says: `l'enveloppe demande ce que cette version ne connaît pas : ${f.field} vaut ${f.found}, il fallait ${f.expected}`,
    hint: "elle vient d'un autre outil ou d'une version plus récente, ou a été modifiée ; demandez à l'expéditeur comment il l'a faite",
  }),
  "open/damaged": () => ({
    says: "l'enveloppe est pour votre clé, mais son contenu a été abîmé ou modifié",
    hint: "relisez le code ; si la réponse reste la même, ne vous fiez pas au papier",
  }),
};

export const terms: TermWords<EnvelopeTerms> = {
  "leading-byte-order-mark": "une marque d'ordre des octets UTF-8 au début",
  "utf-16-little-endian": "de l'UTF-16 (petit-boutiste)",
  "utf-16-big-endian": "de l'UTF-16 (gros-boutiste)",
  "byte-at": (byte, position) => `l'octet 0x${byte} à la position ${position}`,
  "not-an-object": "ce n'est pas un objet JSON",
  "foreign-fields": "il y a des champs qui n'ont rien à y faire",
  "fields-misspelled": "l'écriture, l'ordre ou l'espacement des champs n'est pas celui qu'il faut",
  "base64-misspelled": (field) => `${field} n'est pas dans l'unique écriture de son base64`,
  "field-size": (field, expected, found) => `${field} : il fallait ${expected} octets, il y en a ${found}`,
  "field-size-between": (field, min, max, found) =>
    `${field} : il fallait ${min} à ${max} octets, il y en a ${found}`,
  "field-size-at-least": (field, min, found) =>
    `${field} : il fallait au moins ${min} octets, il y en a ${found}`,
  "not-five-parts": "ce ne sont pas cinq parties en base64url séparées par des points",
  "jwe-header-not-json": "l'en-tête n'est pas un objet JSON en base64url",
  "jwe-header-not-flat": "l'en-tête a un nom en double ou contient des objets",
  "not-base45": "ce n'est pas du base45 dans son unique écriture",
  "not-cbor": "ce n'est pas du CBOR dans son unique écriture",
  "not-cose-encrypt": "ce n'est pas une structure COSE_Encrypt",
  "protected-header-no-map": "l'en-tête protégé n'est pas une table",
  "header-malformed": "l'en-tête n'est pas comme il faut",
  "iv-size": (bytes) => `le vecteur initial n'a pas ${number(bytes)} octets`,
  "ciphertext-too-short": "le texte chiffré est trop court",
  "header-not-of-recipients": "l'en-tête protégé ne va pas avec les destinataires",
  "no-recipient": "aucun destinataire n'est nommé",
  "too-many-recipients": (max) => `plus de ${number(max)} destinataires sont nommés`,
  "recipient-twice": "un destinataire est nommé deux fois",
  "own-recipients-twice": "les destinataires y sont nommés deux fois",
  "recipient-malformed": "un destinataire n'est pas construit comme il faut",
  "content-malformed": "le contenu n'est ni des déclarations ni une structure COSE_Sign1",
  "claims-malformed": "les déclarations ne sont pas comme il faut",
  "content-algorithm": "l'algorithme du contenu",
  "signature-algorithm": "l'algorithme de signature",
  "known-algorithm": "un algorithme connu",
  missing: "rien",
  "something-else": "autre chose",
  "header-parameter": "un paramètre d'en-tête",
  "known-parameters": "un paramètre connu",
  "media-type": "un type de média",
  "registered-media-type": "un type de média enregistré",
};
