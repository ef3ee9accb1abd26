/**
 * Loaded into a service before all else (node --import), makes it worse than it is: SQLite commits no more after the
 * transaction that opened the database, so that the service answers before what it answers for is there. Whoever looks
 * for lost records must find them then.
 */
import { createRequire, syncBuiltinESMExports } from "node:module";
import threads from "node:worker_threads";

if (threads.isMainThread) loadIntoThreads();
else leaveOutCommits();

/** The store's thread begins without what its process was started with. */
function loadIntoThreads() {
  threads.Worker = class extends threads.Worker {
    constructor(file, options) {
      super(file, { ...options, execArgv: ["--import", import.meta.url] });
    }
  };
  syncBuiltinESMExports();
}

function leaveOutCommits() {
  const { prototype } = createRequire(import.meta.url)("better-sqlite3");
  const { exec } = prototype;
  const opened = new WeakSet();
  prototype.exec = function (sql) {
    const isLeftOut =
      opened.has(this) && (sql === "COMMIT" || (sql === "BEGIN IMMEDIATE" && this.inTransaction));
    if (sql === "COMMIT") opened.add(this);
    return isLeftOut ? this : exec.call(this, sql);
  };
}
