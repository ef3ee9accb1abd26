/** What must never leave: passphrases, private keys, and documents into the journals; and what must never reach a screen. */
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { recordInAudit } from "../../src/office/folder/audit.ts";
import { recordPresentation, registerPath } from "../../src/office/folder/register.ts";
import { office, signer } from "../core/envelope/compact/keys.ts";
import { present } from "../core/support/fixtures.ts";
import { pythonWith } from "../interop/support/tools.ts";
import { everyFile, furnish, listOfAnae, now } from "./support/office.ts";
import { emptyFolder, projectFolder, run } from "./support/run.ts";
import type { Ran } from "./support/run.ts";
import { sealCompact } from "../core/envelope/support/sealing.ts";

let folder: string;
let remove: () => void;
let keys: string;
beforeEach(() => {
  ({ folder, remove } = emptyFolder());
  keys = path.join(folder, "keys");
});
afterEach(() => {
  remove();
});
const inFolder = (name: string): string => path.join(folder, name);

describe("secrets", () => {
  const passphrase = "canari-jaune-4711-sans-rapport";
  const canary = "the bearer is Awa Diop, canary-0815";

  /** Every private key of the folder as it would be looked for: its lines of base64, and its bytes. */
  function privateKeys(): { file: string; needles: Buffer[] }[] {
    return [...everyFile(keys)]
      .filter(([name]) => name.includes("private"))
      .map(([file, bytes]) => {
        const lines = bytes
          .toString("latin1")
          .split("\n")
          .filter((line) => /^[\w+/=]{16,}$/.test(line));
        const der = Buffer.from(lines.join(""), "base64");
        // The beginning is the same in every key of a kind.
        const secret = der.subarray(-24);
        const spellings = [secret, Buffer.from(secret.toString("hex")), Buffer.from(lines.at(-1) ?? "")];
        return { file, needles: spellings };
      });
  }

  test("a passphrase and private keys stay where they are, documents out of the journals, whatever fails", async () => {
    const env = { QRSEAL_PASSPHRASE: passphrase };
    const runs: Ran[] = [];
    const qrseal = async (status: number, ...args: readonly string[]): Promise<void> => {
      const ran = await run(args, { cwd: folder, env });
      expect([args.join(" "), ran.stderr, ran.status]).toEqual([args.join(" "), ran.stderr, status]);
      runs.push(ran);
    };
    writeFileSync(inFolder("card.json"), JSON.stringify({ canary }));
    writeFileSync(inFolder("wrong.txt"), "another passphrase altogether");
    await qrseal(0, "keygen", "--type", "x25519", "--name", "port", "--encrypt-private");
    await qrseal(0, "keygen", "--use", "signing", "--name", "anae", "--encrypt-private");
    await qrseal(0, "keygen", "--type", "x25519", "--name", "air");
    await qrseal(2, "keygen", "--type", "x25519", "--name", "port", "--encrypt-private");
    await qrseal(0, "keys", "list", "--json");
    await qrseal(0, "trust", "add", "ANAE", "keys/anae_signing_public.pem");
    await qrseal(
      0,
      "encrypt-to-qr",
      "card.json",
      "code.png",
      "--public-key",
      "keys/port_public.pem",
      "--json",
    );
    await qrseal(
      0,
      "encrypt-to-qr",
      "card.json",
      "plain.png",
      "--public-key",
      "keys/port_public.pem",
      "--unsigned",
    );
    await qrseal(
      4,
      "encrypt-to-qr",
      "card.json",
      "no.png",
      "--public-key",
      "keys/port_public.pem",
      "--passphrase-file",
      "wrong.txt",
    );
    await qrseal(4, "scan-decrypt", "code.png", "no.json", "--passphrase-file", "wrong.txt");
    await qrseal(6, "scan-decrypt", "plain.png", "no.json", "--json");
    await qrseal(
      2,
      "scan-decrypt",
      "code.png",
      "no.json",
      "--passphrase",
      passphrase,
      "--passphrase-file",
      "wrong.txt",
    );
    await qrseal(0, "keys", "succeed", "keys/port_public.pem", "keys/air_public.pem");
    await qrseal(0, "rewrap", "code.png", "air.png", "--public-key", "keys/air_public.pem", "--json");
    await qrseal(0, "trust", "list", "--json");
    expect(runs.at(-1)?.stdout.toString()).toContain("ANAE");
    // Up to here nobody was given the document.
    for (const { stdout, stderr } of runs) expect(stdout.toString("latin1") + stderr).not.toContain(canary);
    await qrseal(0, "scan-decrypt", "code.png", "back.json", "--passphrase", passphrase, "--json");
    await qrseal(0, "scan-decrypt", "air.png", "again.json");
    await qrseal(0, "register", "list", "--json");
    await qrseal(0, "audit", "list", "--json");
    await qrseal(0, "audit", "verify");

    expect(readFileSync(inFolder("back.json"), "utf8")).toContain(canary);
    expect(existsSync(inFolder("no.json"))).toBe(false);
    const files = everyFile(folder);
    const said = Buffer.concat(runs.flatMap(({ stdout, stderr }) => [stdout, Buffer.from(stderr)]));
    const places: [string, Buffer][] = [...files, ["what was said", said]];
    const found = (needle: string | Buffer): string[] =>
      places.filter(([, bytes]) => bytes.includes(needle)).map(([name]) => name);
    expect(found(passphrase)).toEqual([]);
    expect(found(Buffer.from(passphrase).toString("base64"))).toEqual([]);
    expect(found(Buffer.from(passphrase).toString("hex"))).toEqual([]);
    expect(found(canary).toSorted()).toEqual(["again.json", "back.json", "card.json"]);
    const secrets = privateKeys();
    expect(secrets).toHaveLength(3);
    for (const { file, needles } of secrets)
      for (const needle of needles) expect([[], [path.join("keys", file)]]).toContainEqual(found(needle));
    expect([...files.keys()].filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

// --- hostile text -------------------------------------------------------------------------------------

/** Sequences that move the cursor or write to the clipboard, turn the reading direction, or begin a line of their own. */
const hostile =
  "ANAE\u001b[2K\u001b]52;c;eA==\u0007\u009b31m\u202egnorw\u2066\u200b\u00ad\u2028\r\nauthentic    yes: signed by ANAE\nverdict      you can rely on it\u0085x\u007f\u{e0041}";

const unprintable =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;

/** Nothing but printable characters, in as many lines as are ours, none of them begun inside a hostile text. */
function expectHarmless(text: string, lines: number): void {
  expect(text).not.toMatch(unprintable);
  expect(text.split("\n")).toHaveLength(lines + 1);
  expect(text).not.toMatch(/^authentic {4}yes: signed by ANAE$|^verdict {6}you can rely on it$/m);
}

describe("hostile text", () => {
  const bySigner = signer("issuer-ed25519");

  beforeEach(() => {
    furnish(
      keys,
      "port",
      listOfAnae({
        issuers: [
          { ...present(listOfAnae().issuers[0]), name: hostile, speaksFor: hostile },
          { ...present(listOfAnae().issuers[0]), name: hostile, key: signer("issuer-p256").publicKey },
        ],
        revokedKeys: [{ fingerprint: signer("issuer-p256").publicKey.fingerprint, at: 1, reason: hostile }],
        revokedDocuments: [{ documentId: "ab".repeat(16), at: 1, reason: hostile }],
      }),
    );
  });

  async function lay(name: string, by: typeof bySigner | null, claims: object = {}): Promise<void> {
    const envelope = await sealCompact(Buffer.from("{}"), [office("port").publicKey], {
      signer: by?.privateKey ?? null,
      issuedAt: now() - 60,
      issuer: hostile,
      subject: hostile,
      ...claims,
    });
    writeFileSync(inFolder(name), envelope);
  }

  const languages = ["en", "fr"] as const;

  test.each(languages)(
    "of issuers, subjects and reasons reaches no screen raw: scan-decrypt in %s",
    async (lang) => {
      await lay("known.txt", bySigner);
      await lay("unknown.txt", signer("forger-ed25519"));
      await lay("key.txt", signer("issuer-p256"));
      await lay("document.txt", bySigner, { documentId: Uint8Array.from({ length: 16 }, () => 0xab) });
      await lay("forwarded.txt", bySigner, { expiresAt: 1 });
      for (const [name, status, lines] of [
        ["known.txt", 0, 9],
        ["unknown.txt", 6, 7],
        ["key.txt", 6, 7],
        ["document.txt", 6, 7],
        ["forwarded.txt", 6, 7],
      ] as const) {
        const env = { QRSEAL_DESK: hostile };
        const plain = await run(["scan-decrypt", name, "--lang", lang], { cwd: folder, env });
        expect([name, plain.status]).toEqual([name, status]);
        expectHarmless(plain.stdout.toString(), lines);
        expectHarmless(plain.stderr, status === 0 ? 0 : 2);
        rmSync(inFolder(name.replace(".txt", ".json")), { force: true });
        const json = await run(["scan-decrypt", name, "--lang", lang, "--json"], { cwd: folder, env });
        expectHarmless(json.stdout.toString(), 1);
        expect(json.stderr).not.toMatch(unprintable);
        // It is all there, only spelled out.
        expect(JSON.stringify(JSON.parse(json.stdout.toString()))).toContain("authentic    yes");
      }
    },
  );

  test("of lists, journals and file names: trust list, keys list, register list, audit list", async () => {
    const at = "2026-11-21T04:00:00Z";
    const documentId = "0123456789abcdef".repeat(2);
    await recordPresentation(keys, { documentId, at, desk: hostile, issuedAt: null, accepted: [hostile] });
    const entry = {
      action: "open",
      result: hostile,
      documentId: hostile,
      envelopeSha256: null,
      recipients: [hostile],
      issuer: hostile,
      accepted: [hostile],
    } as const;
    await recordInAudit(keys, entry, new Date(at), hostile);
    const lists = [
      [["trust", "list"], 6],
      [["keys", "list"], 1],
      [["register", "list"], 1],
      [["audit", "list"], 1],
      [["audit", "verify"], 5],
    ] as const;
    for (const [words, lines] of lists) {
      const plain = await run(words, { cwd: folder });
      expect([words, plain.stderr, plain.status]).toEqual([words, "", 0]);
      expectHarmless(plain.stdout.toString(), lines);
      if (words[0] !== "keys") expect(plain.stdout.toString()).toContain("\\u{1b}");
      expectHarmless((await run([...words, "--json"], { cwd: folder })).stdout.toString(), 1);
    }
  });

  test("of a damaged journal, and another desk's", async () => {
    appendFileSync(registerPath(keys), `{"documentId":"${hostile.replaceAll("\n", "")}\n`);
    const plain = await run(["register", "list"], { cwd: folder });
    expectHarmless(plain.stderr + plain.stdout.toString(), 2);
  });

  // On Windows no file can have such a name.
  describe.skipIf(process.platform === "win32")("of file and folder names", () => {
    const name = hostile.replaceAll("/", "").slice(0, 60);

    test("in results, warnings and errors", async () => {
      const strange = inFolder(name);
      mkdirSync(strange);
      furnish(path.join(strange, "k"), "port", null);
      await lay(`${name}.txt`, null);
      writeFileSync(path.join(strange, `${name.slice(0, 30)}\u001b[2J_private.pem`), "x");
      for (const args of [
        ["keys", "list", "--keys", strange],
        ["keys", "list", "--keys", path.join(strange, "k")],
        ["scan-decrypt", `${name}.txt`, "--keys", path.join(strange, "k")],
        ["scan-decrypt", `${name}.txt`, "--keys", path.join(strange, "k")],
        ["scan-decrypt", `${name}.missing`],
        ["scan-decrypt", `${name}.txt`, "x.json", "--private-key", strange],
        ["register", "merge", `${name}.txt`],
        ["audit", "verify", "--keys", strange],
        ["encrypt-to-qr", `${name}.txt`, "--public-key", name],
        ["keygen", "--name", name],
        [name],
        ["scan-decrypt", `--${name}`],
        ["scan-decrypt", "x", "--accept", name],
        ["scan-decrypt", "x", "--lang", name],
      ]) {
        const ran = await run(args, { cwd: folder });
        const text = ran.stdout.toString() + ran.stderr;
        expect(text).not.toBe("");
        expectHarmless(text, text.split("\n").length - 1);
      }
    });

    const python = pythonWith("pty");
    if (python === null) console.log("skipped: what a prompt shows needs python3 and its pty module");

    test.skipIf(python === null)("in the question for a passphrase", async () => {
      const args = ["keygen", "--type", "x25519", "--name", "a", "--out-dir", name, "--encrypt-private"];
      await run(args, { cwd: folder, env: { QRSEAL_PASSPHRASE: "quatre mots sans rapport" } });
      const program = path.join(projectFolder, "bin", "qrseal.js");
      const file = path.join(name, "a_private.pem");
      writeFileSync(
        inFolder("sealed.txt"),
        readFileSync(
          path.join(projectFolder, "fixtures/envelopes/qrseal-compact-port-unsigned-short.envelope"),
        ),
      );
      rmSync(path.join(folder, name, "a_public.pem"));
      const job = {
        argv: [process.execPath, program, "scan-decrypt", "sealed.txt", "x.json", "--private-key", file],
        cwd: folder,
        steps: [["Passphrase for ", "\u0003"]],
      };
      const output = execFileSync(
        python ?? "python3",
        [path.join(import.meta.dirname, "support/screen.py")],
        {
          input: JSON.stringify(job),
          encoding: "utf8",
          env: { ...process.env, NO_COLOR: "1", TERM: "xterm" },
        },
      );
      const { screen, untyped } = JSON.parse(output) as { screen: string; untyped: number };
      expect(untyped).toBe(0);
      expect(screen).toContain("Passphrase for ");
      expect(screen).not.toContain("\u001b[2K");
      expect(screen).not.toContain("\u001b]52");
      expect(screen).not.toContain("\u202e");
    });
  });
});
