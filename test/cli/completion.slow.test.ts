import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyFolder, projectFolder, run } from "./support/run.ts";

const has = (shell: string): boolean => spawnSync(shell, ["-c", "true"]).status === 0;
let folder: string;
let remove: () => void;
beforeAll(() => {
  ({ folder, remove } = emptyFolder());
  mkdirSync(path.join(folder, "bin"));
  if (process.platform !== "win32")
    symlinkSync(path.join(projectFolder, "bin/qrseal.js"), path.join(folder, "bin/qrseal"));
  writeFileSync(path.join(folder, "label.json"), "{}");
});
afterAll(() => {
  remove();
});

async function script(shell: string): Promise<string> {
  const { stdout, status } = await run(["completion", shell], { cwd: folder });
  expect(status).toBe(0);
  const file = path.join(folder, `completion.${shell}`);
  writeFileSync(file, stdout);
  return file;
}

describe.skipIf(!has("bash"))("in bash", () => {
  test.each([
    [["enc"], ["encrypt-to-qr"]],
    [["keygen", "--b"], ["--bits"]],
    [["keygen", "--bits", "3"], ["3072"]],
    [
      ["rewrap", "--error-correction", ""],
      ["L", "M", "Q", "H"],
    ],
    [["rewrap", "--mod"], ["--module-size"]],
    [
      ["encrypt-to-qr", "--format", ""],
      ["compact", "classic", "classic-v1", "jwe"],
    ],
    [["encrypt-to-qr", "lab"], ["label.json"]],
    [["encrypt-to-qr", "--public-key", "lab"], ["label.json"]],
    [["read", "lab"], ["label.json"]],
    [["scan-decrypt", "--te"], ["--text"]],
    [["scan-decrypt", "--text", "lab"], ["label.json"]],
    [["completion", "z"], ["zsh"]],
    [
      ["register", ""],
      ["list", "merge", "--help"],
    ],
    [["register", "m"], ["merge"]],
    [["register", "merge", "lab"], ["label.json"]],
    [["register", "list", "--doc"], ["--document"]],
    [["audit", "list", "--keys", "lab"], ["label.json"]],
    [["audit", "verify", "--n"], ["--noted"]],
    [
      ["trust", "re"],
      ["remove", "revoke"],
    ],
    [["trust", "import", "--signed-by", "lab"], ["label.json"]],
    [["serve", "ex"], ["example-status"]],
    [["serve", "example-status", "--statuses", "lab"], ["label.json"]],
  ])("completes %j to %j", async (words, expected) => {
    const file = await script("bash");
    const source = [
      `source "$1"`,
      `COMP_WORDS=(qrseal "\${@:2}")`,
      `COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))`,
      "_qrseal",
      'printf "%s\\n" "${COMPREPLY[@]}"',
    ].join("\n");
    const output = execFileSync("bash", ["-c", source, "bash", file, ...words], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(output.trim().split("\n")).toEqual(expected);
  });
});

if (!has("zsh")) console.log("skipped: zsh is not installed, its completion is only written, not run");
describe.skipIf(!has("zsh"))("in zsh", () => {
  test("the script is sound", async () => {
    const file = await script("zsh");
    execFileSync("zsh", ["-n", file]);
  });
});

if (!has("fish")) console.log("skipped: fish is not installed, its completion is only written, not run");
describe.skipIf(!has("fish"))("in fish", () => {
  test.each([
    ["qrseal enc", "encrypt-to-qr"],
    ["qrseal keygen --bi", "--bits"],
    ["qrseal encrypt-to-qr --format classic-", "classic-v1"],
    ["qrseal register m", "merge"],
    ["qrseal audit verify --no", "--noted"],
    ["qrseal trust revoke --doc", "--document"],
  ])("completes %j to %j", async (line, expected) => {
    const file = await script("fish");
    const output = execFileSync("fish", ["-N", "-c", `source $argv[1]; complete -C $argv[2]`, file, line], {
      encoding: "utf8",
    });
    expect(output.split("\n").map((row) => row.split("\t")[0])).toContain(expected);
  });
});

test("names every command in every shell", async () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const { stdout } = await run(["completion", shell], { cwd: folder });
    const commands = [
      "keygen",
      "encrypt-to-qr",
      "scan-decrypt",
      "rewrap",
      "inspect",
      "read",
      "register",
      "audit",
      "completion",
    ];
    for (const word of [...commands, "merge", "verify", "--noted"]) {
      expect(stdout.toString("utf8"), shell).toContain(word.replace(/^--/, shell === "fish" ? "-l " : "--"));
    }
  }
});
