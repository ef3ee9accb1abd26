import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "../../../../src/exchange/store/openstore.ts";
import { icaclsCall } from "../../../../src/exchange/store/sqlite/database/privatefile.ts";
import { DATABASE_FILE, openSqliteStore } from "../../../../src/exchange/store/sqlite/sqlitestore.ts";
import type { Store } from "../../../../src/exchange/store/contract/store.ts";
import { bytes, deposit, freshId, vaultRecord } from "../support/samplerecords.ts";
import { temporaryFolders } from "./support/temporaryfolders.ts";

const newFolder = temporaryFolders();

describe.skipIf(process.platform === "win32")("the files of a database", () => {
  const modesIn = (folder: string): Record<string, number> =>
    Object.fromEntries(
      readdirSync(folder).map((name) => [name, statSync(path.join(folder, name)).mode & 0o777]),
    );

  it("are their owner's alone, and so is the folder that is made for them", async () => {
    const folder = path.join(newFolder(), "data", "exchange");
    const store = await openStore({ dataFolder: folder });
    await store.putVaultRecord(vaultRecord());
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(modesIn(folder)).toEqual({
      [DATABASE_FILE]: 0o600,
      [`${DATABASE_FILE}-wal`]: 0o600,
      [`${DATABASE_FILE}-shm`]: 0o600,
    });
    await store.close();
    expect(readdirSync(folder)).toEqual([DATABASE_FILE]);
  });

  it("are closed to others where they were open", async () => {
    const folder = newFolder();
    await (await openSqliteStore(folder)).close();
    chmodSync(path.join(folder, DATABASE_FILE), 0o644);
    const store = await openSqliteStore(folder);
    await store.putVaultRecord(vaultRecord());
    expect(Object.values(modesIn(folder))).toEqual([0o600, 0o600, 0o600]);
    await store.close();
  });
});

it("on Windows what comes into the folder is its owner's alone", () => {
  const [command, args] = icaclsCall(String.raw`D:\data`, String.raw`D:\Windows`);
  expect(command).toBe(String.raw`D:\Windows\System32\icacls.exe`);
  expect(args).toEqual([String.raw`D:\data`, "/inheritance:r", "/grant:r", "*S-1-3-4:(OI)(CI)F", "/Q"]);
});

describe("what was deleted", () => {
  const marker = Buffer.from(bytes(48));
  const marked = Buffer.concat(Array.from({ length: 2_000 }, () => marker));
  /** In which files the marker is, of a store that is open. */
  const found = (folder: string): string[] =>
    readdirSync(folder).filter((name) =>
      readFileSync(path.join(folder, name)).includes(marker.subarray(0, 32)),
    );
  const claim = bytes(32);

  const ways: readonly [string, (store: Store, id: string) => Promise<unknown>][] = [
    [
      "collected",
      async (store, id) => {
        await store.completeDeposit(id, "signed");
        await store.claimDeposit(id, claim, 1);
        await store.collectDeposit(id, claim);
      },
    ],
    ["removed", (store, id) => store.removeDeposit(id)],
    ["expired", (store) => store.removeExpired(1_001)],
  ];
  it.each(ways)("is in no file once the promise resolved: a deposit that was %s", async (_, remove) => {
    const folder = newFolder();
    const store = await openSqliteStore(folder);
    const { id } = deposit({ expiresAt: 1_000 });
    await store.addDeposit(deposit({ id, expiresAt: 1_000 }));
    await store.putPiece(id, 0, marked);
    expect(found(folder)).not.toEqual([]);
    await remove(store, id);
    expect(found(folder)).toEqual([]);
    await store.close();
  });

  it("is in no file either where the log was written back before", async () => {
    const folder = newFolder();
    const first = await openSqliteStore(folder);
    const { id } = deposit();
    await first.addDeposit(deposit({ id }));
    await first.putPiece(id, 0, marked);
    await first.close();
    expect(found(folder)).toEqual([DATABASE_FILE]);
    const store = await openSqliteStore(folder);
    await store.removeDeposit(id);
    expect(found(folder)).toEqual([]);
    await store.close();
  });

  it("is in no file either where it was a vault record", async () => {
    const folder = newFolder();
    const store = await openSqliteStore(folder);
    await store.putVaultRecord(vaultRecord({ encryptedData: marked, storedAt: 5 }));
    expect(found(folder)).not.toEqual([]);
    await store.removeVaultRecordsBefore(6);
    expect(found(folder)).toEqual([]);
    await store.close();
  });
});

describe("refused with a sentence", () => {
  it("is a folder that cannot be made, or is a file", async () => {
    const file = path.join(newFolder(), "file");
    writeFileSync(file, "");
    await expect(openSqliteStore(file)).rejects.toMatchObject({ code: "store/unusable" });
    await expect(openSqliteStore(path.join(file, "data"))).rejects.toMatchObject({ code: "store/unusable" });
  });

  it("is what is no database, and it is left as it was", async () => {
    const folder = newFolder();
    const file = path.join(folder, DATABASE_FILE);
    const text = "minutes of the meeting, ".repeat(100);
    writeFileSync(file, text);
    await expect(openSqliteStore(folder)).rejects.toMatchObject({ code: "store/unusable" });
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  it("is a folder in the place of the database", async () => {
    const folder = newFolder();
    mkdirSync(path.join(folder, DATABASE_FILE));
    await expect(openSqliteStore(folder)).rejects.toMatchObject({ code: "store/unusable" });
  });
});

it("a store that another process has open, too, sees what that one does", async () => {
  const folder = newFolder();
  const [service, rotation] = await Promise.all([openSqliteStore(folder), openSqliteStore(folder)]);
  const keys = { generation: 1, createdAt: 1, sealed: bytes(10) };
  expect(await rotation.addServiceKeys(keys)).toBe(true);
  expect(await service.serviceKeys()).toEqual([keys]);
  await rotation.close();
  const record = vaultRecord({ id: freshId() });
  await service.putVaultRecord(record);
  expect(await service.vaultRecord(record.id)).toEqual(record);
  await service.close();
});
