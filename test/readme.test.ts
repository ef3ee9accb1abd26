import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { emptyFolder, projectFolder, run } from "./cli/run.ts";
import { loadPicture, photograph, preset } from "./simulator/index.ts";

/** Keys, documents and days are others each time: each name becomes its number, so that the same stays the same. */
function withoutNames(text: string): string {
  const names: string[] = [];
  const pattern = /\b(?:[0-9a-f]{4}-){4}[0-9a-f]{4}\b|\b[0-9a-f]{32}\b|\b\d{4}-\d\d-\d\d(?: \d\d:\d\d UTC)?/g;
  return text.replace(pattern, (name) => {
    if (!names.includes(name)) names.push(name);
    return `<${names.indexOf(name)}>`;
  });
}

test("the first screen of the README is what comes out", async () => {
  const readme = readFileSync(path.join(projectFolder, "README.md"), "utf8");
  const screen = /```console\n([^]*?)```/.exec(readme)?.[1] ?? "";
  const steps = screen.split(/^\$ /m).slice(1);
  expect(steps).toHaveLength(5);

  const { folder, remove } = emptyFolder();
  copyFileSync(
    path.join(projectFolder, "fixtures/documents/label-certificate.json"),
    path.join(folder, "label.json"),
  );
  for (const step of steps) {
    const [command = "", ...lines] = step.trimEnd().split("\n");
    const [, ...words] = command.replace(/\s+#.*$/, "").split(" ");
    const { stdout, stderr, status } = await run(words, { cwd: folder });
    expect(withoutNames(stdout.toString("utf8").trimEnd())).toBe(withoutNames(lines.join("\n")));
    expect([stderr, status]).toEqual(["", 0]);
    if (words[0] === "encrypt-to-qr") {
      const canvas = { width: 1600, height: 1200 };
      const settings = preset("counter", "readme", { canvas, pixelsPerModule: 6 });
      const photo = photograph(await loadPicture(path.join(folder, "label.png")), settings, "readme");
      writeFileSync(path.join(folder, "photo.jpg"), await photo.toJpeg());
    }
  }
  expect(
    readFileSync(path.join(folder, "photo.json")).equals(readFileSync(path.join(folder, "label.json"))),
  ).toBe(true);
  remove();
});
