import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { removeUnfinished, stageOutput, writeOutputs } from "../../../src/office/folder/files.ts";
import { emptyFolder } from "../../cli/support/run.ts";

const bytes = new TextEncoder().encode("new");

test("a signal takes away what was written and not yet named", async () => {
  const { folder, remove } = emptyFolder();
  await stageOutput({ path: path.join(folder, "a.png"), bytes });
  expect(readdirSync(folder)).toHaveLength(1);
  expect(readdirSync(folder)[0]).toMatch(/^\.a\.png\.[0-9a-f]{12}\.tmp$/);
  removeUnfinished();
  expect(readdirSync(folder)).toEqual([]);
  remove();
});

test("of two outputs neither is there where one cannot be written", async () => {
  const { folder, remove } = emptyFolder();
  const outputs = [
    { path: path.join(folder, "a.png"), bytes },
    { path: path.join(folder, "missing", "b.txt"), bytes },
  ];
  await expect(writeOutputs(outputs, true)).rejects.toMatchObject({ code: "output/no-folder" });
  expect(readdirSync(folder)).toEqual([]);
  remove();
});

test("a name that was taken in between keeps its file, with --force it is replaced", async () => {
  const { folder, remove } = emptyFolder();
  const file = path.join(folder, "a.png");
  const staged = await stageOutput({ path: file, bytes });
  writeFileSync(file, "old");
  await expect(staged.publish(false)).rejects.toMatchObject({ code: "output/exists" });
  expect(readFileSync(file, "utf8")).toBe("old");
  await staged.publish(true);
  await staged.discard();
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(["a.png"]);
  remove();
});

test("what a killed write left of a document is taken away by the next of that name, not what is being written", async () => {
  const { folder, remove } = emptyFolder();
  const left = path.join(folder, ".a.json.0123456789ab.tmp");
  const others = [".a.json.ba9876543210.tmp", ".b.json.0123456789ab.tmp", "a.json.0123456789ab.tmp"];
  for (const name of [path.basename(left), ...others]) writeFileSync(path.join(folder, name), "secret");
  const hoursAgo = statSync(left).mtimeMs / 1000 - 7200;
  for (const name of [path.basename(left), ...others.slice(1)])
    utimesSync(path.join(folder, name), hoursAgo, hoursAgo);
  await writeOutputs([{ path: path.join(folder, "a.json"), bytes }], false);
  expect(readdirSync(folder).sort()).toEqual([...others, "a.json"].sort());
  remove();
});

test("a computer whose clock goes ahead of the disk's does not take away what is being written", async () => {
  const { folder, remove } = emptyFolder();
  const written = ".a.json.0123456789ab.tmp";
  writeFileSync(path.join(folder, written), "secret");
  const ahead = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 7_200_000);
  await writeOutputs([{ path: path.join(folder, "a.json"), bytes }], false);
  ahead.mockRestore();
  expect(readdirSync(folder).sort()).toEqual([written, "a.json"]);
  remove();
});
