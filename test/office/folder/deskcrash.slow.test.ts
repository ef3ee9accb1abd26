/** A desk that dies: scan-decrypt, encrypt-to-qr and rewrap killed before each thing they do to the disk, and at any time. */
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { PNG } from "pngjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { verifyAudit } from "../../../src/office/folder/audit.ts";
import { readRegister } from "../../../src/office/folder/register.ts";
import { recordSuccession } from "../../../src/office/folder/succession.ts";
import { newDocumentId, parseEnvelope } from "../../../src/core/index.ts";
import { office, signer } from "../../core/envelope/compact/keys.ts";
import { documentOf, openCompact, sealCompact } from "../../core/envelope/support/sealing.ts";
import { hex, present } from "../../core/support/fixtures.ts";
import { furnish, listOfAnae, now } from "../../cli/support/office.ts";
import { emptyFolder, projectFolder, run } from "../../cli/support/run.ts";
import type { Ran } from "../../cli/support/run.ts";

let folder: string;
let remove: () => void;
let keys: string;
beforeEach(() => {
  ({ folder, remove } = emptyFolder());
  keys = path.join(folder, "keys");
  furnish(keys, "port", listOfAnae());
});
afterEach(() => {
  remove();
});

const inFolder = (name: string): string => path.join(folder, name);
const document = Buffer.from(JSON.stringify({ label: "x".repeat(2000) }));

/** Lays a signed envelope for port on the desk and returns its document's id. */
async function layEnvelope(name: string): Promise<string> {
  const documentId = newDocumentId();
  const envelope = await sealCompact(document, [office("port").publicKey], {
    signer: signer("issuer-ed25519").privateKey,
    issuedAt: now() - 60,
    documentId,
  });
  writeFileSync(inFolder(name), envelope);
  return hex(documentId);
}

/**
 * Counts what the program does to the disk, and what it says, and kills it before number KILL_BEFORE: before a file
 * is opened, written, synced, linked, renamed or taken away, and before a line goes to standard output.
 */
const preload = `
import { syncBuiltinESMExports, createRequire } from "node:module";
const promises = createRequire(import.meta.url)("node:fs/promises");
let calls = 0;
const count = () => {
  calls += 1;
  if (calls === Number(process.env.KILL_BEFORE)) process.kill(process.pid, "SIGKILL");
};
const { open } = promises;
const probe = await open(process.execPath, "r");
const handle = Object.getPrototypeOf(probe);
await probe.close();
for (const [object, names] of [
  [promises, ["rename", "rm", "link", "mkdir"]],
  [handle, ["write", "writeFile", "sync", "close"]],
]) {
  for (const name of names) {
    const original = object[name];
    object[name] = function (...words) { count(); return original.apply(this, words); };
  }
}
promises.open = (...words) => { count(); return open(...words); };
syncBuiltinESMExports();
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write;
  stream.write = function (...words) { count(); return write.apply(this, words); };
}
`;

interface Killed {
  readonly stdout: string;
  readonly wasKilled: boolean;
}

/** Runs the program until it is killed: by itself before call number so many, or from outside after so long. */
async function killed(
  args: readonly string[],
  moment: { readonly call?: number; readonly milliseconds?: number },
): Promise<Killed> {
  const file = inFolder(".preload.mjs");
  writeFileSync(file, preload);
  const env =
    moment.call === undefined
      ? {}
      : { NODE_OPTIONS: `--import ${pathToFileURL(file).href}`, KILL_BEFORE: String(moment.call) };
  const child = spawn(process.execPath, [path.join(projectFolder, "bin/qrseal.js"), ...args], {
    cwd: folder,
    env: { ...process.env, LANG: "C", QRSEAL_DESK: "desk 4", ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      resolve();
    });
  });
  if (moment.milliseconds !== undefined) {
    await Promise.race([sleep(moment.milliseconds), ended]);
    child.kill("SIGKILL");
  }
  await ended;
  // A signal, or on Windows, which has none, another status.
  return { stdout, wasKilled: child.exitCode !== 0 };
}

/** The whole report of a document that was taken, or nothing. */
const reported = ({ stdout }: Killed | Ran): boolean => {
  const text = stdout.toString();
  expect(text === "" || text.endsWith("\n"), text).toBe(true);
  return text !== "";
};
const saysFirst = ({ stdout }: Killed | Ran): boolean => stdout.toString().includes("yes: not seen before");

async function expectWholeRecords(): Promise<void> {
  expect((await readRegister(keys)).unreadable).toBe(0);
  expect(await verifyAudit(keys)).not.toMatchObject({ intact: false });
}

/** One document presented to a command that dies, and presented again. Returns whether the first run died. */
async function presentTwice(name: string, moment: Parameters<typeof killed>[1]): Promise<boolean> {
  const id = await layEnvelope(`${name}.txt`);
  const first = await killed(["scan-decrypt", `${name}.txt`, `${name}.json`], moment);

  const written = existsSync(inFolder(`${name}.json`)) ? readFileSync(inFolder(`${name}.json`)) : null;
  if (written !== null) expect(written.equals(document)).toBe(true);
  await expectWholeRecords();
  const { presentations } = await readRegister(keys, id);
  // Never given out, and never reported, without standing in the register.
  if (reported(first) || written !== null) expect(presentations).toHaveLength(1);
  if (reported(first)) expect(written).not.toBeNull();
  if (reported(first)) expect(saysFirst(first)).toBe(true);
  if (!first.wasKilled) expect(reported(first)).toBe(true);

  const second = await run(["scan-decrypt", `${name}.txt`, `${name}-again.json`], { cwd: folder });
  expect(second.status).toBe(0);
  expect(saysFirst(second)).toBe(presentations.length === 0);
  expect(second.stderr.includes("shown before")).toBe(presentations.length === 1);
  expect(saysFirst(first) && saysFirst(second)).toBe(false);
  expect((await readRegister(keys, id)).presentations).toHaveLength(presentations.length + 1);
  expect(readFileSync(inFolder(`${name}-again.json`)).equals(document)).toBe(true);
  await expectWholeRecords();
  return first.wasKilled;
}

describe("scan-decrypt", () => {
  test("killed before each thing it does: absent or whole, noted before it is given out, chain unbroken", async () => {
    let call = 1;
    while (await presentTwice(`d${call}`, { call })) call += 1;
    // Journal and document, each opened, written, synced and closed, and the link between: it counted something.
    expect(call).toBeGreaterThan(20);
  });

  test("killed at forty moments from outside: the same", async () => {
    const begun = performance.now();
    await layEnvelope("whole.txt");
    await run(["scan-decrypt", "whole.txt", "whole.json"], { cwd: folder });
    const whole = performance.now() - begun;
    for (let step = 1; step <= 40; step += 1)
      await presentTwice(`d${step}`, { milliseconds: (whole * 1.2 * step) / 40 });
  });

  test("killed, to a pipe: what went out stands in the register", async () => {
    let call = 1;
    for (; ; call += 1) {
      const id = await layEnvelope(`p${call}.txt`);
      const ran = await killed(["scan-decrypt", `p${call}.txt`, "--out-json", "-", "--quiet"], { call });
      expect(["", document.toString()]).toContain(ran.stdout);
      await expectWholeRecords();
      const { presentations } = await readRegister(keys, id);
      if (ran.stdout !== "") expect(presentations).toHaveLength(1);
      if (!ran.wasKilled) break;
    }
    expect(call).toBeGreaterThan(10);
  });

  test("killed while a torn line is in both journals: they mend", async () => {
    await layEnvelope("first.txt");
    await run(["scan-decrypt", "first.txt"], { cwd: folder });
    for (const name of ["register.jsonl", "audit.jsonl"]) {
      const [line = ""] = readFileSync(path.join(keys, name), "utf8").split("\n");
      writeFileSync(path.join(keys, name), `${line}\n${line.slice(0, 70)}`);
    }
    for (let call = 8; call <= 24; call += 4) {
      const id = await layEnvelope(`t${call}.txt`);
      const first = await killed(["scan-decrypt", `t${call}.txt`], { call });
      const second = await run(["scan-decrypt", `t${call}.txt`, `t${call}-again.json`], { cwd: folder });
      expect(second.status).toBe(0);
      expect(saysFirst(first) && saysFirst(second)).toBe(false);
      expect((await readRegister(keys, id)).presentations.length).toBeGreaterThan(0);
    }
    expect(await verifyAudit(keys)).toMatchObject({ intact: true, unreadable: 1 });
    expect((await readRegister(keys)).unreadable).toBe(1);
  });
});

describe.each([
  [
    "encrypt-to-qr",
    ["encrypt-to-qr", "card.json", "out.png", "--public-key", "keys/port_public.pem"],
    "port",
  ],
  ["rewrap", ["rewrap", "old.txt", "out.png", "--public-key", "next_public.pem"], "port-next"],
] as const)("%s", (_, command, receiver) => {
  test("killed before each thing it does: both outputs absent or whole, and what is there is in the log", async () => {
    await layEnvelope("old.txt");
    writeFileSync(inFolder("card.json"), document);
    copyFileSync(path.join(projectFolder, "fixtures/keys/port-next_public.pem"), inFolder("next_public.pem"));
    const [old, next] = [office("port").publicKey.fingerprint, office("port-next").publicKey.fingerprint];
    await recordSuccession(keys, { old, new: next, at: "2026-11-21T04:00:00Z" });
    let call = 1;
    for (let isKilled = true; isKilled; call += 1) {
      const [png, text] = [`${call}.png`, `${call}.txt`];
      const args = command.map((word) => (word === "out.png" ? png : word));
      const before = await verifyAudit(keys);
      isKilled = (await killed([...args, "--out-envelope", text], { call })).wasKilled;
      const after = await verifyAudit(keys);
      expect(after).not.toMatchObject({ intact: false });
      const entries = [before, after].map((verdict) => (verdict?.intact === true ? verdict.entries : 0));
      const found = [png, text].filter((name) => existsSync(inFolder(name)));
      if (found.length > 0) expect(entries[1]).toBe((entries[0] ?? 0) + 1);
      if (found.includes(png)) PNG.sync.read(readFileSync(inFolder(png)));
      if (found.includes(text)) {
        const envelope = parseEnvelope(readFileSync(inFolder(text)));
        const opened = present(await openCompact(envelope, office(receiver).privateKey));
        expect(Buffer.from(documentOf(opened)).equals(document)).toBe(true);
      }
      if (!isKilled) expect(found).toEqual([png, text]);
    }
    expect(call).toBeGreaterThan(15);
    expect(readdirSync(folder).filter((name) => name.startsWith("out"))).toEqual([]);
  });
});

describe("twenty desks at one moment", () => {
  test("of twenty that show the same document in one key folder, one says first time", async () => {
    const id = await layEnvelope("code.txt");
    const runs = await Promise.all(
      Array.from({ length: 20 }, (_, desk) =>
        run(["scan-decrypt", "code.txt", `${desk}.json`], {
          cwd: folder,
          env: { QRSEAL_DESK: `desk ${desk}` },
        }),
      ),
    );
    expect(runs.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 0));
    expect(runs.filter(saysFirst)).toHaveLength(1);
    const counts = runs.map(({ stderr }) => [...stderr.matchAll(/ at desk \d+/g)].length);
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, earlier) => earlier));
    expect((await readRegister(keys, id)).presentations).toHaveLength(20);
    expect(await verifyAudit(keys)).toMatchObject({ intact: true, entries: 20, unreadable: 0 });
    for (let desk = 0; desk < 20; desk += 1)
      expect(readFileSync(inFolder(`${desk}.json`)).equals(document)).toBe(true);
  });
});

describe("what cannot be written", () => {
  test.each(["register.jsonl", "audit.jsonl"])("%s: nothing is given out", async (name) => {
    mkdirSync(path.join(keys, name));
    await layEnvelope("code.txt");
    for (const to of [["back.json"], ["--out-json", "-"]]) {
      const { status, stdout, stderr } = await run(["scan-decrypt", "code.txt", ...to], { cwd: folder });
      expect(status).not.toBe(0);
      expect(stdout).toHaveLength(0);
      expect(stderr).toContain(name);
    }
    expect(readdirSync(folder).toSorted()).toEqual(["code.txt", "keys"]);
  });

  test("the document, after it was noted: the next showing is warned once too often, never once too seldom", async () => {
    const id = await layEnvelope("code.txt");
    // The name is taken between the look and the link.
    const hook = `
import { syncBuiltinESMExports, createRequire } from "node:module";
import { writeFileSync } from "node:fs";
const promises = createRequire(import.meta.url)("node:fs/promises");
const { link } = promises;
promises.link = (from, to) => { writeFileSync(to, "mine"); return link(from, to); };
syncBuiltinESMExports();
`;
    writeFileSync(inFolder("hook.mjs"), hook);
    const raced = await run(["scan-decrypt", "code.txt", "back.json"], {
      cwd: folder,
      env: { NODE_OPTIONS: `--import ${pathToFileURL(inFolder("hook.mjs")).href}` },
    });
    expect(raced.status).toBe(2);
    expect(raced.stderr).toContain("[output/exists]");
    expect(raced.stdout).toHaveLength(0);
    expect(readFileSync(inFolder("back.json"), "utf8")).toBe("mine");
    expect((await readRegister(keys, id)).presentations).toHaveLength(1);
    const next = await run(["scan-decrypt", "code.txt", "again.json"], { cwd: folder });
    expect(next.stderr).toContain("shown before");
    expect(present(readdirSync(folder).find((name) => name === "again.json"))).toBe("again.json");
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

const mounts =
  process.platform === "linux" &&
  spawnSync("unshare", ["-m", "sh", "-c", "mount -t tmpfs -o size=16k none /mnt"]).status === 0;
if (!mounts)
  console.log("skipped: a key folder on a full or read-only disk needs Linux and the right to mount");

describe.skipIf(!mounts)("a key folder on a disk of its own", () => {
  /** Runs shell lines with the key folder copied to a small disk at /mnt. */
  function onDisk(lines: readonly string[]): { stdout: string; stderr: string } {
    const program = path.join(projectFolder, "bin/qrseal.js");
    const script = ["mount -t tmpfs -o size=64k none /mnt && cp -p keys/* /mnt", ...lines].join("\n");
    return spawnSync("unshare", ["-m", "sh", "-c", script, process.execPath, program], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, LANG: "C", QRSEAL_DESK: "desk 4" },
    });
  }
  const open = (to: string): string =>
    `"$0" "$1" scan-decrypt code.txt ${to} --keys /mnt >out.txt; echo "status $?"; grep -c "yes: not seen" out.txt`;

  test("that is full gives out nothing, and first time once there is room again", async () => {
    await layEnvelope("code.txt");
    const { stdout, stderr } = onDisk([
      "cat /dev/zero > /mnt/filler 2>/dev/null",
      open("back.json"),
      open("--out-json=-"),
      "rm /mnt/filler",
      open("back.json"),
      open("again.json"),
      '"$0" "$1" audit verify --keys /mnt | grep -c "^intact"',
    ]);
    expect(stdout).toBe("status 2\n0\nstatus 2\n0\nstatus 0\n1\nstatus 0\n0\n1\n");
    expect(stderr.split("\n").filter((line) => line.includes("[output/disk-full]"))).toHaveLength(2);
    expect(stderr).toContain("the disk is full, nothing was written: /mnt/register.jsonl [output/disk-full]");
    expect(readFileSync(inFolder("back.json")).equals(document)).toBe(true);
  });

  test("that is full for the log alone: seen before, not given out", async () => {
    await layEnvelope("code.txt");
    const { stdout } = onDisk([
      // Room for one page more: the register takes it.
      "cat /dev/zero > /mnt/filler 2>/dev/null; truncate -s -4096 /mnt/filler",
      open("back.json"),
      "ls back.json 2>/dev/null",
      "rm /mnt/filler",
      open("back.json"),
    ]);
    expect(stdout).toBe("status 2\n0\nstatus 0\n0\n");
  });

  test("that is read-only gives out nothing", async () => {
    await layEnvelope("code.txt");
    const { stdout, stderr } = onDisk([
      "mount -o remount,ro /mnt",
      open("back.json"),
      "ls back.json 2>/dev/null",
    ]);
    expect(stdout).toBe("status 2\n0\n");
    expect(stderr).toContain("/mnt/register.jsonl (the disk is read-only) [output/not-writable]");
  });
});
