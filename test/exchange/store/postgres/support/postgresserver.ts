/**
 * A PostgreSQL server of our own in a temporary folder, for tests and benchmarks. PostgreSQL refuses to run as root, so
 * there it runs as the system's user postgres.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";

export const skipped =
  "skipped: no PostgreSQL server was found (in PATH or below /usr/lib/postgresql), or nobody to run it as";

export interface PostgresServer {
  /** The address of a database that is empty. */
  readonly newDatabase: () => Promise<string>;
  /** One statement, not as the service; gives the rows. */
  readonly run: (sql: string, database?: string) => Promise<readonly unknown[]>;
  /** The id of the process that listens. */
  readonly postmaster: () => number;
  /** The ids of the processes that serve connections of a user, as the system lists them. */
  readonly backendsOf: (user: string) => readonly number[];
  /** Connects, and gives what ends when the server ends that connection, as it does to all when one of them crashed. */
  readonly watch: () => Promise<{ readonly broken: Promise<void> }>;
  /** Ends when it takes connections, also while it repairs itself. */
  readonly ready: () => Promise<void>;
  /** Ends when the server does, however that comes. */
  readonly ended: () => Promise<void>;
  /** After a crash: with the same data on the same port. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** null where there is none to be started. */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer | null> {
  const programs = findPrograms();
  const user = findUser();
  if (programs === null || user === null) return null;
  const folder = mkdtempSync(path.join(tmpdir(), "qrseal-postgres-"));
  if ("uid" in user) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, "data");
  execFileSync(
    path.join(programs, "initdb"),
    ["-D", data, "-U", "qrseal", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"],
    { ...user, cwd: folder, stdio: "ignore" },
  );
  const port = await freePort();
  const given = {
    ...settings,
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
  };
  const start = (): Promise<ChildProcess> =>
    startServer(path.join(programs, "postgres"), ["-D", data, ...Object.entries(given).map(asOption)], user);
  let server = await start();
  const kill = (): void => {
    server.kill("SIGKILL");
  };
  process.once("exit", kill);
  let databases = 0;

  const urlOf = (database: string): string => `postgres://qrseal@127.0.0.1:${port}/${database}`;
  const run = async (sql: string, database = "postgres"): Promise<readonly unknown[]> => {
    const client = new pg.Client({ connectionString: urlOf(database) });
    client.on("error", () => undefined);
    await client.connect();
    try {
      return (await client.query<object>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const ended = (): Promise<void> => awaitExit(server);
  return {
    run,
    newDatabase: async () => {
      databases += 1;
      const name = `test_${databases}`;
      await run(`CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    postmaster: () => server.pid ?? 0,
    backendsOf: (name) => backendsOf(server.pid ?? 0, name),
    watch: async () => {
      const client = new pg.Client({ connectionString: urlOf("postgres") });
      client.on("error", () => undefined);
      await client.connect();
      const broken = new Promise<void>((resolve) => {
        client.once("end", () => {
          resolve();
        });
      });
      return { broken };
    },
    ready: async () => {
      for (let attempt = 1; ; attempt++) {
        try {
          await run("SELECT 1");
          return;
        } catch (error) {
          if (attempt === 500) throw error;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    },
    ended,
    restart: async () => {
      await ended();
      server = await start();
    },
    stop: async () => {
      process.off("exit", kill);
      // "Immediate": what it holds is thrown away, so it need not be written to the disk first.
      server.kill("SIGQUIT");
      await ended();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The folder with the server's programs; the newest of several. */
function findPrograms(): string | null {
  const versions = "/usr/lib/postgresql";
  const installed = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...installed.map((version) => path.join(versions, version, "bin")),
    ...(process.env["PATH"] ?? "").split(path.delimiter),
  ];
  const has = (folder: string): boolean =>
    ["initdb", "postgres"].every((name) => existsSync(path.join(folder, name)));
  return folders.find(has) ?? null;
}

/** Whom to start it as: ourselves, or where we are root the user postgres; null where there is none. */
function findUser(): { readonly uid: number; readonly gid: number } | Record<string, never> | null {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((each) => each.startsWith("postgres:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const asOption = ([name, value]: readonly [string, string]): string => `--${name}=${value}`;

/** Resolves when it takes connections; tries again while what is left of one that crashed still ends. */
async function startServer(program: string, args: readonly string[], user: object): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    const server = spawn(program, args, { ...user, cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
    let told = "";
    const isUp = await new Promise<boolean>((resolve) => {
      server.stderr.on("data", (text: Buffer) => {
        told = (told + text.toString("utf8")).slice(-4_000);
        if (told.includes("ready to accept connections")) resolve(true);
      });
      server.once("exit", () => {
        resolve(false);
      });
    });
    if (isUp) {
      server.stderr.removeAllListeners("data").resume();
      return server;
    }
    if (attempt === 100 || !told.includes("still in use"))
      throw new Error(`PostgreSQL did not start: ${told}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function awaitExit(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) resolve();
    else
      server.once("exit", () => {
        resolve();
      });
  });
}

/** PostgreSQL titles them "postgres: user database host(port) state". */
function backendsOf(postmaster: number, user: string): readonly number[] {
  const { stdout } = spawnSync("ps", ["-o", "pid=,args=", "--ppid", String(postmaster)], {
    encoding: "utf8",
  });
  const lines = stdout.split("\n").filter((line) => line.includes(`postgres: ${user} `));
  return lines.map((line) => Number.parseInt(line, 10));
}
