import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { makeKeyFile } from "../../../src/exchange/keys/keyfile.ts";

const root = mkdtempSync(path.join(tmpdir(), "qrseal-keyfile-"));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(root, "case-"));
  file = path.join(folder, "service.key");
});

describe("a key file", () => {
  it("is 32 random bytes for its owner, and nothing else is left", async () => {
    expect(await makeKeyFile(file)).toBe(true);
    expect(readFileSync(file)).toHaveLength(32);
    expect(new Set(readFileSync(file)).size).toBeGreaterThan(8);
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["service.key"]);
  });

  it("that exists is left as it is", async () => {
    writeFileSync(file, "mine");
    expect(await makeKeyFile(file)).toBe(false);
    expect(readFileSync(file, "utf8")).toBe("mine");
    expect(readdirSync(folder)).toEqual(["service.key"]);
  });

  it("is made by one of ten that make it at once", async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => makeKeyFile(file)));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(["service.key"]);
  });

  it("is restricted before it holds anything, and not made where that fails", async () => {
    const sizes: number[] = [];
    const restrict = (side: string): Promise<boolean> => {
      sizes.push(statSync(side).size);
      return Promise.resolve(false);
    };
    await expect(makeKeyFile(file, { restrict })).rejects.toMatchObject({ code: "output/not-writable" });
    expect(sizes).toEqual([0]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("has its key wiped from memory", async () => {
    const key = new Uint8Array(32).fill(5);
    await makeKeyFile(file, { random: () => key });
    expect(readFileSync(file)).toEqual(Buffer.alloc(32, 5));
    expect(key).toEqual(new Uint8Array(32));
  });
});
