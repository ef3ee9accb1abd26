import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseEnvelope, readPublicKeyFile, shortFingerprint } from "../../../src/core/index.ts";
import { x25519 } from "../../../src/core/keys/kinds/x25519.ts";
import type { Envelope, RecipientKeyPair } from "../../../src/core/index.ts";
import { unlock } from "../../../src/office/keys/unlock.ts";
import type { Unlocked } from "../../../src/office/keys/unlock.ts";
import { office } from "../../core/envelope/compact/keys.ts";
import type { OfficeName } from "../../core/envelope/compact/keys.ts";
import { emptyFolder, projectFolder } from "../../cli/support/run.ts";
import { ringOf } from "../support/ring.ts";
import { sealCompact, sealKeyWrapped } from "../../core/envelope/support/sealing.ts";
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
const layPair = (fixture: string, name = fixture): void => {
  lay(`${fixture}_private`, `${name}_private`);
  lay(`${fixture}_public`, `${name}_public`);
};

/** A fresh pair, its private half under a passphrase. */
async function layProtected(
  name: string,
  passphrase: string,
  withPublicHalf = true,
): Promise<RecipientKeyPair> {
  const pair = await x25519.generate();
  writeFileSync(inFolder(`${name}_private.pem`), pair.privateKey.toFile(Buffer.from(passphrase)), {
    mode: 0o600,
  });
  if (withPublicHalf) writeFileSync(inFolder(`${name}_public.pem`), pair.publicKey.toFile());
  return pair;
}

const document = Buffer.from('{"label":1}');
const compactFor = async (...pairs: readonly Pick<RecipientKeyPair, "publicKey">[]): Promise<Envelope> =>
  parseEnvelope(
    await sealCompact(
      document,
      pairs.map(({ publicKey }) => publicKey),
      { signer: null, issuedAt: 1 },
    ),
  );
const compactTo = (...names: readonly OfficeName[]): Promise<Envelope> => compactFor(...names.map(office));
const classicFor = async (name: string): Promise<Envelope> => {
  const file = readFileSync(path.join(projectFolder, "fixtures/keys", `${name}_public.pem`));
  return parseEnvelope(await sealKeyWrapped(document, readPublicKeyFile(file, name), { format: "classic" }));
};

const opening = (
  envelope: Envelope,
  options: { privateKey?: string; passphrase?: string } = {},
): Promise<Unlocked> => {
  const { passphrase, privateKey } = options;
  return unlock(envelope, ringOf(folder, passphrase), privateKey);
};
const keyThatOpens = async (...given: Parameters<typeof opening>): Promise<string> => {
  const { key, document: opened } = await opening(...given);
  expect(Buffer.from(opened())).toEqual(document);
  return key.name;
};

describe("a compact envelope", () => {
  test("is opened by the key of the folder that it is for", async () => {
    for (const name of ["air", "port", "office-2048"]) layPair(name);
    const { key, mediaType, statement } = await opening(await compactTo("port"));
    expect(key).toEqual({
      name: "port",
      file: inFolder("port_private.pem"),
      fingerprint: office("port").publicKey.fingerprint,
      type: "x25519",
    });
    expect(mediaType).toBe("application/json");
    expect(statement?.signature).toBeNull();
  });

  test("for two of our keys is opened once, by either", async () => {
    for (const name of ["air", "port"]) layPair(name);
    expect(await keyThatOpens(await compactTo("port", "air"))).toBe("air");
    expect(
      await keyThatOpens(await compactTo("port", "air"), { privateKey: inFolder("port_private.pem") }),
    ).toBe("port");
  });

  test("for two of our keys asks for no passphrase where one of them needs none", async () => {
    const ours = await layProtected("air", "the first passphrase");
    layPair("port");
    expect(await keyThatOpens(await compactFor(ours, office("port")))).toBe("port");
  });

  test("for two protected keys is opened by the one that the passphrase fits", async () => {
    const pairs = [
      await layProtected("a", "the first passphrase"),
      await layProtected("b", "the second passphrase"),
    ];
    const envelope = await compactFor(...pairs);
    expect(await keyThatOpens(envelope, { passphrase: "the first passphrase" })).toBe("a");
    expect(await keyThatOpens(envelope, { passphrase: "the second passphrase" })).toBe("b");
    await expect(opening(envelope, { passphrase: "the third passphrase" })).rejects.toMatchObject({
      code: "passphrase/wrong",
      facts: { path: inFolder("a_private.pem") },
    });
  });

  test("asks for no passphrase of a key that it is not for", async () => {
    await layProtected("a", "the first passphrase");
    await expect(opening(await compactTo("port"))).rejects.toMatchObject({ code: "open/for-another-key" });
    await layProtected("b", "the second passphrase", false);
    // This one could be it: only its passphrase would tell.
    await expect(opening(await compactTo("port"))).rejects.toMatchObject({ code: "passphrase/no-terminal" });
    const wrong = opening(await compactTo("port"), { passphrase: "the first passphrase" });
    await expect(wrong).rejects.toMatchObject({ code: "passphrase/wrong" });
  });

  test("is opened by a protected key without its public half, after those that surely fit", async () => {
    const a = await layProtected("a", "the first passphrase", false);
    layPair("port");
    expect(await keyThatOpens(await compactFor(a, office("port")))).toBe("port");
    expect(await keyThatOpens(await compactFor(a), { passphrase: "the first passphrase" })).toBe("a");
  });

  test("for others is told by the names of those whose public keys lie there", async () => {
    lay("air_public");
    layPair("port");
    const known = shortFingerprint(office("air").publicKey.fingerprint);
    const ours = shortFingerprint(office("port").publicKey.fingerprint);
    await expect(opening(await compactTo("air"))).rejects.toMatchObject({
      code: "open/for-another-key",
      facts: { recipients: [expect.stringContaining(`air (${known.slice(0, 19)}`)] },
    });
    await expect(opening(await compactTo("air"))).rejects.toMatchObject({
      facts: { held: [`port (${ours})`] },
    });
  });

  test("that was altered is not tried with other keys", async () => {
    for (const name of ["air", "port"]) layPair(name);
    const envelope = await compactTo("port", "air");
    const ciphertext = Uint8Array.from(envelope.ciphertext);
    ciphertext[0] = (ciphertext[0] ?? 0) ^ 1;
    await expect(opening({ ...envelope, ciphertext })).rejects.toMatchObject({ code: "open/damaged" });
  });
});

describe("an envelope that does not name its key", () => {
  test("is tried with every key of its length", async () => {
    for (const name of ["office-3072", "pkcs1-2048", "office-2048", "port"]) layPair(name);
    expect(await keyThatOpens(await classicFor("office-2048"))).toBe("office-2048");
    expect(await keyThatOpens(await classicFor("pkcs1-2048"))).toBe("pkcs1-2048");
    expect(await keyThatOpens(await classicFor("office-3072"))).toBe("office-3072");
    await expect(opening(await classicFor("office-4096"))).rejects.toMatchObject({
      code: "open/not-for-this-key",
      facts: { envelopeBits: 4096 },
    });
  });

  test("is tried with unprotected keys first: nobody types for nothing", async () => {
    layPair("protected-2048", "a");
    layPair("office-2048", "b");
    expect(await keyThatOpens(await classicFor("office-2048"))).toBe("b");
    layPair("protected-2048", "c");
    expect(await keyThatOpens(await classicFor("office-2048"))).toBe("b");
    await expect(opening(await classicFor("pkcs1-2048"))).rejects.toMatchObject({ code: "key/ambiguous" });
  });

  test("is not opened by a key of another type, named or not", async () => {
    layPair("port");
    const classic = await classicFor("office-2048");
    await expect(opening(classic)).rejects.toMatchObject({ code: "open/not-for-this-key" });
    await expect(opening(classic, { privateKey: inFolder("port_private.pem") })).rejects.toMatchObject({
      code: "open/not-for-this-key",
    });
  });
});

describe("a folder in disorder", () => {
  test("without keys to open with says so", async () => {
    await expect(opening(await compactTo("port"))).rejects.toMatchObject({ code: "key/none" });
    lay("port_public");
    lay("issuer-ed25519_signing_private");
    await expect(opening(await compactTo("port"))).rejects.toMatchObject({ code: "key/none" });
  });

  test("damaged files stop nobody whom another key serves", async () => {
    writeFileSync(inFolder("a_private.pem"), "damaged");
    lay("air_public");
    writeFileSync(inFolder("air_private.pem"), "damaged");
    layPair("port");
    layPair("office-2048");
    expect(await keyThatOpens(await compactTo("air", "port"))).toBe("port");
    expect(await keyThatOpens(await classicFor("office-2048"))).toBe("office-2048");
  });

  test("the key it is for is damaged: that is said, not that it is for others", async () => {
    layPair("port");
    lay("air_public");
    writeFileSync(inFolder("air_private.pem"), "damaged");
    await expect(opening(await compactTo("air"))).rejects.toMatchObject({ code: "key/not-a-key" });
    await expect(opening(await compactTo("port-next"))).rejects.toMatchObject({
      code: "open/for-another-key",
    });
  });

  test("a public half of another office does not hide a private key", async () => {
    lay("port_private");
    lay("air_public", "port_public");
    expect(await keyThatOpens(await compactTo("port"))).toBe("port");
    const ours = shortFingerprint(office("port").publicKey.fingerprint);
    await expect(opening(await compactTo("air"))).rejects.toMatchObject({
      facts: { held: [`port (${ours})`] },
    });
  });

  test("beside a protected key too: what its passphrase brings to light is told", async () => {
    const pair = await layProtected("port", "the first passphrase", false);
    lay("air_public", "port_public");
    await expect(
      opening(await compactTo("air"), { passphrase: "the first passphrase" }),
    ).rejects.toMatchObject({
      code: "open/for-another-key",
      facts: { held: [`port (${shortFingerprint(pair.publicKey.fingerprint)})`] },
    });
  });
});

describe("a key that was named", () => {
  test("alone counts, whatever the folder holds", async () => {
    layPair("port");
    layPair("air");
    const named = { privateKey: inFolder("air_private.pem") };
    await expect(opening(await compactTo("port"), named)).rejects.toMatchObject({
      code: "open/for-another-key",
    });
  });

  test.each([
    ["is missing", null, "key/not-found"],
    ["is empty", "", "input/empty"],
    ["is no key", "damaged", "key/not-a-key"],
    ["is a public key", "port_public", "key/private-needed"],
    ["is a key to sign with", "issuer-ed25519_signing_private", "key/wrong-type"],
  ])("%s", async (_, content, code) => {
    layPair("port");
    const file = inFolder("named.pem");
    if (content?.includes("_") === true) lay(content, "named");
    else if (content !== null) writeFileSync(file, content);
    await expect(opening(await compactTo("port"), { privateKey: file })).rejects.toMatchObject({ code });
  });

  test("is a folder", async () => {
    mkdirSync(inFolder("named.pem"));
    await expect(
      opening(await compactTo("port"), { privateKey: inFolder("named.pem") }),
    ).rejects.toMatchObject({
      code: "input/is-folder",
    });
  });
});
