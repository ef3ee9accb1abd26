import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listKeys } from "../../../src/office/folder/keyfolder.ts";
import type { HeldKey } from "../../../src/office/heldkey.ts";
import { office, signer } from "../../core/envelope/compact/keys.ts";
import { emptyFolder, run } from "../../cli/support/run.ts";
import { layKey } from "../support/laidkeys.ts";

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = emptyFolder());
});
afterEach(() => {
  remove();
});

const inFolder = (name: string): string => path.join(folder, name);
/** A key of fixtures/keys under another name. */
const lay = (fixture: string, name = fixture): void => {
  layKey(folder, fixture, name);
};
const write = (name: string, content: string | Uint8Array): void => {
  writeFileSync(inFolder(name), content);
};
const namesOf = (keys: readonly HeldKey[]): string[] => keys.map(({ name, use }) => `${name} ${use}`);
const only = async (): Promise<HeldKey> => {
  const [key, ...others] = await listKeys(folder);
  expect(others).toEqual([]);
  if (key === undefined) throw new Error("expected a key, found none");
  return key;
};

const port = office("port").publicKey.fingerprint;
const air = office("air").publicKey.fingerprint;

describe("what a folder holds", () => {
  test("a pair is one key, by the names keygen gives", async () => {
    lay("port_private");
    lay("port_public");
    expect(await only()).toEqual({
      name: "port",
      use: "recipient",
      isRetired: false,
      privateFile: inFolder("port_private.pem"),
      publicFile: inFolder("port_public.pem"),
      fingerprint: port,
      type: "x25519",
      bits: 255,
      label: "x25519",
      needsPassphrase: false,
      isPrivateReadable: true,
      isMismatched: false,
    });
  });

  test("either half alone is a key too", async () => {
    lay("port_private");
    expect(await only()).toMatchObject({ fingerprint: port, publicFile: null, isPrivateReadable: true });
    rmSync(inFolder("port_private.pem"));
    lay("air_public");
    expect(await only()).toMatchObject({ fingerprint: air, privateFile: null, isPrivateReadable: false });
  });

  test("a protected key tells nothing of itself, its public half does", async () => {
    lay("protected-2048_private", "a_private");
    const unknown = { fingerprint: null, type: null, bits: null };
    expect(await only()).toMatchObject({ ...unknown, needsPassphrase: true, isPrivateReadable: true });
    lay("protected-2048_public", "a_public");
    expect(await only()).toMatchObject({ type: "rsa", bits: 2048, needsPassphrase: true });
    expect((await only()).fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  test("keys to sign with are apart from keys of the same name to open with", async () => {
    lay("port_private", "desk_private");
    lay("issuer-p256_signing_private", "desk_signing_private");
    lay("issuer-p256_signing_public", "desk_signing_public");
    const keys = await listKeys(folder);
    expect(namesOf(keys)).toEqual(["desk recipient", "desk signing"]);
    expect(keys[1]).toMatchObject({
      type: "p256",
      bits: null,
      fingerprint: signer("issuer-p256").publicKey.fingerprint,
    });
  });

  test("retired pairs stand beside the present one, each by its date, two of a second apart", async () => {
    lay("port_private", "a_private");
    lay("air_private", "a_private.20261121T040000Z");
    lay("air_public", "a_public.20261121T040000Z");
    lay("port-next_private", "a_private.20261121T040000Z-2");
    const keys = await listKeys(folder);
    expect(keys.map(({ name, isRetired }) => [name, isRetired])).toEqual([
      ["a, retired 20261121", true],
      ["a, retired 20261121", true],
      ["a", false],
    ]);
    expect(new Set(keys.map(({ fingerprint }) => fingerprint)).size).toBe(3);
    expect(keys.find(({ fingerprint }) => fingerprint === air)?.publicFile).toBe(
      inFolder("a_public.20261121T040000Z.pem"),
    );
  });

  test("names of any office are names", async () => {
    // On Windows a reverse slash parts folders.
    const windows = process.platform === "win32" ? [] : ["C:\\keys\\x"];
    const names = ["Düsseldorf 2", "a_private", "..", "_", ...windows];
    for (const name of names) lay("port_public", `${name}_public`);
    expect(namesOf(await listKeys(folder)).toSorted()).toEqual(
      names.map((name) => `${name} recipient`).toSorted(),
    );
  });

  test.each([
    "private.pem",
    "_private.pem",
    "port_private.pem.bak",
    "port.pem",
    "port_secret.pem",
    "air_private.PEM",
  ])("%s is nobody's key", async (name) => {
    lay("port_private");
    copyFileSync(inFolder("port_private.pem"), inFolder(name));
    expect(namesOf(await listKeys(folder))).toEqual(["port recipient"]);
  });

  test("no folder, an empty one and a file hold none", async () => {
    write("file", "");
    for (const place of ["missing", "file", "."]) expect(await listKeys(inFolder(place))).toEqual([]);
  });

  test("with a slash behind it is the same folder", async () => {
    lay("port_private");
    expect(await listKeys(folder + path.sep)).toEqual(await listKeys(folder));
  });

  test.skipIf(process.platform === "win32")(
    "a folder that cannot be read is not taken for an empty one",
    async () => {
      const long = path.join(folder, "x".repeat(300));
      await expect(listKeys(long)).rejects.toMatchObject({ code: "input/unreadable" });
    },
  );
});

describe("damaged files among good ones", () => {
  test("hide no other key", async () => {
    lay("port_private");
    write("a_private.pem", "");
    write("b_private.pem", "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vu");
    write("c_public.pem", Buffer.from([0xff, 0xfe, 0x00]));
    write("d_private.pem", "x".repeat(70_000));
    mkdirSync(inFolder("e_private.pem"));
    lay("issuer-ed25519_signing_private", "f_private");
    expect(namesOf(await listKeys(folder))).toEqual(["port recipient"]);
  });

  test("a damaged half leaves what the other half tells", async () => {
    lay("port_private");
    write("port_public.pem", "damaged");
    expect(await only()).toMatchObject({ fingerprint: port, isPrivateReadable: true, isMismatched: false });
    lay("port_public");
    write("port_private.pem", "damaged");
    expect(await only()).toMatchObject({
      fingerprint: port,
      privateFile: inFolder("port_private.pem"),
      isPrivateReadable: false,
      isMismatched: false,
    });
  });

  test.each([
    ["damaged", "damaged"],
    ["empty", ""],
  ])(
    "a key to sign with that is %s stays in the list: its owner must not go on unsigned",
    async (_, content) => {
      write("anae_signing_private.pem", content);
      expect(await only()).toMatchObject({ use: "signing", fingerprint: null, isPrivateReadable: false });
    },
  );

  test("a key of the wrong use is not readable for this one", async () => {
    lay("port_private", "anae_signing_private");
    expect(await only()).toMatchObject({ use: "signing", fingerprint: null, isPrivateReadable: false });
  });
});

test("a public half of another key says nothing about the private one beside it", async () => {
  lay("port_private");
  lay("air_public", "port_public");
  expect(await only()).toMatchObject({ fingerprint: port, isMismatched: true });
  const { stdout, stderr } = await run(["keys", "list", "--keys", "."], { cwd: folder });
  expect(stderr).toBe(
    "warning: port_public.pem is not the public half of port_private.pem: what is sealed with it, that key does not open\n",
  );
  expect(stdout.toString()).toContain(port.slice(0, 4));
});
