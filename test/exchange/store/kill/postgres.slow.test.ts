import { afterAll, expect, it } from "vitest";
import { randomFor } from "../../../simulator/random.ts";
import { skipped, startPostgres } from "../postgres/support/postgresserver.ts";
import { strikesAt } from "./strikes.ts";
import { sweep } from "./storesweep.ts";

const server = await startPostgres();
if (server === null) console.info(skipped);
afterAll(() => server?.stop());

it.skipIf(server === null)(
  "what PostgreSQL acknowledged is there after the process, a backend or the server was killed, once and whole",
  async () => {
    if (server === null) return;
    const random = randomFor(7, "kills");
    const { kills, acknowledged, problems } = await sweep({
      place: { databaseUrl: await server.newDatabase() },
      kills: 6,
      random,
      strike: strikesAt(server, random),
    });
    expect(problems).toEqual([]);
    expect(kills).toBe(6);
    expect(acknowledged).toBeGreaterThan(0);
  },
);
