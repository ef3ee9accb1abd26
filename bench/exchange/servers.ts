/** The servers that are measured, each a process of its own, on the first processor where that can be asked for. */
import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { project } from "../lib/scene.ts";

export interface Server {
  readonly name: string;
  readonly url: string;
  /** Milliseconds of processor time so far, all threads; null where the system does not tell. */
  readonly cpuMilliseconds: () => number | null;
  readonly stop: () => Promise<void>;
}

const hasTaskset = spawnSync("taskset", ["--version"]).status === 0;

/** A program and its arguments, bound to one processor. */
export function onProcessor(index: number, command: readonly string[]): [string, string[]] {
  const [program = "", ...args] = command;
  return hasTaskset ? ["taskset", ["-c", String(index), program, ...args]] : [program, args];
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port was found");
  return address.port;
}

/** Our own, over plain HTTP as the peer, or over TLS. */
export async function startOurs(
  name: string,
  storage: readonly string[],
  { tls = false, rsaBits = 3072 }: { readonly tls?: boolean; readonly rsaBits?: number } = {},
): Promise<Server> {
  const port = await freePort();
  const command = [
    process.execPath,
    join(project, "bin", "qrseal.js"),
    "serve",
    "--port",
    String(port),
    ...storage,
    ...(tls ? [] : ["--plain-http"]),
  ];
  const unlimited = {
    QRSEAL_SERVE_RSA_BITS: String(rsaBits),
    QRSEAL_SERVE_RATE_PER_ADDRESS: "0",
    QRSEAL_SERVE_LOG_LEVEL: "error",
  };
  return start(name, `${tls ? "https" : "http"}://127.0.0.1:${port}`, "/readyz", command, unlimited);
}

const flaskScript = fileURLToPath(new URL("./flask_peer.py", import.meta.url));

/** A Python that has what the peer needs, or null. */
export function findFlask(): string | null {
  const candidates = [process.env["PYTHON"], "python3", "/usr/bin/python3"].filter(
    (name) => name !== undefined,
  );
  return (
    candidates.find((name) => spawnSync(name, ["-c", "import flask, cryptography"]).status === 0) ?? null
  );
}

/** The library that does the peer's cryptography: it makes more of a difference than the language. */
export function opensslOfFlask(python: string | null): string {
  if (python === null) return "none";
  const ask =
    "from cryptography.hazmat.backends.openssl import backend; print(backend.openssl_version_text().split()[1])";
  return spawnSync(python, ["-c", ask]).stdout.toString().trim();
}

export async function startFlask(python: string, rsaBits: number): Promise<Server> {
  const port = await freePort();
  const command = [python, flaskScript, String(port), String(rsaBits)];
  return start("Flask", `http://127.0.0.1:${port}`, "/api/encryption/public-key/", command, {});
}

async function start(
  name: string,
  url: string,
  ready: string,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Server> {
  const [program, args] = onProcessor(0, command);
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["pipe", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (bytes: Buffer) => (complaint = (complaint + bytes.toString()).slice(-2000)));
  const server: Server = {
    name,
    url,
    cpuMilliseconds: () => cpuMillisecondsOf(child),
    stop: async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) {
        await new Promise((resolve) => child.once("exit", resolve));
      }
    },
  };
  for (let wait = 0; wait < 300; wait++) {
    if (child.exitCode !== null) throw new Error(`${name} ended at once: ${complaint}`);
    if (await answers(url + ready)) return server;
    await setTimeout(100);
  }
  await server.stop();
  throw new Error(`${name} did not answer within 30 s: ${complaint}`);
}

async function answers(url: string): Promise<boolean> {
  const { Agent, request } = await import("undici");
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  try {
    const { statusCode, body } = await request(url, { dispatcher });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  } finally {
    await dispatcher.close();
  }
}

/** From /proc/PID/stat, fields 14 and 15, in hundredths of a second (proc(5)). */
function cpuMillisecondsOf({ pid }: ChildProcess): number | null {
  try {
    const fields =
      readFileSync(`/proc/${pid ?? 0}/stat`, "utf8")
        .split(") ")[1]
        ?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}
