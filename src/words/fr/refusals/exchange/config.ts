/** What `src/exchange/config` refuses, in French. */
import type { configRefusals } from "../../../../exchange/config/refusals.ts";
import type { RefusalWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof configRefusals> = {
  "service/unknown-setting": (f) => ({
    says: `il n'y a pas de réglage ${f.setting} (${f.origin})`,
    hint: "qrseal serve --print-config montre les noms de tous les réglages",
  }),
  "service/bad-setting": (f) => ({
    says: `le réglage ${f.setting} n'est pas comme il faut (${f.origin}) : il fallait ${f.form}`,
    hint: "docs/EXCHANGE.md décrit chaque réglage",
  }),
  "service/bad-config-file": (f) => ({
    says: `il fallait un objet JSON avec des réglages, trouvé autre chose : ${f.path}`,
    hint: "qrseal serve --print-config montre les noms de tous les réglages",
  }),
  "service/needs-another": (f) => ({
    says: `le réglage ${f.setting} (${f.origin}) ne va pas sans ${f.other}`,
    hint: "donnez les deux ou aucun",
  }),
  "service/conflict": (f) => ({
    says: `les réglages ${f.setting} et ${f.other} ne vont pas ensemble`,
    hint: "laissez l'un des deux",
  }),
  "service/plain-http": (f) => ({
    says: `HTTP sans chiffrement est réservé à cette machine, et ${f.host} est joignable depuis d'autres`,
    hint: "laissez --plain-http, ou écoutez sur 127.0.0.1 derrière un relais qui parle TLS",
  }),
  "service/file-unreadable": (f) => ({
    says: `le fichier du réglage ${f.setting} ne peut pas être lu : ${f.path} (${f.reason})`,
    hint: "vérifiez le nom, et que le service a le droit de le lire",
  }),
  "service/data-folder": (f) => ({
    says: `le service ne peut pas écrire dans son dossier de données : ${f.path} (${f.reason})`,
    hint: "créez le dossier et donnez-le à qui fait tourner le service, ou nommez-en un autre avec --data",
  }),
  "service/bad-admin-token": (f) => ({
    says: `il fallait une ligne d'au moins 32 lettres, chiffres et - . _ ~ + / comme jeton, trouvé autre chose : ${f.path}`,
    hint: "retirez le fichier et relancez : un nouveau est créé",
  }),
};
