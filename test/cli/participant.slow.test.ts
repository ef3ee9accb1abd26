import { createHash, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { adminAuthenticator } from "../../src/exchange/auth/adminauthenticator.ts";
import { buildApp } from "../../src/exchange/http/app.ts";
import type { App } from "../../src/exchange/http/routes.ts";
import { participantRoutes } from "../../src/exchange/participants/participantroutes.ts";
import { openMemoryStore } from "../../src/exchange/store/memory/memorystore.ts";
import { emptyFolder, run } from "./support/run.ts";
import type { Ran } from "./support/run.ts";

// The service is real, and answers in this process; the command runs as a user runs it.
const { folder, remove } = emptyFolder();
const token = "the-token-of-the-administration";
const store = openMemoryStore();
let app: App;
let url = "";

const qrseal = async (status: number, ...args: string[]): Promise<Ran> => {
  const ran = await run(args, { cwd: folder });
  expect(ran.status, ran.stderr).toBe(status);
  return ran;
};
const participant = async (status: number, action: string, ...args: string[]): Promise<string> => {
  const { stdout, stderr } = await qrseal(status, "participant", action, url, ...args);
  return stdout.toString() + stderr;
};
const admin = ["--admin-token-file", "token.txt"];

beforeAll(async () => {
  app = await buildApp([
    participantRoutes({
      store,
      now: Date.now,
      authority: null,
      random: randomBytes,
      registration: "open",
      authenticateAdmin: adminAuthenticator({ tokenHash: createHash("sha256").update(token).digest() }),
    }),
  ]);
  await app.listen({ port: 0, host: "127.0.0.1" });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  writeFileSync(path.join(folder, "token.txt"), `${token}\r\n`);
  writeFileSync(path.join(folder, "other.txt"), "other");
  writeFileSync(path.join(folder, "words.txt"), "no token at all");
  await qrseal(0, "keygen", "--use", "signing", "--name", "sig");
  await qrseal(0, "keygen", "--name", "office", "--bits", "2048");
  await qrseal(0, "keygen", "--use", "signing", "--name", "next", "--out-dir", "next");
  await qrseal(
    0,
    "keygen",
    "--use",
    "signing",
    "--type",
    "p256",

    "--name",
    "p",
    "--out-dir",
    "p",
  );
});
afterAll(async () => {
  await app.close();
  remove();
});

const key = z.strictObject({
  fingerprint: z.string().regex(/^(?:[0-9a-f]{4}-){4}[0-9a-f]{4}$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const facts = z.strictObject({
  name: z.string(),
  state: z.enum(["pending", "active", "suspended"]),
  signingKey: key,
  encryptionKey: key.nullable(),
  registeredAt: z.iso.datetime({ precision: 0 }),
  revision: z.int().positive(),
});
const one = z.strictObject({ ok: z.literal(true), service: z.url(), participant: facts });
const all = z.strictObject({ ok: z.literal(true), service: z.url(), participants: z.array(facts) });

describe("qrseal participant", () => {
  test("registers, shows, replaces, suspends, lists and removes", async () => {
    const told = await participant(0, "register", "city-office", "--private-key", "keys/office_private.pem");
    expect(told).toMatch(/^registered  city-office  \(active\)\nsigns with  \S+\nencrypt for \S+\n$/);
    const again = await participant(
      0,
      "register",
      "city-office",
      "--private-key",
      "keys/office_private.pem",
      "--json",
    );
    const before = one.parse(JSON.parse(again)).participant;
    expect(before).toMatchObject({ state: "active", revision: 2 });

    expect(await participant(0, "show", "city-office", "--json")).toBe(again);
    const replaced = await participant(
      0,
      "replace-key",
      "city-office",
      "--new-sign-key",
      "next/next_signing_private.pem",
      "--json",
    );
    const after = one.parse(JSON.parse(replaced)).participant;
    expect(after).toMatchObject({ state: "active", revision: 3, encryptionKey: before.encryptionKey });
    expect(after.signingKey).not.toEqual(before.signingKey);
    expect(await participant(2, "show", "city-office")).toContain("(signature/invalid) [exchange/refused]");
    expect(await participant(0, "show", "city-office", "--keys", "next")).toContain("city-office  (active)");

    expect(await participant(0, "suspend", "city-office", ...admin)).toContain(
      "suspended   city-office  (suspended)",
    );
    expect(await participant(2, "show", "city-office", "--keys", "next")).toContain("participant/suspended");
    const listed = all.parse(JSON.parse(await participant(0, "list", ...admin, "--json")));
    expect(listed.participants).toMatchObject([{ name: "city-office", state: "suspended" }]);
    expect(await participant(0, "resume", "city-office", ...admin)).toContain(
      "resumed     city-office  (active)",
    );
    expect(await participant(0, "remove", "city-office", "--keys", "next")).toBe("removed     city-office\n");
    expect(await participant(0, "list", ...admin)).toBe(`nobody is registered with ${url}\n`);
  });

  test("refuses what cannot be, in one sentence", async () => {
    const refusal = async (status: number, action: string, ...args: string[]): Promise<string> =>
      (await participant(status, action, ...args)).split("\n")[0] ?? "";
    expect(await refusal(2, "register", "Admin")).toContain("(participant/name-refused)");
    expect(await refusal(2, "list", "--admin-token-file", "other.txt")).toContain("(admin/refused)");
    expect(await refusal(2, "list", "--admin-token-file", "words.txt")).toBe(
      "error: --admin-token-file words.txt holds no token: one line of letters, digits and - . _ ~ + / [usage/bad-option]",
    );
    expect(await refusal(3, "list", "--admin-token-file", "none.txt")).toBe(
      "error: the administration's token not found: none.txt [input/not-found]",
    );
    expect(await refusal(3, "register", "port", "--keys", "empty")).toContain(
      "the signing key not found: empty",
    );
    expect(await refusal(3, "register", "port", "--keys", "p")).toContain(
      "expected an Ed25519 signing key, found a key of type p256: p/p_signing_private.pem",
    );
  });

  test("says nowhere what the token is", async () => {
    const shown = await participant(2, "show", "nobody-here", ...admin);
    expect(shown).toContain("participant/unknown");
    expect(shown).not.toContain(token);
  });
});
