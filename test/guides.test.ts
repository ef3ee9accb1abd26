/** docs/officer.md, clerk.md, admin.md and recovery.md: every command in them is run, in order, as their readers type it. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { errorCodes } from "../src/core/errors.ts";
import { drawCode, sealDocument } from "./cli/props.ts";
import { emptyFolder, plainEnvironment, program, projectFolder, run } from "./cli/run.ts";
import { blocksOf, placeIn, play, takePhotograph, usualPlace } from "./console.ts";

const guides = ["officer", "clerk"] as const;
const pageOf = (guide: string): string =>
  readFileSync(path.join(projectFolder, "docs", `${guide}.md`), "utf8");
const fixture = (name: string): string => path.join(projectFolder, "fixtures", name);

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = emptyFolder());
});
afterEach(() => {
  remove();
});

/** What readers have typed at a prompt: there is no terminal here to ask on. */
const passphrase = "quatre mots sans rapport";

/** A shell that finds our command, and whatever else the page needs, under its usual name. */
function stage(programs: Readonly<Record<string, string>> = {}): Record<string, string | undefined> {
  const bin = path.join(folder, "bin");
  mkdirSync(bin);
  const lines = { qrseal: `'${process.execPath}' '${program}'`, ...programs };
  for (const [name, line] of Object.entries(lines))
    writeFileSync(path.join(bin, name), `#!/bin/sh\nexec ${line} "$@"\n`, { mode: 0o755 });
  const env = plainEnvironment();
  return { ...env, PATH: `${bin}${path.delimiter}${env["PATH"] ?? ""}`, QRSEAL_PASSPHRASE: passphrase };
}

const isWindows = process.platform === "win32";
if (isWindows) console.log("skipped: the guides' commands are run by a POSIX shell");

describe.skipIf(isWindows)("every command of a guide does what the guide says:", () => {
  it("officer.md", async () => {
    const here = placeIn(folder, usualPlace);
    copyFileSync(fixture("documents/label-certificate.json"), path.join(here, "label.json"));
    // Little of it compresses: hashes.
    const hashes = Array.from({ length: 64 }, (_, n) =>
      createHash("sha256").update(String(n)).digest("base64"),
    );
    writeFileSync(path.join(here, "file.json"), JSON.stringify(hashes));
    for (const office of ["port", "air"])
      copyFileSync(fixture(`keys/${office}_public.pem`), path.join(folder, "stick", `${office}_public.pem`));
    const photographs = { "photo.jpg": `${usualPlace}/label.png` };
    await play("officer.md", pageOf("officer"), { folder, env: stage(), photographs });
  });

  it("clerk.md", async () => {
    const here = placeIn(folder, usualPlace);
    const stick = path.join(folder, "stick");
    const type = async (...words: string[]): Promise<void> => {
      const env = { QRSEAL_PASSPHRASE: passphrase };
      expect((await run([...words, "--quiet"], { cwd: here, env })).status, words.join(" ")).toBe(0);
    };
    const issuer = fixture("keys/anae_signing");
    await type("keygen", "--name", "port", "--type", "x25519", "--encrypt-private");
    await type("trust", "add", "ANAE", `${issuer}_public.pem`, "--speaks-for", "Sokodara");

    const label = fixture("documents/label-certificate.json");
    const receiver = path.join(here, "keys", "port_public.pem");
    const signing = ["--sign-key", `${issuer}_private.pem`, "--keys", "../issuer"];
    const details = ["--public-key", receiver, "--valid-for", "90d", "--subject", "Label bio"];
    await type("encrypt-to-qr", label, "stick/good.png", ...signing, ...details);
    const old = sealDocument(
      readFileSync(receiver),
      readFileSync(`${issuer}_private.pem`),
      "-90d",
      "-1d",
      '{"label":1}',
    );
    writeFileSync(path.join(stick, "old.png"), drawCode(old));
    const photographs = {
      "photo.jpg": "stick/good.png",
      "again.jpg": "stick/good.png",
      "old.jpg": "stick/old.png",
    };
    await play("clerk.md", pageOf("clerk"), { folder, env: stage(), photographs });
  });
});

it("clerk.md explains what the verdict says, in the verdict's words", () => {
  const words = readFileSync(path.join(projectFolder, "src/cli/verdict/english.ts"), "utf8");
  const rows = pageOf("clerk").matchAll(
    /^\| `(?:for me|authentic|in date|not revoked|first time)` +\| ([^|]+)\|/gm,
  );
  const quoted = [...rows]
    .map(([, quote = ""]) => quote.trim())
    .filter((quote) => !quote.startsWith("no such line"));
  expect(quoted.length).toBeGreaterThan(8);
  for (const part of quoted.flatMap((quote) => quote.split("…"))) expect(words).toContain(part.trim());
});

describe.each(guides)("docs/%s.md", (guide) => {
  const page = pageOf(guide);

  it("has nothing to type that is not run", () => {
    const blocks = blocksOf(page);
    expect(blocks.filter(({ kind }) => kind === "console").length).toBeGreaterThan(2);
    for (const { kind } of blocks) expect(kind).toMatch(/^console$|^powershell$|^python \w+\.py$/);
  });

  it("names errors, options and pages that exist", async () => {
    const codes = [...page.matchAll(/`([a-z]+\/[a-z-]+)`/g)].map(([, code]) => code);
    for (const code of codes) expect(errorCodes).toContain(code);
    const { stdout } = await run(["completion", "bash"], { cwd: folder });
    const known = stdout.toString("utf8");
    for (const [option] of page.matchAll(/(?<![\w-])--[a-z]+(?:-[a-z]+)*/g)) expect(known).toContain(option);
    for (const [, link = ""] of page.matchAll(/\]\(([^)#]+)\)/g))
      expect(existsSync(path.join(projectFolder, "docs", link)), link).toBe(true);
  });

  it("is linked from the README", () => {
    expect(readFileSync(path.join(projectFolder, "README.md"), "utf8")).toContain(`(docs/${guide}.md)`);
  });
});
