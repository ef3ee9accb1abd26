import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chooseSigner } from "../../../src/office/keys/signer.ts";
import type { Signer } from "../../../src/office/keys/signer.ts";
import { signer } from "../../core/envelope/compact/keys.ts";
import { emptyFolder } from "../../cli/support/run.ts";
import { ringOf } from "../support/ring.ts";
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
const lay = (fixture: string, name = fixture): void => {
  layKey(folder, fixture, name);
};
const choose = (options: { signKey?: string; unsigned?: boolean } = {}): Promise<Signer | null> =>
  chooseSigner(options, ringOf(folder));

test("nobody signs where there is no key to sign with, or no folder", async () => {
  lay("port_private");
  lay("issuer-ed25519_signing_public");
  expect(await choose()).toBeNull();
  expect(await chooseSigner({}, ringOf(inFolder("missing")))).toBeNull();
});

test("the one signing key of the folder signs, without being asked", async () => {
  lay("port_private");
  lay("issuer-p256_signing_private");
  expect(await choose()).toMatchObject({
    file: inFolder("issuer-p256_signing_private.pem"),
    key: { fingerprint: signer("issuer-p256").privateKey.fingerprint },
  });
  expect(await choose({ unsigned: true })).toBeNull();
});

test("of several one must be named, and a named one needs no folder", async () => {
  lay("issuer-p256_signing_private");
  lay("issuer-ed25519_signing_private");
  await expect(choose()).rejects.toMatchObject({
    code: "key/ambiguous",
    facts: { paths: expect.arrayContaining([inFolder("issuer-ed25519_signing_private.pem")]) as string[] },
  });
  const signKey = inFolder("issuer-p256_signing_private.pem");
  expect((await choose({ signKey }))?.key.kind.id).toBe("p256");
  expect((await chooseSigner({ signKey }, ringOf(inFolder("missing"))))?.key.kind.id).toBe("p256");
});

test("a retired key signs only where it is named", async () => {
  lay("issuer-ed25519_signing_private", "anae_signing_private.20261121T040000Z");
  expect(await choose()).toBeNull();
  lay("issuer-p256_signing_private", "anae_signing_private");
  expect((await choose())?.key.kind.id).toBe("p256");
  const signKey = inFolder("anae_signing_private.20261121T040000Z.pem");
  expect((await choose({ signKey }))?.key.kind.id).toBe("ed25519");
});

test.each([
  ["damaged", "damaged", "key/not-a-key"],
  ["empty", "", "input/empty"],
])("a key that is %s is told: nobody sends out unsigned what was to be signed", async (_, content, code) => {
  writeFileSync(inFolder("anae_signing_private.pem"), content);
  await expect(choose()).rejects.toMatchObject({ code });
  lay("issuer-ed25519_signing_public", "anae_signing_public");
  await expect(choose()).rejects.toMatchObject({ code });
});

test("a key to open with does not sign under the name of one that does", async () => {
  lay("port_private", "anae_signing_private");
  await expect(choose()).rejects.toMatchObject({ code: "key/wrong-type" });
});
