/** What `src/exchange/keys` refuses, in French. */
import type { serviceKeyRefusals, ServiceKeyTerms } from "../../../../exchange/keys/refusals.ts";
import { bytes, number } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof serviceKeyRefusals> = {
  "servicekeys/not-opened": (f) => ({
    says: `les clés du service, génération ${number(f.generation)}, ne s'ouvrent pas avec ${f.secret}`,
    hint: "donnez ce qui les protégeait en dernier ; si c'est bien cela, les clés enregistrées ont été modifiées : reprenez-les d'une copie",
  }),
  "servicekeys/bad-key-file": (f) => ({
    says: `le fichier de clé du service a ${bytes(f.bytes)}, il en fallait ${number(f.expectedBytes)}`,
    hint: "reprenez-le d'une copie ; sans lui, rien de ce que le service garde ne s'ouvre",
  }),
  "servicekeys/malformed": (f) => ({
    says: `les clés enregistrées du service, génération ${number(f.generation)}, ne peuvent pas être reprises : ${f.problem}`,
    hint: "reprenez le stock d'une copie ; un service plus récent que celui-ci l'a peut-être écrit",
  }),
};

export const terms: TermWords<ServiceKeyTerms> = {
  passphrase: "cette phrase de passe",
  "key-file": "ce fichier de clé",
  "unknown-format": "leur format est inconnu ici",
  "too-costly": "leur protection demande plus de travail qu'on n'en fait pour elle",
};
