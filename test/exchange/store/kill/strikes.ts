/** Ways to strike at a writer and its PostgreSQL server, by turns: the writer, one of the server's processes, all of it. */
import type { ChildProcess } from "node:child_process";
import type { Random } from "../../../simulator/random.ts";
import type { PostgresServer } from "../postgres/support/postgresserver.ts";
import { wait } from "./storesweep.ts";

const LONGEST = 250;

export function strikesAt(
  server: PostgresServer,
  random: Random,
): (writer: ChildProcess, round: number) => Promise<void> {
  return async (writer, round) => {
    if (round % 3 === 1) {
      const backends = server.backendsOf("qrseal");
      const victim = backends[Math.floor(random.uniform(0, backends.length))];
      if (victim !== undefined) {
        const { broken } = await server.watch();
        // The server ends all others, repairs itself, and takes connections again.
        if (kill(victim)) await broken;
      }
    } else if (round % 3 === 2) {
      kill(server.postmaster());
      await server.restart();
    }
    await server.ready();
    // The writer repeats what it got no answer to, and goes on.
    if (round % 3 !== 0) await wait(random.uniform(0, LONGEST));
    writer.kill("SIGKILL");
  };
}

/** False where it ended by itself meanwhile. */
function kill(processId: number): boolean {
  try {
    return process.kill(processId, "SIGKILL");
  } catch {
    return false;
  }
}
