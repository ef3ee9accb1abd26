/** The exchange through its real command, asked by a program of others' making: exchange.py, requests and cryptography. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callExchange, exchangePython } from "./support/python.ts";
import { temporaryFolder } from "./support/tools.ts";

const program = fileURLToPath(new URL("../../bin/qrseal.js", import.meta.url));
const folder = temporaryFolder();
const hex = (): string => randomBytes(32).toString("hex");
const base64url = (): string => randomBytes(32).toString("base64url");

interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly decrypted?: unknown;
  readonly content?: string;
  readonly ranges?: readonly number[];
}

it.runIf(process.env["CI"] === "true")("CI has a Python with the packages of exchange.py", () => {
  expect(exchangePython).not.toBeNull();
});

describe.skipIf(exchangePython === null)("a client in Python", () => {
  let service: ChildProcess;
  let upstream: Server;
  let url = "";
  const call = (name: string, args: object = {}): Promise<Answered> =>
    callExchange(url, join(folder.path("data"), "tls.crt"), [[name, args]]) as Promise<Answered>;

  beforeAll(async () => {
    upstream = createServer((request, response) => {
      request.setEncoding("utf8").on("data", (text: string) => {
        response
          .setHeader("content-type", "application/json")
          .end(JSON.stringify({ asked: JSON.parse(text) as unknown }));
      });
    });
    await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
    const { port } = upstream.address() as AddressInfo;
    const args = ["serve", "--port", "0", "--data", folder.path("data"), "--allow-cbc"];
    args.push("--upstream", `echo=http://127.0.0.1:${port}/`);
    service = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, QRSEAL_SERVE_RSA_BITS: "2048", QRSEAL_SERVE_LOG_LEVEL: "error" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    url = await new Promise<string>((resolve, reject) => {
      let said = "";
      service.stdout?.on("data", (bytes: Buffer) => {
        said += bytes.toString();
        const [address] = /https:\/\/[\w.]+:\d+/.exec(said) ?? [];
        if (address !== undefined) resolve(address);
      });
      service.once("exit", () => {
        reject(new Error(`the service ended: ${said}`));
      });
    });
  }, 60_000);

  afterAll(async () => {
    service.kill();
    await new Promise((resolve) => service.once("exit", resolve));
    upstream.close();
    folder.remove();
  });

  it("stores and retrieves; a change is refused in the words of the description", async () => {
    const data = "Żółć 漢字 \u{1F4DC} \0 end";
    const stored = await call("store", { data });
    expect(stored.body["message"]).toBe("Data stored securely");
    const record = stored.body["data"] as Record<string, string>;
    expect(Object.keys(record).toSorted()).toEqual(["encrypted_data", "nonce", "signature", "tag"]);
    expect((await call("retrieve", { record })).body).toEqual({
      decrypted_data: data,
      signature_status: "Signature is valid.",
    });
    const tag = Buffer.from(record["tag"] ?? "", "base64");
    tag[0] = (tag[0] ?? 0) ^ 1;
    expect(await call("retrieve", { record: { ...record, tag: tag.toString("base64") } })).toEqual({
      status: 400,
      body: { error: "Invalid signature. Data may be compromised." },
    });
  });

  it("keeps under an id, and gets the same by it, opened and sealed", async () => {
    const data = "Żółć \u{1F4DC}";
    const kept = await call("keep", { data });
    expect(kept.status).toBe(201);
    const { id, stored_at } = kept.body;
    expect(await call("kept", { id })).toEqual({ status: 200, body: { id, stored_at, data } });
    const sealed = await call("kept_sealed", { id });
    const { id: same, stored_at: then, ...record } = sealed.body;
    expect([sealed.status, same, then]).toEqual([200, id, stored_at]);
    expect((await call("retrieve", { record })).body["decrypted_data"]).toBe(data);
    expect((await call("kept", { id: "0".repeat(64) })).status).toBe(404);
  });

  it.each(["gcm", "cbc"])("asks the encrypted API in %s", async (form) => {
    const data = { document_id: "ANAE-BIO-2026-004817", note: "Żółć" };
    expect(await call("test", { data, form })).toMatchObject({ status: 200, decrypted: data });
    expect(await call("forward", { name: "echo", data, form })).toMatchObject({
      status: 200,
      decrypted: { asked: data },
    });
    const unknown = await call("forward", { name: "nothing", data, form });
    expect(unknown).toMatchObject({ status: 404, decrypted: { code: "gateway/unknown-name" } });
  });

  it("registers, proves its keys, deposits, fetches and removes", async () => {
    const [seed, token, claim] = [hex(), base64url(), base64url()];
    expect((await call("register", { name: "rabat-customs", seed, encryption_seed: hex() })).status).toBe(
      200,
    );

    const content = randomBytes(2_500_000).toString("base64");
    const deposited = await call("deposit", { seed, content, token, once: true });
    expect(deposited.status).toBe(200);
    const { id, receipt } = deposited.body as { id: string; receipt: string };
    expect(await call("receipt", { receipt })).toMatchObject({
      deposit: id,
      size: 2_500_000,
      depositor: "rabat-customs",
    });

    expect(await call("fetch", { id, token, claim })).toEqual({ status: 200, content, ranges: [206, 206] });
    // The winner may ask again; nobody else may.
    expect((await call("fetch", { id, token, claim, confirm: true })).content).toBe(content);
    expect((await call("fetch", { id, token, claim: base64url() })).status).toBe(410);
    expect((await call("state", { seed, id })).body).toMatchObject({ id, state: "collected", pieces: [] });
    expect((await call("remove", { seed, id })).status).toBeLessThan(300);
    expect((await call("fetch", { id, token, claim })).status).toBe(404);
  });

  it("puts new keys in the place of its own, is suspended, resumed, and goes", async () => {
    const [name, seed, newSeed] = ["python-office", hex(), hex()];
    const active = { status: 200, body: { name, state: "active" } };
    expect(await call("register", { name, seed, encryption_seed: hex() })).toMatchObject(active);
    const replaced = await call("replace_keys", { name, seed, new_seed: newSeed });
    expect(replaced).toMatchObject(active);
    expect((await call("participant", { name, seed })).status).toBe(401);
    expect(await call("participant", { name, seed: newSeed })).toEqual(replaced);

    const token = readFileSync(join(folder.path("data"), "admin-token"), "utf8").trim();
    const listed = (await call("participants", { token })).body["participants"] as readonly object[];
    expect(listed).toContainEqual(replaced.body);
    expect((await call("participants", { token: `${token}x` })).status).toBe(401);
    expect((await call("administer", { name, act: "suspend", token })).body["state"]).toBe("suspended");
    expect((await call("participant", { name, seed: newSeed })).status).toBe(403);
    expect((await call("administer", { name, act: "resume", token })).body["state"]).toBe("active");
    expect((await call("leave", { name, seed: newSeed })).status).toBe(204);
    expect((await call("participant", { name, seed: newSeed })).status).toBe(401);
  });
});
