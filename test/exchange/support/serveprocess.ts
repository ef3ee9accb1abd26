/** The real command, `qrseal serve`, as a process of its own with a folder of its own. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import path from "node:path";
import { plainEnvironment, program } from "../../cli/support/run.ts";

export interface Serving {
  readonly url: string;
  /** SHA-256 of its certificate; null over plain HTTP. */
  readonly fingerprint: string | null;
  readonly process: ChildProcess;
  /** All that it has written, to wherever. */
  readonly written: () => string;
  /** Resolves when it is gone, however that came. */
  readonly ended: Promise<void>;
}

export interface ServingOptions {
  /** Where its data are, in the folder "exchange". */
  readonly folder: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A service that is not up yet, and may be ended before it is. */
export interface Starting extends Pick<Serving, "process" | "ended"> {
  /** Rejects with what it wrote where it ends instead of serving. */
  readonly started: Promise<Serving>;
}

export const startServing = (options: ServingOptions): Promise<Serving> => beginServing(options).started;

export function beginServing({ folder, args = [], env = {} }: ServingOptions): Starting {
  const data = path.join(folder, "exchange");
  const service = spawn(
    process.execPath,
    [program, "serve", "--json", "--data", data, "--port", "0", ...args],
    {
      cwd: folder,
      env: {
        ...plainEnvironment(),
        QRSEAL_SERVE_RSA_BITS: "2048",
        QRSEAL_SERVE_RATE_PER_ADDRESS: "0",
        QRSEAL_SERVE_RATE_PER_KEY: "0",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const written: string[] = [];
  const ended = new Promise<void>((resolve) => {
    service.once("close", () => {
      resolve();
    });
  });
  const told = new Promise<Pick<Serving, "url" | "fingerprint">>((resolve, reject) => {
    let result = "";
    service.stderr.setEncoding("utf8").on("data", (text: string) => written.push(text));
    service.stdout.setEncoding("utf8").on("data", (text: string) => {
      written.push(text);
      result += text;
      const line = result.split("\n").find((each) => each.includes('"url"'));
      if (line?.endsWith("}") === true) resolve(JSON.parse(line) as Serving);
    });
    void ended.then(() => {
      reject(new Error(`qrseal serve ended: ${written.join("")}`));
    });
  });
  const started = told.then(({ url, fingerprint }) => ({
    url,
    fingerprint,
    process: service,
    written: () => written.join(""),
    ended,
  }));
  // Whoever ends it on purpose does not wait for it.
  started.catch(() => undefined);
  return { process: service, ended, started };
}
