import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withLock } from "../../../src/office/folder/lock.ts";
import { emptyFolder } from "../../cli/support/run.ts";

let folder: string;
let remove: () => void;
let lockFile: string;
beforeEach(() => {
  ({ folder, remove } = emptyFolder());
  lockFile = path.join(folder, ".lock");
});
afterEach(() => {
  remove();
});

test("one at a time, in whatever order", async () => {
  let inside = 0;
  let done = 0;
  const act = async (): Promise<void> => {
    inside += 1;
    expect(inside).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(inside).toBe(1);
    inside -= 1;
    done += 1;
  };
  await Promise.all(Array.from({ length: 12 }, () => withLock(lockFile, act)));
  expect(done).toBe(12);
  expect(readdirSync(folder)).toEqual([]);
});

test("gives back what the action does, and is free again where it threw", async () => {
  expect(await withLock(lockFile, () => Promise.resolve(7))).toBe(7);
  await expect(withLock(lockFile, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLock(lockFile, () => Promise.resolve(8))).toBe(8);
  expect(readdirSync(folder)).toEqual([]);
});

test("names its owner while it is held", async () => {
  const owner = await withLock(lockFile, () => Promise.resolve(readFileSync(lockFile, "utf8")));
  expect(owner.split(" ").slice(0, 2)).toEqual([hostname(), String(process.pid)]);
});

test("a killed owner on this computer holds nobody up", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(lockFile, `${hostname()} ${pid} 0011`);
  // Would wait for ever.
  const patience = Infinity;
  expect(await withLock(lockFile, () => Promise.resolve("done"), patience)).toBe("done");
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["on another computer", `another-${hostname()} 1 0011`],
  ["that was killed before it could write its name", ""],
])("an owner %s is waited for, but not for ever", async (_, owner) => {
  writeFileSync(lockFile, owner);
  expect(await withLock(lockFile, () => Promise.resolve("done"), 60)).toBe("done");
  expect(readdirSync(folder)).toEqual([]);
});

test("a lock that was taken away by another is not taken away from it", async () => {
  await withLock(lockFile, () => {
    writeFileSync(lockFile, "another");
    return Promise.resolve();
  });
  expect(readFileSync(lockFile, "utf8")).toBe("another");
});

test("says where it cannot be made", async () => {
  const missing = path.join(folder, "missing", ".lock");
  await expect(withLock(missing, () => Promise.resolve())).rejects.toMatchObject({
    code: "output/no-folder",
  });
});
