import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { authenticator } from "../../../src/exchange/auth/authenticator.ts";
import type { AuthenticatorOptions } from "../../../src/exchange/auth/authenticator.ts";
import { buildApp } from "../../../src/exchange/http/app.ts";
import type { App } from "../../../src/exchange/http/routes.ts";
import { messageOf } from "../../../src/exchange/http/signedrequests.ts";
import type { SignedMessage } from "../../../src/exchange/protocol/signedmessage.ts";
import { openMemoryStore } from "../../../src/exchange/store/memory/memorystore.ts";
import { flat, participantOf, party, send, signedHeaders } from "../support/signingparty.ts";
import type { Party, Reply } from "../support/signingparty.ts";

const time = 1_763_700_000;
let clock = time * 1000;
let authority: string | null = "exchange.example";
const rejections: string[] = [];
const nonces: { keyId: string; nonce: string; until: number }[] = [];
const store = openMemoryStore();
const watched: AuthenticatorOptions["store"] = {
  participantByFingerprint: (keyId) => store.participantByFingerprint(keyId),
  useNonce: (keyId, nonce, until) => {
    nonces.push({ keyId, nonce, until });
    return store.useNonce(keyId, nonce, until);
  },
};

let app: App;
let port = 0;
const office = party("office");
const pending = party("pending");
const suspended = party("suspended");
const stranger = party("office");

beforeAll(async () => {
  app = await buildApp([
    (routes) => {
      routes.all("/*", async (request) =>
        authenticator({
          store: watched,
          now: () => clock,
          authority,
          onRejected: (rejection) => rejections.push(rejection),
        })(messageOf(request)),
      );
    },
  ]);
  await app.listen({ port: 0, host: "127.0.0.1" });
  port = (app.server.address() as AddressInfo).port;
  await store.addParticipant(participantOf(office));
  await store.addParticipant(participantOf(pending, { state: "pending", challengeHash: new Uint8Array(32) }));
  await store.addParticipant(participantOf(suspended, { state: "suspended" }));
});
afterAll(async () => app.close());
beforeEach(() => {
  clock = time * 1000;
  authority = "exchange.example";
  rejections.length = 0;
  nonces.length = 0;
});

const body = '{"a": 1}';
const post = {
  method: "POST",
  target: "/v1/a?b=c",
  contentType: "application/json",
  body: Buffer.from(body),
};
const get = { target: "/v1/a?b=c" };

const asking = async (
  headers: Record<string, string>,
  changed: Partial<typeof post & { text: string }> = {},
) => {
  const { method, target, text } = { ...post, text: body, ...changed };
  return send(port, method, target, ["host", "exchange.example", ...flat(headers)], text);
};
const posting = async (who: Party, change: Parameters<typeof signedHeaders>[3] = {}): Promise<Reply> =>
  asking(signedHeaders(who, post, time, change));
const getting = async (headers: string[], target = get.target): Promise<Reply> =>
  send(port, "GET", target, headers);

describe("a signed request", () => {
  it("tells who asks", async () => {
    const reply = await posting(office);
    expect(reply.json).toEqual({ name: "office", fingerprint: office.keyId });
    expect(rejections).toEqual([]);
  });

  it("may have no body", async () => {
    const reply = await getting(["host", "exchange.example", ...flat(signedHeaders(office, get, time))]);
    expect(reply.json).toEqual({ name: "office", fingerprint: office.keyId });
  });

  it("uses its nonce for as long as it counts, and a minute more", async () => {
    const nonce = "AAECAwQFBgcICQoLDA0ODx";
    await posting(office, { nonce, expires: time + 20 });
    expect(nonces).toEqual([{ keyId: office.keyId, nonce, until: (time + 20 + 300 + 60) * 1000 }]);
  });

  it("counts once", async () => {
    const headers = signedHeaders(office, post, time);
    expect((await asking(headers)).status).toBe(200);
    expect(await asking(headers)).toMatchObject({ status: 401, code: "signature/replayed" });
  });

  it("counts once of fifty that come together", async () => {
    const headers = signedHeaders(office, post, time);
    const replies = await Promise.all(Array.from({ length: 50 }, async () => asking(headers)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ code }) => code === "signature/replayed")).toHaveLength(49);
  });

  it("counts within its time by the service's clock", async () => {
    const at = async (seconds: number, milliseconds = 0): Promise<string> => {
      clock = (time + seconds) * 1000 + milliseconds;
      return (await posting(office)).code;
    };
    expect(await at(-300, -1)).toBe("signature/early");
    expect(await at(-300)).toBe("");
    expect(await at(600, -1)).toBe("");
    expect(await at(600)).toBe("signature/expired");
  });
});

describe("is refused, and uses up no nonce:", () => {
  const refused = async (reply: Promise<Reply>, code: string, cause = code): Promise<void> => {
    const { status, code: found } = await reply;
    expect({ found, status, causes: rejections }).toEqual({
      found: code,
      status: code.startsWith("participant/") ? 403 : 401,
      causes: [cause],
    });
    expect(nonces).toEqual([]);
  };
  const changed = async (change: Partial<typeof post & { text: string }>, more = {}): Promise<Reply> =>
    asking({ ...signedHeaders(office, post, time), ...more }, change);

  it("a request without signature", () =>
    refused(asking({ "content-type": "application/json" }), "signature/missing"));
  it("another method", () => refused(changed({ method: "PUT" }), "signature/invalid"));
  it("another path", () => refused(changed({ target: "/v1/b?b=c" }), "signature/invalid"));
  it("another query", () => refused(changed({ target: "/v1/a?b=d" }), "signature/invalid"));
  it("another spelling of the path", () => refused(changed({ target: "/v1/%61?b=c" }), "signature/invalid"));
  it("a slash more", () => refused(changed({ target: "/v1/a/?b=c" }), "signature/invalid"));
  it("another media type", () =>
    refused(changed({}, { "content-type": "application/json; charset=utf-8" }), "signature/invalid"));
  it("another body", () => refused(changed({ text: '{"a": 2}' }), "signature/wrong-digest"));
  it("a body that means the same", () => refused(changed({ text: '{"a":1}' }), "signature/wrong-digest"));
  it("a life that is too long", () =>
    refused(posting(office, { expires: time + 301 }), "signature/malformed"));
  it("a time in milliseconds", () =>
    refused(posting(office, { created: time * 1000, expires: time * 1000 + 300 }), "signature/early"));
  it("an unknown key, looking like a wrong signature", () =>
    refused(posting(stranger), "signature/invalid", "signature/unknown-key"));
  it("another's key id", () => refused(posting({ ...stranger, keyId: office.keyId }), "signature/invalid"));
  it("a suspended participant", () => refused(posting(suspended), "participant/suspended"));
  it("a pending participant", () => refused(posting(pending), "participant/pending"));
  it("whoever only knows the key id of a suspended participant, not told of that", () =>
    refused(posting({ ...stranger, keyId: suspended.keyId }), "signature/invalid"));

  it.each(["Signature", "Signature-Input", "Content-Digest", "Content-Type", "Host"])(
    "the field %s twice, though it says the same",
    async (name) => {
      const headers = { host: "exchange.example", ...signedHeaders(office, post, time) };
      const again = [name, (headers as Record<string, string>)[name.toLowerCase()] ?? ""];
      await refused(
        send(port, "POST", post.target, [...flat(headers), ...again], body),
        "signature/malformed",
      );
    },
  );

  it("a request for another service", async () => {
    authority = "other.example";
    await refused(posting(office), "signature/invalid");
  });

  it("a key that was replaced a moment ago", async () => {
    const before = party("mover");
    const after = party("mover");
    await store.addParticipant(participantOf(before));
    expect((await posting(before)).status).toBe(200);
    nonces.length = 0;
    await store.changeParticipant(participantOf(after, { revision: 2 }));
    await refused(
      posting(before, { created: time - 100, expires: time + 200 }),
      "signature/invalid",
      "signature/unknown-key",
    );
    expect((await posting(after)).status).toBe(200);
  });
});

describe("the authority", () => {
  it("that is configured counts, whatever the Host field says: behind a proxy it may be another", async () => {
    const headers = flat(signedHeaders(office, get, time));
    expect((await getting(["host", "inside:5443", ...headers])).status).toBe(200);
  });

  it("is the Host field in lower case where none is configured", async () => {
    authority = null;
    const signed = (): string[] => flat(signedHeaders(office, { ...get, authority: "inside:5443" }, time));
    expect((await getting(["host", "Inside:5443", ...signed()])).status).toBe(200);
    expect((await getting(["host", "inside", ...signed()])).code).toBe("signature/invalid");
  });
});

describe("a message that came by another way than HTTP", () => {
  const authenticate = authenticator({ store: watched, now: () => clock, authority: "exchange.example" });
  const said = { method: "SEND", target: "/live", body: Buffer.from("a line of a conversation") };
  const message = (
    who: Party,
    fields: readonly (readonly [string, readonly string[]])[] = [],
  ): SignedMessage => {
    const signed = Object.entries(signedHeaders(who, said, time)).map(
      ([name, value]) => [name, [value]] as const,
    );
    return {
      ...said,
      authority: "",
      fields: new Map<string, readonly string[]>([...signed, ...fields]),
      certifiedKeyId: () => null,
    };
  };

  it("tells who signed it, once", async () => {
    const signed = message(office);
    expect(await authenticate(signed)).toEqual({ name: "office", fingerprint: office.keyId });
    await expect(authenticate(signed)).rejects.toMatchObject({ code: "signature/replayed" });
  });

  it("is refused where it was changed, or says twice what counts", async () => {
    const changed = { ...message(office), target: "/other" };
    await expect(authenticate(changed)).rejects.toMatchObject({ code: "signature/invalid" });
    const doubled = message(office, [["host", ["exchange.example", "exchange.example"]]]);
    await expect(authenticate(doubled)).rejects.toMatchObject({ code: "signature/malformed" });
    expect(nonces).toEqual([]);
  });
});
