import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemRandom } from "../../../src/core/random.ts";
import { buildApp } from "../../../src/exchange/http/app.ts";
import type { App } from "../../../src/exchange/http/routes.ts";
import { loadServiceKeys } from "../../../src/exchange/keys/servicekeys.ts";
import {
  retrieveAnswer,
  storeAnswer,
  vaultData,
  vaultReceipt,
  vaultSealedData,
} from "../../../src/exchange/protocol/vaultmessages.ts";
import type { SealedDataFields } from "../../../src/exchange/protocol/vaultmessages.ts";
import { openMemoryStore } from "../../../src/exchange/store/memory/memorystore.ts";
import type { Store } from "../../../src/exchange/store/contract/store.ts";
import type { VaultRecord } from "../../../src/exchange/store/contract/vaultstore.ts";
import { vaultRoutes } from "../../../src/exchange/vault/vaultroutes.ts";
import { addTo, keyFile, STARTED_AT } from "../keys/support/generations.ts";

/** A store whose rows somebody changes at rest. */
interface Tampered extends Store {
  change: (record: VaultRecord | null) => VaultRecord | null;
}

function tampered(store: Store): Tampered {
  const own: Tampered = {
    ...store,
    change: (record) => record,
    vaultRecord: async (id) => own.change(await store.vaultRecord(id)),
  };
  return own;
}

async function replica(store: Store): Promise<App> {
  const keys = await loadServiceKeys({ store, protection: keyFile(), now: () => STARTED_AT });
  return buildApp([vaultRoutes({ store, keys, now: () => STARTED_AT, random: systemRandom })]);
}

let store: Tampered;
let app: App;
beforeAll(async () => {
  store = tampered(openMemoryStore());
  await addTo(store, keyFile(), 1);
  app = await replica(store);
});
afterAll(() => app.close());
beforeEach(() => {
  store.change = (record) => record;
});

interface Answered {
  readonly status: number;
  readonly body: unknown;
  readonly location: unknown;
}

async function ask(method: "GET" | "POST", url: string, payload?: object, of: App = app): Promise<Answered> {
  const answer = await of.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.json(), location: answer.headers.location };
}

async function stored(data: string, of: App = app): Promise<SealedDataFields & { id: string }> {
  const { body, location } = await ask("POST", "/store", { data }, of);
  return { ...storeAnswer.parse(body).data, id: String(location).slice("/v1/vault/".length) };
}

const sealedOf = ({ nonce, encrypted_data, tag, signature }: SealedDataFields): SealedDataFields => ({
  nonce,
  encrypted_data,
  tag,
  signature,
});
const retrieve = (fields: object, of?: App): Promise<Answered> => ask("POST", "/retrieve", fields, of);
const refused = { status: 400, body: { error: "Invalid signature. Data may be compromised." } };

describe("POST /store and POST /retrieve", () => {
  it("speak as they are described", async () => {
    const answer = await ask("POST", "/store", { data: "été 🛂" });
    const { data } = storeAnswer.parse(answer.body);
    expect(answer).toEqual({
      status: 200,
      body: { message: "Data stored securely", data },
      location: expect.stringMatching(/^\/v1\/vault\/[0-9a-f]{64}$/) as unknown,
    });
    expect(Object.values(data).map((text) => Buffer.from(text, "base64").length)).toEqual([12, 10, 16, 64]);
    expect(await retrieve(data)).toMatchObject({
      status: 200,
      body: { decrypted_data: "été 🛂", signature_status: "Signature is valid." },
    });
  });

  it("speak so with a slash at the end, too", async () => {
    const { data } = storeAnswer.parse((await ask("POST", "/store/", { data: "text" })).body);
    expect((await ask("POST", "/retrieve/", data)).body).toMatchObject({ decrypted_data: "text" });
  });

  it("bring back any text", async () => {
    const text = fc.string({ unit: "binary", maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, async (data) => {
        const { body } = await retrieve(sealedOf(await stored(data)));
        expect(retrieveAnswer.parse(body).decrypted_data).toBe(data);
      }),
      { numRuns: 50 },
    );
  });

  it("bring back the longest text that is taken", async () => {
    const data = "é".repeat(32_762);
    const { status, body } = await retrieve(sealedOf(await stored(data)));
    expect(status).toBe(200);
    expect(retrieveAnswer.parse(body).decrypted_data).toBe(data);
    expect((await ask("POST", "/store", { data: `${data}é` })).status).toBe(413);
  });

  it("know what another spelling is", async () => {
    const whole = sealedOf(await stored("some data"));
    const spellings: ((text: string) => string)[] = [
      (text) => text.replace(/=+$/, ""),
      (text) => `${text}=`,
      (text) => `${text}\n`,
      (text) => ` ${text}`,
      (text) => text.slice(0, -4),
      (text) => `${text}AAAA`,
      (text) => `${text.slice(0, 4)}!${text.slice(4)}`,
      (text) => Buffer.from(text, "base64").toString("hex"),
      (text) => Buffer.from(text, "base64").toString("base64url"),
      () => "",
    ];
    let changes = 0;
    for (const field of ["nonce", "encrypted_data", "tag", "signature"] as const) {
      for (const spell of spellings) {
        const text = spell(whole[field]);
        // Some have no padding to lose, and no character that base64url spells otherwise.
        if (text === whole[field]) continue;
        expect(await retrieve({ ...whole, [field]: text })).toMatchObject(refused);
        changes += 1;
      }
    }
    expect(changes).toBeGreaterThan(30);
    expect((await retrieve(whole)).status).toBe(200);
  });

  it("know a base64 whose unused bits are set", async () => {
    const whole = sealedOf(await stored("x"));
    expect(whole.encrypted_data).toMatch(/==$/);
    const last = whole.encrypted_data.charAt(1);
    const next = String.fromCharCode(last.charCodeAt(0) + 1);
    const other = `${whole.encrypted_data.charAt(0)}${next}==`;
    expect(Buffer.from(other, "base64")).toEqual(Buffer.from(whole.encrypted_data, "base64"));
    expect(await retrieve({ ...whole, encrypted_data: other })).toMatchObject(refused);
  });

  it("answer every change alike", async () => {
    const [one, two] = [sealedOf(await stored("one")), sealedOf(await stored("two"))];
    for (const field of ["nonce", "encrypted_data", "tag", "signature"] as const) {
      const answer = await app.inject({
        method: "POST",
        url: "/retrieve",
        payload: { ...one, [field]: two[field] },
      });
      expect(answer.body).toBe('{"error":"Invalid signature. Data may be compromised."}');
    }
  });

  it.each([
    ["/store", {}],
    ["/store", { data: 1 }],
    ["/store", { data: null }],
    ["/store", { data: "a", more: 1 }],
    ["/store", []],
    ["/store", { data: "half \ud83d" }],
    ["/store", { data: "half \udec2 the other" }],
    ["/retrieve", {}],
    ["/retrieve", { nonce: "", encrypted_data: "", tag: "" }],
    ["/retrieve", { nonce: 1, encrypted_data: "", tag: "", signature: "" }],
    ["/retrieve", { nonce: "", encrypted_data: "", tag: "", signature: "", more: "" }],
    ["/v1/vault", { data: ["a"] }],
  ])("%s refuses what has not the shape: %j", async (url, body) => {
    expect(await ask("POST", url, body)).toMatchObject({ status: 400, body: { code: "request/malformed" } });
  });
});

describe("/v1/vault", () => {
  it("keeps data under an id", async () => {
    const made = await ask("POST", "/v1/vault", { data: "kept" });
    const { id, stored_at } = vaultReceipt.parse(made.body);
    expect(made).toMatchObject({ status: 201, location: `/v1/vault/${id}` });
    expect(stored_at).toBe("2026-11-21T08:15:00.000Z");
    expect(vaultData.parse((await ask("GET", `/v1/vault/${id}`)).body)).toEqual({
      id,
      stored_at,
      data: "kept",
    });
    const sealed = vaultSealedData.parse((await ask("GET", `/v1/vault/${id}/sealed`)).body);
    expect(sealed).toMatchObject({ id, stored_at });
    expect(await retrieve(sealedOf(sealed))).toMatchObject({ body: { decrypted_data: "kept" } });
  });

  it("has what came by /store too", async () => {
    const { id, ...fields } = await stored("both ways");
    expect((await ask("GET", `/v1/vault/${id}`)).body).toMatchObject({ data: "both ways" });
    expect((await ask("GET", `/v1/vault/${id}/sealed`)).body).toMatchObject(fields);
  });

  it("does not know what was never kept, and takes no other form of id", async () => {
    for (const url of [`/v1/vault/${"0".repeat(64)}`, `/v1/vault/${"0".repeat(64)}/sealed`]) {
      expect(await ask("GET", url)).toMatchObject({ status: 404, body: { code: "vault/unknown" } });
    }
    const { id } = await stored("text");
    for (const other of [id.toUpperCase(), id.slice(1), `${id}0`]) {
      expect(await ask("GET", `/v1/vault/${other}`)).toMatchObject({ status: 400 });
    }
  });
});

describe("a row that was changed at rest", () => {
  const expectDamaged = async (id: string): Promise<void> => {
    for (const url of [`/v1/vault/${id}`, `/v1/vault/${id}/sealed`]) {
      const { status, body } = await ask("GET", url);
      expect({ status, body }).toMatchObject({ status: 409, body: { code: "vault/damaged" } });
      expect(JSON.stringify(body)).not.toContain("text");
    }
  };

  it.each(["nonce", "encryptedData", "tag", "signature"] as const)("in its %s", async (field) => {
    const { id } = await stored("text");
    store.change = (record) => {
      if (record === null) return null;
      const bytes = Uint8Array.from(record[field]);
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      return { ...record, [field]: bytes };
    };
    await expectDamaged(id);
  });

  it("by another record's, also one that is sound by itself", async () => {
    const [one, two] = [await stored("text one"), await stored("text two")];
    const other = await store.vaultRecord(two.id);
    store.change = () => other;
    await expectDamaged(one.id);
    store.change = () => (other === null ? null : { ...other, id: one.id });
    await expectDamaged(one.id);
    expect((await ask("GET", `/v1/vault/${two.id}`)).status).toBe(200);
  });

  it("by one that nobody here signed, under the id that belongs to it", async () => {
    const foreign = openMemoryStore();
    await addTo(foreign, keyFile(), 1, 2);
    const abroad = await replica(foreign);
    const { id } = await stored("text", abroad);
    const record = await foreign.vaultRecord(id);
    store.change = () => record;
    await expectDamaged(id);
    await abroad.close();
  });
});

describe("replicas and rotation", () => {
  it("one that has not heard of a rotation opens what another sealed after it", async () => {
    const shared = openMemoryStore();
    await addTo(shared, keyFile(), 1);
    const one = await replica(shared);
    const before = await stored("before", one);
    await addTo(shared, keyFile(), 2);
    const two = await replica(shared);
    const after = await stored("after", two);
    for (const [text, { id, ...fields }] of [
      ["after", after],
      ["before", before],
    ] as const) {
      for (const of of [one, two]) {
        expect(await retrieve(fields, of)).toMatchObject({ status: 200, body: { decrypted_data: text } });
        expect(await ask("GET", `/v1/vault/${id}`, undefined, of)).toMatchObject({ body: { data: text } });
      }
    }
    await Promise.all([one.close(), two.close()]);
  });

  it("sealed data of a service with other keys are refused", async () => {
    const elsewhere = openMemoryStore();
    await addTo(elsewhere, keyFile(), 1, 2);
    const other = await replica(elsewhere);
    const fields = sealedOf(await stored("text", other));
    expect(await retrieve(fields)).toMatchObject(refused);
    await other.close();
  });
});

it("is stored before it is acknowledged, and a store that fails acknowledges nothing", async () => {
  const failing = { ...store, putVaultRecord: () => Promise.reject(new Error("disk full")) };
  const other = await replica(failing);
  const answer = await other.inject({ method: "POST", url: "/store", payload: { data: "text" } });
  expect(answer.statusCode).toBeGreaterThanOrEqual(500);
  expect(answer.body).not.toContain("encrypted_data");
  await other.close();
});
