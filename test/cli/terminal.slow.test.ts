import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pythonWith } from "../interop/support/tools.ts";
import { drawCode } from "./support/props.ts";
import { emptyFolder, projectFolder, run } from "./support/run.ts";

const program = path.join(projectFolder, "bin", "qrseal.js");
const python = pythonWith("pty");
if (python === null) console.log("skipped: what a terminal shows needs python3 and its pty module");

interface Screen {
  readonly screen: string;
  readonly status: number;
  readonly untyped: number;
}

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = emptyFolder());
});
afterEach(() => {
  remove();
});

/** Runs the program on a terminal; `steps` say what to wait for and what to type then. */
function onTerminal(
  args: readonly string[],
  steps: readonly (readonly [string, string])[],
  redirects: { stdin?: string; stdout?: string; env?: Record<string, string> } = {},
): Screen {
  const { env, ...files } = redirects;
  const job = { argv: [process.execPath, program, ...args], cwd: folder, steps, ...files };
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(NO_COLOR|QRSEAL_|LC_|LANG)/.test(name)),
  );
  const output = execFileSync(python ?? "python3", [path.join(import.meta.dirname, "support/screen.py")], {
    input: JSON.stringify(job),
    encoding: "utf8",
    env: { ...inherited, TERM: "xterm", LANG: "C", ...env },
  });
  return JSON.parse(output) as Screen;
}

const passphrase = "quatre mots sans rapport";

describe.skipIf(python === null)("at a terminal", () => {
  test("keygen asks twice, shows nothing of the passphrase, and the key opens with it", async () => {
    const made = onTerminal(
      ["keygen", "--bits", "2048", "--encrypt-private"],
      [
        ["Passphrase for the new private key: ", `${passphrase}\r`],
        ["The same again: ", `${passphrase}\r`],
      ],
    );
    expect(made.status).toBe(0);
    expect(made.screen).not.toContain("quatre");
    expect(made.screen).toContain("protected by its passphrase");

    writeFileSync(path.join(folder, "label.json"), '{"label":"bio"}');
    await run(["encrypt-to-qr", "label.json"], { cwd: folder });
    const opened = onTerminal(
      ["scan-decrypt", "label.png", "back.json"],
      [
        ["Passphrase for keys/system_private.pem: ", "wrong\r"],
        ["Two tries left.", `${passphrase}\r`],
      ],
    );
    expect(opened.status).toBe(0);
    expect(opened.screen).not.toContain("quatre");
    expect(readFileSync(path.join(folder, "back.json"), "utf8")).toBe('{"label":"bio"}');

    // The terminal is asked even while both streams carry documents.
    const piped = onTerminal(
      ["scan-decrypt", "-", "-"],
      [["Passphrase for keys/system_private.pem: ", `${passphrase}\r`]],
      { stdin: path.join(folder, "label.png"), stdout: path.join(folder, "piped.json") },
    );
    expect(piped.status).toBe(0);
    expect(readFileSync(path.join(folder, "piped.json"), "utf8")).toBe('{"label":"bio"}');

    const given = onTerminal(
      ["scan-decrypt", "label.png", "no.json"],
      [
        ["Passphrase for keys/system_private.pem: ", "one\r"],
        ["Two tries left.", "two\r"],
        ["One try left.", "three\r"],
      ],
    );
    expect(given.status).toBe(4);
    expect(given.screen).toContain("[passphrase/wrong]");
  });

  test("the clerk who works in French is asked, warned and refused in French", async () => {
    const env = { LANG: "fr_FR.UTF-8" };
    const made = onTerminal(
      ["keygen", "--type", "x25519", "--encrypt-private"],
      [
        ["Phrase secrète pour la nouvelle clé privée : ", "court\r"],
        ["La même, encore une fois : ", "court\r"],
      ],
      { env },
    );
    expect(made.status).toBe(0);
    expect(made.screen).toContain("création d'une clé de type x25519 …\r\u001b[K");
    expect(made.screen).toContain(
      "\u001b[1;33mattention\u001b[0m : la phrase secrète a moins de 12 caractères",
    );

    writeFileSync(path.join(folder, "label.json"), "{}");
    await run(["encrypt-to-qr", "label.json"], { cwd: folder });
    const refused = onTerminal(
      ["scan-decrypt", "label.png", "back.json"],
      [
        ["Phrase secrète de keys/system_private.pem : ", "un\r"],
        ["Il reste deux essais.", "deux\r"],
        ["Il reste un essai.", "trois\r"],
      ],
      { env },
    );
    expect(refused.status).toBe(4);
    expect(refused.screen).toContain("lecture du code …\r\u001b[K");
    expect(refused.screen).toContain(
      "\u001b[1;31merreur\u001b[0m : la phrase secrète n'ouvre pas la clé privée : keys/system_private.pem [passphrase/wrong]",
    );

    // --lang is asked before the environment, here too.
    const opened = onTerminal(
      ["scan-decrypt", "label.png", "back.json", "--lang", "en"],
      [["Passphrase for keys/system_private.pem: ", "court\r"]],
      { env },
    );
    expect(opened.status).toBe(0);
    expect(readFileSync(path.join(folder, "back.json"), "utf8")).toBe("{}");
  });

  test("two different passphrases make no key", () => {
    const made = onTerminal(
      ["keygen", "--encrypt-private"],
      [
        ["private key: ", "one passphrase\r"],
        ["again: ", "another passphrase\r"],
      ],
    );
    expect(made.status).toBe(2);
    expect(made.screen).toContain("the two passphrases differ, no key was made [passphrase/mismatch]");
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("%s at the prompt stops, leaves nothing, and ends with 130", (_, key) => {
    const made = onTerminal(
      ["keygen", "--encrypt-private"],
      [["private key: ", `abc${key === "\u0004" ? "\u0015" : ""}${key}`]],
    );
    expect(made.screen).toContain(
      "stopped at the passphrase prompt, nothing was written [passphrase/interrupted]",
    );
    expect(made.status).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a scanner types an envelope that is longer than a line of the terminal, and Enter ends it", async () => {
    const document = JSON.stringify({ photo: randomBytes(2600).toString("base64") });
    writeFileSync(path.join(folder, "label.json"), document);
    await run(["keygen", "--type", "x25519"], { cwd: folder });
    const sealing = ["encrypt-to-qr", "label.json", "--error-correction", "L", "--out-envelope", "e.txt"];
    await run(sealing, { cwd: folder });
    const envelope = readFileSync(path.join(folder, "e.txt"), "latin1").trimEnd();
    // What Linux keeps of a line in its own line mode, less the Enter.
    expect(envelope.length).toBeGreaterThan(4095);
    const opened = onTerminal(
      ["scan-decrypt", "--text", "-", "--out-json", "back.json"],
      [["scan the code, or paste its text, then Enter: ", `${envelope}\r`]],
    );
    expect([opened.status, opened.untyped]).toEqual([0, 0]);
    expect(opened.screen).not.toContain(envelope.slice(20, 60));
    expect(readFileSync(path.join(folder, "back.json"), "utf8")).toBe(document);

    const nothing = onTerminal(["scan-decrypt", "--text", "-"], [["then Enter: ", "\r"]]);
    expect(nothing.status).toBe(3);
    expect(nothing.screen).toContain("standard input is empty [input/empty]");
  });

  test.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("%s where a scanner should type stops, and ends with 130", (_, key) => {
    const stopped = onTerminal(["scan-decrypt", "--text", "-"], [["then Enter: ", key]]);
    expect(stopped.screen).toContain(
      "stopped before the text of the envelope was there, nothing was written [input/interrupted]",
    );
    expect(stopped.status).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a document on the screen cannot control the terminal, in a pipe it is exact", async () => {
    const document = '{"a":"\u009b31m \u202etxet \u200b","b":"\\u001b[2J"}';
    writeFileSync(path.join(folder, "label.json"), document);
    await run(["keygen", "--bits", "2048"], { cwd: folder });
    await run(["encrypt-to-qr", "label.json"], { cwd: folder });
    const shown = onTerminal(["scan-decrypt", "label.png", "--out-json", "-", "--quiet"], []);
    expect(shown.screen).toBe('{"a":"\\u{9b}31m \\u{202e}txet \\u{200b}","b":"\\u001b[2J"}\r\n');
    const piped = await run(["scan-decrypt", "label.png", "--out-json", "-", "--quiet"], { cwd: folder });
    expect(piped.stdout.toString("utf8")).toBe(document);
  });

  test("a picture is not thrown at a terminal", async () => {
    writeFileSync(path.join(folder, "label.json"), "{}");
    await run(["keygen", "--bits", "2048"], { cwd: folder });
    const shown = onTerminal(["encrypt-to-qr", "label.json", "--out-png", "-"], []);
    expect(shown.status).toBe(2);
    expect(shown.screen).toContain("a picture cannot be shown on a terminal [usage/binary-on-terminal]");
    const again = ["rewrap", "label.png", "--out-png", "-", "--public-key", "keys/system_public.pem"];
    const refused = onTerminal(again, []);
    expect(refused.status).toBe(2);
    expect(refused.screen).toContain("a picture cannot be shown on a terminal [usage/binary-on-terminal]");
  });

  test("colour marks the error on a terminal, and not with NO_COLOR", async () => {
    writeFileSync(
      path.join(folder, "web.png"),
      await drawCode(new TextEncoder().encode("https://example.org")),
    );
    const coloured = onTerminal(["scan-decrypt", "web.png"], []);
    expect(coloured.screen).toContain("\u001b[1;31merror\u001b[0m: the QR code holds");
    // The progress line is taken away again.
    expect(coloured.screen).toContain("reading the code …\r\u001b[K");
    const plain = onTerminal(["scan-decrypt", "web.png", "--quiet"], [], { env: { NO_COLOR: "1" } });
    expect(plain.screen).not.toContain("\u001b");
    expect(plain.screen).toContain("error: the QR code holds");
  });
});
