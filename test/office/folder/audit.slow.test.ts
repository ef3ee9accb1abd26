import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { auditPath, readAudit, recordInAudit, verifyAudit } from "../../../src/office/folder/audit.ts";
import type { AuditEntry, AuditVerdict } from "../../../src/office/folder/audit.ts";
import { beginTogether, buildDesk, startDesk } from "./support/desks.ts";
import { emptyFolder } from "../../cli/support/run.ts";

let folder: string;
let remove: () => void;
let keys: string;
beforeEach(() => {
  ({ folder, remove } = emptyFolder());
  keys = path.join(folder, "keys");
});
afterEach(() => {
  remove();
});

const moment = new Date("2026-11-21T04:00:00.789Z");
const fingerprint = "3f9a".repeat(16);
const opened: AuditEntry = {
  action: "open",
  result: "open/damaged",
  documentId: "0123456789abcdef0123456789abcdef",
  envelopeSha256: "e".repeat(64),
  recipients: [fingerprint],
  issuer: null,
  accepted: ["expired"],
};

const record = (changes: Partial<AuditEntry> = {}): Promise<void> =>
  recordInAudit(keys, { ...opened, ...changes }, moment, "Zürich-1");
const log = (): Buffer => readFileSync(auditPath(keys));
const put = (bytes: Uint8Array | string): void => {
  mkdirSync(keys, { recursive: true });
  writeFileSync(auditPath(keys), bytes);
};
const verify = async (notedHead?: string): Promise<AuditVerdict> => {
  const verdict = await verifyAudit(keys, notedHead);
  if (verdict === null) throw new Error("no log");
  return verdict;
};
const linesOf = (bytes: Buffer): string[] => bytes.toString("latin1").trimEnd().split("\n");
const putLines = (lines: readonly string[]): void => {
  put(Buffer.from(`${lines.join("\n")}\n`, "latin1"));
};

/** Entries with a line cut short among them, as a kill leaves it. */
async function recordSome(): Promise<Buffer> {
  await record();
  await record({ action: "seal", result: "ok", issuer: fingerprint });
  appendFileSync(auditPath(keys), log().subarray(0, 200));
  await record({ documentId: null, recipients: [] });
  await record();
  return log();
}

describe("a log that nobody touched", () => {
  test("is intact, and its verdict says from when to when", async () => {
    expect(await verifyAudit(keys)).toBeNull();
    put("");
    expect(await verify()).toMatchObject({ intact: true, entries: 0, head: null, first: null, last: null });
    await recordSome();
    const at = "2026-11-21T04:00:00Z";
    expect(await verify()).toEqual({
      intact: true,
      entries: 4,
      head: /"chain":"([0-9a-f]{64})"\}$/.exec(linesOf(log()).at(-1) ?? "")?.[1],
      first: { at, desk: "Zürich-1" },
      last: { at, desk: "Zürich-1" },
      uncovered: 1,
      unreadable: 1,
    });
  });

  test("lists its entries, all or the last, with nothing of the chain", async () => {
    expect(await readAudit(keys)).toEqual([]);
    await recordSome();
    const dated = { ...opened, at: "2026-11-21T04:00:00Z", desk: "Zürich-1" };
    const all = await readAudit(keys);
    expect(all).toHaveLength(4);
    expect(all[0]).toEqual(dated);
    expect(await readAudit(keys, 2)).toEqual(all.slice(2));
    expect(await readAudit(keys, 9)).toEqual(all);
  });

  test("stays intact whatever the texts, and through torn ends of any length", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 20 });
    const entry = fc.record({
      action: fc.constantFrom("seal", "open", "rewrap"),
      result: text,
      documentId: fc.option(text),
      envelopeSha256: fc.option(text),
      recipients: fc.array(text, { maxLength: 3 }),
      issuer: fc.option(text),
      accepted: fc.array(text, { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(entry, fc.nat()), { maxLength: 6 }), async (entries) => {
        put("");
        let torn = 0;
        for (const [one, cut] of entries) {
          await recordInAudit(keys, one, moment, one.result);
          const last = log().subarray(log().lastIndexOf("\n", -2) + 1);
          const kept = last.subarray(0, cut % last.length);
          appendFileSync(auditPath(keys), kept);
          if (kept.length > 0) torn += 1;
          // A line that lacks nothing but its line feed counts once somebody has added that: it was written.
          expect(await verify()).toMatchObject({ intact: true, unreadable: torn });
          if (kept.length === last.length - 1) return;
        }
        expect(await verify()).toMatchObject({ entries: entries.length });
      }),
      { numRuns: 60 },
    );
  });

  test("is intact with entries written at once, which the next one holds in place", async () => {
    await record();
    await Promise.all(Array.from({ length: 12 }, () => record()));
    const raced = await verify();
    expect(raced).toMatchObject({ intact: true, entries: 13, unreadable: 0 });
    await record();
    expect(await verify()).toMatchObject({ intact: true, entries: 14, uncovered: 1 });
  });

  test("and with an entry glued to one torn just before it, written again", async () => {
    await record();
    appendFileSync(auditPath(keys), Buffer.concat([log().subarray(0, 300), log()]));
    await record();
    expect(await verify()).toMatchObject({ intact: true, entries: 2, unreadable: 1 });
  });

  test("and with two that both saw a torn line, and both ended it", async () => {
    await record();
    appendFileSync(auditPath(keys), log().subarray(0, 300));
    const torn = log();
    await record();
    const one = log().subarray(torn.length);
    put(torn);
    await record();
    appendFileSync(auditPath(keys), one);
    expect(log().toString("utf8")).toContain("\n\n");
    expect(await verify()).toMatchObject({ intact: true, entries: 3, uncovered: 2, unreadable: 1 });
    await record();
    expect(await verify()).toMatchObject({ intact: true, entries: 4, uncovered: 1, unreadable: 1 });
  });

  test("of fifty processes at once, every entry is in the chain", async () => {
    const program = buildDesk(folder);
    const desks = Array.from({ length: 50 }, (_, number) =>
      startDesk(program, [keys, `desk-${number}`, "2"]),
    );
    await beginTogether(desks);
    await Promise.all(desks.map(({ ended }) => ended));
    const audited = desks.flatMap(({ reports }) => reports.flatMap((report) => report.audited ?? []));
    expect(audited).toHaveLength(100);
    expect((await readAudit(keys)).map((entry) => entry.documentId).toSorted()).toEqual(audited.toSorted());
    expect(await verify()).toMatchObject({ intact: true, entries: 100, unreadable: 0 });
    await record();
    expect(await verify()).toMatchObject({ intact: true, entries: 101, uncovered: 1 });
  });
});

describe("a log that was changed is broken", () => {
  test("by any other byte anywhere, the last line included", async () => {
    const whole = await recordSome();
    const lineAt = (position: number): number =>
      whole.subarray(0, position).toString("latin1").split("\n").length;
    for (let position = 0; position < whole.length; position += 1) {
      for (const flip of [0x01, 0x20, 0x80, (whole[position] ?? 0) ^ 0x0a, (whole[position] ?? 0) ^ 0x30]) {
        if (flip === 0) continue;
        const changed = Buffer.from(whole);
        changed[position] = (changed[position] ?? 0) ^ flip;
        put(changed);
        const verdict = await verify();
        expect(verdict.intact, `byte ${position}, flipped by ${flip}`).toBe(false);
        // Named is the line itself, or, where it now looks cut short, the next entry.
        if (verdict.intact || verdict.line === null) throw new Error("no line is named");
        expect(verdict.line - lineAt(position)).toBeGreaterThanOrEqual(0);
        expect(verdict.line - lineAt(position)).toBeLessThanOrEqual(3);
      }
    }
  });

  test("by any byte removed before the last line, or added before it", async () => {
    const whole = await recordSome();
    const lastLine = whole.lastIndexOf("\n", -2) + 1;
    for (let position = 0; position < lastLine; position += 1) {
      put(Buffer.concat([whole.subarray(0, position), whole.subarray(position + 1)]));
      expect(await verify(), `without byte ${position}`).toMatchObject({ intact: false });
    }
    for (let position = 0; position <= lastLine; position += 1) {
      for (const added of ["\n", "0", "{"]) {
        put(Buffer.concat([whole.subarray(0, position), Buffer.from(added), whole.subarray(position)]));
        expect(await verify(), `${added} before byte ${position}`).toMatchObject({ intact: false });
      }
    }
  });

  test("by any line removed before the last, any line doubled, any two exchanged", async () => {
    const lines = linesOf(await recordSome());
    for (const [index, line] of lines.entries()) {
      const without = lines.toSpliced(index, 1);
      if (index < lines.length - 1) {
        putLines(without);
        expect(await verify(), `without line ${index + 1}`).toMatchObject({ intact: false });
      }
      for (let place = 0; place <= lines.length; place += 1) {
        putLines(lines.toSpliced(place, 0, line));
        expect(await verify(), `line ${index + 1} again at ${place + 1}`).toMatchObject({ intact: false });
      }
      for (let other = 0; other < index; other += 1) {
        putLines(lines.with(index, lines[other] ?? "").with(other, line));
        expect(await verify(), `lines ${other + 1} and ${index + 1} exchanged`).toMatchObject({
          intact: false,
        });
      }
    }
  });

  test("by the lines of another log, and by lines of other spelling", async () => {
    const lines = linesOf(await recordSome());
    const [first = "", second = ""] = lines;
    for (const changed of [
      [first.replace('{"length":', '{ "length":'), ...lines.slice(1)],
      [first.replace("open/damaged", "ok"), ...lines.slice(1)],
      [...lines, "hello"],
      [...lines, "{}"],
      [...lines, ""],
      [...lines, second.slice(0, 100)],
      [first.replace(/"after":0/, '"after":-1'), ...lines.slice(1)],
    ]) {
      putLines(changed);
      expect(await verify()).toMatchObject({ intact: false });
    }
    put(`${first}\n`);
    await record();
    putLines([...lines, linesOf(log())[1] ?? ""]);
    expect(await verify()).toMatchObject({ intact: false, line: lines.length + 1 });
  });

  test("also where the next writer has gone on after it", async () => {
    await record();
    await record();
    const whole = log();
    for (const position of [0, 5, 40, 200, whole.length - 80, whole.length - 5, whole.length - 1]) {
      const changed = Buffer.from(whole);
      changed[position] = (changed[position] ?? 0) ^ 0x01;
      put(changed);
      await record();
      await record();
      expect(await verify(), `byte ${position}`).toMatchObject({ intact: false });
    }
  });
});

describe("what the file alone cannot show", () => {
  test("is entries cut off at the end: the noted head shows it", async () => {
    const whole = await recordSome();
    const before = await verify();
    const head = before.intact ? (before.head ?? "") : "";
    await record();
    expect(await verify(head)).toMatchObject({ intact: true, entries: 5 });
    put(whole);
    expect(await verify(head)).toMatchObject({ intact: true, entries: 4 });
    putLines(linesOf(whole).slice(0, -1));
    expect(await verify()).toMatchObject({ intact: true, entries: 3 });
    const gone = {
      intact: false,
      line: null,
      problem: { term: "head-missing", places: [] },
    };
    expect(await verify(head)).toEqual(gone);
    put("");
    expect(await verify(head)).toEqual(gone);
    remove();
    expect(await verifyAudit(keys, head)).toEqual(gone);
  });

  test("is the place of entries that no later one follows: their number is told", async () => {
    await record();
    // Two that saw the same file, as at once: both chain to the first, neither to the other.
    const [first = ""] = linesOf(log());
    await record();
    const [, second = ""] = linesOf(log());
    putLines([first]);
    await record();
    const [, third = ""] = linesOf(log());
    putLines([first, second, third]);
    expect(await verify()).toMatchObject({ intact: true, entries: 3, uncovered: 2 });
    putLines([first, third, second]);
    expect(await verify()).toMatchObject({ intact: true, entries: 3, uncovered: 2 });
    await record();
    expect(await verify()).toMatchObject({ intact: true, entries: 4, uncovered: 1 });
    const lines = linesOf(log());
    for (const changed of [lines.toSpliced(1, 1), lines.with(1, second).with(2, third)]) {
      putLines(changed);
      expect(await verify()).toMatchObject({ intact: false });
    }
  });
});
