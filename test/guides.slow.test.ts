/** docs/officer.md, clerk.md, admin.md and recovery.md: every command in them is run, in order, as their readers type it. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { drawCode, sealDocument } from "./cli/support/props.ts";
import { keyWrappedGolden } from "./core/envelope/support/golden.ts";
import { compactPython } from "./interop/support/python.ts";
import { hasOpenssl, run as runProgram } from "./interop/support/tools.ts";
import { emptyFolder, plainEnvironment, program, projectFolder, run } from "./cli/support/run.ts";
import { blocksOf, placeIn, play, takePhotograph, usualPlace } from "./support/console.ts";
import { everyCode } from "./words/support/everycode.ts";

const guides = ["officer", "clerk", "admin", "recovery"] as const;
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

/** Takes a photograph when a command first asks for it: of which picture, by its path from the desks' folder. */
const photographs =
  (pictures: Readonly<Record<string, string>>) =>
  async (command: string, cwd: string): Promise<void> => {
    for (const [photo, picture] of Object.entries(pictures)) {
      const file = path.join(cwd, photo);
      if (command.includes(photo) && !existsSync(file))
        await takePhotograph(path.join(folder, picture), file);
    }
  };

/** Runs a command that a page takes for done. */
async function done(cwd: string, ...words: readonly string[]): Promise<void> {
  const { stderr, status } = await run([...words, "--quiet"], {
    cwd,
    env: { QRSEAL_PASSPHRASE: passphrase },
  });
  expect({ status, stderr }, words.join(" ")).toMatchObject({ status: 0 });
}

const isWindows = process.platform === "win32";
if (isWindows) console.log("skipped: the guides' commands are run by a POSIX shell");
const canRecover = hasOpenssl && compactPython !== null && !isWindows;
if (!canRecover)
  console.log("skipped: recovery.md is run with openssl and a Python with cryptography, cbor2 and brotli");

it.runIf(process.env["CI"] === "true")("CI has what recovery.md needs", () => {
  expect(canRecover).toBe(true);
});

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
    const before = photographs({ "photo.jpg": `${usualPlace}/label.png` });
    await play("officer.md", pageOf("officer"), { folder, env: stage(), before });
  });

  it("clerk.md", async () => {
    const here = placeIn(folder, usualPlace);
    const stick = path.join(folder, "stick");
    const issuer = fixture("keys/anae_signing");
    await done(here, "keygen", "--name", "port", "--type", "x25519", "--encrypt-private");
    await done(here, "trust", "add", "ANAE", `${issuer}_public.pem`, "--speaks-for", "Sokodara");

    const label = fixture("documents/label-certificate.json");
    const receiver = path.join(here, "keys", "port_public.pem");
    const signing = ["--sign-key", `${issuer}_private.pem`, "--keys", "../issuer"];
    const details = ["--public-key", receiver, "--valid-for", "90d", "--subject", "Label bio"];
    await done(here, "encrypt-to-qr", label, "stick/good.png", ...signing, ...details);
    const old = await sealDocument(
      readFileSync(receiver),
      readFileSync(`${issuer}_private.pem`),
      "-90d",
      "-1d",
      '{"label":1}',
    );
    writeFileSync(path.join(stick, "old.png"), await drawCode(old));
    const before = photographs({
      "photo.jpg": "stick/good.png",
      "again.jpg": "stick/good.png",
      "old.jpg": "stick/old.png",
    });
    await play("clerk.md", pageOf("clerk"), { folder, env: stage(), before });
  });

  it("admin.md", async () => {
    const here = placeIn(folder, usualPlace);
    const stick = path.join(folder, "stick");
    copyFileSync(fixture("keys/anae_signing_public.pem"), path.join(stick, "anae_signing_public.pem"));
    copyFileSync(
      fixture("keys/customs_signing_public.pem"),
      path.join(stick, "anae-2027_signing_public.pem"),
    );
    copyFileSync(fixture("desk/register.jsonl"), path.join(stick, "register-desk-2.jsonl"));
    const takePhotographs = photographs({
      "sheet.jpg": `${usualPlace}/trust-2.png`,
      "old.jpg": "old.png",
    });
    const before = async (command: string, cwd: string): Promise<void> => {
      if (command.includes("old.jpg")) {
        const signing = ["--sign-key", fixture("keys/anae_signing_private.pem"), "--keys", "../issuer"];
        const receiver = ["--public-key", "keys/port-2026_public.pem"];
        await done(
          here,
          "encrypt-to-qr",
          fixture("documents/label-certificate.json"),
          "../old.png",
          ...receiver,
          ...signing,
        );
      }
      await takePhotographs(command, cwd);
    };
    await play("admin.md", pageOf("admin"), { folder, env: stage(), before });
  });
});

it("admin.md says how large codes are", async () => {
  const rows = pageOf("admin").matchAll(
    /^\| `(?<type>\w+)`(?:, `(?<bits>\d+)`)? +\| (?<size>\d+) × \d+ +\| (?<mm>\d+) mm/gm,
  );
  const sizes = [...rows].map(({ groups }) => groups ?? {});
  expect(sizes).toHaveLength(4);
  const label = fixture("documents/label-certificate.json");
  for (const [at, { bits, size, mm }] of sizes.entries()) {
    const receiver = fixture(`keys/${bits === undefined ? "port" : `office-${bits}`}_public.pem`);
    const signing = ["--sign-key", fixture("keys/anae_signing_private.pem"), "--valid-for", "90d"];
    const words = ["encrypt-to-qr", label, `${at}.png`, "--public-key", receiver, ...signing, "--json"];
    const { stdout } = await run(words, { cwd: folder });
    expect(JSON.parse(stdout.toString())).toMatchObject({ symbol: { modules: Number(size) } });
    expect(Number(mm)).toBe(Math.ceil((Number(size) + 8) / 2));
  }
});

describe.skipIf(!canRecover)("recovery.md opens, without any code of ours,", () => {
  it("a classic and a compact golden envelope, every command as it stands there", async () => {
    const here = placeIn(folder, usualPlace);
    for (const [from, to] of [
      ["envelopes/qrseal-classic-protected-spaced.envelope", "envelope.txt"],
      ["keys/protected-2048_private.pem", "system_private.pem"],
      ["keys/protected-2048_passphrase.txt", "passphrase.txt"],
      ["envelopes/qrseal-compact-port-ed25519.envelope", "compact.txt"],
      ["keys/port_private.pem", "office.pem"],
      ["keys/issuer-ed25519_signing_public.pem", "issuer_public.pem"],
    ] as const)
      copyFileSync(fixture(from), path.join(here, to));
    copyFileSync(path.join(projectFolder, "test/interop/compact.py"), path.join(here, "compact.py"));
    const env = stage({ python3: `'${compactPython ?? ""}'` });
    await play("recovery.md", pageOf("recovery"), { folder, env, before: () => Promise.resolve() });

    const expectSame = (file: string, document: string): void => {
      const expected = readFileSync(fixture(`envelopes/${document}.document`));
      expect(readFileSync(path.join(here, file)).equals(expected), file).toBe(true);
    };
    expectSame("document", "qrseal-classic-protected-spaced");
    expectSame("by-hand", "qrseal-classic-protected-spaced");
    expectSame("compact-document", "qrseal-compact-port-ed25519");
  });

  const script = blocksOf(pageOf("recovery")).find(({ kind }) => kind === "python open.py")?.text ?? "";
  const others = keyWrappedGolden.filter(({ format, key }) => format !== "jwe" && key !== "protected-2048");

  it.each(others)("$name, by open.py", ({ name, key }) => {
    copyFileSync(fixture(`envelopes/${name}.envelope`), path.join(folder, "envelope.txt"));
    copyFileSync(fixture(`keys/${key}_private.pem`), path.join(folder, "key.pem"));
    writeFileSync(path.join(folder, "open.py"), script);
    runProgram("sh", ["-c", `cd '${folder}' && '${compactPython ?? ""}' open.py`]);
    const expected = readFileSync(fixture(`envelopes/${name}.document`));
    expect(readFileSync(path.join(folder, "document")).equals(expected)).toBe(true);
  });
});

it("clerk.md explains what the verdict says, in the verdict's words", () => {
  const words = readFileSync(path.join(projectFolder, "src/words/en/verdict.ts"), "utf8");
  const rows = pageOf("clerk").matchAll(
    /^\| `(?:for me|authentic|in date|not revoked|first time|warning)` +\| ([^|]+)\|/gm,
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
    for (const code of codes) expect(everyCode.map((known) => known.code)).toContain(code);
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
