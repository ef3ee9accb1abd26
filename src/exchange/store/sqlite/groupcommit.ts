/**
 * Group commit: whatever waits is carried out in one transaction, so that many share one wait for the disk. Each has a
 * savepoint of its own, so that one's failure undoes nothing of the others, and none is answered before the commit.
 */
import { changes } from "../contract/operations.ts";
import type { AnyOperation, Operation, Operations } from "../contract/operations.ts";
import type { Database } from "./database/engine.ts";
import type { Answer, Request } from "./threadmessages.ts";
import { isFatal, troubleOf } from "./database/trouble.ts";

export type CarryOut = (batch: readonly Request[]) => void;

/** @param answer gets the answers of a batch, in one or more calls */
export function groupCommit(
  database: Database,
  operations: Operations,
  answer: (answers: readonly Answer[]) => void,
): CarryOut {
  const byName: Readonly<Record<Operation, AnyOperation>> = operations;
  const run = ({ name, given }: Request): unknown => byName[name](...(given as never[]));
  let isBroken = false;
  let isToBeErased = false;

  const failed = ({ number }: Request, error: unknown): Answer => {
    const trouble = troubleOf(error);
    if (trouble !== null && isFatal(trouble)) isBroken = true;
    return { number, failed: textOf(error), isUnavailable: trouble !== null };
  };
  const attempt = (request: Request): Answer => {
    try {
      return { number: request.number, done: run(request) };
    } catch (error) {
      return failed(request, error);
    }
  };

  /** The answer, to be given after the commit. Throws where the transaction is gone, and all that was in it. */
  const change = (request: Request): Answer => {
    database.exec("SAVEPOINT operation");
    try {
      const done = run(request);
      database.exec("RELEASE operation");
      return { number: request.number, done };
    } catch (error) {
      undoOperation(database, error);
      return failed(request, error);
    }
  };

  const commitTogether = (batch: readonly Request[]): readonly Answer[] => {
    try {
      database.exec("BEGIN IMMEDIATE");
      const answers = batch.map(change);
      database.exec("COMMIT");
      return answers;
    } catch (error) {
      endTransaction(database);
      return batch.map((request) => failed(request, error));
    }
  };

  /** What was deleted is overwritten in the file (secure_delete); what the log still has of it goes with the log. */
  const eraseLog = (): void => {
    try {
      const { busy } = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() as { busy: number };
      isToBeErased = busy !== 0;
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble !== null && isFatal(trouble)) isBroken = true;
    }
  };

  return (batch) => {
    if (isBroken) {
      answer(batch.map(({ number }) => ({ number, failed: BROKEN, isUnavailable: true })));
      return;
    }
    const reading = batch.filter(({ name }) => !isChange(name));
    if (reading.length > 0) answer(reading.map(attempt));
    const changing = batch.filter(({ name }) => isChange(name));
    if (changing.length === 0) return;
    const answers = commitTogether(changing);
    const later = answers.filter(
      (each, at) => erasing.includes(changing[at]?.name ?? "ping") && hasErased(each),
    );
    answer(answers.filter((each) => !later.includes(each)));
    if (later.length > 0 || isToBeErased) eraseLog();
    if (later.length > 0) answer(later);
  };
}

const BROKEN = "the disk failed or the database is damaged; nothing more is written before a new start";

const isChange = (name: Operation): boolean => (changes as readonly Operation[]).includes(name);

/** What these answer tells whether anything went: true, a number, or numbers by name. */
const erasing: readonly Operation[] = [
  "collectDeposit",
  "removeDeposit",
  "removeExpired",
  "removeVaultRecordsBefore",
];

function hasErased(answer: Answer): boolean {
  if (!("done" in answer)) return false;
  const { done } = answer;
  return typeof done === "object" && done !== null ? Object.values(done).some(Boolean) : Boolean(done);
}

/** Throws the error itself where SQLite has ended the whole transaction, as it does on a full disk. */
function undoOperation(database: Database, error: unknown): void {
  try {
    database.exec("ROLLBACK TO operation");
    database.exec("RELEASE operation");
  } catch {
    throw error;
  }
}

function endTransaction(database: Database): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // SQLite has ended it already.
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
