/** Kills writers (writer.ts) at random moments, and holds what they left against what they were told is safe. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { buildSync } from "esbuild";
import { openStore } from "../../../../src/exchange/store/openstore.ts";
import type { StorePlace } from "../../../../src/exchange/store/openstore.ts";
import type { StoredServiceKeys } from "../../../../src/exchange/store/contract/servicekeystore.ts";
import type { Random } from "../../../simulator/random.ts";
import { lanesOf } from "./storelanes.ts";
import type { Lane } from "./storelanes.ts";

export interface Sweep {
  readonly kills: number;
  /** Steps that were acknowledged before the kill. */
  readonly acknowledged: number;
  /** Steps that were not, and are there all the same, whole: the kill came between the commit and its word. */
  readonly unacknowledged: number;
  /** What is not as it must be; at most some of them. */
  readonly problems: readonly string[];
}

export interface SweepOptions {
  readonly place: StorePlace;
  readonly kills: number;
  /** From which the moments follow. */
  readonly random: Random;
  /** Ends the writer, or what it works with; called at a random moment. Default: kills the writer. */
  readonly strike?: (writer: ChildProcess, round: number) => Promise<void>;
  /** Called every so many rounds and at the end, with no writer at work; names what is wrong. */
  readonly check?: () => Promise<readonly string[]>;
  readonly progress?: (line: string) => void;
}

/** Milliseconds from the writer's first word, or in some rounds from its start, to the kill. */
const LONGEST = 250;
const CHECK_EVERY = 50;
const PROBLEMS = 20;

export async function sweep(options: SweepOptions): Promise<Sweep> {
  const { place, kills, random, progress } = options;
  const { strike = killWriter, check = () => Promise.resolve([]) } = options;
  const writer = bundleWriter();
  const problems: string[] = [];
  const past: { readonly lanes: readonly Lane[]; readonly done: ReadonlyMap<string, number> }[] = [];
  let [acknowledged, unacknowledged] = [0, 0];
  try {
    for (let round = 0; round < kills && problems.length < PROBLEMS; round++) {
      const before = await keysIn(place);
      const heard = await runAndStrike(writer.file, place, round, random, strike);
      problems.push(...heard.problems);
      const lanes = lanesOf(round, before);
      const found = await compare(place, lanes, heard.acknowledged);
      problems.push(...found.problems);
      acknowledged += sumOf(heard.acknowledged);
      unacknowledged += sumOf(found.done) - sumOf(heard.acknowledged);
      // Of the keys only the last round's are still there.
      past.push({ lanes: lanes.filter(({ name }) => !name.startsWith("keys")), done: found.done });
      if ((round + 1) % CHECK_EVERY === 0) {
        problems.push(...(await check()));
        progress?.(`${round + 1} of ${kills} kills, ${acknowledged} steps acknowledged`);
      }
    }
    // Whatever a later round did must have left the earlier ones' alone.
    for (const { lanes, done } of past) problems.push(...(await compareAgain(place, lanes, done)));
    problems.push(...(await check()));
  } finally {
    writer.remove();
  }
  return { kills: past.length, acknowledged, unacknowledged, problems: problems.slice(0, PROBLEMS) };
}

const sumOf = (counts: ReadonlyMap<string, number>): number =>
  Array.from(counts.values()).reduce((sum, count) => sum + count, 0);

/** In dist, since the store's thread is found from there by its name; an own name for each that runs at the same time. */
function bundleWriter(): { readonly file: string; readonly remove: () => void } {
  const file = path.resolve(import.meta.dirname, "../../../../dist", `writer-${process.pid}.mjs`);
  buildSync({
    entryPoints: [path.join(import.meta.dirname, "writer.ts")],
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    outfile: file,
  });
  const remove = (): void => {
    rmSync(file, { force: true });
  };
  return { file, remove };
}

async function keysIn(place: StorePlace): Promise<readonly StoredServiceKeys[]> {
  const store = await openStore(place);
  try {
    return await store.serviceKeys();
  } finally {
    await store.close();
  }
}

interface Heard {
  /** Steps of each lane. */
  readonly acknowledged: ReadonlyMap<string, number>;
  readonly problems: readonly string[];
}

async function runAndStrike(
  file: string,
  place: StorePlace,
  round: number,
  random: Random,
  strike: (writer: ChildProcess, round: number) => Promise<void>,
): Promise<Heard> {
  const writer = spawn(process.execPath, [file, JSON.stringify(place), String(round)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const acknowledged = new Map<string, number>();
  const problems: string[] = [];
  let rest = "";
  let isStruck = false;
  const started = new Promise<void>((resolve) => {
    writer.stdout.on("data", (text: Buffer) => {
      const lines = (rest + text.toString("utf8")).split("\n");
      // A line that the kill cut short was not said.
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line === "started") resolve();
        else if (line.startsWith("wrong")) problems.push(`round ${round}: ${line}`);
        else note(line);
      }
    });
    writer.once("exit", () => {
      resolve();
    });
  });
  const note = (line: string): void => {
    const [lane = "", step = ""] = line.split(" ");
    if (Number(step) !== (acknowledged.get(lane) ?? 0)) problems.push(`round ${round}: out of turn: ${line}`);
    acknowledged.set(lane, Number(step) + 1);
  };
  let complaint = "";
  writer.stderr.on("data", (text: Buffer) => {
    complaint += text.toString("utf8");
  });
  const closed = new Promise<void>((resolve) => {
    writer.once("close", () => {
      if (!isStruck || complaint !== "")
        problems.push(`round ${round}: the writer ended by itself: ${complaint}`);
      resolve();
    });
  });
  // One in five is struck while it starts: opening, repairing what the one before left, changing the structure.
  if (random.uniform(0, 1) > 0.2) await started;
  await wait(random.uniform(0, LONGEST));
  isStruck = true;
  await strike(writer, round);
  await closed;
  return { acknowledged, problems };
}

async function killWriter(writer: ChildProcess): Promise<void> {
  writer.kill("SIGKILL");
  return Promise.resolve();
}

export const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Compared {
  /** Steps of each lane that the store shows done. */
  readonly done: ReadonlyMap<string, number>;
  readonly problems: readonly string[];
}

/** Every lane is where it was acknowledged to be, or one step, the one in flight, further; and nothing is in between. */
async function compare(
  place: StorePlace,
  lanes: readonly Lane[],
  acknowledged: ReadonlyMap<string, number>,
): Promise<Compared> {
  const store = await openStore(place);
  const done = new Map<string, number>();
  const problems: string[] = [];
  try {
    for (const lane of lanes) {
      const least = acknowledged.get(lane.name) ?? 0;
      const end = least + 2;
      const seen = await lane.look(store, end);
      const fits = [least, least + 1].find((count) => isDeepStrictEqual(seen, lane.expected(count, end)));
      if (fits === undefined)
        problems.push(`${lane.name}: ${least} steps acknowledged, and the store differs`);
      done.set(lane.name, fits ?? least);
    }
  } finally {
    await store.close();
  }
  return { done, problems };
}

async function compareAgain(
  place: StorePlace,
  lanes: readonly Lane[],
  done: ReadonlyMap<string, number>,
): Promise<readonly string[]> {
  const store = await openStore(place);
  const problems: string[] = [];
  try {
    for (const lane of lanes) {
      const count = done.get(lane.name) ?? 0;
      const seen = await lane.look(store, count);
      if (!isDeepStrictEqual(seen, lane.expected(count, count)))
        problems.push(`${lane.name}: changed afterwards`);
    }
  } finally {
    await store.close();
  }
  return problems;
}
