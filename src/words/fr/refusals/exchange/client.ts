/** What `src/exchange/client` refuses, in French. */
import type { clientRefusals, ClientTerms } from "../../../../exchange/client/refusals.ts";
import { number } from "../../numbers.ts";
import { remedyFor } from "../../remedies.ts";
import { sentenceFor } from "../../services.ts";
import { minuteOf } from "../../../moments.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof clientRefusals> = {
  "deposit/expired": (f) => ({
    says: `le document était déposé à ${f.url} jusqu'au ${minuteOf(f.until)}, et n'y est plus gardé`,
    hint: "demandez à son émetteur de le déposer de nouveau et un nouveau code",
  }),
  "deposit/gone": (f) => ({
    says: `le document n'est plus à ${f.url} : qui l'avait déposé l'a retiré`,
    hint: "demandez un nouveau code à son émetteur",
  }),
  "deposit/collected": (f) => ({
    says: `le document était pour un seul lecteur, et a déjà été retiré de ${f.url}`,
    hint: "qrseal register list dit si c'était ce poste ; si ce n'était personne de chez vous, prévenez l'émetteur aussitôt",
  }),
  "deposit/claimed": (f) => ({
    says: `le document est pour un seul lecteur, et un autre est en train de le retirer de ${f.url}`,
    hint: "demandez à qui d'autre a ce code ou votre clé ; si ce n'était personne de chez vous, prévenez l'émetteur aussitôt",
  }),
  "deposit/incomplete": (f) => ({
    says: `le document n'est pas encore complet à ${f.url}`,
    hint: "réessayez plus tard ; si rien ne change, dites à son émetteur que le dépôt n'a pas été achevé",
  }),
  "exchange/bad-address": (f) => ({
    says: `le service ne peut pas être appelé sous ce nom : ${f.url} : ${f.problem}`,
    hint: "donnez l'adresse comme son exploitant la donne, par exemple https://exchange.example:5443",
  }),
  "exchange/unreachable": (f) => ({
    says: `le service est injoignable : ${f.url} (${f.reason})`,
    hint: "vérifiez l'adresse et le réseau de cette machine, ou réessayez plus tard",
  }),
  "exchange/unavailable": (f) => ({
    says: `le service ${f.url} ne peut pas le faire pour le moment : ${sentenceFor(f.refusal, f.says)} (${f.refusal})`,
    hint: "réessayez plus tard ; si cela dure, prévenez l'exploitant du service",
  }),
  "exchange/refused": (f) => ({
    says: `le service ${f.url} refuse : ${sentenceFor(f.refusal, f.says)} (${f.refusal})`,
    hint: remedyFor(f.refusal),
  }),
  "exchange/not-the-service": (f) =>
    f.expected === null
      ? {
          says: `personne de connu ici ne répond du certificat de ${f.url}, dont l'empreinte est ${f.found}`,
          hint: "si son exploitant confirme cette empreinte, donnez-la avec --service-certificate ; sinon nommez l'autorité avec --ca",
        }
      : {
          says: `le certificat de ${f.url} a l'empreinte ${f.found}, il fallait ${f.expected}`,
          hint: "rien n'a été envoyé ; demandez à l'exploitant du service si le certificat a été remplacé, avant de donner le nouveau",
        },
  "exchange/other-keys": (f) => ({
    says: `le service ${f.url} présente la clé ${f.found}, il fallait ${f.expected}, et rien de connu ne répond d'elle`,
    hint: "rien n'a été envoyé ; demandez à son exploitant l'empreinte de sa clé RSA, puis donnez-la avec --pin",
  }),
  "exchange/bad-answer": (f) => ({
    says: `la réponse de ${f.service} n'est pas celle d'un service d'échange : ${f.problem}`,
    hint: "vérifiez que l'adresse mène à un service d'échange, et qu'il n'est pas plus ancien que cette commande",
  }),
};

export const terms: TermWords<ClientTerms> = {
  "receipt-of-other": "son reçu n'est pas pour ce qui a été envoyé",
  "receipt-not-signed": "son reçu n'est pas signé par lui",
  "other-part": "ce n'est pas la partie demandée",
  "not-https": "ce n'est pas une adresse https://",
  "user-in-address": "elle contient un nom d'utilisateur ou un mot de passe",
  "more-than-host-and-path": "elle contient plus qu'un nom de machine et un chemin",
  "plain-http": "http:// sans chiffrement ne vaut que pour cette machine",
  "certificate-fingerprint-malformed": "l'empreinte de son certificat n'a pas 64 chiffres hexadécimaux",
  "nothing-answers": "rien ne répond à cette adresse",
  "no-such-machine": "aucune machine ne porte ce nom",
  "name-not-looked-up": "ce nom ne peut pas être recherché pour le moment",
  "no-way-there": "aucun chemin n'y mène",
  "connection-broken-off": "la connexion a été coupée",
  "no-answer-within": (seconds) => `pas de réponse en ${number(seconds)} s`,
  "larger-than": (bytes) => `elle dépasse ${number(bytes)} octets`,
  "not-encrypted": "elle n'est pas chiffrée",
  "not-for-this-call": "elle n'a pas été chiffrée pour cet appel",
  "json-not-as-described": "son JSON n'est pas comme le dit la description du service",
  "sends-on": "elle renvoie ailleurs, et on ne se laisse pas renvoyer",
  "no-tls": "il ne parle pas TLS",
  "challenge-not-for-key": "son défi n'est pas scellé pour cette clé",
};
