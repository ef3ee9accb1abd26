import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { PNG } from "pngjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyFolder, projectFolder, run } from "./support/run.ts";

const program = path.join(projectFolder, "bin", "qrseal.js");
let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = emptyFolder());
});
afterEach(() => {
  remove();
});

const inFolder = (name: string): string => path.join(folder, name);
const visibleFiles = (of = folder): string[] => readdirSync(of).filter((name) => !name.startsWith("."));

/** How long the program takes for this, on this machine and under this load. */
async function timed(args: readonly string[]): Promise<number> {
  const begun = performance.now();
  await run(args, { cwd: folder });
  return performance.now() - begun;
}

/** Starts the program and kills it without warning after so many milliseconds. */
async function killAfter(milliseconds: number, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("close", resolve));
  await Promise.race([sleep(milliseconds), ended]);
  child.kill("SIGKILL");
  await ended;
}

describe("killed at any moment", () => {
  test("encrypt-to-qr leaves the old code whole or the new one whole", async () => {
    copyFileSync(path.join(projectFolder, "fixtures/documents/id-card.json"), inFolder("card.json"));
    await run(["keygen", "--bits", "2048"], { cwd: folder });
    await run(["encrypt-to-qr", "card.json"], { cwd: folder });
    const whole = await timed(["encrypt-to-qr", "card.json", "--force"]);
    const old = readFileSync(inFolder("card.png"));
    let replaced = 0;
    // Later and later until one was replaced: the machine may have become busier since.
    for (let point = 0; point < 40 || (replaced === 0 && point < 200); point += 1) {
      await killAfter(whole * (0.2 + point / 35), ["encrypt-to-qr", "card.json", "--force"]);
      const found = readFileSync(inFolder("card.png"));
      // A PNG cut short does not decode.
      PNG.sync.read(found);
      if (!found.equals(old)) replaced += 1;
    }
    expect(replaced).toBeGreaterThan(0);
    expect(visibleFiles()).toEqual(["card.json", "card.png", "keys"]);
  });

  test("keygen --force never leaves halves of two pairs, and loses no old key", async () => {
    await run(["keygen", "--bits", "2048"], { cwd: folder });
    const first = readFileSync(inFolder("keys/system_private.pem"), "utf8");
    const whole = await timed(["keygen", "--bits", "2048", "--force"]);
    writeFileSync(inFolder("a.json"), "{}");
    for (let point = 0; point < 25; point += 1) {
      await killAfter(whole * (0.4 + point / 25), ["keygen", "--bits", "2048", "--force"]);
      const names = visibleFiles(inFolder("keys"));
      const privateKeys = names.filter((name) => name.includes("private"));
      const contents = privateKeys.map((name) => readFileSync(inFolder(`keys/${name}`), "utf8"));
      expect(contents).toContain(first);
      for (const content of contents) expect(content).toMatch(/-----END PRIVATE KEY-----\n$/);
      if (names.includes("system_public.pem")) {
        await run(["encrypt-to-qr", "a.json", "--force"], { cwd: folder });
        const opened = await run(["scan-decrypt", "a.png", "b.json", "--force", "--quiet"], {
          cwd: folder,
        });
        expect(opened.stderr).toBe("");
        expect(opened.status).toBe(0);
      } else {
        // Killed in between: what is there is whole, and the command says what to do.
        await run(["keygen", "--bits", "2048", "--force"], { cwd: folder });
      }
    }
  });

  test("Ctrl-C takes the side file away", async () => {
    const child = spawn(process.execPath, [program, "keygen", "--bits", "4096", "--name", "b"], {
      cwd: folder,
    });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    await sleep(300);
    child.kill("SIGINT");
    // Done already, stopped and cleaned up, or (null) stopped before it had begun.
    expect([0, 130, null]).toContain(await ended);
    const left = existsSync(inFolder("keys")) ? readdirSync(inFolder("keys")) : [];
    expect(left.filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

describe("two at once", () => {
  test("of two commands that make the same new file, one wins and the other says so", async () => {
    writeFileSync(inFolder("a.json"), "{}");
    await run(["keygen", "--bits", "2048"], { cwd: folder });
    const results = await Promise.all(
      Array.from({ length: 4 }, () => run(["encrypt-to-qr", "a.json", "one.png"], { cwd: folder })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual([0, 2, 2, 2]);
    expect(results.filter(({ stderr }) => stderr.includes("[output/exists]"))).toHaveLength(3);
    expect(readdirSync(folder).sort()).toEqual(["a.json", "keys", "one.png"]);
  });
});

const mounts =
  process.platform === "linux" &&
  spawnSync("unshare", ["-m", "sh", "-c", "mount -t tmpfs -o size=16k none /mnt"]).status === 0;
if (!mounts) console.log("skipped: a disk that fills up needs Linux and the right to mount");

describe.skipIf(!mounts)("a disk that fills up", () => {
  test("leaves nothing but the sentence", async () => {
    copyFileSync(path.join(projectFolder, "fixtures/documents/invoice.json"), inFolder("invoice.json"));
    await run(["keygen", "--bits", "2048"], { cwd: folder });
    const script = [
      "mount -t tmpfs -o size=8k none /mnt",
      "head -c 4096 /dev/zero > /mnt/filler",
      '"$0" "$1" encrypt-to-qr invoice.json --out-png /mnt/code.png --module-size 20; echo "status $?"',
      "ls -A /mnt",
    ].join("\n");
    const { stdout, stderr } = spawnSync("unshare", ["-m", "sh", "-c", script, process.execPath, program], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stderr).toContain(
      "error: the disk is full, nothing was written: /mnt/code.png [output/disk-full]",
    );
    expect(stdout).toBe("status 2\nfiller\n");
  });
});

describe("a reader that goes away", () => {
  test("is said on standard error, with status 2", async () => {
    writeFileSync(inFolder("a.json"), JSON.stringify({ text: "x".repeat(1_000_000) }));
    await run(["keygen", "--bits", "2048"], { cwd: folder });
    // zlib makes of a million equal letters a code that one symbol holds.
    await run(["encrypt-to-qr", "a.json"], { cwd: folder });
    expect(existsSync(inFolder("a.png"))).toBe(true);
    rmSync(inFolder("a.json"));
    const child = spawn(process.execPath, [program, "scan-decrypt", "a.png", "--out-json", "-"], {
      cwd: folder,
    });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
    const status = await new Promise((resolve) => child.once("close", resolve));
    expect(stderr).toBe(
      "error: the program reading the output stopped before the end [output/broken-pipe]\n" +
        "hint: run it again with the output in a file, then pass the file on\n",
    );
    expect(status).toBe(2);
  });
});

describe("a fault of ours", () => {
  /** Starts the program with a compressor that breaks. */
  function broken(body: string): Record<string, string> {
    const preload = [
      'import zlib from "node:zlib";',
      'import { syncBuiltinESMExports } from "node:module";',
      `zlib.deflateSync = () => { ${body} };`,
      "syncBuiltinESMExports();",
    ];
    writeFileSync(inFolder("broken.mjs"), preload.join("\n"));
    return { NODE_OPTIONS: `--import ${pathToFileURL(inFolder("broken.mjs")).href}` };
  }

  test.each([
    ["thrown", 'throw new TypeError("Awa Diop, born 1990")'],
    [
      "thrown later",
      'setImmediate(() => { throw new TypeError("Awa Diop, born 1990") }); return Buffer.alloc(9)',
    ],
  ])("%s, ends with 1 and shows where, but nothing of what was in hand", async (_, body) => {
    writeFileSync(inFolder("a.json"), "{}");
    await run(["keygen", "--bits", "2048"], { cwd: folder });
    const { stderr, status } = await run(["encrypt-to-qr", "a.json"], { cwd: folder, env: broken(body) });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^error: this should not happen: TypeError at (?:dist\/(?:cli\/main|chunks\/[A-Z0-9]+)\.js:\d+:\d+|a place not known) \[internal\/bug\]\n/,
    );
    expect(stderr).not.toContain("Awa");
    expect(stderr).not.toContain(projectFolder);
  });
});
