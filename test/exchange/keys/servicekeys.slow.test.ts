import { createPublicKey, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { encodeGeneration, fingerprintsOf, parseGeneration } from "../../../src/exchange/keys/generation.ts";
import type { KeyGeneration } from "../../../src/exchange/keys/generation.ts";
import { describeGenerations } from "../../../src/exchange/keys/servicekeyroutes.ts";
import { changeProtection, rotateServiceKeys } from "../../../src/exchange/keys/rotation.ts";
import { loadServiceKeys } from "../../../src/exchange/keys/servicekeys.ts";
import type { ServiceKeys } from "../../../src/exchange/keys/servicekeys.ts";
import { keysAnswer, successionText } from "../../../src/exchange/protocol/servicekeymessages.ts";
import { openMemoryStore } from "../../../src/exchange/store/memory/memorystore.ts";
import type { ServiceKeyStore } from "../../../src/exchange/store/contract/servicekeystore.ts";
import type { Store } from "../../../src/exchange/store/contract/store.ts";
import { addTo, codeOf, generationOf, keyFile, passphrase, STARTED_AT } from "./support/generations.ts";

const now = (): number => STARTED_AT;
const load = (store: ServiceKeyStore, protection = keyFile()): Promise<ServiceKeys> =>
  loadServiceKeys({ store, protection, now, rsaBits: 2048 });
const named = ({ generation, createdAt, ...keys }: KeyGeneration): object => ({
  generation,
  createdAt,
  ...fingerprintsOf(keys),
  data: keys.dataKey.export().toString("hex"),
  succession: keys.succession === null ? null : Buffer.from(keys.succession).toString("hex"),
});

async function storeWith(...numbers: readonly number[]): Promise<Store> {
  const store = openMemoryStore();
  await addTo(store, keyFile(), ...numbers);
  return store;
}

describe("the first start", () => {
  it("makes generation 1, RSA of 3,072 bits unless told otherwise, and the next start takes it up", async () => {
    const store = openMemoryStore();
    const first = await loadServiceKeys({ store, protection: keyFile(), now });
    expect(first.all()).toHaveLength(1);
    expect(first.current()).toMatchObject({ generation: 1, createdAt: STARTED_AT, succession: null });
    expect(first.current().rsa.publicKey.bits).toBe(3072);
    expect((await load(store)).all().map(named)).toEqual(first.all().map(named));
  });

  it("of two replicas at once ends with the same keys", async () => {
    const store = openMemoryStore();
    const [a, b] = await Promise.all([load(store, passphrase()), load(store, passphrase())]);
    expect(a.all().map(named)).toEqual(b.all().map(named));
    expect(await store.serviceKeys()).toHaveLength(1);
  });

  it("keeps no private key and no data key in the clear", async () => {
    const store = await storeWith(1);
    const { rsa, dsa, identity, dataKey } = (await load(store)).current();
    const [row] = await store.serviceKeys();
    const stored = Buffer.from(row?.sealed ?? []);
    for (const { privateKey } of [rsa, dsa, identity]) {
      // The end of a PKCS #8 is the secret itself; of an RSA key, a part of it.
      expect(stored.includes(privateKey.key.export({ type: "pkcs8", format: "der" }).subarray(-16))).toBe(
        false,
      );
    }
    expect(stored.includes(dataKey.export())).toBe(false);
  });
});

describe("a generation as bytes", () => {
  it("comes back whole, and the bytes are wiped", async () => {
    const generation = await generationOf(2);
    const bytes = encodeGeneration(generation);
    expect(named(parseGeneration(2, generation.createdAt, bytes))).toEqual(named(generation));
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  });

  it("is a bug where it is not what was sealed, and wiped all the same", () => {
    const bytes = Uint8Array.of(0, 0, 0, 1, 9);
    expect(() => parseGeneration(1, 0, bytes)).toThrow("five parts");
    expect(bytes).toEqual(new Uint8Array(5));
  });
});

describe("the wrong protection", () => {
  it("is refused, for starting and rotating, and changes nothing", async () => {
    const store = await storeWith(1);
    const before = await store.serviceKeys();
    expect(await codeOf(load(store, keyFile(8)))).toBe("servicekeys/not-opened");
    expect(await codeOf(load(store, passphrase()))).toBe("servicekeys/not-opened");
    const rotation = rotateServiceKeys({ store, protection: keyFile(8), now, rsaBits: 2048 });
    expect(await codeOf(rotation)).toBe("servicekeys/not-opened");
    const change = changeProtection({ store, from: keyFile(8), to: passphrase() });
    expect(await codeOf(change)).toBe("servicekeys/not-opened");
    expect(await store.serviceKeys()).toEqual(before);
  });
});

describe("rotation", () => {
  it("adds a generation, the old ones staying, and tells its fingerprints", async () => {
    const store = await storeWith(1);
    const later = STARTED_AT + 5000;
    const rotated = await rotateServiceKeys({
      store,
      protection: keyFile(),
      now: () => later,
      rsaBits: 2048,
    });
    const keys = await load(store);
    expect(keys.all().map(({ generation }) => generation)).toEqual([1, 2]);
    expect(keys.all().map(named)[0]).toEqual(named(await generationOf(1)));
    expect(rotated).toEqual({
      generation: 2,
      createdAt: later,
      fingerprints: fingerprintsOf(keys.current()),
    });
  });

  it("of two at once makes two generations, one on top of the other", async () => {
    const store = await storeWith(1);
    const rotate = (): Promise<{ generation: number }> =>
      rotateServiceKeys({ store, protection: keyFile(), now, rsaBits: 2048 });
    const rotated = await Promise.all([rotate(), rotate()]);
    expect(rotated.map(({ generation }) => generation).sort()).toEqual([2, 3]);
    expectSuccession((await load(store)).all());
  });

  it("under a passphrase goes on with the salt that is there", async () => {
    const store = openMemoryStore();
    await addTo(store, passphrase(), 1, 2);
    const salts = (await store.serviceKeys()).map(({ sealed }) => sealed.subarray(2, 18));
    expect(salts[1]).toEqual(salts[0]);
    expect((await load(store, passphrase())).current().generation).toBe(2);
  });

  it("reaches a running process with its next refresh", async () => {
    const store = await storeWith(1);
    const keys = await load(store);
    const before = keys.all();
    await keys.refresh();
    expect(keys.all()).toBe(before);
    await addTo(store, keyFile(), 2);
    expect(keys.current().generation).toBe(1);
    await keys.refresh();
    expect(keys.all().map(({ generation }) => generation)).toEqual([1, 2]);
    expect(keys.current().generation).toBe(2);
  });
});

describe("refresh", () => {
  it("shares readings, and whoever asks while one is under way gets a later one", async () => {
    const store = await storeWith(1);
    let readings = 0;
    let gate = Promise.resolve();
    const keys = await load({
      ...store,
      serviceKeys: async () => {
        readings += 1;
        const rows = await store.serviceKeys();
        await gate;
        return rows;
      },
    });
    readings = 0;
    let open = (): void => undefined;
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const early = keys.refresh();
    await addTo(store, keyFile(), 2);
    const late = Array.from({ length: 20 }, () => keys.refresh());
    open();
    await early;
    expect(keys.current().generation).toBe(1);
    await Promise.all(late);
    expect(keys.current().generation).toBe(2);
    expect(readings).toBe(2);
  });

  it("that fails leaves the known keys in use, and the next one works", async () => {
    const store = await storeWith(1);
    let broken = false;
    const keys = await load({
      ...store,
      serviceKeys: async () => (broken ? Promise.reject(new Error("gone")) : store.serviceKeys()),
    });
    broken = true;
    const failing = [keys.refresh(), keys.refresh(), keys.refresh()];
    const outcomes = await Promise.allSettled(failing);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(keys.current().generation).toBe(1);
    broken = false;
    await addTo(store, keyFile(), 2);
    await keys.refresh();
    expect(keys.current().generation).toBe(2);
  });
});

describe("another protection", () => {
  it("opens all generations afterwards, and the old one none", async () => {
    const store = await storeWith(1, 2);
    const before = (await load(store)).all().map(named);
    await changeProtection({ store, from: keyFile(), to: passphrase() });
    expect((await load(store, passphrase())).all().map(named)).toEqual(before);
    expect(await codeOf(load(store))).toBe("servicekeys/not-opened");
  });

  it("to the same passphrase has a new salt", async () => {
    const store = openMemoryStore();
    await addTo(store, passphrase(), 1);
    const salt = async (): Promise<string | undefined> =>
      (await store.serviceKeys()).map(({ sealed }) => Buffer.from(sealed.subarray(2, 18)).toString("hex"))[0];
    const before = await salt();
    await changeProtection({ store, from: passphrase(), to: passphrase() });
    expect(await salt()).not.toBe(before);
    await load(store, passphrase());
  });

  it("mends what a rotation left under the old one", async () => {
    const store = await storeWith(1);
    const [, second] = await storeWith(1, 2).then(async (other) => other.serviceKeys());
    await changeProtection({ store, from: keyFile(), to: passphrase() });
    if (second !== undefined) await store.addServiceKeys(second);
    expect(await codeOf(load(store, passphrase()))).toBe("servicekeys/not-opened");
    await changeProtection({ store, from: keyFile(), to: passphrase() });
    expect((await load(store, passphrase())).all().map(named)).toEqual(
      [await generationOf(1), await generationOf(2)].map(named),
    );
  });
});

/** What a client does that knows the first generation, from what is published alone. */
function expectSuccession(generations: readonly KeyGeneration[]): void {
  const answer = keysAnswer.parse(describeGenerations(generations));
  let { identity } = answer.generations[0] ?? expect.fail("no generation");
  for (const next of answer.generations.slice(1)) {
    const text = [
      "qrseal-exchange-succession-1",
      `generation ${next.generation}`,
      `created_at ${next.created_at}`,
      `signed_by ${identity.fingerprint}`,
      `rsa ${next.rsa.fingerprint}`,
      `dsa ${next.dsa.fingerprint}`,
      `identity ${next.identity.fingerprint}\n`,
    ].join("\n");
    const signature = Buffer.from(next.succession?.signature ?? "", "base64");
    expect(verify(null, encodeUtf8(text), createPublicKey(identity.public_key), signature)).toBe(true);
    expect(next.succession?.signed_by).toBe(identity.fingerprint);
    identity = next.identity;
  }
}

describe("succession", () => {
  it("leads from each generation to the next", async () => {
    expectSuccession([await generationOf(1), await generationOf(2), await generationOf(3)]);
  });

  it("has every fact in the text that is signed", () => {
    const facts = {
      generation: 2,
      created_at: "2026-11-21T08:15:00.000Z",
      signed_by: "a",
      rsa: "b",
      dsa: "c",
      identity: "d",
    };
    const texts = Object.entries(facts).map(([name, fact]) =>
      successionText({ ...facts, [name]: typeof fact === "number" ? 3 : `${fact}e` }),
    );
    expect(new Set([...texts, successionText(facts)]).size).toBe(7);
  });
});
