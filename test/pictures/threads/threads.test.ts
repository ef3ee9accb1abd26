import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import { limits } from "../../../src/core/limits.ts";
import { threadOptions } from "../../../src/pictures/threads/readerthreads.ts";
import { readInThreads } from "../../../src/pictures/threads/threads.ts";
import { rungs } from "../../../src/qr/ladder/rungs.ts";
import type { GreyPixels } from "../../../src/qr/picture/pixels.ts";
import { makeCodeImage, makePayload } from "../../qr/support/sample.ts";

const blank: GreyPixels = { width: 40, height: 30, pixels: new Uint8Array(1200).fill(255) };
const [first] = rungs;
if (first === undefined) throw new Error("there are no rungs");
const found = { read: [], unread: [] };

/** Starts threads that run the given scripts in turn; a script may use `parentPort` and `done`, the answer. */
function startScripts(...scripts: readonly string[]): { start: () => Worker; threads: Worker[] } {
  const threads: Worker[] = [];
  const start = (): Worker => {
    const script = scripts[threads.length];
    if (script === undefined) throw new Error("one thread more than expected");
    const done = JSON.stringify({ outcome: "done", decoded: found });
    const thread = new Worker(
      `const { parentPort } = require("node:worker_threads"); const done = ${done}; ${script}`,
      { eval: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: 32 } },
    );
    threads.push(thread);
    return thread;
  };
  return { start, threads };
}
const onAttempt = (script: string): string =>
  `parentPort.on("message", (message) => { if (message.kind === "attempt") { ${script} } });`;
const answering = onAttempt("parentPort.postMessage(done);");

const ended = (thread: Worker | undefined): Promise<unknown> =>
  new Promise((resolve) => thread?.once("exit", resolve));

describe("readers in threads", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("read what is read without them", async () => {
    const payload = makePayload(200, 1);
    const image = await makeCodeImage(payload);
    const readers = readInThreads();
    const { outcome, decoded } = await readers.attempt(first, [image], 1_000_000, "all");
    readers.close();
    expect(outcome).toBe("done");
    expect(decoded.read.map((symbol) => symbol.payload)).toEqual([payload]);
  });

  it("keep one thread and one copy of the picture as long as nothing goes wrong", async () => {
    const { start, threads } = startScripts(
      `let pictures = 0;
       parentPort.on("message", (message) => {
         if (message.kind === "pictures") pictures += 1;
         else parentPort.postMessage({ ...done, decoded: { read: [], unread: [pictures] } });
       });`,
    );
    const readers = readInThreads(start);
    const other = { ...blank };
    const counts: unknown[] = [];
    for (const image of [blank, blank, other]) {
      const { decoded } = await readers.attempt(first, [image], 1_000_000, "all");
      counts.push(...decoded.unread);
    }
    readers.close();
    expect(counts).toEqual([1, 1, 2]);
    expect(threads).toHaveLength(1);
  });

  it.each([
    ["hangs", "for (;;);", "stopped", 1],
    ["throws", 'throw new Error("secret");', "failed", 1_000_000],
    ["exits", "process.exit(0);", "failed", 1_000_000],
    ["breaks down", 'parentPort.postMessage({ ...done, outcome: "failed" });', "failed", 1_000_000],
    [
      "eats its heap",
      "const all = []; for (;;) all.push(new Array(1e6).fill(all.length));",
      "failed",
      1_000_000,
    ],
  ])(
    "end one that %s, and go on in a new one with the same picture",
    async (_, script, outcome, milliseconds) => {
      const { start, threads } = startScripts(
        onAttempt(script),
        `let side; parentPort.on("message", (message) => {
         if (message.kind === "pictures") side = message.pictures[0].pixels.length;
         else parentPort.postMessage({ ...done, decoded: { read: [], unread: [side] } });
       });`,
      );
      const readers = readInThreads(start);
      expect(await readers.attempt(first, [blank], milliseconds, "all")).toEqual({ outcome, decoded: found });
      const after = await readers.attempt(first, [blank], 1_000_000, "all");
      readers.close();
      expect(after).toEqual({ outcome: "done", decoded: { read: [], unread: [1200] } });
      expect(threads).toHaveLength(2);
    },
  );

  it("end one that lets the process grow, and not for what was there before", async () => {
    const { start, threads } = startScripts(onAttempt("for (;;);"), answering);
    let looks = 0;
    const memory = (): number => (looks++ === 0 ? 7e9 : looks < 4 ? 7e9 + limits.readerMemoryBytes : 9e9);
    const readers = readInThreads(start, memory);
    const { outcome } = await readers.attempt(first, [blank], 1_000_000, "all");
    expect(outcome).toBe("stopped");
    expect(looks).toBe(4);
    expect((await readers.attempt(first, [blank], 1_000_000, "all")).outcome).toBe("done");
    readers.close();
    expect(threads).toHaveLength(2);
  });

  it("leave no thread behind", async () => {
    const { start, threads } = startScripts(answering);
    const readers = readInThreads(start);
    await readers.attempt(first, [blank], 1_000_000, "all");
    const gone = ended(threads[0]);
    readers.close();
    await gone;
  });

  it("give a thread nothing of the environment", async () => {
    vi.stubEnv("QRSEAL_PASSPHRASE", "canary");
    const script = 'require("node:worker_threads").parentPort.postMessage(Object.keys(process.env))';
    const thread = new Worker(script, { ...threadOptions, eval: true });
    const names = await new Promise((resolve) => thread.once("message", resolve));
    expect(names).toEqual([]);
  });
});
