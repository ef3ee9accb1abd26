/** The benchmark of real photographs, run on a folder of its form with two drawn codes in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPhotographs } from "../../../bench/photos/boofcv.ts";
import type { Table } from "../../../bench/lib/report.ts";
import { makeCodePng, makePayload } from "../../qr/support/sample.ts";

let folder = "";

/** Version 3 at M: 29 modules, 148 pixels with the quiet zone of 16. */
const listing = "# corners\n16 16 132 16 132 132 16 132\n";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "qrseal-photographs-"));
  for (const category of ["drawn", "empty"]) mkdirSync(join(folder, category));
  const code = await makeCodePng(makePayload(40, 1));
  writeFileSync(join(folder, "drawn", "image001.png"), code);
  writeFileSync(join(folder, "drawn", "image001.txt"), listing);
  const grey = { width: 148, height: 148, channels: 3, background: "#777" } as const;
  writeFileSync(join(folder, "empty", "image001.png"), await sharp({ create: grey }).png().toBuffer());
  writeFileSync(join(folder, "empty", "image001.txt"), listing);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const rowsOf = (tables: readonly Table[] | undefined, title: string): Table["rows"] =>
  tables?.find((table) => table.title === title)?.rows ?? [];

test("what is read, missed and misread of it", async () => {
  const { tables, verdicts } = await readPhotographs(
    folder,
    { every: 1, pass: "both", effort: "thorough" },
    () => undefined,
  );
  const readers = 6;
  for (const title of ["codes read, %", "pictures with a code read, %", "pictures of one code, read, %"]) {
    expect(rowsOf(tables, title)).toEqual([
      { name: "drawn", values: Array(readers).fill(100) },
      { name: "empty", values: Array(readers).fill(0) },
      { name: "mean of categories", values: Array(readers).fill(50) },
      { name: "all together", values: Array(readers).fill(50) },
    ]);
  }
  expect(rowsOf(tables, "misreads").map(({ values }) => values)).toEqual(Array(readers).fill([0, 0, 0]));
  const [first] = rowsOf(tables, "rung");
  expect(first?.values.slice(0, 4)).toEqual([1, 1, 1, 2]);
  expect(verdicts.map(({ met }) => met).slice(0, 3)).toEqual([false, false, true]);
});

test("a pass by itself has no figures of the other", async () => {
  const codes = await readPhotographs(
    folder,
    { every: 2, pass: "codes", effort: "thorough" },
    () => undefined,
  );
  expect(rowsOf(codes.tables, "time to the first code, ms").map(({ name }) => name)).not.toContain(
    "qrseal, first code",
  );
  const first = await readPhotographs(
    folder,
    { every: 2, pass: "first", effort: "thorough" },
    () => undefined,
  );
  expect(rowsOf(first.tables, "rung")).toEqual([]);
});
