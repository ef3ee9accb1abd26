/** Kills the real service at random moments while clients work with it, and holds what they were told against what it says afterwards. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ChildProcess } from "node:child_process";
import type { Random } from "../../simulator/random.ts";
import { wait } from "../store/kill/storesweep.ts";
import { beginServing } from "../support/serveprocess.ts";
import type { Serving, Starting } from "../support/serveprocess.ts";
import { json, jsonOf, target, wordOf } from "./asking.ts";
import type { Target } from "./asking.ts";
import { makeLanes } from "./servicelanes.ts";
import type { Lanes } from "./servicelanes.ts";
import { newLedger } from "./ledger.ts";
import type { Kept, Ledger } from "./ledger.ts";

export interface ServiceSweep {
  readonly kills: number;
  /** Of these, during a start, and during the first one of all. */
  readonly starting: number;
  readonly firstStarting: number;
  /** Answers that said that something was done. */
  readonly acknowledged: number;
  /** Records of the vault that are there and were not acknowledged: the kill came between the commit and its word. */
  readonly unacknowledged: number;
  /** Signed requests that were sent again after a kill. */
  readonly replayed: number;
  /** What is not as it must be; it ends early where there is much. */
  readonly problems: readonly string[];
}

export interface Place {
  /** Arguments that name where the service keeps its data, if that is not its folder. */
  readonly args: readonly string[];
  /** Records of the vault in it, as its database counts them, with no service at work. */
  readonly countRecords: (dataFolder: string) => Promise<number>;
}

export interface SweepOptions {
  /** An empty place, each time. */
  readonly newPlace: () => Promise<Place>;
  readonly kills: number;
  /** From which the moments follow. */
  readonly random: Random;
  /** Ends the service, or what it works with and then the service; called at a random moment. Default: kills the service. */
  readonly strike?: (service: ChildProcess, round: number, ledger: Ledger) => Promise<void>;
  /** For the service that is struck under load, beside what it needs anyway. */
  readonly env?: Readonly<Record<string, string>>;
  readonly progress?: (line: string) => void;
}

/** Milliseconds from the first request to the kill. */
const LONGEST = 300;
/** One in so many rounds is struck while it starts, and one while it starts for the first time. */
const STARTING = 5;
const FIRST_STARTING = 50;
const PROBLEMS = 20;
/** Questions at the same time, when all is looked at. */
const LOOKING = 16;

export async function sweepService(options: SweepOptions): Promise<ServiceSweep> {
  const { newPlace, kills, random, strike = killService, env = {}, progress } = options;
  const [ledger, lanes] = [newLedger(), makeLanes()];
  const past: Kept[] = [];
  let [starting, firstStarting, replayed] = [0, 0, 0];
  const begin = (folder: string, place: Place, more: Readonly<Record<string, string>> = {}): Starting =>
    beginServing({ folder, args: ["--plain-http", ...place.args], env: { ...settings, ...more } });

  const folder = mkdtempSync(path.join(tmpdir(), "qrseal-kill-"));
  try {
    const place = await newPlace();
    const startUp = await registered(begin(folder, place), lanes);
    let round = 0;
    for (; round < kills && ledger.problems.length < PROBLEMS; round++) {
      if (round % FIRST_STARTING === FIRST_STARTING - 1) {
        firstStarting += 1;
        const moment = random.uniform(0, startUp.first);
        ledger.problems.push(...(await killFirstStart(await newPlace(), begin, moment)));
        continue;
      }
      const service = begin(folder, place, env);
      if (random.uniform(0, STARTING) < 1) {
        starting += 1;
        await wait(random.uniform(0, startUp.later));
        service.process.kill("SIGKILL");
        await service.ended;
        continue;
      }
      const serving = await service.started;
      await withTarget(serving, async (clients) => {
        replayed += await lookBack(clients, ledger, past);
        await strikeUnderLoad(serving, clients, { lanes, ledger, round, random, strike });
      });
      if ((round + 1) % 20 === 0)
        progress?.(
          `${round + 1} of ${kills} kills, ${ledger.acknowledged} answers, ${ledger.problems.length} wrong`,
        );
    }
    const serving = await begin(folder, place).started;
    await withTarget(serving, async (clients) => {
      replayed += await lookBack(clients, ledger, past);
      // Whatever a later round did must have left the earlier ones' alone.
      await lookAtAll(clients, past, ledger);
    });
    await killed(serving);
    const records = await place.countRecords(path.join(folder, "exchange"));
    const unacknowledged = records - ledger.stored;
    if (unacknowledged < 0 || unacknowledged > ledger.storedPerhaps)
      ledger.problems.push(
        `${records} records are there: ${ledger.stored} were acknowledged, ${ledger.storedPerhaps} not answered`,
      );
    const { acknowledged } = ledger;
    return {
      kills: round,
      starting,
      firstStarting,
      acknowledged,
      unacknowledged,
      replayed,
      problems: ledger.problems,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const settings: Readonly<Record<string, string>> = {
  // The port is another one after each start, and signatures are to count there too.
  QRSEAL_SERVE_AUTHORITY: "exchange.example",
  QRSEAL_SERVE_DEPOSIT_QUOTA_COUNT: "1000000",
  QRSEAL_SERVE_DEPOSIT_QUOTA_BYTES: "1000000000000",
  QRSEAL_SERVE_LOG_LEVEL: "error",
};

export async function killService(service: ChildProcess): Promise<void> {
  service.kill("SIGKILL");
  return Promise.resolve();
}

async function killed({ process: service, ended }: Pick<Serving, "process" | "ended">): Promise<void> {
  service.kill("SIGKILL");
  await ended;
}

async function withTarget(serving: Serving, work: (clients: Target) => Promise<void>): Promise<void> {
  const clients = target(serving.url);
  try {
    await work(clients);
  } catch (error) {
    await killed(serving);
    throw error;
  } finally {
    clients.close();
  }
}

/** Milliseconds that a start takes: the first of all, with the keys it makes, and a later one. */
async function registered(
  service: Starting,
  lanes: Lanes,
): Promise<{ readonly first: number; readonly later: number }> {
  const begun = Date.now();
  const serving = await service.started;
  const first = Date.now() - begun;
  await withTarget(serving, lanes.register);
  await killed(serving);
  return { first, later: first / 2 };
}

interface Striking {
  readonly lanes: Lanes;
  readonly ledger: Ledger;
  readonly round: number;
  readonly random: Random;
  readonly strike: NonNullable<SweepOptions["strike"]>;
}

async function strikeUnderLoad(
  { process: service, ended }: Serving,
  clients: Target,
  { lanes, ledger, round, random, strike }: Striking,
): Promise<void> {
  let isStruck = false;
  const working = lanes.all.map(async (lane, at) => {
    for (let number = 0; !isStruck; number++) {
      const unanswered = ledger.acknowledged;
      await lane(clients, ledger, `${round}-${at}-${number}`);
      // Nobody gets an answer while the database is away.
      if (ledger.acknowledged === unanswered) await wait(50);
    }
  });
  await wait(random.uniform(0, LONGEST));
  await strike(service, round, ledger);
  isStruck = true;
  await ended;
  clients.close();
  await Promise.all(working);
}

/** What was signed and what was acknowledged since the last time. Gives the number of requests sent again. */
async function lookBack(clients: Target, ledger: Ledger, past: Kept[]): Promise<number> {
  const [signed, kept] = [ledger.signed.splice(0), ledger.kept.splice(0)];
  const found = await inTurns(signed, (request) => request.sendAgain(clients));
  ledger.problems.push(...found);
  await lookAtAll(clients, kept, ledger);
  past.push(...kept);
  return signed.length;
}

async function lookAtAll(clients: Target, kept: readonly Kept[], ledger: Ledger): Promise<void> {
  ledger.problems.push(...(await inTurns(kept, ({ look }) => look(clients))));
}

/** Several at the same time. */
async function inTurns<T>(
  all: readonly T[],
  ask: (one: T) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const [waiting, found] = [all.values(), [] as string[]];
  await Promise.all(
    Array.from({ length: LOOKING }, async () => {
      for (const one of waiting) found.push(...(await ask(one)));
    }),
  );
  return found;
}

/** The service begins with nothing and is killed: the next start must find what it needs, and keep what it then gets. */
async function killFirstStart(
  place: Place,
  begin: (folder: string, place: Place) => Starting,
  moment: number,
): Promise<readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "qrseal-kill-"));
  try {
    const cut = begin(folder, place);
    await wait(moment);
    await killed(cut);
    const data = "kept after a first start that was cut off";
    const first = await begin(folder, place).started;
    let id: unknown;
    await withTarget(first, async (clients) => {
      const answer = await clients.ask({ method: "POST", path: "/v1/vault", ...json({ data }) });
      id = answer === null ? wordOf(answer) : jsonOf(answer)["id"];
    });
    await killed(first);
    const second = await begin(folder, place).started;
    let problems: readonly string[] = [];
    await withTarget(second, async (clients) => {
      const answer = await clients.ask({ method: "GET", path: `/v1/vault/${String(id)}` });
      const isThere = answer !== null && jsonOf(answer)["data"] === data;
      if (!isThere) problems = [`after a first start cut off at ${moment} ms: ${wordOf(answer)}`];
    });
    await killed(second);
    return problems;
  } catch (error) {
    return [`after a first start cut off at ${moment} ms: ${error instanceof Error ? error.message : "?"}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
