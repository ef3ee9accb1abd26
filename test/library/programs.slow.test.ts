/** The programs of docs/API.md, run as they stand there by a program that has qrseal installed. */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";

const root = path.join(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "qrseal-programs-"));
const label = path.join(root, "fixtures/documents/label-certificate.json");
mkdirSync(path.join(folder, "node_modules"));
symlinkSync(root, path.join(folder, "node_modules/qrseal"), "junction");
copyFileSync(label, path.join(folder, "label.json"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The program under its name, which stands in a comment above it. */
function programOf(name: string): string {
  const document = readFileSync(path.join(root, "docs/API.md"), "utf8");
  const found = new RegExp(`<!-- program ${name} -->\\s+\`\`\`js\\n([^]*?)\`\`\``).exec(document)?.[1];
  if (found === undefined) throw new Error(`docs/API.md has no program ${name}`);
  return found;
}

function run(args: readonly string[]): { readonly stdout: string; readonly stderr: string } {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return { stdout, stderr };
}

function runProgram(name: string): string {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, programOf(name));
  const { stdout, stderr } = run([file]);
  expect(stderr).toBe("");
  return stdout;
}

const qrseal = path.join(root, "bin/qrseal.js");
run([qrseal, "keygen", "--name", "port"]);
run([qrseal, "keygen", "--use", "signing", "--name", "anae"]);

it("issues a document, and presents it", () => {
  expect(runProgram("issue")).toMatch(/^issued [0-9a-f]{32}\n$/);
  expect(runProgram("present")).toBe("doubtful issued by ANAE\n");
  expect(readFileSync(path.join(folder, "back.json"))).toEqual(readFileSync(label));
});

it("issues what the command opens", () => {
  runProgram("issue");
  run([qrseal, "trust", "add", "ANAE", "keys/anae_signing_public.pem"]);
  const { stdout } = run([qrseal, "scan-decrypt", "label.png", "by-command.json"]);
  expect(stdout).toContain("you can rely on it: issued by ANAE");
  expect(readFileSync(path.join(folder, "by-command.json"))).toEqual(readFileSync(label));
});

it("gives nothing of a document whose issuer is not believed", () => {
  runProgram("issue");
  rmSync(path.join(folder, "back.json"), { force: true });
  const nobody = programOf("present").replace('[{ name: "ANAE", key: anae }]', "[]");
  writeFileSync(path.join(folder, "nobody.mjs"), nobody);
  expect(run([path.join(folder, "nobody.mjs")]).stdout).toMatch(/^refused: /);
  expect(() => readFileSync(path.join(folder, "back.json"))).toThrow("ENOENT");
});

it("knows what was seen", () => {
  expect(runProgram("seen")).toBe("first taken reliable\nsecond taken doubtful\n");
});
