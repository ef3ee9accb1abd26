import { afterAll, describe, expect, it } from "vitest";
import { openPostgresStore } from "../../../../src/exchange/store/postgres/postgresstore.ts";
import { describeStore } from "../contract/describestore.ts";
import type { OpenTwice } from "../contract/contract.ts";
import { skipped, startPostgres } from "./support/postgresserver.ts";

const server = await startPostgres();
if (server === null) console.info(skipped);

it.runIf(process.env["CI"] === "true")("CI has a PostgreSQL server", () => {
  expect(server).not.toBeNull();
});

describe.skipIf(server === null)("a PostgreSQL server of our own", () => {
  afterAll(() => server?.stop());

  const openTwice: OpenTwice = async () => {
    if (server === null) throw new Error(skipped);
    const url = await server.newDatabase();
    // At once, as two replicas may: both find an empty database, and one fills it.
    return Promise.all([openPostgresStore(url), openPostgresStore(url)]);
  };
  describeStore("PostgreSQL", openTwice);
});
