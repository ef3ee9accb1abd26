import type * as WorkerThreads from "node:worker_threads";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type * as ReaderThreads from "../../../src/pictures/threads/readerthreads.ts";

describe("a reader's thread that is started ahead", () => {
  const started: Worker[] = [];
  let isRefused = false;
  let threads: typeof ReaderThreads;

  beforeEach(async () => {
    vi.resetModules();
    started.length = 0;
    isRefused = false;
    vi.doMock("node:worker_threads", async (original) => {
      const real = await original<typeof WorkerThreads>();
      class Counted extends real.Worker {
        constructor(...args: ConstructorParameters<typeof real.Worker>) {
          if (isRefused) throw new Error("no thread to be had");
          super(...args);
          started.push(this);
        }
      }
      return { ...real, Worker: Counted };
    });
    threads = await import("../../../src/pictures/threads/readerthreads.ts");
  });
  afterEach(async () => {
    vi.doUnmock("node:worker_threads");
    await Promise.all(started.map((thread) => thread.terminate()));
  });

  it("is the one that the first reader gets, and no other's", () => {
    threads.startReaderAhead();
    expect(started).toHaveLength(1);
    expect(threads.startReaderThread()).toBe(started[0]);
    expect(started).toHaveLength(1);
    expect(threads.startReaderThread()).toBe(started[1]);
  });

  it("is started once, however often it is asked for", () => {
    threads.startReaderAhead();
    threads.startReaderAhead();
    expect(started).toHaveLength(1);
  });

  it("may fail to start, which is told to the first reader that wants one", () => {
    isRefused = true;
    threads.startReaderAhead();
    expect(() => threads.startReaderThread()).toThrow("no thread to be had");
  });

  it("is not given to a reader once it has ended, and ends nothing else with it", async () => {
    threads.startReaderAhead();
    const [first] = started;
    const gone = new Promise((resolve) => first?.once("exit", resolve));
    first?.emit("error", new Error("broke down while nobody waited for it"));
    await first?.terminate();
    await gone;
    expect(threads.startReaderThread()).not.toBe(first);
    expect(started).toHaveLength(2);
  });
});
