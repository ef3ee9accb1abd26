import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { verifyAudit } from "../../../src/office/folder/audit.ts";
import { append, jsonOf, linesOf, linesWith, readJournal } from "../../../src/office/folder/journal.ts";
import type { Line } from "../../../src/office/folder/journal.ts";
import { readRegister } from "../../../src/office/folder/register.ts";
import { beginTogether, buildDesk, startDesk } from "./support/desks.ts";
import { emptyFolder } from "../../cli/support/run.ts";
import { term } from "../../../src/office/folder/refusals.ts";

let folder: string;
let remove: () => void;
let file: string;
beforeEach(() => {
  ({ folder, remove } = emptyFolder());
  file = path.join(folder, "keys", "journal.jsonl");
});
afterEach(() => {
  remove();
});

const appendLine = (line: string): Promise<number> => append(file, () => Promise.resolve([line]));
const contents = (): string => readFileSync(file, "utf8");
const write = (text: string | Uint8Array): void => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
};

async function allLines(from = 0): Promise<Line[]> {
  const lines = await readJournal(file, term("register"), async (journal) => {
    const found: Line[] = [];
    for await (const block of journal.blocks(from)) found.push(...linesOf(block));
    return found;
  });
  return lines ?? [];
}

/** A line as a test compares it: deep equality of megabytes of bytes takes minutes. */
interface Place {
  readonly start: number;
  readonly length: number;
  readonly isWhole: boolean;
  readonly text: string;
}

const placesOf = (lines: readonly Line[]): Place[] =>
  lines.map(({ start, bytes, isWhole }) => ({
    start,
    length: bytes.length,
    isWhole,
    text: bytes.toString("utf8"),
  }));

describe("append", () => {
  test("makes folder and file for their owner alone, and says where the line is", async () => {
    expect(await appendLine('{"a":1}')).toBe(0);
    expect(await appendLine('{"b":2}')).toBe(8);
    expect(contents()).toBe('{"a":1}\n{"b":2}\n');
    if (process.platform === "win32") return;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  });

  test("begins with a line feed after a torn line", async () => {
    write('{"a":1}\n{"to');
    expect(await appendLine('{"b":2}')).toBe(13);
    expect(contents()).toBe('{"a":1}\n{"to\n{"b":2}\n');
  });

  test("writes again where another line was torn between looking and writing", async () => {
    write('{"a":1}\n');
    let asked = 0;
    const start = await append(file, (before) => {
      asked += 1;
      if (asked === 1) appendFileSync(file, '{"to');
      return Promise.resolve([`{"after":${before.size}}`]);
    });
    expect(contents()).toBe('{"a":1}\n{"to{"after":8}\n{"after":24}\n');
    expect([asked, start]).toEqual([2, 24]);
  });

  test("gives up, with an error, where its lines never stand alone", async () => {
    const appended = append(file, () => {
      appendFileSync(file, "x");
      return Promise.resolve(["{}"]);
    });
    await expect(appended).rejects.toMatchObject({ code: "output/not-writable" });
  });

  test("finds its own line among those of others, and appends several as one", async () => {
    write('{"a":1}\n');
    const start = await append(file, () => {
      // One line that holds ours, not at its beginning.
      appendFileSync(file, '{"x":"}"}{"b":2}\n');
      return Promise.resolve(['{"b":2}', '{"c":3}']);
    });
    expect(contents().slice(start)).toBe('{"b":2}\n{"c":3}\n');
  });

  test("takes no line that is two, or longer than a line may be", async () => {
    for (const line of ["{}\n{}", `"${"x".repeat(16 * 1024)}"`])
      await expect(appendLine(line)).rejects.toMatchObject({ code: "internal/bug" });
    expect(contents()).toBe("");
  });

  test("says why it cannot write", async () => {
    writeFileSync(path.join(folder, "keys"), "a file in the way");
    await expect(appendLine("{}")).rejects.toMatchObject({ code: "output/not-writable" });
  });

  test.skipIf(process.platform !== "linux")("says that the disk is full", async () => {
    mkdirSync(path.dirname(file));
    symlinkSync("/dev/full", file);
    await expect(appendLine("{}")).rejects.toMatchObject({ code: "output/disk-full" });
  });
});

describe("reading", () => {
  test("there may be no file; a folder of its name is an error", async () => {
    expect(await readJournal(file, term("register"), () => Promise.resolve(1))).toBeNull();
    mkdirSync(file, { recursive: true });
    const read = readJournal(file, term("register"), (journal) => journal.bytes(0, 1));
    await expect(read).rejects.toMatchObject({ code: "input/is-folder" });
  });

  test("tells whole lines from the torn end, and what is JSON from what is not", async () => {
    write('{"a":1}\n\n{"to');
    const lines = await allLines();
    expect(lines.map(({ start, isWhole }) => [start, isWhole])).toEqual([
      [0, true],
      [8, true],
      [9, false],
    ]);
    expect(lines.map(jsonOf)).toEqual([{ a: 1 }, undefined, undefined]);
    const ends = await readJournal(file, term("register"), ({ size, end }) => Promise.resolve([size, end]));
    expect(ends).toEqual([13, 9]);
  });

  test("any text comes back as its lines, at their places, forwards, backwards and by what they hold", async () => {
    const line = fc.oneof(
      fc.string({ unit: fc.constantFrom("a", "b", '"', "é"), maxLength: 12 }),
      // Longer than the tail, and than a block, that is read at once.
      fc.constantFrom("a".repeat(70_000), `b${"a".repeat(1_100_000)}`),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.boolean(), async (texts, isEnded) => {
        const text = texts.join("\n") + (isEnded && texts.length > 0 ? "\n" : "");
        write(text);
        const expected: Place[] = [];
        let start = 0;
        for (const [index, piece] of text.split("\n").entries()) {
          const length = Buffer.byteLength(piece);
          const isWhole = index < text.split("\n").length - 1;
          if (isWhole || length > 0) expected.push({ start, length, isWhole, text: piece });
          start += length + 1;
        }
        expect(placesOf(await allLines())).toEqual(expected);
        if (expected[1] !== undefined)
          expect(placesOf(await allLines(expected[1].start))).toEqual(expected.slice(1));

        const holding = await readJournal(file, term("register"), async (journal) => {
          const found: Line[] = [];
          for await (const block of journal.blocks()) found.push(...linesWith(Buffer.from("b"), block));
          return placesOf(found);
        });
        expect(holding).toEqual(expected.filter((place) => place.text.includes("b")));

        const last = await readJournal(file, term("register"), (journal) =>
          journal.last((found) => (found.bytes.includes("b") ? placesOf([found]) : null)),
        );
        expect(last?.[0]).toEqual(expected.findLast((place) => place.isWhole && place.text.includes("b")));
      }),
      { numRuns: 60 },
    );
  });

  test("sees the journal as it was when it was opened", async () => {
    write("{}\n");
    const seen = await readJournal(file, term("register"), async (journal) => {
      await appendLine('{"later":1}');
      let lines = 0;
      for await (const block of journal.blocks()) lines += [...linesOf(block)].length;
      return lines;
    });
    expect(seen).toBe(1);
  });
});

/** What was reported as recorded is there, and nothing is half there but one torn line a kill. */
async function checkRecorded(
  keys: string,
  presented: readonly string[],
  audited: readonly string[],
  kills: number,
): Promise<void> {
  const register = await readRegister(keys);
  const inRegister = new Set(register.presentations.map(({ documentId }) => documentId));
  expect(presented.filter((id) => !inRegister.has(id))).toEqual([]);
  expect(register.unreadable).toBeLessThanOrEqual(kills);
  const log = readFileSync(path.join(keys, "audit.jsonl"), "utf8");
  expect(audited.filter((id) => !log.includes(id))).toEqual([]);
  expect(await verifyAudit(keys)).toMatchObject({ intact: true });
}

describe("desks as processes", () => {
  test("killed without warning at any moment: nothing reported is lost, nothing half read", async () => {
    const program = buildDesk(folder);
    const keys = path.join(folder, "keys");
    const presented: string[] = [];
    const audited: string[] = [];
    for (let point = 1; point <= 24; point += 1) {
      // One that is killed, one that goes on meanwhile.
      const desks = [startDesk(program, [keys, "killed", "1000"]), startDesk(program, [keys, "other", "3"])];
      await beginTogether(desks);
      await desks[0]?.said(1 + point);
      await sleep(point % 4);
      desks[0]?.process.kill("SIGKILL");
      await Promise.all(desks.map(({ ended }) => ended));
      for (const { presented: one, audited: other, refused } of desks.flatMap(({ reports }) => reports)) {
        expect(refused).toBeUndefined();
        if (one !== undefined) presented.push(one);
        if (other !== undefined) audited.push(other);
      }
      await checkRecorded(keys, presented, audited, point);
    }
    expect(presented.length).toBeGreaterThan(24 * 3);
    expect(readdirSync(keys).sort()).toEqual(["audit.jsonl", "register.jsonl"]);
  });
});

const mounts =
  process.platform === "linux" &&
  spawnSync("unshare", ["-m", "sh", "-c", "mount -t tmpfs -o size=16k none /mnt"]).status === 0;
if (!mounts) console.log("skipped: a disk that fills up needs Linux and the right to mount");

describe.skipIf(!mounts)("a disk that fills up", () => {
  test("refuses from then on, keeps all that was reported, and goes on once there is space", async () => {
    const program = buildDesk(folder);
    const script = [
      "mount -t tmpfs -o size=40k none /mnt",
      "head -c 4096 /dev/zero > /mnt/filler",
      'echo go | "$0" "$1" /mnt/keys desk 1000',
      'echo go | "$0" "$1" /mnt/keys desk 1',
      "rm /mnt/filler",
      'echo go | "$0" "$1" /mnt/keys desk 2',
      'cp -r /mnt/keys "$2"',
    ].join("\n");
    const keys = path.join(folder, "copied");
    const { stdout, stderr } = spawnSync(
      "unshare",
      ["-m", "sh", "-c", script, process.execPath, program, keys],
      { encoding: "utf8" },
    );
    expect(stderr).toBe("");
    const reports = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);
    const told = (name: string): string[] => reports.flatMap((report) => report[name] ?? []);
    expect(told("refused")).toEqual(["output/disk-full", "output/disk-full"]);
    expect(told("presented").length).toBeGreaterThan(20);
    await checkRecorded(keys, told("presented"), told("audited"), 2);
    // Torn there, and mended: the last of all is a whole line again.
    expect(reports.at(-1)).toHaveProperty("audited");
  });
});
