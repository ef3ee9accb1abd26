import { createHash, createPublicKey } from "node:crypto";
import { expect, it } from "vitest";
import { buildApp } from "../../../src/exchange/http/app.ts";
import { serviceKeyRoutes } from "../../../src/exchange/keys/servicekeyroutes.ts";
import { loadServiceKeys } from "../../../src/exchange/keys/servicekeys.ts";
import { keysAnswer } from "../../../src/exchange/protocol/servicekeymessages.ts";
import { openMemoryStore } from "../../../src/exchange/store/memory/memorystore.ts";
import { addTo, keyFile, STARTED_AT } from "./support/generations.ts";

it("GET /v1/keys shows every generation, also one that another process has just added", async () => {
  const store = openMemoryStore();
  await addTo(store, keyFile(), 1);
  const keys = await loadServiceKeys({ store, protection: keyFile(), now: () => STARTED_AT });
  const app = await buildApp([serviceKeyRoutes({ keys })]);
  const get = async (): Promise<unknown> => {
    const answer = await app.inject({ url: "/v1/keys" });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain("PRIVATE");
    return answer.json();
  };

  expect(keysAnswer.parse(await get())).toMatchObject({ current: 1, generations: [{ succession: null }] });
  await addTo(store, keyFile(), 2);
  const { current, generations } = keysAnswer.parse(await get());
  expect(current).toBe(2);
  expect(generations.map(({ generation }) => generation)).toEqual([1, 2]);
  expect(generations[1]?.succession?.signed_by).toBe(generations[0]?.identity.fingerprint);
  expect(generations[0]).toMatchObject({ created_at: "2026-11-21T08:15:00.000Z", rsa: { key_size: 2048 } });
  for (const { rsa, dsa, identity } of generations) {
    for (const [type, { public_key, fingerprint }] of Object.entries({ rsa, dsa, ed25519: identity })) {
      const key = createPublicKey(public_key);
      expect(key.asymmetricKeyType).toBe(type);
      const spki = key.export({ type: "spki", format: "der" });
      expect(createHash("sha256").update(spki).digest("hex")).toBe(fingerprint);
    }
  }
  await app.close();
});
