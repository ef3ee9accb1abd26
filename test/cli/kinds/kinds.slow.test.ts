/**
 * Kinds of keys that the program does not know, added by modules that Node loads before it: everything a desk does goes
 * through the real command, and not a line of the program was written for them.
 */
import { copyFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyFolder, projectFolder, run } from "../support/run.ts";
import type { Ran } from "../support/run.ts";

const module = (name: string): string => path.join(import.meta.dirname, name);
const [threaded, ed448] = [module("threaded.mjs"), module("ed448.mjs")];

let folder: string;
let remove: () => void;
const inFolder = (name: string): string => path.join(folder, name);
const bytesOf = (name: string): Buffer => readFileSync(inFolder(name));
const desk = async (...args: string[]): Promise<Ran> =>
  run(args, { cwd: folder, imports: [threaded, ed448] });
/** What a command that worked printed. */
const says = async (...args: string[]): Promise<string> => {
  const { status, stdout, stderr } = await desk(...args);
  expect(status, stderr).toBe(0);
  return stdout.toString();
};
const jsonOf = async (...args: string[]): Promise<Record<string, unknown>> =>
  JSON.parse(await says(...args, "--json")) as Record<string, unknown>;

beforeAll(async () => {
  ({ folder, remove } = emptyFolder());
  copyFileSync(path.join(projectFolder, "fixtures/documents/id-card.json"), inFolder("card.json"));
  await says("keygen", "--name", "port", "--type", "threaded");
  await says("keygen", "--name", "office", "--bits", "2048");
});
afterAll(() => {
  remove();
});

describe("a kind of recipients whose keys work in another thread and lie in files of their own", () => {
  test("makes pairs in one of its lengths, the usual one where none is named", async () => {
    const made = await says("keygen", "--name", "usual", "--type", "threaded", "--out-dir", "other");
    expect(made).toContain("other/usual_private.pem  (Threaded 448, not protected");
    expect(bytesOf("other/usual_public.pem").toString()).toMatch(/^threaded public 448 /);
    const short = ["keygen", "--name", "short", "--type", "threaded", "--bits", "255", "--out-dir", "other"];
    expect(await jsonOf(...short)).toMatchObject({ type: "threaded", bits: 255, protected: false });
  });

  test("is offered beside the others, and its lengths are not theirs", async () => {
    expect(await says("keygen", "--help")).toContain("rsa|x25519|threaded|ed25519|p256|dsa|ed448");
    const refused = await desk("keygen", "--name", "other", "--type", "threaded", "--bits", "2048");
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("--bits 2048 is not for --type threaded: expected 255 or 448");
    const french = await run(["keygen", "--name", "other", "--type", "rsa", "--bits", "448"], {
      cwd: folder,
      env: { LANG: "fr_FR.UTF-8" },
      imports: [threaded],
    });
    expect(french.stderr).toContain("--bits 448 ne va pas avec --type rsa : il faut 2048 ou 3072 ou 4096");
  });

  test("stands in the list of keys by its name, length and fingerprint", async () => {
    const [, port] = (await says("keys", "list")).split("\n");
    expect(port).toMatch(/^port +opens +threaded 448 +[0-9a-f]{4}(-[0-9a-f]{4}){4} +private half$/);
    const { keys } = (await jsonOf("keys", "list")) as { keys: readonly Record<string, unknown>[] };
    expect(keys[1]).toMatchObject({ use: "recipient", type: "threaded", bits: 448, protected: false });
  });

  test("seals a document and opens it again, alone", async () => {
    const key = ["--public-key", "keys/port_public.pem"];
    const drawn = await says(
      "encrypt-to-qr",
      "card.json",
      "alone.png",
      ...key,
      "--out-envelope",
      "alone.txt",
    );
    expect(drawn).toMatch(/^receiver {2}\S+ {2}\(Threaded 448, keys\/port_public\.pem\)$/m);
    const inspected = await says("inspect", "alone.png");
    expect(inspected).toMatch(
      /^for {10}\S+, a Threaded key of 448 bits \(threaded agreement, AES-256 key wrap\)$/m,
    );
    await says("scan-decrypt", "alone.png", "alone.json");
    expect(bytesOf("alone.json").equals(bytesOf("card.json"))).toBe(true);
  });

  test("seals it together with an RSA key, for either to open", async () => {
    const keys = ["--public-key", "keys/office_public.pem", "--public-key", "keys/port_public.pem"];
    await says("encrypt-to-qr", "card.json", "both.png", ...keys, "--out-envelope", "both.txt");
    const { envelope } = (await jsonOf("inspect", "both.txt")) as { envelope: { recipients: object[] } };
    expect(envelope.recipients).toEqual([
      expect.objectContaining({ keyWrap: "RSA-OAEP, SHA-256, MGF1-SHA-256", keyBits: 2048 }),
      expect.objectContaining({ keyWrap: "threaded agreement, AES-256 key wrap", keyBits: 448 }),
    ]);
    for (const name of ["office", "port"]) {
      const key = ["--private-key", `keys/${name}_private.pem`, "--keys", "no-folder"];
      await says("scan-decrypt", "both.png", `${name}.json`, ...key);
      expect(bytesOf(`${name}.json`).equals(bytesOf("card.json"))).toBe(true);
    }
  });

  test("hands on to the office's next key, and takes over", async () => {
    for (const [from, to] of [
      ["port", "office"],
      ["office", "port"],
    ]) {
      const made = ["--public-key", `keys/${from ?? ""}_public.pem`, "--out-envelope", "old.txt", "--force"];
      await says("encrypt-to-qr", "card.json", "old.png", ...made);
      const next = ["--public-key", `keys/${to ?? ""}_public.pem`, "--out-envelope", "new.txt", "--force"];
      await says("rewrap", "old.txt", ...next);
      const key = ["--private-key", `keys/${to ?? ""}_private.pem`, "--force"];
      await says("scan-decrypt", "--text", "new.txt", "--out-json", "new.json", ...key);
      expect(bytesOf("new.json").equals(bytesOf("card.json"))).toBe(true);
    }
  });

  test("keeps a private half under a passphrase", async () => {
    const made = [
      "--type",
      "threaded",
      "--encrypt-private",
      "--out-dir",
      "locked",
      "--passphrase",
      "a long one",
    ];
    await says("keygen", ...made);
    await says("encrypt-to-qr", "card.json", "locked.png", "--public-key", "locked/system_public.pem");
    const open = ["scan-decrypt", "locked.png", "--out-json", "-", "--keys", "locked", "--passphrase"];
    expect((await desk(...open, "a long one")).stdout.equals(bytesOf("card.json"))).toBe(true);
    expect((await desk(...open, "another")).stderr).toContain("[passphrase/wrong]");
    const [row] = (await says("keys", "list", "--keys", "locked")).split("\n");
    expect(row).toMatch(/threaded 448 .* protected private half$/);
  });

  test("is refused as a key to sign with, and in a format for RSA keys", async () => {
    const signed = await desk(
      "encrypt-to-qr",
      "card.json",
      "--sign-key",
      "keys/port_private.pem",
      "--public-key",
      "keys/office_public.pem",
    );
    expect(signed.stderr).toContain("found a key of type threaded: keys/port_private.pem [key/wrong-type]");
    const classic = await desk(
      "encrypt-to-qr",
      "card.json",
      "--format",
      "classic",
      "--public-key",
      "keys/port_public.pem",
    );
    expect(classic.stderr).toContain("found a key of type threaded: keys/port_public.pem [key/wrong-type]");
  });

  test("is nothing to the program without it", async () => {
    const { status, stderr } = await run(["inspect", "alone.txt"], { cwd: folder });
    expect(status).toBe(5);
    expect(stderr).toContain("a recipient is not built as it must be [envelope/malformed]");
    const key = await run(["encrypt-to-qr", "card.json", "--public-key", "keys/port_public.pem"], {
      cwd: folder,
    });
    expect(key.stderr).toContain("[key/not-a-key]");
  });
});

test("a kind of signers signs, is trusted by name, and is told apart from what it did not sign", async () => {
  const keys = ["--keys", "issuer"];
  const made = await says("keygen", "--use", "signing", "--type", "ed448", "--out-dir", "issuer");
  expect(made).toContain("issuer/system_signing_private.pem  (Ed448, for signing, not protected");
  const [row] = (await says("keys", "list", ...keys)).split("\n");
  expect(row).toMatch(/^system +signs +ed448 /);
  await says("keygen", "--out-dir", "issuer", "--type", "x25519");
  expect(await says("trust", "add", "ANAE", "issuer/system_signing_public.pem", ...keys)).toMatch(
    /ANAE {2}\S+, Ed448, at any time/,
  );
  const drawn = await says("encrypt-to-qr", "card.json", "signed.png", ...keys);
  expect(drawn).toMatch(/^signed {4}by \S+ {2}\(Ed448, issuer\/system_signing_private\.pem\)$/m);
  const taken = await says("scan-decrypt", "signed.png", "signed.json", ...keys);
  expect(taken).toContain("verdict      you can rely on it: issued by ANAE");

  // A bundle of the same kind, taken and held against its authority's key each time the desk reads it.
  await says("trust", "export", "bundle.txt", ...keys);
  const signedBy = ["--signed-by", "issuer/system_signing_public.pem", "--keys", "reader"];
  expect(await says("trust", "import", "bundle.txt", ...signedBy)).toContain("imported");
  expect(await says("trust", "list", "--keys", "reader")).toContain("Ed448");
});
