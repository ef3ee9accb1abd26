/** What `src/exchange/http` refuses, in French. */
import type { httpRefusals } from "../../../../exchange/http/refusals.ts";
import type { RefusalWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof httpRefusals> = {
  "service/port-in-use": (f) => ({
    says: `un autre programme écoute déjà sur ${f.host}, port ${f.port}`,
    hint: "arrêtez-le, ou choisissez un autre port avec --port",
  }),
  "service/cannot-listen": (f) => ({
    says: `le service ne peut pas écouter sur ${f.host}, port ${f.port} (${f.reason})`,
    hint: "les ports sous 1024 demandent un privilège ; vérifiez aussi que l'hôte est une adresse de cette machine",
  }),
  "service/bad-certificate": (f) => ({
    says: `il fallait des certificats en PEM, trouvé autre chose : ${f.path}`,
    hint: "mettez le certificat d'abord et ceux de ses autorités ensuite, dans un seul fichier",
  }),
  "service/bad-key": (f) => ({
    says: `il fallait une clé privée en PEM sans phrase secrète, trouvé autre chose : ${f.path}`,
    hint: "nommez la clé avec laquelle le certificat a été demandé ; protégez le fichier par ses droits",
  }),
  "service/key-mismatch": (f) => ({
    says: `le certificat et la clé ne vont pas ensemble : ${f.certificate}, ${f.key}`,
    hint: "nommez la clé avec laquelle ce certificat a été demandé",
  }),
};
