/** What `src/exchange/store` refuses, in English. */
import type { storeRefusals } from "../../../../exchange/store/refusals.ts";
import type { RefusalWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof storeRefusals> = {
  "store/no-sqlite": (f) => ({
    says: `found no SQLite to keep data with: better-sqlite3 cannot be loaded, and Node ${f.node} has none that will do`,
    hint: "run npm install better-sqlite3, or use Node 22.23 or later, or name a PostgreSQL server with --database-url",
  }),
  "store/sqlite-too-old": (f) => ({
    says: `the SQLite of ${f.engine} is ${f.version}, which can damage data that two processes have open; expected ${f.needed} or later`,
    hint: "install a newer better-sqlite3 or Node, or name a PostgreSQL server with --database-url",
  }),
  "store/newer": (f) => ({
    says: `the database has structure ${f.found}, and this version of qrseal knows those up to ${f.known}`,
    hint: "a newer version has worked with it: install that one; nothing was changed",
  }),
  "store/foreign": () => ({
    says: "the database is not one of an exchange, or its structure was changed by something else",
    hint: "check that the folder or address is the right one; nothing was changed",
  }),
  "store/unusable": (f) => ({
    says: `the database cannot be used: ${f.where} (${f.reason})`,
    hint: "check that it is there, that you may write to it, and that its disk is sound and not full",
  }),
  "store/not-durable": (f) => ({
    says: `the PostgreSQL server has ${f.setting} switched off: what it acknowledges could be lost`,
    hint: `switch ${f.setting} on in the server's configuration, then start again`,
  }),
};
