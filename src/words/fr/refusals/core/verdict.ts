/** What `src/core/verdict` refuses, in French. */
import type { verdictRefusals } from "../../../../core/verdict/refusals.ts";
import { list } from "../../numbers.ts";
import { dayOf, minuteOf } from "../../../moments.ts";
import type { RefusalWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof verdictRefusals> = {
  "verdict/bad-signature": (f) => ({
    says: `le document se dit émis par ${f.issuer}, mais cette signature n'est pas la sienne`,
    hint: "c'est un faux, ou il a été modifié : gardez le papier et prévenez votre service de sécurité",
  }),
  "verdict/forwarded": (f) => ({
    says: `le document a été signé pour un autre bureau (${list(f.signedFor)}), puis scellé de nouveau pour vous`,
    hint: "demandez à l'émetteur un document à votre nom ; si c'était votre propre ancienne clé, notez-le : qrseal keys succeed",
  }),
  "verdict/unsigned": () => ({
    says: "le document n'est pas signé : quiconque a votre clé publique a pu le faire",
    hint: "demandez à l'émetteur un document signé ; pour l'accepter sous votre responsabilité : --accept unsigned",
  }),
  "verdict/unknown-issuer": (f) => ({
    says: `le document est signé avec une clé que votre liste de confiance ne connaît pas : ${f.fingerprint}`,
    hint: "interrogez l'émetteur par téléphone sur cette clé ; pour l'accepter sous votre responsabilité : --accept unknown-issuer",
  }),
  "verdict/retired-key": (f) => ({
    says: `le document a été signé le ${dayOf(f.signedAt)}, à une date où cette clé ne valait pas pour ${f.issuer}`,
    hint: "demandez-en un nouveau à l'émetteur ; pour l'accepter sous votre responsabilité : --accept retired-key",
  }),
  "verdict/expired": (f) => ({
    says: `le document valait jusqu'au ${minuteOf(f.until)}`,
    hint: "demandez-en un plus récent au porteur ; pour l'accepter sous votre responsabilité : --accept expired",
  }),
  "verdict/not-yet-valid": (f) => ({
    says: `le document ne vaut qu'à partir du ${minuteOf(f.from)}`,
    hint: "vérifiez la date et l'heure de cette machine ; pour l'accepter sous votre responsabilité : --accept not-yet-valid",
  }),
  "verdict/key-revoked": (f) => ({
    says: `la clé qui a signé le document a été révoquée le ${dayOf(f.at)} : ${f.issuer}${f.reason === null ? "" : ` (${f.reason})`}`,
    hint: "demandez-en un nouveau à l'émetteur ; pour l'accepter sous votre responsabilité : --accept revoked",
  }),
  "verdict/document-revoked": (f) => ({
    says: `le document a été révoqué le ${dayOf(f.at)}${f.reason === null ? "" : ` (${f.reason})`}`,
    hint: "interrogez l'émetteur ; pour l'accepter sous votre responsabilité : --accept revoked",
  }),
};
