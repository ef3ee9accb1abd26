/**
 * The load: a process of its own, so that it can have a processor of its own. Takes one order as JSON on standard
 * input, writes what came of it as JSON.
 */
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { Client } from "undici";

export interface Order {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Sent in turn. */
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second over all connections; null: as many as are answered. */
  readonly rate: number | null;
  /** Whether every request comes on a connection of its own. */
  readonly fresh: boolean;
}

export interface Outcome {
  readonly perSecond: number;
  /** Milliseconds. Where there is a rate, counted from when a request was due. */
  readonly p50: number;
  readonly p99: number;
  readonly answered: number;
  /** Answers other than 2xx, and requests without an answer. */
  readonly failed: number;
}

async function load(order: Order): Promise<Outcome> {
  const clients = Array.from(
    { length: order.connections },
    () => new Client(order.url, { pipelining: 1, connect: { rejectUnauthorized: false } }),
  );
  const milliseconds: number[] = [];
  let failed = 0;
  let sent = 0;
  const started = performance.now();
  const end = started + order.seconds * 1000;
  /** When the next request is due: at once, or where there is a rate, at its turn. */
  const due = (): number => (order.rate === null ? performance.now() : started + (sent * 1000) / order.rate);

  const sendUntilEnd = async (client: Client): Promise<void> => {
    for (;;) {
      const at = due();
      if (at >= end || performance.now() >= end) return;
      const body = order.bodies[sent % order.bodies.length] ?? "";
      sent += 1;
      const wait = at - performance.now();
      if (wait > 0) await setTimeout(wait);
      try {
        const answer = await client.request({
          method: order.method,
          path: order.path,
          headers: { "content-type": "application/json" },
          body: order.method === "GET" ? null : body,
          reset: order.fresh,
        });
        await answer.body.dump();
        if (answer.statusCode >= 300) failed += 1;
        else milliseconds.push(performance.now() - at);
      } catch {
        failed += 1;
      }
    }
  };
  await Promise.all(clients.map(sendUntilEnd));
  const seconds = (performance.now() - started) / 1000;
  await Promise.all(clients.map((client) => client.close()));
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const share = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? NaN;
  return {
    perSecond: sorted.length / seconds,
    p50: share(0.5),
    p99: share(0.99),
    answered: sorted.length,
    failed,
  };
}

process.stdout.write(JSON.stringify(await load(JSON.parse(await text(process.stdin)) as Order)));
