import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  addToRegister,
  newestSignedDate,
  readOtherRegister,
  readRegister,
  recordPresentation,
  registerPath,
} from "../../../src/office/folder/register.ts";
import type { Presentation } from "../../../src/office/folder/register.ts";
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

const documentId = "0123456789abcdef0123456789abcdef";
const at = "2026-11-21T04:00:00Z";
const noStdin = Readable.from([]);

const presented = (changes: Partial<Presentation> = {}): Presentation => ({
  documentId,
  at,
  desk: "port-1",
  issuedAt: 1_790_000_000,
  accepted: [],
  ...changes,
});

const register = (of = keys): string => readFileSync(registerPath(of), "utf8");
const merge = async (file: string, to = keys): ReturnType<typeof addToRegister> =>
  addToRegister(to, await readOtherRegister(file, noStdin));

describe("presenting", () => {
  test("the first finds nothing, every later one all before it, sorted by time", async () => {
    expect(await recordPresentation(keys, presented())).toEqual({ earlier: [] });
    // A desk whose clock is behind.
    const before = { at: "2026-11-20T04:00:00Z", desk: "port-2" };
    expect(await recordPresentation(keys, presented(before))).toEqual({ earlier: [{ at, desk: "port-1" }] });
    await recordPresentation(keys, presented({ documentId: `sha256:${"0".repeat(64)}` }));
    expect(await recordPresentation(keys, presented({ desk: "port-3" }))).toEqual({
      earlier: [before, { at, desk: "port-1" }],
    });
  });

  test("twice in the same second at the same desk is twice", async () => {
    await recordPresentation(keys, presented());
    expect((await recordPresentation(keys, presented())).earlier).toHaveLength(1);
    expect((await recordPresentation(keys, presented())).earlier).toHaveLength(2);
  });

  test("an identifier counts as the field only, not inside another", async () => {
    const other = "f".repeat(32);
    const tricky = [documentId, `"documentId":"${documentId}"`, `\n{"documentId":"${documentId}"`];
    await recordPresentation(keys, presented({ documentId: other, desk: documentId }));
    await recordPresentation(keys, presented({ documentId: other, accepted: tricky }));
    await recordPresentation(keys, presented({ documentId: `sha256:${documentId}${documentId}` }));
    // A line of this document's own that only quotes it in `entry`.
    const quoting = register()
      .split("\n")[0]
      ?.replace(/"entry":"[^"]+"/, `"entry":"${documentId}"`);
    appendFileSync(registerPath(keys), `${quoting ?? ""}\n`);
    expect(register()).toContain(`"entry":"${documentId}"`);
    expect(await recordPresentation(keys, presented())).toEqual({ earlier: [] });
  });

  test("torn lines hide nothing before and after them, and are counted", async () => {
    await recordPresentation(keys, presented());
    appendFileSync(registerPath(keys), `{"documentId":"${documentId}","at":"2026-`);
    expect((await recordPresentation(keys, presented())).earlier).toHaveLength(1);
    expect((await recordPresentation(keys, presented())).earlier).toHaveLength(2);
    expect(await readRegister(keys)).toMatchObject({ unreadable: 1 });
    expect((await readRegister(keys)).presentations).toHaveLength(3);
  });

  test("what the register would not read back is not written", async () => {
    for (const changes of [{ documentId: "x" }, { at: "2026-02-30T00:00:00Z" }, { issuedAt: 1.5 }])
      await expect(recordPresentation(keys, presented(changes))).rejects.toMatchObject({
        code: "internal/bug",
      });
    expect(register()).toBe("");
  });

  test("an entry far back among many others is found", async () => {
    await recordPresentation(keys, presented());
    const [line = ""] = register().split("\n");
    const others = Array.from({ length: 20_000 }, () =>
      line.replace(documentId, randomBytes(16).toString("hex")),
    );
    appendFileSync(registerPath(keys), `${others.join("\n")}\n`);
    expect((await recordPresentation(keys, presented({ desk: "port-2" }))).earlier).toEqual([
      { at, desk: "port-1" },
    ]);
    expect((await readRegister(keys, documentId)).presentations).toHaveLength(2);
  });

  test("of fifty processes at once each sees those before it: exactly one sees none", async () => {
    const program = buildDesk(folder);
    const desks = Array.from({ length: 50 }, (_, number) =>
      startDesk(program, [keys, `desk-${number}`, "1", documentId]),
    );
    await beginTogether(desks);
    await Promise.all(desks.map(({ ended }) => ended));
    const earlier = desks.flatMap(({ reports }) => reports.flatMap((report) => report.earlier ?? []));
    expect(earlier.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, number) => number));
    expect((await readRegister(keys)).unreadable).toBe(0);
  });
});

describe("the newest signed date", () => {
  test("is null without one, and then the highest ever, however far back", async () => {
    expect(await newestSignedDate(keys)).toBeNull();
    await recordPresentation(keys, presented({ issuedAt: null }));
    expect(await newestSignedDate(keys)).toBeNull();
    await recordPresentation(keys, presented({ issuedAt: 500 }));
    await recordPresentation(keys, presented({ issuedAt: 100 }));
    await recordPresentation(keys, presented({ issuedAt: null }));
    expect(await newestSignedDate(keys)).toBe(500);
  });

  test("comes from the end of the file: what stands before it is not read", async () => {
    await recordPresentation(keys, presented({ issuedAt: 500 }));
    await recordPresentation(keys, presented({ issuedAt: 400 }));
    const [first = "", second = ""] = register().split("\n");
    writeFileSync(registerPath(keys), `${"x".repeat(first.length)}\n${second}\n`);
    expect(await newestSignedDate(keys)).toBe(500);
  });

  test("counts those that were written while the last writer was looking elsewhere", async () => {
    const line = (issuedAt: number, after: number, newest: number): string =>
      JSON.stringify({ ...presented({ issuedAt }), entry: "0".repeat(32), after, newest });
    const raced = [line(900, 0, 900), ...Array<string>(2_000).fill(line(50, 0, 50))];
    mkdirSync(keys);
    writeFileSync(registerPath(keys), `${raced.join("\n")}\n`);
    expect(await newestSignedDate(keys)).toBe(900);
  });

  test("is the highest of whatever was recorded, by any number at once", async () => {
    const dates = fc.array(fc.option(fc.nat(1000), { nil: null }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(dates, async (issued) => {
        const own = path.join(folder, randomBytes(8).toString("hex"));
        await Promise.all(issued.map((issuedAt) => recordPresentation(own, presented({ issuedAt }))));
        const known = issued.filter((date) => date !== null);
        expect(await newestSignedDate(own)).toBe(known.length === 0 ? null : Math.max(...known));
      }),
      { numRuns: 25 },
    );
  });
});

describe("merging", () => {
  const other = (): string => path.join(folder, "other");

  test("adds what is not there, with desk and time, and again adds nothing", async () => {
    await recordPresentation(keys, presented());
    const theirs = { at: "2026-11-19T08:00:00Z", desk: "airport" };
    await recordPresentation(
      other(),
      presented({ ...theirs, issuedAt: 1_795_000_000, accepted: ["expired"] }),
    );
    expect(await merge(registerPath(other()))).toEqual({ added: 1, known: 0, unreadable: 0 });
    const merged = register();
    expect(await merge(registerPath(other()))).toEqual({ added: 0, known: 1, unreadable: 0 });
    expect(register()).toBe(merged);
    expect((await readRegister(keys)).presentations).toEqual([
      presented({ ...theirs, issuedAt: 1_795_000_000, accepted: ["expired"] }),
      presented(),
    ]);
    expect(await newestSignedDate(keys)).toBe(1_795_000_000);
    // The merged one counts for the next, though its time is before ours.
    expect((await recordPresentation(keys, presented())).earlier).toEqual([theirs, { at, desk: "port-1" }]);
  });

  test("two desks that merge each other end with the same presentations, in any order", async () => {
    const desk = fc.array(fc.record({ issuedAt: fc.nat(9), day: fc.integer({ min: 1, max: 9 }) }), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(fc.tuple(desk, desk, desk), async (desks) => {
        const folders = desks.map(() => path.join(folder, randomBytes(8).toString("hex")));
        for (const [index, presentations] of desks.entries()) {
          // A register is a file only once something was presented.
          for (const { issuedAt, day } of [{ issuedAt: 0, day: 1 }, ...presentations]) {
            const moment = `2026-01-0${day}T00:00:00Z`;
            await recordPresentation(
              folders[index] ?? "",
              presented({ at: moment, issuedAt, desk: `${index}` }),
            );
          }
        }
        for (const to of folders) for (const from of folders) await merge(registerPath(from), to);
        for (const to of folders) for (const from of folders) await merge(registerPath(from), to);
        const all = await Promise.all(folders.map((one) => readRegister(one)));
        const sorted = all.map(({ presentations }) =>
          presentations.map((one) => JSON.stringify(one)).toSorted(),
        );
        expect(sorted[1]).toEqual(sorted[0]);
        expect(sorted[2]).toEqual(sorted[0]);
        expect(sorted[0]).toHaveLength(3 + desks.flat().length);
        const dates = desks.flat().map(({ issuedAt }) => issuedAt);
        for (const one of folders) expect(await newestSignedDate(one)).toBe(Math.max(0, ...dates));
      }),
      { numRuns: 12 },
    );
  });

  test("several at once add nothing twice that anybody would see", async () => {
    for (let number = 0; number < 20; number += 1)
      await recordPresentation(other(), presented({ issuedAt: number }));
    await Promise.all(Array.from({ length: 4 }, () => merge(registerPath(other()))));
    expect((await readRegister(keys)).presentations).toHaveLength(20);
    expect((await readRegister(keys, documentId)).presentations).toHaveLength(20);
    expect((await recordPresentation(keys, presented())).earlier).toHaveLength(20);
  });

  test("a register of many blocks arrives whole", async () => {
    await recordPresentation(other(), presented());
    const [line = ""] = register(other()).split("\n");
    const many = Array.from({ length: 5_000 }, (_, number) =>
      line.replace(/"entry":"[^"]+"/, `"entry":"${number.toString(16).padStart(32, "0")}"`),
    );
    writeFileSync(registerPath(other()), many.join("\n"));
    expect(await merge(registerPath(other()))).toEqual({ added: 5_000, known: 0, unreadable: 0 });
    expect(await merge(registerPath(other()))).toEqual({ added: 0, known: 5_000, unreadable: 0 });
    expect(await readRegister(keys)).toMatchObject({ unreadable: 0 });
  });

  test("passes torn lines over and counts them; fields of a later version too", async () => {
    await recordPresentation(other(), presented());
    const [line = ""] = register(other()).split("\n");
    const lines = [line.replace("}", ',"later":1}'), line.slice(0, 70), "", line.slice(0, 9)];
    writeFileSync(registerPath(other()), lines.join("\n"));
    expect(await merge(registerPath(other()))).toEqual({ added: 1, known: 0, unreadable: 2 });
  });

  const valid = {
    documentId,
    at,
    desk: "airport",
    issuedAt: null,
    accepted: [],
    entry: "0".repeat(32),
    after: 0,
    newest: null,
  };
  test.each([
    ["other JSON", { hello: 1 }],
    ["null", null],
    ["a list", [valid]],
    ["no identifier", { ...valid, documentId: undefined }],
    ["capital letters", { ...valid, documentId: documentId.toUpperCase() }],
    ["31 digits", { ...valid, documentId: documentId.slice(1) }],
    ["a line feed after the identifier", { ...valid, documentId: `${documentId}\n` }],
    ["another hash", { ...valid, documentId: `sha512:${"0".repeat(64)}` }],
    ["a short hash", { ...valid, documentId: `sha256:${documentId}` }],
    ["a day that does not exist", { ...valid, at: "2026-02-30T00:00:00Z" }],
    ["a local time", { ...valid, at: "2026-02-03T00:00:00+01:00" }],
    ["milliseconds", { ...valid, at: "2026-02-03T00:00:00.000Z" }],
    ["no desk", { ...valid, desk: null }],
    ["a desk beyond measure", { ...valid, desk: "x".repeat(256) }],
    ["a date before 1970", { ...valid, issuedAt: -1 }],
    ["a date that ends all warnings", { ...valid, issuedAt: 1e15 }],
    ["a date as text", { ...valid, issuedAt: "1" }],
    ["one override, not a list", { ...valid, accepted: "expired" }],
    ["overrides that are no text", { ...valid, accepted: [1] }],
    ["no entry number", { ...valid, entry: undefined }],
    ["a line beyond measure", { ...valid, accepted: Array<string>(80).fill("x".repeat(255)) }],
  ])("refuses a file with %s, whole, and leaves the register as it was", async (_, line) => {
    await recordPresentation(keys, presented());
    const before = register();
    const file = path.join(folder, "other.jsonl");
    writeFileSync(file, `${JSON.stringify(valid)}\n${JSON.stringify(line)}\n`);
    await expect(merge(file)).rejects.toMatchObject({
      code: "register/not-a-register",
      facts: { path: file, line: 2 },
    });
    expect(register()).toBe(before);
  });

  test.each([
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
    ["a text", Buffer.from("dear colleague\n")],
    ["nothing but a torn line", Buffer.from('{"documentId":"01')],
    ["nothing but line feeds", Buffer.from("\n\n")],
  ])("refuses %s", async (_, bytes) => {
    const file = path.join(folder, "other.jsonl");
    writeFileSync(file, bytes);
    await expect(merge(file)).rejects.toMatchObject({ code: "register/not-a-register" });
    await expect(merge(path.join(folder, "missing"))).rejects.toMatchObject({ code: "input/not-found" });
  });
});
