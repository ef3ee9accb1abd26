/**
 * A process that is to be killed: takes the steps of all lanes at the same time and says so on standard output, a line
 * "LANE STEP" for each, only once the store has acknowledged it.
 *
 *   writer PLACE ROUND     the place as JSON, as openStore takes it; goes on until it is killed
 */
import { writeSync } from "node:fs";
import { QrsealError } from "../../../../src/core/refusal.ts";
import { openStore } from "../../../../src/exchange/store/openstore.ts";
import type { StorePlace } from "../../../../src/exchange/store/openstore.ts";
import type { Store } from "../../../../src/exchange/store/contract/store.ts";
import { StoreUnavailable } from "../../../../src/exchange/store/contract/unavailable.ts";
import { lanesOf } from "./storelanes.ts";
import type { Lane } from "./storelanes.ts";

const [place = "", round = ""] = process.argv.slice(2);
const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

const store = await openSurely(JSON.parse(place) as StorePlace);
const lanes = lanesOf(Number(round), await store.serviceKeys());
say("started");
await Promise.all(lanes.map(walk));

/** A server that was struck may be away when we start. */
async function openSurely(where: StorePlace): Promise<Store> {
  for (;;) {
    try {
      return await openStore(where);
    } catch (error) {
      if (where === "memory" || "dataFolder" in where) throw error;
      if (!(error instanceof QrsealError) || error.code !== "store/unusable") throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function walk(lane: Lane): Promise<void> {
  for (let step = 0; ; step++) {
    if (!(await takeSurely(lane, step))) say(`wrong ${lane.name} ${step}`);
    say(`${lane.name} ${step}`);
  }
}

/** Where the server went away the step may have been taken or not; then it is repeated, and what it answers says nothing. */
async function takeSurely(lane: Lane, step: number): Promise<boolean> {
  for (let isRepeated = false; ; isRepeated = true) {
    try {
      return (await lane.take(store, step)) || isRepeated;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
