import { copyFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { emptyFolder, projectFolder, run } from "./cli/support/run.ts";
import { blocksOf, Names, stepsOf, takePhotograph } from "./support/console.ts";

test("the first screen of the README is what comes out", async () => {
  const readme = readFileSync(path.join(projectFolder, "README.md"), "utf8");
  const steps = blocksOf(readme)
    .filter(({ kind }) => kind === "console")
    .flatMap(stepsOf);
  expect(steps).toHaveLength(5);

  const { folder, remove } = emptyFolder();
  copyFileSync(
    path.join(projectFolder, "fixtures/documents/label-certificate.json"),
    path.join(folder, "label.json"),
  );
  const names = new Names();
  for (const { command, output } of steps) {
    const [, ...words] = command.replace(/\s+#.*$/, "").split(" ");
    const { stdout, stderr, status } = await run(words, { cwd: folder });
    names.expectSame(stdout.toString("utf8").trimEnd(), output.join("\n"), command);
    expect([stderr, status]).toEqual(["", 0]);
    if (words[0] === "encrypt-to-qr")
      await takePhotograph(path.join(folder, "label.png"), path.join(folder, "photo.jpg"));
  }
  expect(
    readFileSync(path.join(folder, "photo.json")).equals(readFileSync(path.join(folder, "label.json"))),
  ).toBe(true);
  remove();
});
