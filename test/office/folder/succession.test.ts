import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { predecessorsOf, readSuccessions, recordSuccession } from "../../../src/office/folder/succession.ts";
import type { Succession } from "../../../src/office/folder/succession.ts";
import { emptyFolder } from "../../cli/support/run.ts";

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = emptyFolder());
});
afterEach(() => {
  remove();
});

/** A fingerprint for each letter. */
const print = (letter: string): string => letter.repeat(64);
const succession = (old: string, next: string): Succession => ({
  old: print(old),
  new: print(next),
  at: "2026-11-21T04:00:00.000Z",
});
const file = (): string => path.join(folder, "succession.json");

describe("the record", () => {
  test("keeps the order, and notes nothing twice", async () => {
    expect(await readSuccessions(folder)).toEqual([]);
    expect(await recordSuccession(folder, succession("b", "c"))).toBe(true);
    expect(await recordSuccession(folder, succession("a", "b"))).toBe(true);
    const before = readFileSync(file(), "utf8");
    const later = { ...succession("a", "b"), at: "2030-01-01T00:00:00.000Z" };
    expect(await recordSuccession(folder, later)).toBe(false);
    expect(readFileSync(file(), "utf8")).toBe(before);
    expect(await readSuccessions(folder)).toEqual([succession("b", "c"), succession("a", "b")]);
    expect(readdirSync(folder)).toEqual(["succession.json"]);
  });

  test("of many at once none is lost", async () => {
    const letters = Array.from("0123456789abcde");
    await Promise.all(letters.map((letter) => recordSuccession(folder, succession(letter, "f"))));
    const old = (await readSuccessions(folder)).map((one) => one.old);
    expect(old.toSorted()).toEqual(letters.map(print));
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["an object", "{}"],
    ["null", "null"],
    ["a list of null", "[null]"],
    ["a field too few", JSON.stringify([{ old: print("a"), new: print("b") }])],
    ["a field too many", JSON.stringify([{ ...succession("a", "b"), by: "me" }])],
    ["a short fingerprint", JSON.stringify([{ ...succession("a", "b"), old: "a".repeat(63) }])],
    ["capital letters", JSON.stringify([{ ...succession("a", "b"), new: print("B") }])],
    [
      "a line feed behind a fingerprint",
      JSON.stringify([{ ...succession("a", "b"), old: `${print("a")}\n` }]),
    ],
    ["no date", JSON.stringify([{ ...succession("a", "b"), at: "soon" }])],
    ["one good and one bad", JSON.stringify([succession("a", "b"), 1])],
  ])("with %s is damaged, and neither read as empty nor written over", async (_, text) => {
    writeFileSync(file(), text);
    await expect(readSuccessions(folder)).rejects.toMatchObject({ code: "key/bad-succession" });
    await expect(recordSuccession(folder, succession("a", "b"))).rejects.toMatchObject({
      code: "key/bad-succession",
    });
    expect(readFileSync(file(), "utf8")).toBe(text);
  });

  test("that cannot be read is not taken for none", async () => {
    mkdirSync(file());
    await expect(readSuccessions(folder)).rejects.toMatchObject({ code: "input/is-folder" });
    await expect(recordSuccession(folder, succession("a", "b"))).rejects.toMatchObject({
      code: "input/is-folder",
    });
  });

  test("has no place without a folder", async () => {
    const missing = path.join(folder, "missing");
    expect(await readSuccessions(missing)).toEqual([]);
    await expect(recordSuccession(missing, succession("a", "b"))).rejects.toMatchObject({
      code: "output/no-folder",
    });
  });
});

describe("predecessors", () => {
  const of = (letter: string, ...pairs: readonly (readonly [string, string])[]): string[] =>
    predecessorsOf(
      print(letter),
      pairs.map(([old, next]) => succession(old, next)),
    ).map((fingerprint) => fingerprint.slice(0, 1));

  test.each([
    ["none", [], []],
    ["another key's", [["a", "b"]], []],
    ["its own", [["a", "c"]], ["a"]],
    [
      "that key's own too",
      [
        ["b", "c"],
        ["a", "b"],
      ],
      ["b", "a"],
    ],
    [
      "in any order of recording",
      [
        ["a", "b"],
        ["b", "c"],
      ],
      ["b", "a"],
    ],
    [
      "of two offices that became one",
      [
        ["a", "c"],
        ["b", "c"],
      ],
      ["a", "b"],
    ],
    [
      "not of its successors",
      [
        ["c", "d"],
        ["a", "d"],
      ],
      [],
    ],
    [
      "in a circle, without itself",
      [
        ["a", "c"],
        ["c", "a"],
      ],
      ["a"],
    ],
    ["its own key", [["c", "c"]], []],
  ] as const)("%s", (_, pairs, expected) => {
    expect(of("c", ...pairs)).toEqual(expected);
  });
});
