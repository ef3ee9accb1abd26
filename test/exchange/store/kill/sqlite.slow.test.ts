import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { openDatabase } from "../../../../src/exchange/store/sqlite/database/engine.ts";
import { DATABASE_FILE } from "../../../../src/exchange/store/sqlite/sqlitestore.ts";
import { randomFor } from "../../../simulator/random.ts";
import { temporaryFolders } from "../sqlite/support/temporaryfolders.ts";
import { sweep } from "./storesweep.ts";

const newFolder = temporaryFolders();

it("what SQLite acknowledged is there after the process was killed, once, and nothing is half there", async () => {
  const dataFolder = newFolder();
  const { kills, acknowledged, problems } = await sweep({
    place: { dataFolder },
    kills: 20,
    random: randomFor(7, "kills"),
    check: async () => {
      const database = await openDatabase(path.join(dataFolder, DATABASE_FILE));
      const found = database.prepare("PRAGMA integrity_check").all() as { integrity_check: string }[];
      database.close();
      return found.map(({ integrity_check: text }) => text).filter((text) => text !== "ok");
    },
  });
  expect(problems).toEqual([]);
  expect(kills).toBe(20);
  expect(acknowledged).toBeGreaterThan(0);
  expect(readdirSync(dataFolder)).toContain(DATABASE_FILE);
});
