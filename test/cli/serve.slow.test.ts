/** The service as it is started and stopped, and what it costs commands that do not need it. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Agent, request } from "undici";
import { expect, it } from "vitest";
import { emptyFolder, projectFolder, run } from "./support/run.ts";
import type { Ran } from "./support/run.ts";
import { startRunning } from "./support/running.ts";

const CANARY = "Zanzibar-4711";

it.skipIf(process.platform === "win32")(
  "serves until it is told to stop, writes no content down, and ends with status 0",
  async () => {
    const { folder, remove } = emptyFolder();
    const service = await startRunning(["serve", "--port", "0"], {
      cwd: folder,
      env: { QRSEAL_SERVE_RSA_BITS: "2048", QRSEAL_SERVE_LOG_LEVEL: "trace" },
    });
    const started = service.report as {
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
    service.kill("SIGHUP");
    service.kill("SIGTERM");
    expect(await service.ended).toBe(0);
    expect(service.stderr()).toContain('"route":"/store"');
    expect(service.stderr()).not.toContain(CANARY);
    remove();
  },
);

it.skipIf(process.platform === "win32")(
  "stands before the example, which is asked through it and stops as it does",
  async () => {
    const { folder, remove } = emptyFolder();
    const statuses = path.join(projectFolder, "fixtures/exchange/statuses.json");
    const options = { cwd: folder, env: { QRSEAL_SERVE_RSA_BITS: "2048" } };
    const example = await startRunning(
      ["serve", "example-status", "--port", "0", "--statuses", statuses],
      options,
    );
    expect(example.report).toEqual({
      ok: true,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/) as string,
      documents: 3,
    });
    const { url } = example.report as { url: string };
    const service = await startRunning(["serve", "--port", "0", "--upstream", `status=${url}`], options);
    const exchange = service.report as { url: string; fingerprint: string };

    const known = ["--service-certificate", exchange.fingerprint, "--quiet"];
    const ask = async (id: string): Promise<readonly unknown[]> => {
      writeFileSync(path.join(folder, "ask.json"), JSON.stringify({ document_id: id }));
      const { stdout, stderr, status } = await run(
        ["call", exchange.url, "status", "--in-json", "ask.json", ...known],
        options,
      );
      return [stdout.toString(), stderr.split("\n")[0], status];
    };
    const id = "fe102cdc83cbdcaef5960e81452f6c1f";
    const answer = { document_id: id, status: "issued", since: "2026-01-31" };
    expect(await ask(id)).toEqual([JSON.stringify(answer), "", 0]);
    const [, refused, status] = await ask("none");
    expect(refused).toContain("no document of this id (HTTP 404) [exchange/refused]");
    expect(status).toBe(2);

    example.kill("SIGTERM");
    expect([await example.ended, example.stderr()]).toEqual([0, ""]);
    expect((await ask(id))[1]).toContain("(gateway/upstream-unreachable)");
    service.kill("SIGINT");
    expect(await service.ended).toBe(0);
    remove();
  },
);

it.skipIf(process.platform === "win32")(
  "answers participants only where it was told so, and call signs as one",
  async () => {
    const { folder, remove } = emptyFolder();
    const options = {
      cwd: folder,
      env: { QRSEAL_SERVE_RSA_BITS: "2048", QRSEAL_SERVE_API_ACCESS: "participants" },
    };
    const service = await startRunning(["serve", "--port", "0"], options);
    const { url, fingerprint } = service.report as { url: string; fingerprint: string };
    const known = ["--service-certificate", fingerprint, "--quiet"];
    const qrseal = (...args: readonly string[]): Promise<Ran> => run(args, options);
    writeFileSync(path.join(folder, "ask.json"), "{}");
    const call = ["call", url, "nothing", "--in-json", "ask.json", ...known];

    const unsigned = await qrseal(...call);
    expect([unsigned.status, unsigned.stderr]).toEqual([
      2,
      `error: the service ${url} refuses: the request is not signed; docs/EXCHANGE.md tells how (signature/missing) [exchange/refused]
hint: it takes this from participants only: name the key that it knows you by with --participant-key
`,
    ]);
    await qrseal("keygen", "--use", "signing", "--name", "anae", "--quiet");
    const signed = [...call, "--participant-key", "keys/anae_signing_private.pem"];
    expect((await qrseal(...signed)).stderr).toContain("(signature/invalid)");
    expect((await qrseal("participant", "register", url, "anae", ...known)).status).toBe(0);
    // Signed and decrypted: what is asked for is not there.
    expect((await qrseal(...signed)).stderr).toContain("(gateway/unknown-name)");

    service.kill("SIGTERM");
    expect(await service.ended).toBe(0);
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
  expect(found).toContain("node:crypto");
  expect(
    Array.from(found).filter((name) =>
      /^(?:@?fastify|zod|prom-client|pg$|undici|selfsigned|better-sqlite3)/.test(name),
    ),
  ).toEqual([]);
});
