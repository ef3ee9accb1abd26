import { afterAll, describe, it } from "vitest";
import { openPostgresStore } from "../../../../src/exchange/store/postgres/store.ts";
import type { Store } from "../../../../src/exchange/store/store.ts";
import { describeClosing, describeStore } from "../contract.ts";
import { skipped, startPostgres } from "./server.ts";

const server = await startPostgres();
if (server === null) {
  console.info(skipped);
  describe.skip("the store in PostgreSQL", () => {
    it("keeps its contract");
  });
} else {
  afterAll(() => server.stop());
  const openTwice = async (): Promise<readonly [Store, Store]> => {
    const url = await server.newDatabase();
    // At once, as two replicas may: both find an empty database, and one fills it.
    return Promise.all([openPostgresStore(url), openPostgresStore(url)]);
  };
  describeStore("PostgreSQL", openTwice);
  describeClosing("PostgreSQL", openTwice);
}
