import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { cannotLook, sendCanary } from "./canary.ts";
import { findInBytes, findInFiles, newMark, PART, tracesOf } from "./marks.ts";

describe("the search", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "qrseal-marks-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const mark = newMark("vault");

  test.each(["utf8", "hex", "utf16le"] as const)("finds a mark inside a text written as %s", (encoding) => {
    const bytes = Buffer.from(
      Buffer.from(`before ${mark} after`).toString(encoding === "hex" ? "hex" : "utf8"),
      encoding === "hex" ? "utf8" : encoding,
    );
    expect(findInBytes(bytes, "a file", [mark])).not.toHaveLength(0);
  });

  test.each([0, 1, 2, 3, 4, 5])("finds a mark in base64 behind %i bytes", (before) => {
    const text = Buffer.from(`${"x".repeat(before)}${mark}yz`).toString("base64");
    expect(findInBytes(Buffer.from(text), "a file", [mark])).not.toHaveLength(0);
  });

  it("finds nothing of another mark", () => {
    expect(findInBytes(Buffer.from(newMark("vault")), "a file", [mark])).toEqual([]);
  });

  it.each([0, 10, 37, 500])(
    "finds a mark once that begins %i bytes before the end of a part of a large file",
    (before) => {
      const [utf8] = tracesOf(mark).values();
      const bytes = Buffer.alloc(PART + 100);
      utf8?.copy(bytes, PART - before);
      writeFileSync(path.join(folder, "large"), bytes);
      expect(findInFiles(folder, [mark])).toMatchObject([{ mark, encoding: "UTF-8", times: 1 }]);
    },
  );
});

it("marked plaintext is in no file, log, metric or refusal of the service, nor a deposit's in its memory", async () => {
  const { marks, written, memory } = await sendCanary();
  expect(written.filter(({ mark }) => mark !== marks.control)).toEqual([]);
  expect(written.map(({ file }) => path.basename(file))).toContain("exchange.sqlite-wal");
  if (memory === null) {
    console.log(cannotLook);
    return;
  }
  const found = memory.map(({ mark }) => mark);
  expect(found).toContain(marks.control);
  expect(found).not.toContain(marks.deposit);
});
