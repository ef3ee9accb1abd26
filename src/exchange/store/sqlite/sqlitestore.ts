/** The store in one SQLite file, in a thread of its own, so that waiting for the disk holds nothing up. */
import { createRequire } from "node:module";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { bug } from "../../../core/refusals.ts";
import type { FactsOf } from "../../../core/refusal.ts";
import { failure } from "../refusals.ts";
import type { storeRefusals } from "../refusals.ts";
import { migrations as allMigrations } from "../migrations/all.ts";
import type { Migration } from "../migrations/migration.ts";
import type { Store } from "../contract/store.ts";
import { engines as allEngines } from "./database/engine.ts";
import type { Engine } from "./database/engine.ts";
import type { FromThread, ThreadTask } from "./threadmessages.ts";
import { storeIn } from "./threadstore.ts";
import { makePrivateFile } from "./database/privatefile.ts";

export interface SqliteOptions {
  /** The first that loads is taken. */
  readonly engines?: readonly Engine[];
  /** For tests. */
  readonly migrations?: readonly Migration[];
}

/** Inside the data folder. */
export const DATABASE_FILE = "exchange.sqlite";

/**
 * Opens, or makes, the database in a folder, which is made too. Other processes may have it open at the same time.
 * Throws store/no-sqlite, store/sqlite-too-old, store/newer, store/foreign, store/unusable.
 */
export async function openSqliteStore(folder: string, options: SqliteOptions = {}): Promise<Store> {
  const file = path.join(folder, DATABASE_FILE);
  try {
    await makePrivateFile(file);
  } catch (error) {
    throw failure("store/unusable", { where: file, reason: reasonOf(error) });
  }
  const { engines = allEngines, migrations = allMigrations } = options;
  const thread = startThread({ file, engines, migrations });
  await awaitOpening(thread, file);
  return storeIn(thread);
}

/** A thread gets neither our environment, where a password may be, nor our streams. */
function startThread(task: ThreadTask): Worker {
  // Built from sqlite-thread.ts; the package's own name for it is the same from sources, builds and the bundle.
  const main = createRequire(import.meta.url).resolve("#exchange/sqlite-thread");
  const thread = new Worker(main, {
    workerData: task,
    env: {},
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
  });
  // Heard by whoever waits for an answer; one that nobody hears would end the process.
  return thread.on("error", () => undefined);
}

function awaitOpening(thread: Worker, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (message: FromThread): void => {
      thread.off("exit", fail);
      if (message.kind === "opened") resolve();
      else if (message.kind === "refused") reject(refusalOf(message.code, message.facts));
      else if (message.kind === "failed") {
        reject(failure("store/unusable", { where: file, reason: message.reason }));
      } else reject(bug("the thread answered before it was asked"));
    };
    const fail = (): void => {
      thread.off("message", finish);
      reject(failure("store/unusable", { where: file, reason: "the thread that opens it broke down" }));
    };
    thread.once("message", finish).once("exit", fail);
  });
}

type StoreCode = keyof typeof storeRefusals;

/** As the thread threw it. */
function refusalOf(code: string, facts: object): Error {
  return failure(code as StoreCode, facts as FactsOf<(typeof storeRefusals)[StoreCode]>);
}

function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
