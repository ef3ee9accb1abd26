/** The service as it is started and stopped, and what it costs commands that do not need it. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { Agent, request } from "undici";
import { expect, it } from "vitest";
import { emptyFolder, plainEnvironment, program, projectFolder } from "./run.ts";

const CANARY = "Zanzibar-4711";

it.skipIf(process.platform === "win32")(
  "serves until it is told to stop, writes no content down, and ends with status 0",
  async () => {
    const { folder, remove } = emptyFolder();
    const child = spawn(process.execPath, [program, "serve", "--port", "0", "--json"], {
      cwd: folder,
      env: { ...plainEnvironment(), QRSEAL_SERVE_RSA_BITS: "2048", QRSEAL_SERVE_LOG_LEVEL: "trace" },
    });
    let log = "";
    child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout })
        .once("line", resolve)
        .once("close", () => {
          reject(new Error(log));
        });
    });
    const started = JSON.parse(line) as {
      ok: boolean;
      url: string;
      fingerprint: string;
      adminTokenFile: string;
    };
    expect(started).toMatchObject({
      ok: true,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });

    const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
    const headers = { "content-type": "application/json", authorization: CANARY };
    const body = JSON.stringify({ data: CANARY });
    const answer = await request(`${started.url}/store?x=${CANARY}`, {
      method: "POST",
      dispatcher,
      headers,
      body,
    });
    expect(answer.statusCode).toBeLessThan(500);
    await answer.body.dump();
    await dispatcher.close();

    // It has the certificate read again, and ends nothing.
    child.kill("SIGHUP");
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(log).toContain('"route":"/store"');
    expect(log).not.toContain(CANARY);
    remove();
  },
);

it("is not loaded by other commands: what they load at once reaches none of its packages", () => {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    const text = readFileSync(file, "utf8");
    for (const [, specifier = ""] of text.matchAll(
      /^(?:import|export)\b[^;]*?\bfrom "([^"]+)";|^import "([^"]+)";/gm,
    )) {
      if (specifier.startsWith(".")) visit(path.join(path.dirname(file), specifier));
      else found.add(specifier);
    }
  };
  visit(path.join(projectFolder, "dist", "cli", "main.js"));
  expect(found).toContain("commander");
  expect(
    Array.from(found).filter((name) =>
      /^(?:@?fastify|zod|prom-client|pg$|undici|selfsigned|better-sqlite3)/.test(name),
    ),
  ).toEqual([]);
});
