import { spawn } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changeTrust, readTrust, readTrustStore } from "../../../src/office/folder/truststore.ts";
import type { TrustStore } from "../../../src/office/folder/truststore.ts";
import { encodeBundle, encodeTrustList, readSigningPublicKeyFile } from "../../../src/core/index.ts";
import type { TrustList } from "../../../src/core/index.ts";
import { newSigningKeys } from "../../core/support/signingkeys.ts";
import { afterFixtures } from "../../cli/support/clock.ts";
import { emptyFolder, projectFolder, run } from "../../cli/support/run.ts";

const fixture = (name: string): Buffer => readFileSync(path.join(projectFolder, "fixtures", name));
const publicKey = (name: string) =>
  readSigningPublicKeyFile(fixture(`keys/${name}_signing_public.pem`), name);

let folder: string;
let remove: () => void;
let keys: string;
beforeEach(() => {
  ({ folder, remove } = emptyFolder());
  keys = path.join(folder, "keys");
  for (const name of ["authority", "anae", "customs"])
    writeFileSync(path.join(folder, `${name}.pem`), fixture(`keys/${name}_signing_public.pem`));
  for (const name of ["january", "february", "by-customs"])
    copyFileSync(
      path.join(projectFolder, `fixtures/trust/bundle-${name}.txt`),
      path.join(folder, `${name}.txt`),
    );
});
afterEach(() => {
  remove();
});

const emptyList: TrustList = {
  madeAt: 1,
  authority: null,
  issuers: [],
  revokedKeys: [],
  revokedDocuments: [],
};
const inKeys = (name: string): string => path.join(keys, name);
const qrseal = async (...words: string[]) => run(["trust", ...words], { cwd: folder, env: afterFixtures() });
const done = async (...words: string[]): Promise<void> => {
  const { stderr, status } = await qrseal(...words, "--quiet");
  expect(stderr).toBe("");
  expect(status).toBe(0);
};

/** What a store says, without the time of its last change. */
function summary({ own, bundle }: TrustStore): string {
  const names = (list: TrustList | null): string =>
    list === null ? "none" : list.issuers.map(({ name }) => name).join(" ");
  const revoked = (list: TrustList | null): number => list?.revokedKeys.length ?? 0;
  return [
    `own ${names(own)}`,
    `authority ${own?.authority?.fingerprint.slice(0, 4) ?? "none"}`,
    `bundle ${names(bundle)} ${revoked(bundle)}`,
  ].join(", ");
}
const found = async (): Promise<string> => summary(await readTrustStore(keys));

describe("killed before any of its changes to the disk", () => {
  /** Counts calls that change the disk, and kills the program before number KILL_BEFORE. */
  const preload = `
import * as fs from "node:fs/promises";
import { syncBuiltinESMExports, createRequire } from "node:module";
const promises = createRequire(import.meta.url)("node:fs/promises");
let calls = 0;
const count = () => {
  calls += 1;
  if (calls === Number(process.env.KILL_BEFORE)) process.kill(process.pid, "SIGKILL");
};
const { open } = promises;
const probe = await open(process.execPath, "r");
const handle = Object.getPrototypeOf(probe);
await probe.close();
for (const [object, names] of [[promises, ["rename", "rm", "link", "mkdir", "chmod"]], [handle, ["writeFile", "sync"]]]) {
  for (const name of names) {
    const original = object[name];
    object[name] = function (...words) { count(); return original.apply(this, words); };
  }
}
promises.open = (file, flags, ...rest) => { if (flags !== "r") count(); return open(file, flags, ...rest); };
syncBuiltinESMExports();
`;

  async function killBefore(call: number, words: readonly string[]): Promise<boolean> {
    const file = path.join(folder, "preload.mjs");
    writeFileSync(file, preload);
    const child = spawn(process.execPath, [path.join(projectFolder, "bin/qrseal.js"), "trust", ...words], {
      cwd: folder,
      env: {
        ...process.env,
        NODE_OPTIONS: `${afterFixtures()["NODE_OPTIONS"] ?? ""} --import ${pathToFileURL(file).href}`,
        KILL_BEFORE: String(call),
      },
      stdio: "ignore",
    });
    const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return status !== 0;
  }

  const afterwards = "own Second, authority none, bundle none 0";
  test.each([
    [
      "the first entry",
      [],
      ["add", "Second", "customs.pem"],
      "own none, authority none, bundle none 0",
      afterwards,
    ],
    [
      "another entry",
      [["add", "First", "anae.pem"]],
      ["add", "Second", "customs.pem"],
      "own First, authority none, bundle none 0",
      "own First Second, authority none, bundle none 0",
    ],
    [
      "the first bundle",
      [["add", "First", "anae.pem"]],
      ["import", "january.txt", "--signed-by", "authority.pem"],
      "own First, authority none, bundle none 0",
      "own First, authority deb6, bundle ANAE 0",
    ],
    [
      "a later bundle",
      [["import", "january.txt", "--signed-by", "authority.pem"]],
      ["import", "february.txt"],
      "own , authority deb6, bundle ANAE 0",
      "own , authority deb6, bundle ANAE 1",
    ],
    [
      "another authority's bundle",
      [["import", "february.txt", "--signed-by", "authority.pem"]],
      ["import", "by-customs.txt", "--signed-by", "customs.pem", "--force"],
      "own , authority deb6, bundle ANAE 1",
      "own , authority 34c1, bundle Direction générale\u001b[31m 0",
    ],
  ] as const)(
    "%s: the old lists or the new ones, and the next command goes on from there",
    async (_, before, words, old, next) => {
      let kills = 0;
      const seen = new Set<string>();
      for (const step of before) await done(...step);
      const start = path.join(folder, "start");
      if (existsSync(keys)) renameSync(keys, start);
      for (let call = 1; ; call += 1) {
        // What fails for another reason would count as killed for ever.
        expect(call).toBeLessThan(100);
        rmSync(keys, { recursive: true, force: true });
        if (existsSync(start)) cpSync(start, keys, { recursive: true });
        const wasKilled = await killBefore(call, words);
        const left = await found();
        expect([old, next], `killed before call ${call}`).toContain(left);
        seen.add(left);
        if (!wasKilled) {
          expect(left).toBe(next);
          break;
        }
        kills += 1;
        await changeTrust(keys, ({ own }) => ({
          own: { ...(own ?? emptyList), madeAt: call },
          bundleText: null,
          outcome: null,
        }));
        expect(await found()).toBe(left.replace("own none", "own "));
        expect(existsSync(inKeys(".trust.lock"))).toBe(false);
        // What a killed import had not made count yet may stay, and is passed over.
        expect(existsSync(inKeys("trust-bundle.next.txt")) && left === next).toBe(false);
      }
      expect(kills).toBeGreaterThan(5);
      expect(seen.size).toBe(2);
    },
    120_000,
  );
});

describe("several commands at once", () => {
  test("lose none of their changes", async () => {
    const names = Array.from({ length: 6 }, (_, index) => `Office ${index}`);
    for (const name of names) {
      const { publicKey: key } = await newSigningKeys("ed25519");
      writeFileSync(path.join(folder, `${name}.pem`), key.toFile());
    }
    await Promise.all([
      ...names.map((name) => done("add", name, `${name}.pem`)),
      done("import", "january.txt", "--signed-by", "authority.pem"),
      done("revoke", "--document", "00".repeat(16)),
    ]);
    const { own, bundle } = await readTrustStore(keys);
    expect(own?.issuers.map(({ name }) => name).toSorted()).toEqual(names);
    expect(own?.revokedDocuments).toHaveLength(1);
    expect(bundle?.issuers).toHaveLength(1);
    expect(readdirSync(keys).toSorted()).toEqual(["trust-bundle.txt", "trust.txt"]);
  });

  const revoking = (own: TrustList | null, documentId: string): TrustList => ({
    ...(own ?? emptyList),
    revokedDocuments: [...(own?.revokedDocuments ?? []), { documentId, at: 1, reason: null }],
  });

  // As by a command on another computer, which took the lock for left behind.
  test("a change from under the lock is not overwritten: it is made again on top", async () => {
    mkdirSync(keys);
    let calls = 0;
    const outcome = await changeTrust(keys, ({ own }) => {
      calls += 1;
      if (calls === 1) writeFileSync(inKeys("trust.txt"), encodeTrustList(revoking(own, "aa".repeat(16))));
      return { own: revoking(own, "bb".repeat(16)), bundleText: null, outcome: calls };
    });
    expect(outcome).toBe(2);
    const { own } = await readTrustStore(keys);
    expect(own?.revokedDocuments.map(({ documentId }) => documentId.slice(0, 2))).toEqual(["aa", "bb"]);
  });

  test("a change that is always too late is given up, and says so", async () => {
    mkdirSync(keys);
    let calls = 0;
    const act = changeTrust(keys, ({ own }) => {
      calls += 1;
      writeFileSync(inKeys("trust.txt"), encodeTrustList({ ...emptyList, madeAt: calls }));
      return { own: revoking(own, "bb".repeat(16)), bundleText: null, outcome: null };
    });
    await expect(act).rejects.toMatchObject({ code: "trust/busy" });
    expect(calls).toBe(8);
    expect((await readTrustStore(keys)).own?.revokedDocuments).toEqual([]);
    expect(readdirSync(keys)).toEqual(["trust.txt"]);
  });

  test("a reader never sees the lists of two authorities mixed", async () => {
    const authorities = [await newSigningKeys("ed25519"), await newSigningKeys("ed25519")];
    const bundles = await Promise.all(
      authorities.map(({ privateKey }) => encodeBundle(emptyList, privateKey)),
    );
    const change = async (index: number): Promise<null> =>
      changeTrust(keys, ({ own }) => ({
        own: { ...(own ?? emptyList), authority: authorities[index]?.publicKey ?? null },
        bundleText: bundles[index] ?? null,
        outcome: null,
      }));
    await change(0);
    const changer = (async (): Promise<void> => {
      for (let turn = 1; turn <= 60; turn += 1) await change(turn % 2);
    })();
    const ended = changer.then(() => true);
    let reads = 0;
    while (!(await Promise.race([ended, Promise.resolve(false)]))) {
      expect((await readTrustStore(keys)).bundle).not.toBeNull();
      reads += 1;
    }
    expect(reads).toBeGreaterThan(0);
  });
});

describe("what is read", () => {
  test("is nothing where there is nothing, and makes no folder", async () => {
    expect(await readTrust(keys)).toBeNull();
    expect(existsSync(keys)).toBe(false);
    await expect(
      changeTrust(keys, () => {
        throw new Error("refused");
      }),
    ).rejects.toThrow("refused");
    expect(existsSync(keys)).toBe(false);
  });

  test("is both lists as one", async () => {
    await done("add", "Douane", "customs.pem");
    await done("import", "february.txt", "--signed-by", "authority.pem");
    expect(await readTrust(keys)).toMatchObject({
      issuers: [{ name: "Douane" }, { name: "ANAE" }],
      madeAt: Date.UTC(2026, 1, 15, 9, 30) / 1000,
      isBundle: true,
    });
  });

  test("are the lists written years ago", async () => {
    mkdirSync(keys);
    copyFileSync(path.join(projectFolder, "fixtures/trust/own-list.txt"), inKeys("trust.txt"));
    copyFileSync(path.join(folder, "february.txt"), inKeys("trust-bundle.txt"));
    const { own, bundle } = await readTrustStore(keys);
    const anae = {
      name: "ANAE",
      key: { fingerprint: publicKey("anae").fingerprint },
      speaksFor: "Dakar",
      from: Date.UTC(2026, 0, 1) / 1000,
      until: Date.UTC(2029, 0, 1) / 1000 - 1,
    };
    const content = {
      issuers: [anae],
      revokedKeys: [
        {
          fingerprint: publicKey("customs").fingerprint,
          at: Date.UTC(2026, 1, 10) / 1000,
          reason: "key lost",
        },
      ],
      revokedDocuments: [
        {
          documentId: "00112233445566778899aabbccddeeff",
          at: Date.UTC(2026, 1, 11, 12) / 1000,
          reason: null,
        },
      ],
    };
    expect(own).toMatchObject({ ...content, madeAt: Date.UTC(2026, 2, 1) / 1000 });
    expect(own?.authority?.fingerprint).toBe(publicKey("authority").fingerprint);
    expect(bundle).toMatchObject({
      ...content,
      madeAt: Date.UTC(2026, 1, 15, 9, 30) / 1000,
      authority: null,
    });
    expect(own && encodeTrustList(own)).toEqual(new Uint8Array(fixture("trust/own-list.txt")));
  });

  test("never is taken for nothing: links to nothing, folders, too much", async () => {
    mkdirSync(inKeys("trust.txt"), { recursive: true });
    await expect(readTrust(keys)).rejects.toMatchObject({ code: "input/is-folder" });
    rmSync(inKeys("trust.txt"), { recursive: true });
    writeFileSync(inKeys("trust.txt"), Buffer.alloc(4 * 1024 * 1024 + 1));
    await expect(readTrust(keys)).rejects.toMatchObject({ code: "trust/store-damaged" });
    if (process.platform === "win32") return;
    rmSync(inKeys("trust.txt"));
    symlinkSync("elsewhere.txt", inKeys("trust.txt"));
    await expect(readTrust(keys)).rejects.toMatchObject({
      code: "trust/store-damaged",
      facts: { problem: { term: "dangling-link" } },
    });
  });
});
