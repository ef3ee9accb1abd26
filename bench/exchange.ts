import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Order, Outcome } from "./exchange/load.ts";
import { encryptedBodies, endAsking, retrieveBodies, storeBodies } from "./exchange/requests.ts";
import type { Server } from "./exchange/servers.ts";
import {
  skipped as noPostgres,
  startPostgres,
} from "../test/exchange/store/postgres/support/postgresserver.ts";
import { findFlask, onProcessor, opensslOfFlask, startFlask, startOurs } from "./exchange/servers.ts";
import type { Bench, Table, TableRow, Verdict } from "./lib/report.ts";

const CONNECTIONS = 16;

export const bench: Bench = {
  summary: "stores, retrieves and encrypted requests a second, beside the same routes in Flask",
  options: [
    { name: "seconds", takes: "number", summary: "of each measurement, default 5" },
    {
      name: "rsa-bits",
      takes: "number",
      summary: "of the services' RSA keys, default 3072, as ours make them",
    },
  ],
  run: async (progress, given) => {
    const seconds = given.number("seconds") ?? 5;
    const rsaBits = given.number("rsa-bits") ?? 3072;
    const folder = mkdtempSync(join(tmpdir(), "qrseal-bench-"));
    const results: Result[] = [];
    const python = findFlask();
    const postgres = await startPostgres();
    const database = await postgres?.newDatabase();
    const contestants: (() => Promise<Server>)[] = [
      ...(python === null ? [] : [() => startFlask(python, rsaBits)]),
      () => startOurs("qrseal, SQLite", ["--data", join(folder, "plain")], { rsaBits }),
      ...(database === undefined
        ? []
        : [
            () =>
              startOurs("qrseal, PostgreSQL", ["--data", join(folder, "pg"), "--database-url", database], {
                rsaBits,
              }),
          ]),
      () => startOurs("qrseal, SQLite, TLS", ["--data", join(folder, "tls")], { tls: true, rsaBits }),
    ];
    try {
      for (const startServer of contestants) {
        const server = await startServer();
        progress(`measuring ${server.name}`);
        try {
          results.push(...(await measure(server, seconds, progress)));
        } finally {
          await server.stop();
        }
      }
    } finally {
      await endAsking();
      await postgres?.stop();
      rmSync(folder, { recursive: true, force: true });
    }
    return {
      notes: [
        ...(python === null
          ? ["no Python with flask and cryptography was found: nothing to compare with"]
          : []),
        ...(postgres === null ? [`PostgreSQL ${noPostgres}`] : []),
        `OpenSSL: ${process.versions.openssl} in Node, ${opensslOfFlask(python)} in the peer; from 3.2 on RSA 3072 takes half the time on some processors`,
        `a document of 609 bytes, ${CONNECTIONS} connections, ${seconds} s each, RSA ${rsaBits}; server on one processor, load on another`,
        "ours: an answer to a store means that it is on the disk; Flask: werkzeug with threads, everything in memory",
        "fresh: every request on a connection of its own; half rate: latency from when a request was due",
      ],
      rows: [],
      tables: tablesOf(results),
      verdicts: verdictsOf(results),
    };
  },
};

interface Result extends Outcome {
  readonly server: string;
  readonly route: string;
  readonly kind: "kept" | "fresh" | "half rate";
  /** Milliseconds of the server's processor a request. */
  readonly cpu: number | null;
}

/** Each route at full speed on kept and fresh connections, then at half of the rate reached on kept ones. */
async function measure(server: Server, seconds: number, progress: (line: string) => void): Promise<Result[]> {
  const routes = [
    { route: "store", path: "/store", bodies: storeBodies },
    { route: "retrieve", path: "/retrieve", bodies: await retrieveBodies(server) },
    { route: "encrypted test", path: "/api/encryption/test/", bodies: await encryptedBodies(server) },
  ];
  const results: Result[] = [];
  for (const { route, path, bodies } of routes) {
    const order: Order = {
      url: server.url,
      method: "POST",
      path,
      bodies,
      connections: CONNECTIONS,
      seconds,
      rate: null,
      fresh: false,
    };
    // Caches and compilers warm up before it counts.
    await load({ ...order, seconds: 2 });
    const run = async (kind: Result["kind"], changed: Partial<Order>): Promise<Result> => {
      const before = server.cpuMilliseconds();
      const outcome = await load({ ...order, ...changed });
      const after = server.cpuMilliseconds();
      if (outcome.failed > 0)
        throw new Error(`${server.name}: ${outcome.failed} requests of ${route} failed`);
      const cpu = before === null || after === null ? null : (after - before) / outcome.answered;
      const result = { ...outcome, server: server.name, route, kind, cpu };
      progress(`  ${route}, ${kind}: ${outcome.perSecond.toFixed(0)}/s, p99 ${outcome.p99.toFixed(1)} ms`);
      results.push(result);
      return result;
    };
    const kept = await run("kept", {});
    await run("fresh", { fresh: true });
    await run("half rate", { rate: kept.perSecond / 2 });
  }
  return results;
}

async function load(order: Order): Promise<Outcome> {
  const script = fileURLToPath(new URL("./exchange/load.ts", import.meta.url));
  const [program, args] = onProcessor(1, [process.execPath, "--import", "tsx", script]);
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(order));
  return JSON.parse(await text(child.stdout)) as Outcome;
}

function tablesOf(results: readonly Result[]): Table[] {
  const rows = results.map(({ server, route, kind, perSecond, p50, p99, cpu }): TableRow => {
    return { name: `${server}: ${route}, ${kind}`, values: [perSecond, p50, p99, cpu] };
  });
  return [
    {
      title: "exchange",
      columns: [
        { name: "a second", digits: 0 },
        { name: "p50 ms", digits: 1 },
        { name: "p99 ms", digits: 1 },
        { name: "server CPU ms", digits: 2 },
      ],
      rows,
    },
  ];
}

function verdictsOf(results: readonly Result[]): Verdict[] {
  const find = (server: string, route: string, kind: Result["kind"]): Result | undefined =>
    results.find((result) => result.server === server && result.route === route && result.kind === kind);
  const ours = results.filter(({ server }) => server.startsWith("qrseal"));
  const names = [...new Set(ours.map(({ server }) => server))];
  return names.flatMap((server) => [
    ...["store", "retrieve", "encrypted test"].map((route): Verdict => {
      const [own, peer] = [find(server, route, "kept"), find("Flask", route, "kept")];
      const ratio = own === undefined || peer === undefined ? null : own.perSecond / peer.perSecond;
      return {
        aim: `${server}, ${route}: at least 5 times Flask's rate`,
        measured: ratio === null ? "no peer" : `${ratio.toFixed(2)} times`,
        met: ratio === null ? null : ratio >= 5,
      };
    }),
    {
      aim: `${server}: 500 durable stores a second`,
      measured: (find(server, "store", "kept")?.perSecond ?? 0).toFixed(0),
      met: (find(server, "store", "kept")?.perSecond ?? 0) >= 500,
    },
    {
      aim: `${server}, store: p99 under 100 ms at half of the maximum rate`,
      measured: `${(find(server, "store", "half rate")?.p99 ?? NaN).toFixed(1)} ms`,
      met: (find(server, "store", "half rate")?.p99 ?? NaN) < 100,
    },
  ]);
}
