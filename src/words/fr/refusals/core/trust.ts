/** What `src/core/trust` refuses, in French. */
import type { trustRefusals, TrustTerms } from "../../../../core/trust/refusals.ts";
import { number } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof trustRefusals> = {
  "trust/malformed": (f) => ({
    says: `la liste de confiance est abîmée ou a été modifiée : ${f.problem}`,
    hint: "demandez-la de nouveau à l'autorité qui l'a faite",
  }),
  "trust/bad-signature": () => ({
    says: "le recueil de confiance a été modifié : sa signature ne tient pas",
    hint: "ne l'utilisez pas ; demandez-le de nouveau à l'autorité qui l'a fait",
  }),
  "trust/too-large": (f) => ({
    says: `la liste de confiance aurait ${number(f.count)} ${f.what}, ${number(f.max)} au plus peuvent se relire`,
    hint: "retirez ce qui ne sert plus",
  }),
  "trust/not-by-authority": (f) => ({
    says: `le recueil de confiance n'est pas signé par l'autorité ${f.authority}, mais par une clé qui commence par ${f.found}`,
    hint: "si l'autorité a vraiment une nouvelle clé, comparez l'empreinte par téléphone, puis --signed-by FICHIER --force",
  }),
};

export const terms: TermWords<TrustTerms> = {
  bytes: "octets",
  issuers: "émetteurs",
  "revoked-keys": "clés révoquées",
  "revoked-documents": "documents révoqués",
  "revoked-key": "une clé révoquée",
  "revoked-document": "un document révoqué",
  "list-too-long": "la longueur dépasse celle que peut avoir une liste",
  "not-own-list": "ce n'est pas la liste propre à un poste",
  "not-signed": "il n'y a pas de signature",
  "not-cose-sign1": "ce n'est pas une structure COSE_Sign1",
  "signature-algorithm-unknown": "l'algorithme de signature est inconnu",
  "payload-no-list": "ce qui est signé n'est pas une liste de confiance",
  "begins-as": (found) => `le début ressemble à ceci : ${found}`,
  "list-not-base45": "les caractères ne sont pas du base45",
  "list-cut-short": "elle est coupée, ou pas dans son unique écriture",
  "list-fields": "les champs ne sont pas ceux d'une liste de confiance",
  "list-names-authority": "elle nomme une autorité, ce que chaque poste fait pour lui-même",
  "list-date": "la date n'est pas comme il faut",
  "key-revoked-twice": "une clé y est révoquée deux fois",
  "document-revoked-twice": "un document y est révoqué deux fois",
  "key-named-twice": "une clé y figure deux fois pour les mêmes dates",
  "items-no-list": (items) => `${items} : ce n'est pas une liste`,
  "too-many-items": (max, items) => `il y a plus de ${number(max)} ${items}`,
  "issuer-fields": "les champs d'un émetteur ne sont pas comme il faut",
  "issuer-text": (max) =>
    `le nom ou le lieu d'un émetteur n'est pas un texte de 1 à ${number(max)} caractères`,
  "issuer-dates": "les dates d'un émetteur ne sont pas comme il faut",
  "issuer-dates-reversed": "la dernière date d'un émetteur est avant la première",
  "revocation-fields": (item) => `${item} : les champs ne sont pas comme il faut`,
  "revocation-subject": (item, bytes) => `${item} : il fallait un nom de ${number(bytes)} octets`,
  "revocation-date-or-reason": (item) => `${item} : la date ou le motif n'est pas comme il faut`,
  "key-signs-nothing": "une clé qui s'y trouve n'est pas de celles qui signent des documents",
  "key-signs-nothing-because": (refusal) =>
    `une clé qui s'y trouve n'est pas de celles qui signent des documents : ${refusal}`,
  "listed-key-misspelled": "une clé qui s'y trouve n'est pas dans son unique écriture",
};
