import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { hasEngine } from "../store/sqlite/support/engines.ts";
import { randomFor } from "../../simulator/random.ts";
import { wait } from "../store/kill/storesweep.ts";
import { sqlitePlace } from "./places.ts";
import { killService, sweepService } from "./servicesweep.ts";
import type { SweepOptions } from "./servicesweep.ts";

/** Not before there is something to be lost. */
const strikeLate: SweepOptions["strike"] = async (service, _, { kept, signed }) => {
  while (kept.length < 4 || signed.every(({ taken }) => taken === 0)) await wait(5);
  await killService(service);
};

it("what the service acknowledged is there after it was killed, once; nothing signed before is taken again", async () => {
  const { kills, acknowledged, replayed, problems } = await sweepService({
    newPlace: sqlitePlace,
    kills: 3,
    random: randomFor(7, "kills"),
    strike: strikeLate,
  });
  expect(problems).toEqual([]);
  expect(kills).toBe(3);
  expect(acknowledged).toBeGreaterThan(0);
  expect(replayed).toBeGreaterThan(0);
});

it.skipIf(!(await hasEngine("better-sqlite3")))(
  "the sweep finds what a service lost that answers without committing",
  async () => {
    const { problems } = await sweepService({
      newPlace: sqlitePlace,
      kills: 1,
      random: randomFor(7, "kills"),
      strike: strikeLate,
      env: { NODE_OPTIONS: `--import ${pathToFileURL(path.join(import.meta.dirname, "hasty.mjs")).href}` },
    });
    const found = problems.join("\n");
    expect(found).toMatch(/was stored, and is answered by 404|was announced.*and is now 404/);
    expect(found).toMatch(/was signed once, and taken 2 times/);
  },
);
