/**
 * Group commit: whatever waits is carried out in one transaction, so that many share one wait for the disk. Each has a
 * savepoint of its own, so that one's failure undoes nothing of the others, and none is answered before the commit.
 */
import { effects } from "../contract/operations.ts";
import type { Asked, Done, Operation, Operations } from "../contract/operations.ts";
import type { Database } from "./database/engine.ts";
import { isFatal, troubleOf } from "./database/trouble.ts";
import type { Trouble } from "./database/trouble.ts";
import type { Answer, Request } from "./threadmessages.ts";

export type CarryOut = (batch: readonly Request[]) => void;

/** @param answer gets the answers of a batch, in one or more calls */
export function groupCommit(
  database: Database,
  operations: Operations,
  answer: (answers: readonly Answer[]) => void,
): CarryOut {
  const committing: Committing = { database, operations, isBroken: false, isToBeErased: false };
  return (batch) => {
    if (committing.isBroken) {
      answer(batch.map(({ number }) => ({ number, failed: BROKEN, isUnavailable: true })));
      return;
    }
    const reading = batch.filter(isReading);
    if (reading.length > 0) answer(reading.map((request) => attempt(committing, request)));
    const changing = batch.filter((request) => !isReading(request));
    if (changing.length === 0) return;
    const answers = commitTogether(committing, changing);
    const later = answers.filter((each, at) => hasErased(changing[at], each));
    answer(answers.filter((each) => !later.includes(each)));
    if (later.length > 0 || committing.isToBeErased) eraseLog(committing);
    if (later.length > 0) answer(later);
  };
}

const isReading = ({ asked }: Request): boolean => effects[asked.name] === "reads";

interface Committing {
  readonly database: Database;
  readonly operations: Operations;
  /** The disk failed or the database is damaged. */
  isBroken: boolean;
  /** Somebody was reading when the log was to be erased. */
  isToBeErased: boolean;
}

const BROKEN = "the disk failed or the database is damaged; nothing more is written before a new start";

function commitTogether(committing: Committing, batch: readonly Request[]): readonly Answer[] {
  const { database } = committing;
  try {
    database.exec("BEGIN IMMEDIATE");
    const answers = batch.map((request) => change(committing, request));
    database.exec("COMMIT");
    return answers;
  } catch (error) {
    endTransaction(database);
    return batch.map((request) => failed(committing, request, error));
  }
}

/** The answer, to be given after the commit. Throws where the transaction is gone, and all that was in it. */
function change(committing: Committing, request: Request): Answer {
  const { database, operations } = committing;
  database.exec("SAVEPOINT operation");
  try {
    const done = carryOut(operations, request.asked);
    database.exec("RELEASE operation");
    return { number: request.number, done };
  } catch (error) {
    undoOperation(database, error);
    return failed(committing, request, error);
  }
}

function attempt(committing: Committing, request: Request): Answer {
  try {
    return { number: request.number, done: carryOut(committing.operations, request.asked) };
  } catch (error) {
    return failed(committing, request, error);
  }
}

const carryOut = <Name extends Operation>(operations: Operations, { name, given }: Asked<Name>): Done[Name] =>
  operations[name](...given);

function failed(committing: Committing, { number }: Request, error: unknown): Answer {
  return { number, failed: textOf(error), isUnavailable: noteTrouble(committing, error) !== null };
}

function noteTrouble(committing: Committing, error: unknown): Trouble | null {
  const trouble = troubleOf(error);
  if (trouble !== null && isFatal(trouble)) committing.isBroken = true;
  return trouble;
}

/** What was deleted is overwritten in the file (secure_delete); what the log still has of it goes with the log. */
function eraseLog(committing: Committing): void {
  try {
    const { busy } = committing.database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() as { busy: number };
    committing.isToBeErased = busy !== 0;
  } catch (error) {
    noteTrouble(committing, error);
  }
}

/** What erases tells whether anything went: true, a number, or numbers by name. */
function hasErased(request: Request | undefined, answer: Answer): boolean {
  if (request === undefined || effects[request.asked.name] !== "erases" || !("done" in answer)) return false;
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
