/** The main file of the thread that has the database open: takes what waits, carries it out, answers. */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { QrsealError } from "../../../core/refusal.ts";
import { bug } from "../../../core/refusals.ts";
import { limits } from "../../../core/limits.ts";
import type { Database } from "./database/engine.ts";
import { groupCommit } from "./groupcommit.ts";
import type { CarryOut } from "./groupcommit.ts";
import type { FromThread, Request, ThreadTask, ToThread } from "./threadmessages.ts";
import { openPrepared } from "./database/opening.ts";
import { operationsOn } from "./operations/sqliteoperations.ts";

if (parentPort === null) throw bug("this file is the main file of a thread");
const port = parentPort;
const tell = (message: FromThread): void => {
  port.postMessage(message);
};

const { file, engines, migrations } = workerData as ThreadTask;
try {
  const database = await openPrepared(file, engines, migrations, Date.now);
  serve(database);
  tell({ kind: "opened" });
} catch (error) {
  if (error instanceof QrsealError) tell({ kind: "refused", code: error.code, facts: error.facts });
  else tell({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
}

function serve(database: Database): void {
  const carryOut = groupCommit(database, operationsOn(database), (answers) => {
    tell({ kind: "answers", answers });
  });
  port.on("message", (first: ToThread) => {
    if (serveWaiting(first, carryOut)) return;
    database.close();
    port.close();
  });
}

/** The first that came and whatever came meanwhile. False after the one that asks to close. */
function serveWaiting(first: ToThread, carryOut: CarryOut): boolean {
  let batch: Request[] = [];
  let bytes = 0;
  let message: ToThread | undefined = first;
  while (message !== undefined && message !== "close") {
    batch.push(message);
    bytes += sizeOf(message);
    if (batch.length >= limits.storeBatchOperations || bytes >= limits.storeBatchBytes) {
      carryOut(batch);
      [batch, bytes] = [[], 0];
    }
    message = (receiveMessageOnPort(port) as { message: ToThread } | undefined)?.message;
  }
  if (batch.length > 0) carryOut(batch);
  return message === undefined;
}

/** Bytes of what an operation is given beside a record: pieces of deposits. */
function sizeOf({ asked }: Request): number {
  const given: readonly unknown[] = asked.given;
  return given.reduce<number>((sum, each) => sum + (each instanceof Uint8Array ? each.length : 0), 0);
}
