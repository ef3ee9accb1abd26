import { afterAll, describe, expect, it } from "vitest";
import { migrations } from "../../../../src/exchange/store/migrations/all.ts";
import type { Migration } from "../../../../src/exchange/store/migrations/migration.ts";
import { openStore } from "../../../../src/exchange/store/openstore.ts";
import { failIfNotDurable } from "../../../../src/exchange/store/postgres/session/durability.ts";
import { connect } from "../../../../src/exchange/store/postgres/session/session.ts";
import type { Query } from "../../../../src/exchange/store/postgres/session/session.ts";
import { openPostgresStore } from "../../../../src/exchange/store/postgres/postgresstore.ts";
import { StoreUnavailable } from "../../../../src/exchange/store/contract/unavailable.ts";
import { participant, vaultRecord } from "../support/samplerecords.ts";
import { skipped, startPostgres } from "./support/postgresserver.ts";
import type { PostgresServer } from "./support/postgresserver.ts";

// A deadlock is looked for soon, so that the test of one does not wait a second.
const started = await startPostgres({ deadlock_timeout: "20ms" });
if (started === null) console.info(skipped);

const step = (number: number, postgres: string): Migration => ({
  number,
  name: `step ${number}`,
  sqlite: "",
  postgres,
});

/** Nothing asks it where there is none. */
function running(): PostgresServer {
  if (started === null) throw new Error(skipped);
  return started;
}

describe.skipIf(started === null)("a PostgreSQL server", () => {
  afterAll(() => started?.stop());
  const server: Pick<PostgresServer, "newDatabase" | "run"> = {
    newDatabase: () => running().newDatabase(),
    run: (...asked) => running().run(...asked),
  };
  const databaseOf = (url: string): string => new URL(url).pathname.slice(1);

  describe("the structure on it", () => {
    it("is made once, in a schema of its own, and keeps what is in it", async () => {
      const url = await server.newDatabase();
      const record = vaultRecord();
      const first = await openStore({ databaseUrl: url });
      await first.putVaultRecord(record);
      await first.close();
      const second = await openStore({ databaseUrl: url });
      expect(await second.vaultRecord(record.id)).toEqual(record);
      await second.close();
      const schemas = "SELECT DISTINCT schemaname FROM pg_tables WHERE schemaname !~ '^(pg_|information)'";
      expect(await server.run(schemas, databaseOf(url))).toEqual([{ schemaname: "qrseal" }]);
    });

    it("may find its schema made by an administrator, and empty", async () => {
      const url = await server.newDatabase();
      await server.run("CREATE SCHEMA qrseal", databaseOf(url));
      await (await openPostgresStore(url)).close();
    });

    it("of a newer program is refused, and told by its number", async () => {
      const url = await server.newDatabase();
      const newer = [...migrations, step(migrations.length + 1, "CREATE TABLE qrseal.extra (number int)")];
      await (await openPostgresStore(url, { migrations: newer })).close();
      await expect(openPostgresStore(url)).rejects.toMatchObject({
        code: "store/newer",
        facts: { found: newer.length, known: migrations.length },
      });
    });

    it("made by other steps than ours, or by somebody else, is refused", async () => {
      const url = await server.newDatabase();
      const other = migrations.map((each) => ({ ...each, postgres: `${each.postgres}\n-- changed` }));
      await (await openPostgresStore(url, { migrations: other })).close();
      await expect(openPostgresStore(url)).rejects.toMatchObject({ code: "store/foreign" });
      const foreign = await server.newDatabase();
      await server.run("CREATE SCHEMA qrseal CREATE TABLE recipe (name text)", databaseOf(foreign));
      await expect(openPostgresStore(foreign)).rejects.toMatchObject({ code: "store/foreign" });
    });

    it("is not changed at all where a step fails on its way", async () => {
      const url = await server.newDatabase();
      const record = vaultRecord();
      const first = await openPostgresStore(url);
      await first.putVaultRecord(record);
      await first.close();
      const number = migrations.length + 1;
      const failing = [
        ...migrations,
        step(number, "CREATE TABLE qrseal.before (number int)"),
        step(number + 1, "DELETE FROM qrseal.vault_record; SELECT nonsense"),
      ];
      await expect(openPostgresStore(url, { migrations: failing })).rejects.toMatchObject({
        code: "store/unusable",
      });
      const store = await openPostgresStore(url);
      expect(await store.vaultRecord(record.id)).toEqual(record);
      await store.close();
      expect(await server.run("SELECT to_regclass('qrseal.before') AS found", databaseOf(url))).toEqual([
        { found: null },
      ]);
    });

    it("is brought up by one of many that start at the same time", async () => {
      const url = await server.newDatabase();
      const later = [...migrations, step(migrations.length + 1, "CREATE TABLE qrseal.extra (number int)")];
      const stores = await Promise.all(
        Array.from({ length: 8 }, () => openPostgresStore(url, { migrations: later })),
      );
      await Promise.all(stores.map((store) => store.close()));
      const rows = await server.run("SELECT number FROM qrseal.migration", databaseOf(url));
      expect(rows).toHaveLength(later.length);
    });
  });

  describe("is refused with a sentence", () => {
    it("where it acknowledges before its disk does", async () => {
      const url = await server.newDatabase();
      await server.run(`ALTER DATABASE ${databaseOf(url)} SET synchronous_commit = off`);
      await expect(openPostgresStore(url)).rejects.toMatchObject({
        code: "store/not-durable",
        facts: { setting: "synchronous_commit" },
      });
      await server.run(`ALTER DATABASE ${databaseOf(url)} SET synchronous_commit = local`);
      await (await openPostgresStore(url)).close();
    });

    it("where it keeps text in another encoding", async () => {
      await server.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
      const url = (await server.newDatabase()).replace(/test_\d+$/, "latin");
      await expect(openPostgresStore(url)).rejects.toMatchObject({
        code: "store/unusable",
        facts: { reason: expect.stringContaining("LATIN1") as string },
      });
    });

    it("where it is not there, without telling the password", async () => {
      const url = new URL(await server.newDatabase());
      url.password = "open sesame";
      url.pathname = "/none";
      const missing = openPostgresStore(url.href);
      await expect(missing).rejects.toMatchObject({ code: "store/unusable" });
      await expect(missing).rejects.toThrow(`PostgreSQL at 127.0.0.1:${url.port}, database none`);
      // Of our own, which nobody listens on.
      url.port = "1";
      const unreachable = openPostgresStore(url.href);
      await expect(unreachable).rejects.toMatchObject({ code: "store/unusable" });
      for (const refused of [missing, unreachable]) {
        const error: unknown = await refused.catch((caught: unknown) => caught);
        expect(JSON.stringify(error) + String(error)).not.toContain("sesame");
      }
      await expect(openPostgresStore("postgres://[::1")).rejects.toMatchObject({ code: "store/unusable" });
    });
  });

  it("does not serve while it takes no changes", async () => {
    const url = await server.newDatabase();
    const store = await openPostgresStore(url);
    await store.ping();
    await server.run(`ALTER DATABASE ${databaseOf(url)} SET default_transaction_read_only = on`);
    await endConnections(url);
    await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.putVaultRecord(vaultRecord())).rejects.toBeInstanceOf(StoreUnavailable);
    await store.close();
  });

  const endConnections = (url: string): Promise<unknown> =>
    server.run(
      `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '${databaseOf(url)}'`,
    );

  it("is found again after it ended every connection", async () => {
    const url = await server.newDatabase();
    const store = await openPostgresStore(url);
    const records = Array.from({ length: 40 }, () => vaultRecord());
    const puts = Promise.allSettled(records.map((record) => store.putVaultRecord(record)));
    await endConnections(url);
    for (const [at, put] of (await puts).entries()) {
      if (put.status === "rejected") expect(put.reason).toBeInstanceOf(StoreUnavailable);
      else expect(await store.vaultRecord(records[at]?.id ?? "")).toEqual(records[at]);
    }
    const record = vaultRecord();
    await store.putVaultRecord(record);
    expect(await store.vaultRecord(record.id)).toEqual(record);
    await store.close();
  });

  it("has a transaction that it undid for another repeated", async () => {
    const url = await server.newDatabase();
    const store = await openPostgresStore(url);
    const [first, second] = [participant(), participant()];
    await store.addParticipant(first);
    await store.addParticipant(second);
    await store.close();
    const session = connect(url);
    let [attempts, updates] = [0, 0];
    let met = (): void => undefined;
    const bothHaveOne = new Promise<void>((resolve) => {
      met = resolve;
    });
    const revise = (names: readonly string[]): Promise<void> =>
      session.transaction(async (query) => {
        attempts += 1;
        for (const name of names) {
          await query("UPDATE qrseal.participant SET revision = revision + 1 WHERE name = $1", [name]);
          updates += 1;
          if (updates >= 2) met();
          await bothHaveOne;
        }
      });
    await Promise.all([revise([first.name, second.name]), revise([second.name, first.name])]);
    // One was undone and came again; it may be back before the other wakes up, and meet it once more.
    expect(attempts).toBeGreaterThanOrEqual(3);
    const { rows } = await session.query("SELECT revision FROM qrseal.participant");
    expect(rows).toEqual([{ revision: 3 }, { revision: 3 }]);
    await session.end();
  });
});

describe("durability", () => {
  const answering =
    (settings: Readonly<Record<string, string>>): Query =>
    () =>
      Promise.resolve({ rows: [settings], count: 1 });
  const sound = { fsync: "on", full_page_writes: "on", synchronous_commit: "remote_apply" };

  it("is given by a server that writes before it acknowledges", async () => {
    await expect(failIfNotDurable(answering(sound))).resolves.toBeUndefined();
  });

  it.each(Object.keys(sound))("is not given with %s off", async (setting) => {
    await expect(failIfNotDurable(answering({ ...sound, [setting]: "off" }))).rejects.toMatchObject({
      code: "store/not-durable",
      facts: { setting },
    });
  });
});
