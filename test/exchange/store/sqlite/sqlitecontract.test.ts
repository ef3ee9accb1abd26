import { engines } from "../../../../src/exchange/store/sqlite/database/engine.ts";
import { openSqliteStore } from "../../../../src/exchange/store/sqlite/sqlitestore.ts";
import type { Store } from "../../../../src/exchange/store/contract/store.ts";
import { describeStore } from "../contract/describestore.ts";
import { temporaryFolders } from "./support/temporaryfolders.ts";
import { hasEngine } from "./support/engines.ts";

const newFolder = temporaryFolders();

for (const engine of engines) {
  // Which of the two there is depends on Node: its own from 22 on, the package where it was built for this one.
  if (!(await hasEngine(engine))) {
    console.info(`skipped: ${engine} cannot be loaded by Node ${process.version}`);
    continue;
  }
  const openTwice = (): Promise<readonly [Store, Store]> => {
    const folder = newFolder();
    const open = (): Promise<Store> => openSqliteStore(folder, { engines: [engine] });
    // At once, as two processes may: both find no database, and one makes it.
    return Promise.all([open(), open()]);
  };
  describeStore(`SQLite, by ${engine}`, openTwice);
}
