import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { QrsealError } from "../../../src/core/index.ts";
import { adminAuthenticator } from "../../../src/exchange/auth/adminauthenticator.ts";
import { connect } from "../../../src/exchange/client/connection.ts";
import type { Answer, Connection } from "../../../src/exchange/client/connection.ts";
import {
  listParticipants,
  registerParticipant,
  removeParticipant,
  replaceKeys,
  resumeParticipant,
  showParticipant,
  suspendParticipant,
} from "../../../src/exchange/client/participantcalls.ts";
import { answerChallenge } from "../../../src/exchange/client/possession.ts";
import { askSigned } from "../../../src/exchange/client/signing.ts";
import type { Signer } from "../../../src/exchange/client/signing.ts";
import { buildApp } from "../../../src/exchange/http/app.ts";
import type { App } from "../../../src/exchange/http/routes.ts";
import { participantRoutes } from "../../../src/exchange/participants/participantroutes.ts";
import { newKeysText } from "../../../src/exchange/protocol/participantmessages.ts";
import type { Registered } from "../../../src/exchange/protocol/participantmessages.ts";
import { openMemoryStore } from "../../../src/exchange/store/memory/memorystore.ts";
import { privateKey } from "../../core/support/fixtures.ts";
import type { OpeningKey } from "../../../src/core/index.ts";
import { x25519 } from "../../../src/core/keys/kinds/x25519.ts";
import { signingKeyIn } from "../../core/support/nodekeys.ts";

const adminToken = "the-token-of-the-administration";
const admin = { adminToken };
const tokenHash = createHash("sha256").update(adminToken).digest();
let registration: "open" | "admin" = "open";
const store = openMemoryStore();
let app: App;
let service: Connection;
let authority = "";
let count = 0;

beforeAll(async () => {
  app = await buildApp([
    participantRoutes({
      store,
      now: Date.now,
      authority: null,
      random: randomBytes,
      get registration() {
        return registration;
      },
      authenticateAdmin: adminAuthenticator({ tokenHash }),
    }),
  ]);
  await app.listen({ port: 0, host: "127.0.0.1" });
  authority = `127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  service = connect({ url: `http://${authority}` });
});
afterAll(async () => {
  await service.close();
  await app.close();
});

const newSigner = (): Signer => ({
  key: signingKeyIn(generateKeyPairSync("ed25519").privateKey, "signing.key"),
});
const newName = (): string => `office-${(count += 1)}`;
const spkiOf = ({ spki }: OpeningKey | Signer["key"]): string => Buffer.from(spki).toString("base64");
const rsa = privateKey("office-2048");
const newX25519 = async (): Promise<OpeningKey> => (await x25519.generate()).privateKey;

/** The refusal's code, as the service says it. */
const codeOf = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => "no refusal",
    (error: unknown) =>
      error instanceof QrsealError
        ? ((error.facts as { readonly refusal?: string }).refusal ?? error.code)
        : String(error),
  );
const answered = ({ status, body }: Answer): string => {
  const { code = "" } = JSON.parse(Buffer.from(body).toString() || "{}") as { code?: string };
  return `${status} ${code}`.trim();
};
const post = async (signer: Signer, path: string, value: unknown, method = "POST"): Promise<Answer> =>
  askSigned(service, signer, method, path, {
    body: Buffer.from(JSON.stringify(value)),
    contentType: "application/json",
    isRepeatable: false,
  });
const member = async (): Promise<{ name: string; signer: Signer }> => {
  const [name, signer] = [newName(), newSigner()];
  await registerParticipant(service, { name, signer, encryptionKey: null });
  return { name, signer };
};
/** Registered, with a challenge that nobody has answered. */
const asked = async (name: string, signer: Signer, key: OpeningKey): Promise<string> => {
  const body = { name, signing_key: spkiOf(signer.key), encryption_key: spkiOf(key) };
  const { participant, challenge } = JSON.parse(
    Buffer.from((await post(signer, "/v1/participants", body)).body).toString(),
  ) as Registered;
  expect(participant.state).toBe("pending");
  return challenge ?? "";
};
const answerOf = (challenge: string, name: string, signer: Signer, key: OpeningKey): Promise<string | null> =>
  answerChallenge(challenge, key, {
    authority,
    name,
    signingKey: signer.key.fingerprint,
    encryptionKey: key.fingerprint,
  });

describe("registering", () => {
  it("with a signing key alone makes an active participant", async () => {
    const [name, signer] = [newName(), newSigner()];
    const view = await registerParticipant(service, { name, signer, encryptionKey: null });
    expect(view).toMatchObject({
      name,
      state: "active",
      signing_key: spkiOf(signer.key),
      signing_key_fingerprint: signer.key.fingerprint,
      encryption_key: null,
      revision: 1,
    });
    expect(Math.abs(view.registered_at - Date.now() / 1000)).toBeLessThan(100);
    expect(await showParticipant(service, { signer }, name)).toEqual(view);
  });

  it.each([
    ["RSA", () => Promise.resolve(rsa)],
    ["X25519", newX25519],
  ])("with an %s key proves possession of it too", async (_, make) => {
    const [name, signer, encryptionKey] = [newName(), newSigner(), await make()];
    const view = await registerParticipant(service, { name, signer, encryptionKey });
    expect(view).toMatchObject({
      state: "active",
      encryption_key: spkiOf(encryptionKey),
      encryption_key_fingerprint: encryptionKey.fingerprint,
    });
  });

  it("is pending until the challenge is answered, and the key is shown to nobody", async () => {
    const [name, signer, key, other] = [newName(), newSigner(), await newX25519(), await member()];
    const challenge = await asked(name, signer, key);
    expect(await showParticipant(service, { signer }, name)).toMatchObject({
      state: "pending",
      encryption_key: null,
    });
    expect(await showParticipant(service, other, name)).toMatchObject({ encryption_key_fingerprint: null });
    expect(await codeOf(showParticipant(service, { signer }, other.name))).toBe("participant/pending");
    const answer = await answerOf(challenge, name, signer, key);
    const path = `/v1/participants/${name}/possession`;
    const wrongBytes = Buffer.from(answer ?? "", "base64");
    wrongBytes.writeUInt8(wrongBytes.readUInt8(31) ^ 1, 31);
    const wrong = wrongBytes.toString("base64");
    expect(answered(await post(signer, path, { answer: wrong }))).toBe("403 participant/wrong-answer");
    expect(answered(await post(other.signer, path, { answer }))).toBe("403 participant/not-yours");
    expect(answered(await post(signer, path, { answer }))).toBe("200");
    expect(answered(await post(signer, path, { answer }))).toBe("200");
    expect(await showParticipant(service, other, name)).toMatchObject({ encryption_key: spkiOf(key) });
  });

  it("the same once more finds it again, with a fresh challenge where none was answered", async () => {
    const [name, signer, key] = [newName(), newSigner(), await newX25519()];
    const first = await asked(name, signer, key);
    const second = await asked(name, signer, key);
    const path = `/v1/participants/${name}/possession`;
    expect(answered(await post(signer, path, { answer: await answerOf(first, name, signer, key) }))).toBe(
      "403 participant/wrong-answer",
    );
    expect(answered(await post(signer, path, { answer: await answerOf(second, name, signer, key) }))).toBe(
      "200",
    );
    const again = await registerParticipant(service, { name, signer, encryptionKey: key });
    expect(again).toMatchObject({ state: "active", revision: 3 });
  });

  it("does not let one register another's encryption key by passing the challenge on", async () => {
    const [attacker, victim, key] = [newSigner(), newSigner(), await newX25519()];
    const challenge = await asked("attacker", attacker, key);
    // The victim believes to register itself, here or elsewhere.
    const answer = await answerOf(challenge, "victim", victim, key);
    expect(answered(await post(attacker, "/v1/participants/attacker/possession", { answer }))).toBe(
      "403 participant/wrong-answer",
    );
  });

  it("is refused where name or key is another's", async () => {
    const { name, signer } = await member();
    const key = newSigner();
    expect(await codeOf(registerParticipant(service, { name, signer: key, encryptionKey: null }))).toBe(
      "participant/name-taken",
    );
    expect(
      await codeOf(registerParticipant(service, { name, signer, encryptionKey: await newX25519() })),
    ).toBe("participant/name-taken");
    expect(await codeOf(registerParticipant(service, { name: newName(), signer, encryptionKey: null }))).toBe(
      "participant/key-taken",
    );
  });

  it("of one name by twenty at once has one winner", async () => {
    const name = newName();
    const codes = await Promise.all(
      Array.from({ length: 20 }, async () =>
        codeOf(registerParticipant(service, { name, signer: newSigner(), encryptionKey: null })),
      ),
    );
    expect(codes.filter((code) => code === "no refusal")).toHaveLength(1);
    expect(codes.filter((code) => code === "participant/name-taken")).toHaveLength(19);
  });

  it("asks for the signature of the very key", async () => {
    const [name, signer] = [newName(), newSigner()];
    const body = { name, signing_key: spkiOf(newSigner().key), encryption_key: null };
    expect(answered(await post(signer, "/v1/participants", body))).toBe("401 signature/invalid");
    expect(
      answered(
        await service.request("POST", "/v1/participants", {
          headers: { "content-type": "application/json" },
          body: Buffer.from(JSON.stringify(body)),
        }),
      ),
    ).toBe("401 signature/missing");
  });

  it("asks for the administration's token where that is the policy", async () => {
    registration = "admin";
    try {
      const wanted = { name: newName(), signer: newSigner(), encryptionKey: null };
      expect(await codeOf(registerParticipant(service, wanted))).toBe("admin/refused");
      expect(await codeOf(registerParticipant(service, { ...wanted, adminToken: "other" }))).toBe(
        "admin/refused",
      );
      expect((await registerParticipant(service, { ...wanted, adminToken })).state).toBe("active");
    } finally {
      registration = "open";
    }
  });

  const rsaOf = (bits: number, publicExponent = 65537): string =>
    generateKeyPairSync("rsa", { modulusLength: bits, publicExponent })
      .publicKey.export({ type: "spki", format: "der" })
      .toString("base64");
  const spki = (type: "ed25519" | "ed448" | "x448" | "x25519"): Buffer =>
    (generateKeyPairSync as (type: string) => { publicKey: KeyObject })(type).publicKey.export({
      type: "spki",
      format: "der",
    });

  it.each([
    ["a short RSA key", rsaOf(1024)],
    ["an RSA key of odd length", rsaOf(2052)],
    ["an Ed25519 key", spki("ed25519").toString("base64")],
    ["an X448 key", spki("x448").toString("base64")],
    ["a byte behind the key", Buffer.concat([spki("x25519"), Buffer.of(0)]).toString("base64")],
    // X25519 of small order: every shared secret is zero.
    [
      "a point of small order",
      Buffer.concat([spki("x25519").subarray(0, 12), Buffer.alloc(32)]).toString("base64"),
    ],
    ["no key", Buffer.from("no key").toString("base64")],
  ])("refuses %s to encrypt for", async (_, encryption_key) => {
    const [name, signer] = [newName(), newSigner()];
    const body = { name, signing_key: spkiOf(signer.key), encryption_key };
    expect(answered(await post(signer, "/v1/participants", body))).toBe("400 participant/bad-key");
    expect(await store.participant(name)).toBeNull();
  });

  it("refuses a signing key of another kind, and base64 of another spelling", async () => {
    const [name, signer] = [newName(), newSigner()];
    const body = { name, signing_key: spki("ed448").toString("base64"), encryption_key: null };
    expect(answered(await post(signer, "/v1/participants", body))).toBe("400 participant/bad-key");
    const signing_key = `${spkiOf(signer.key)} `;
    expect(answered(await post(signer, "/v1/participants", { ...body, signing_key }))).toBe(
      "400 request/malformed",
    );
    expect(answered(await post(signer, "/v1/participants", { ...body, signing_key: rsaOf(2048) }))).toBe(
      "400 participant/bad-key",
    );
  });
});

describe("new keys", () => {
  it("count at once, by the old key's right, and the old one no longer", async () => {
    const { name, signer } = await member();
    const next = newSigner();
    const view = await replaceKeys(service, { signer }, { name, signer: next, encryptionKey: undefined });
    expect(view).toMatchObject({
      state: "active",
      signing_key_fingerprint: next.key.fingerprint,
      revision: 2,
    });
    expect(await codeOf(showParticipant(service, { signer }, name))).toBe("signature/invalid");
    expect(await showParticipant(service, { signer: next }, name)).toEqual(view);
  });

  it("keep the encryption key, or prove another", async () => {
    const [name, signer, next, last] = [newName(), newSigner(), newSigner(), newSigner()];
    const key = await newX25519();
    await registerParticipant(service, { name, signer, encryptionKey: rsa });
    const kept = await replaceKeys(service, { signer }, { name, signer: next, encryptionKey: undefined });
    expect(kept).toMatchObject({ state: "active", encryption_key_fingerprint: rsa.fingerprint });
    const other = await replaceKeys(service, { signer: next }, { name, signer: last, encryptionKey: key });
    expect(other).toMatchObject({ state: "active", encryption_key_fingerprint: key.fingerprint });
    const same = await replaceKeys(service, { signer: last }, { name, signer: last, encryptionKey: rsa });
    expect(same).toMatchObject({ state: "active", encryption_key_fingerprint: rsa.fingerprint });
  });

  it("may be given by the administration, with the new key's proof", async () => {
    const { name } = await member();
    const next = newSigner();
    await replaceKeys(service, admin, { name, signer: next, encryptionKey: undefined });
    expect(await showParticipant(service, { signer: next }, name)).toMatchObject({ state: "active" });
  });

  it("are pending while another encryption key is not proved", async () => {
    const { name, signer } = await member();
    const key = await newX25519();
    const text = newKeysText(
      { authority, name, signingKey: signer.key.fingerprint, encryptionKey: key.fingerprint },
      signer.key.fingerprint,
    );
    const proof = Buffer.from(await signer.key.sign(Buffer.from(text))).toString("base64");
    const body = { signing_key: spkiOf(signer.key), encryption_key: spkiOf(key), proof };
    expect(answered(await post(signer, `/v1/participants/${name}/keys`, body, "PUT"))).toBe("200");
    expect(await showParticipant(service, { signer }, name)).toMatchObject({
      state: "pending",
      encryption_key: null,
    });
    await suspendParticipant(service, adminToken, name);
    expect(await resumeParticipant(service, adminToken, name)).toMatchObject({ state: "pending" });
  });

  it("are refused without the proof, with one for another change, and by others", async () => {
    const { name, signer } = await member();
    const stranger = await member();
    const next = newSigner();
    const proofOf = async (
      change: Partial<Parameters<typeof newKeysText>[0]>,
      current = signer,
    ): Promise<string> => {
      const keys = { authority, name, signingKey: next.key.fingerprint, encryptionKey: null, ...change };
      const text = Buffer.from(newKeysText(keys, current.key.fingerprint));
      return Buffer.from(await next.key.sign(text)).toString("base64");
    };
    const put = async (by: Signer, proof: string): Promise<string> =>
      answered(
        await post(
          by,
          `/v1/participants/${name}/keys`,
          { signing_key: spkiOf(next.key), encryption_key: null, proof },
          "PUT",
        ),
      );
    for (const proof of [
      Buffer.alloc(64).toString("base64"),
      await proofOf({ name: stranger.name }),
      await proofOf({ authority: "elsewhere" }),
      await proofOf({ encryptionKey: "0".repeat(64) }),
      await proofOf({ signingKey: signer.key.fingerprint }),
      await proofOf({}, stranger.signer),
    ]) {
      expect(await put(signer, proof)).toBe("403 participant/wrong-proof");
    }
    expect(await put(stranger.signer, await proofOf({}))).toBe("403 participant/not-yours");
    expect(await put(next, await proofOf({}))).toBe("401 signature/invalid");
    expect(await put(signer, await proofOf({}))).toBe("200");
  });

  it("cannot be another's", async () => {
    const [one, other] = [await member(), await member()];
    const taken = replaceKeys(service, one, {
      name: one.name,
      signer: other.signer,
      encryptionKey: undefined,
    });
    expect(await codeOf(taken)).toBe("participant/key-taken");
  });

  it("of ten changes at once one is made", async () => {
    const { name, signer } = await member();
    const codes = await Promise.all(
      Array.from({ length: 10 }, async () =>
        codeOf(replaceKeys(service, { signer }, { name, signer: newSigner(), encryptionKey: undefined })),
      ),
    );
    expect(codes.filter((code) => code === "no refusal")).toHaveLength(1);
    expect(await showParticipant(service, admin, name)).toMatchObject({ revision: 2 });
  });
});

describe("the administration", () => {
  it("suspends and resumes", async () => {
    const { name, signer } = await member();
    expect(await suspendParticipant(service, adminToken, name)).toMatchObject({
      state: "suspended",
      revision: 2,
    });
    expect(await suspendParticipant(service, adminToken, name)).toMatchObject({
      state: "suspended",
      revision: 2,
    });
    expect(await codeOf(showParticipant(service, { signer }, name))).toBe("participant/suspended");
    expect(await codeOf(removeParticipant(service, { signer }, name))).toBe("participant/suspended");
    const next = newSigner();
    await replaceKeys(service, admin, { name, signer: next, encryptionKey: undefined });
    expect(await codeOf(showParticipant(service, { signer: next }, name))).toBe("participant/suspended");
    expect(await resumeParticipant(service, adminToken, name)).toMatchObject({ state: "active" });
    expect(await showParticipant(service, { signer: next }, name)).toMatchObject({ state: "active" });
  });

  it("lists all, page by page, in order", async () => {
    const names = Array.from({ length: 120 }, (_, index) => `row-${String(index).padStart(3, "0")}`);
    for (const name of names) {
      const { fingerprint } = newSigner().key;
      await store.addParticipant({
        name,
        signingKey: new Uint8Array(44),
        fingerprint,
        encryptionKey: null,
        state: "active",
        challengeHash: null,
        registeredAt: 0,
        revision: 1,
      });
    }
    const listed = (await listParticipants(service, adminToken)).map(({ name }) => name);
    expect(listed.filter((name) => name.startsWith("row-"))).toEqual(names);
    expect(listed).toEqual(listed.toSorted());
  });

  it("alone does these things", async () => {
    const { name, signer } = await member();
    const refused = "401 admin/refused";
    for (const [method, path] of [
      ["GET", "/v1/participants"],
      ["POST", `/v1/participants/${name}/suspend`],
      ["POST", `/v1/participants/${name}/resume`],
    ] as const) {
      expect(answered(await askSigned(service, signer, method, path))).toBe(refused);
    }
    for (const [method, path] of [
      ["GET", `/v1/participants/${name}`],
      ["DELETE", `/v1/participants/${name}`],
    ] as const) {
      const headers = { authorization: "Bearer other" };
      expect(answered(await askSigned(service, signer, method, path, { headers }))).toBe(refused);
    }
    const answer = await askSigned(service, signer, "GET", "/v1/participants");
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
  });

  it("is told of names that are not there", async () => {
    for (const asked of [
      showParticipant(service, admin, "not-there"),
      suspendParticipant(service, adminToken, "not-there"),
      removeParticipant(service, admin, "not-there"),
    ]) {
      expect(await codeOf(asked)).toBe("participant/unknown");
    }
  });
});

describe("removing", () => {
  it("is for the participant itself and the administration", async () => {
    const [one, other] = [await member(), await member()];
    expect(await codeOf(removeParticipant(service, one, other.name))).toBe("participant/not-yours");
    await removeParticipant(service, one, one.name);
    expect(await codeOf(showParticipant(service, one, other.name))).toBe("signature/invalid");
    await removeParticipant(service, admin, other.name);
    expect(await store.participant(other.name)).toBeNull();
  });
});
