/** What `src/exchange/store` refuses, in French. */
import type { storeRefusals } from "../../../../exchange/store/refusals.ts";
import type { RefusalWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof storeRefusals> = {
  "store/no-sqlite": (f) => ({
    says: `pas de SQLite pour conserver les données : better-sqlite3 ne se charge pas, et Node ${f.node} n'en a pas qui convienne`,
    hint: "lancez npm install better-sqlite3, prenez Node 22.23 ou plus récent, ou nommez un serveur PostgreSQL avec --database-url",
  }),
  "store/sqlite-too-old": (f) => ({
    says: `le SQLite de ${f.engine} est en version ${f.version}, qui peut abîmer des données ouvertes par deux processus ; il fallait ${f.needed} ou plus récent`,
    hint: "installez better-sqlite3 ou Node en version plus récente, ou nommez un serveur PostgreSQL avec --database-url",
  }),
  "store/newer": (f) => ({
    says: `la base de données a la structure ${f.found}, et cette version de qrseal connaît celles jusqu'à ${f.known}`,
    hint: "une version plus récente a travaillé avec elle : installez celle-là ; rien n'a été modifié",
  }),
  "store/foreign": () => ({
    says: "la base de données n'est pas celle d'un service d'échange, ou autre chose a modifié sa structure",
    hint: "vérifiez que le dossier ou l'adresse est le bon ; rien n'a été modifié",
  }),
  "store/unusable": (f) => ({
    says: `la base de données est inutilisable : ${f.where} (${f.reason})`,
    hint: "vérifiez qu'elle est là, que vous avez le droit d'y écrire, et que son disque est sain et non plein",
  }),
  "store/not-durable": (f) => ({
    says: `le serveur PostgreSQL a désactivé ${f.setting} : ce qu'il confirme pourrait être perdu`,
    hint: `activez ${f.setting} dans la configuration du serveur, puis relancez`,
  }),
};
