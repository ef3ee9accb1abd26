import { expect, test } from "vitest";
import { askPassphrase } from "../../../src/cli/keys/passphrase.ts";
import { bystander } from "../support/bystander.ts";

const first = { file: "port.pem", triesLeft: 3, isAgain: false };
const again = { file: "port.pem", triesLeft: 2, isAgain: true };

test("a passphrase that is given is given once for a key, and for every key", async () => {
  const ask = askPassphrase({}, bystander({ QRSEAL_PASSPHRASE: "correct horse" }));
  expect(await ask(first)).toEqual(new TextEncoder().encode("correct horse"));
  expect(await ask(again)).toBeNull();
  expect(await ask({ ...first, file: "air.pem" })).toEqual(new TextEncoder().encode("correct horse"));
});

test("an option goes before the environment, and is seen by others", async () => {
  const host = bystander({ QRSEAL_PASSPHRASE: "correct horse", LANG: "C" });
  const ask = askPassphrase({ passphrase: "battery staple" }, host);
  expect(await ask(first)).toEqual(new TextEncoder().encode("battery staple"));
  expect(host.said()).toMatch(/^warning: /);
});

test("two ways to give one are refused, and an empty one", async () => {
  const both = askPassphrase({ passphrase: "a", passphraseFile: "b" }, bystander());
  await expect(both(first)).rejects.toMatchObject({ code: "usage/conflict" });
  const empty = askPassphrase({}, bystander({ QRSEAL_PASSPHRASE: "" }));
  await expect(empty(first)).rejects.toMatchObject({ code: "passphrase/empty" });
});
