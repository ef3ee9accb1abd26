import path from "node:path";
import { describe, expect, it } from "vitest";
import { migrations } from "../../../../../src/exchange/store/migrations/all.ts";
import type { Migration } from "../../../../../src/exchange/store/migrations/migration.ts";
import { engines, isSound, openDatabase } from "../../../../../src/exchange/store/sqlite/database/engine.ts";
import { openPrepared } from "../../../../../src/exchange/store/sqlite/database/opening.ts";
import { DATABASE_FILE, openSqliteStore } from "../../../../../src/exchange/store/sqlite/sqlitestore.ts";
import { vaultRecord } from "../../support/samplerecords.ts";
import { temporaryFolders } from "../support/temporaryfolders.ts";

const newFolder = temporaryFolders();

const step = (number: number, sqlite: string): Migration => ({
  number,
  name: `step ${number}`,
  sqlite,
  postgres: "",
});

it("a database is opened so that a commit is on the disk, and what is deleted is overwritten", async () => {
  const database = await openPrepared(path.join(newFolder(), "db"), engines, migrations, () => 0);
  const setting = (name: string): unknown =>
    Object.values(database.prepare(`PRAGMA ${name}`).get() as object)[0];
  expect(setting("journal_mode")).toBe("wal");
  // FULL
  expect(setting("synchronous")).toBe(2);
  expect(setting("fullfsync")).toBe(1);
  expect(setting("checkpoint_fullfsync")).toBe(1);
  expect(setting("secure_delete")).toBe(1);
  expect(setting("foreign_keys")).toBe(1);
  expect(setting("trusted_schema")).toBe(0);
  expect(setting("temp_store")).toBe(2);
  expect(setting("busy_timeout")).toBe(10_000);
  database.close();
});

describe("the structure", () => {
  it("is made once, and keeps what is in it", async () => {
    const folder = newFolder();
    const record = vaultRecord();
    const first = await openSqliteStore(folder);
    await first.putVaultRecord(record);
    await first.close();
    const second = await openSqliteStore(folder);
    expect(await second.vaultRecord(record.id)).toEqual(record);
    await second.close();
  });

  it("takes the steps that are new, in their order, each once", async () => {
    const folder = newFolder();
    await (await openSqliteStore(folder)).close();
    const later = [
      ...migrations,
      step(migrations.length + 1, "CREATE TABLE extra (number INTEGER) STRICT"),
      step(migrations.length + 2, "INSERT INTO extra VALUES (1)"),
    ];
    for (let time = 0; time < 2; time++) await (await openSqliteStore(folder, { migrations: later })).close();
    const database = await openDatabase(path.join(folder, DATABASE_FILE));
    expect(database.prepare("SELECT count(*) AS count FROM extra").get()).toMatchObject({ count: 1 });
    expect(database.prepare("SELECT number FROM migration ORDER BY number").all()).toHaveLength(later.length);
    database.close();
  });

  it("of a newer program is refused, and told by its number", async () => {
    const folder = newFolder();
    const newer = [...migrations, step(migrations.length + 1, "CREATE TABLE extra (number INTEGER) STRICT")];
    await (await openSqliteStore(folder, { migrations: newer })).close();
    await expect(openSqliteStore(folder)).rejects.toMatchObject({
      code: "store/newer",
      facts: { found: newer.length, known: migrations.length },
    });
  });

  it("made by other steps than ours is refused", async () => {
    const folder = newFolder();
    const other = migrations.map((each) => ({ ...each, sqlite: `${each.sqlite}\n-- changed` }));
    await (await openSqliteStore(folder, { migrations: other })).close();
    await expect(openSqliteStore(folder)).rejects.toMatchObject({ code: "store/foreign" });
  });

  it("of another program's database is refused, and left as it was", async () => {
    const folder = newFolder();
    const database = await openDatabase(path.join(folder, DATABASE_FILE));
    database.exec("CREATE TABLE recipe (name TEXT)");
    database.close();
    await expect(openSqliteStore(folder)).rejects.toMatchObject({ code: "store/foreign" });
    const again = await openDatabase(path.join(folder, DATABASE_FILE));
    expect(again.prepare("SELECT name FROM sqlite_schema").all()).toHaveLength(1);
    again.close();
  });

  it("is not changed at all where a step fails on its way", async () => {
    const folder = newFolder();
    const record = vaultRecord();
    const first = await openSqliteStore(folder);
    await first.putVaultRecord(record);
    await first.close();
    const halfway = "CREATE TABLE extra (number INTEGER) STRICT; DELETE FROM vault_record; SELECT nonsense";
    const number = migrations.length + 1;
    const failing = [
      ...migrations,
      step(number, "CREATE TABLE before (number INTEGER) STRICT"),
      step(number + 1, halfway),
    ];
    await expect(openSqliteStore(folder, { migrations: failing })).rejects.toMatchObject({
      code: "store/unusable",
    });
    const store = await openSqliteStore(folder);
    expect(await store.vaultRecord(record.id)).toEqual(record);
    await store.close();
    const database = await openDatabase(path.join(folder, DATABASE_FILE));
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE name IN ('before', 'extra')").all();
    expect(tables).toEqual([]);
    database.close();
  });
});

describe("SQLite", () => {
  it.each([
    ["3.51.3", true],
    ["3.53.2", true],
    ["4.0.0", true],
    ["3.51.2", false],
    ["3.40.1", false],
    ["2.99.99", false],
  ])("%s is sound: %s", (version, expected) => {
    expect(isSound(version)).toBe(expected);
  });

  it("that is nowhere is missed in one sentence", async () => {
    await expect(openDatabase(":memory:", [])).rejects.toMatchObject({
      code: "store/no-sqlite",
    });
    await expect(openSqliteStore(newFolder(), { engines: [] })).rejects.toMatchObject({
      code: "store/no-sqlite",
    });
  });
});
