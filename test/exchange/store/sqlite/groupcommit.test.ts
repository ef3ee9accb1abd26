import path from "node:path";
import { describe, expect, it } from "vitest";
import { migrations } from "../../../../src/exchange/store/migrations/all.ts";
import type { Asked, Operation } from "../../../../src/exchange/store/contract/operations.ts";
import { engines } from "../../../../src/exchange/store/sqlite/database/engine.ts";
import type { Database } from "../../../../src/exchange/store/sqlite/database/engine.ts";
import { groupCommit } from "../../../../src/exchange/store/sqlite/groupcommit.ts";
import type { Answer } from "../../../../src/exchange/store/sqlite/threadmessages.ts";
import { openPrepared } from "../../../../src/exchange/store/sqlite/database/opening.ts";
import { operationsOn } from "../../../../src/exchange/store/sqlite/operations/sqliteoperations.ts";
import { bytes, deposit, freshId, vaultRecord } from "../support/samplerecords.ts";
import { temporaryFolders } from "./support/temporaryfolders.ts";

const newFolder = temporaryFolders();

interface Scene {
  readonly carryOut: (...asked: readonly [Operation, ...unknown[]][]) => void;
  /** Transactions that began and ended, and answers, in their order. */
  readonly seen: string[];
  readonly answers: Map<number, Answer>;
  readonly database: Database;
  /** The next COMMIT fails with this. */
  failCommit: Error | null;
}

/** A database in this thread, where every transaction and every answer is seen. */
async function scene(): Promise<Scene> {
  const database = await openPrepared(path.join(newFolder(), "db"), engines, migrations, () => 0);
  const made: Scene = { carryOut, seen: [], answers: new Map(), database, failCommit: null };
  const watched: Database = {
    exec: (sql) => {
      if (/^(?:BEGIN|COMMIT|ROLLBACK$)/.test(sql)) made.seen.push(sql);
      if (sql === "COMMIT" && made.failCommit !== null) throw made.failCommit;
      return database.exec(sql);
    },
    prepare: (sql) => database.prepare(sql),
    close: () => database.close(),
  };
  let asked = 0;
  const commit = groupCommit(watched, operationsOn(watched), (answers) => {
    made.seen.push(`answers ${answers.length}`);
    for (const answer of answers) made.answers.set(answer.number, answer);
  });
  function carryOut(...requests: readonly [Operation, ...unknown[]][]): void {
    commit(requests.map(([name, ...given]) => ({ number: (asked += 1), asked: { name, given } as Asked })));
  }
  return made;
}

describe("operations that wait together", () => {
  it("share one transaction, and are answered after its commit", async () => {
    const { carryOut, seen, answers } = await scene();
    carryOut(...Array.from({ length: 50 }, (): [Operation, unknown] => ["putVaultRecord", vaultRecord()]));
    expect(seen).toEqual(["BEGIN IMMEDIATE", "COMMIT", "answers 50"]);
    expect(Array.from(answers.values()).every((answer) => "done" in answer)).toBe(true);
  });

  it("are answered without a transaction where they only read, and before others are written", async () => {
    const { carryOut, seen, answers } = await scene();
    carryOut(["vaultRecord", "none"]);
    expect(seen).toEqual(["answers 1"]);
    carryOut(["putVaultRecord", vaultRecord()], ["deposit", "none"]);
    expect(seen.slice(1)).toEqual(["answers 1", "BEGIN IMMEDIATE", "COMMIT", "answers 1"]);
    expect(answers.get(3)).toEqual({ number: 3, done: null });
  });

  it("fail alone, whatever they had done before they failed", async () => {
    const { carryOut, seen, answers } = await scene();
    const [before, after] = [vaultRecord(), vaultRecord()];
    const keys = { generation: 1, createdAt: 1, sealed: bytes(3) };
    carryOut(["addServiceKeys", keys]);
    carryOut(
      ["putVaultRecord", before],
      // The first of the two is resealed before the second is missed.
      [
        "resealServiceKeys",
        [
          { ...keys, sealed: bytes(4) },
          { ...keys, generation: 2 },
        ],
      ],
      ["addDeposit", deposit({ size: -1 })],
      ["putVaultRecord", after],
    );
    expect(answers.get(3)).toMatchObject({ failed: expect.stringContaining("does not exist") as string });
    expect(answers.get(4)).toMatchObject({ isUnavailable: false });
    carryOut(["serviceKeys"], ["vaultRecord", before.id], ["vaultRecord", after.id]);
    expect(answers.get(6)).toEqual({ number: 6, done: [keys] });
    expect(answers.get(7)).toEqual({ number: 7, done: before });
    expect(answers.get(8)).toEqual({ number: 8, done: after });
    expect(seen.filter((each) => each === "COMMIT")).toHaveLength(2);
  });

  it("all fail where the disk is full, and the next that fit are served", async () => {
    const { carryOut, answers, database } = await scene();
    const { id } = deposit();
    const record = vaultRecord();
    carryOut(["addDeposit", deposit({ id })]);
    const { page_count: pages } = database.prepare("PRAGMA page_count").get() as { page_count: number };
    database.prepare(`PRAGMA max_page_count = ${pages + 20}`).get();
    carryOut(["putVaultRecord", record], ["putPiece", id, 0, bytes(2 ** 20)]);
    // SQLite ends the whole transaction then.
    expect(answers.get(2)).toMatchObject({
      isUnavailable: true,
      failed: expect.stringContaining("full") as string,
    });
    expect(answers.get(3)).toMatchObject({ isUnavailable: true });
    carryOut(["vaultRecord", record.id], ["pieceIndexes", id]);
    expect(answers.get(4)).toEqual({ number: 4, done: null });
    expect(answers.get(5)).toEqual({ number: 5, done: [] });
    carryOut(["putVaultRecord", record], ["putPiece", id, 0, bytes(100)]);
    expect(answers.get(7)).toEqual({ number: 7, done: "kept" });
  });

  it("are answered that they failed where the commit did, and nothing is written after the disk failed", async () => {
    const made = await scene();
    const [first, second] = [vaultRecord(), vaultRecord()];
    made.failCommit = Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR_FSYNC" });
    made.carryOut(["putVaultRecord", first], ["putVaultRecord", second]);
    expect([1, 2].map((number) => made.answers.get(number))).toMatchObject([
      { isUnavailable: true },
      { isUnavailable: true },
    ]);
    expect(made.seen).toEqual(["BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "answers 2"]);
    made.failCommit = null;
    made.carryOut(["putVaultRecord", first], ["vaultRecord", freshId()], ["ping"]);
    expect(made.answers.get(3)).toMatchObject({ isUnavailable: true });
    expect(made.answers.get(5)).toMatchObject({ failed: expect.stringContaining("new start") as string });
    expect(made.seen.slice(4)).toEqual(["answers 3"]);
  });

  it("are tried again after another process held the database for too long", async () => {
    const made = await scene();
    made.failCommit = Object.assign(new Error("database is locked"), { errcode: 5 });
    made.carryOut(["putVaultRecord", vaultRecord()]);
    expect(made.answers.get(1)).toMatchObject({ isUnavailable: true });
    made.failCommit = null;
    made.carryOut(["putVaultRecord", vaultRecord()]);
    expect(made.answers.get(2)).toMatchObject({ done: undefined });
  });
});
