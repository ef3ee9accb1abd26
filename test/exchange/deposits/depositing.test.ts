import { createPublicKey, randomBytes } from "node:crypto";
import { compactVerify } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { receiptClaims } from "../../../src/exchange/protocol/depositmessages.ts";
import type { DepositState } from "../../../src/exchange/protocol/depositmessages.ts";
import {
  announcementOf,
  call,
  deposited,
  newSecret,
  open,
  receiptSigner,
  sendPieces,
  serviceKeys,
  sha256,
  START,
  startService,
} from "./support/depositservice.ts";
import type { Service } from "./support/depositservice.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});

const blob = Uint8Array.from(randomBytes(250));

describe("announcing a deposit", () => {
  it("says how it is to be cut, and that nothing is there yet", async () => {
    const { answer } = await open(service, blob);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      state: "open",
      size: 250,
      digest: sha256(blob),
      expires: START / 1000 + 3600,
      once: false,
      piece_bytes: 100,
      pieces: [],
      claimed_at: null,
      receipt: null,
    });
  });

  it("again finds the same one, with what is there; by anyone else, or with any other token, makes another", async () => {
    const token = newSecret();
    const body = announcementOf(blob, token);
    const first = await call<DepositState>(service, "POST", "/v1/deposits", { body });
    await sendPieces(service, { id: first.body.id, blob, token }, [1]);
    const again = await call<DepositState>(service, "POST", "/v1/deposits", { body });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ id: first.body.id, pieces: [1] });
    for (const other of [
      { body, caller: "douane" },
      { body: announcementOf(blob, newSecret()) },
      { body: { ...body, once: true } },
      { body: { ...body, expires: body.expires + 1 } },
    ]) {
      const answer = await call<DepositState>(service, "POST", "/v1/deposits", other);
      expect(answer.status).toBe(201);
      expect(answer.body.id).not.toBe(first.body.id);
    }
  });

  it("is refused unless somebody signed it", async () => {
    const body = announcementOf(blob, newSecret());
    expect((await call(service, "POST", "/v1/deposits", { caller: null, body })).status).toBe(400);
  });

  it.each([
    ["larger than the service takes", { size: 16 * 1024 * 1024 + 17 }, 413, "deposit/too-large"],
    ["without a byte", { size: 0 }, 400, "request/malformed"],
    ["that is over already", { expires: START / 1000 }, 400, "request/malformed"],
    ["for more than 31 days", { expires: START / 1000 + 31 * 86_400 + 301 }, 403, "deposit/too-long"],
    ["with a digest in capitals", { digest: "A".repeat(64) }, 400, "request/malformed"],
    ["with a field more", { comment: "x" }, 400, "request/malformed"],
  ] as const)("is refused where it is %s", async (_, more: object, status, code) => {
    const { answer } = await open(service, blob, more);
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it("for 31 days to the second by a clock that is five minutes ahead is taken", async () => {
    const { answer } = await open(service, blob, { expires: START / 1000 + 31 * 86_400 + 300 });
    expect(answer.status).toBe(201);
  });
});

describe("quotas", () => {
  it("stop at bytes and at number, each participant's own; what was removed or collected counts no more", async () => {
    const small = await startService({ quota: { bytes: 600, count: 3 } });
    const tried = async (bytes: number, caller = "anae"): Promise<number> =>
      (await open(small, Uint8Array.from(randomBytes(bytes)), {}, caller)).answer.status;
    const first = await open(small, blob);
    expect(await tried(350)).toBe(201);
    expect(await tried(1)).toBe(403);
    expect(await tried(600, "douane")).toBe(201);
    await call(small, "DELETE", `/v1/deposits/${first.id}`);
    expect(await tried(249)).toBe(201);
    expect(await tried(1)).toBe(201);
    const refused = await open(small, Uint8Array.of(1));
    expect(refused.answer).toMatchObject({ status: 403, body: { code: "deposit/over-quota" } });
  });
});

describe("pieces", () => {
  it("come in any order and more than once, and show what is missing", async () => {
    const made = await open(service, blob);
    await sendPieces(service, made, [2, 0, 2]);
    const state = await call<DepositState>(service, "GET", `/v1/deposits/${made.id}`);
    expect(state.body.pieces).toEqual([0, 2]);
    expect(await call(service, "POST", `/v1/deposits/${made.id}/complete`)).toMatchObject({
      status: 409,
      body: { code: "deposit/incomplete" },
    });
  });

  it.each([
    ["too short", 0, 99, 400, "request/malformed"],
    ["longer than a piece", 0, 101, 413, "request/too-large"],
    ["the last one, as long as the others", 2, 100, 400, "request/malformed"],
    ["after the last one", 3, 50, 400, "request/malformed"],
    ["of a number that is none", "01", 100, 400, "request/malformed"],
    ["of a number below zero", -1, 100, 400, "request/malformed"],
  ])("are refused: %s", async (_, n, length, status, code) => {
    const { id } = await open(service, blob);
    const body = new Uint8Array(length);
    const answer = await call(service, "PUT", `/v1/deposits/${id}/pieces/${n}`, { body });
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it("that are there are not exchanged for others", async () => {
    const made = await open(service, blob);
    await sendPieces(service, made, [0]);
    const body = new Uint8Array(100);
    expect(await call(service, "PUT", `/v1/deposits/${made.id}/pieces/0`, { body })).toMatchObject({
      status: 409,
      body: { code: "deposit/piece-differs" },
    });
  });

  it("as JSON are refused", async () => {
    const { id } = await open(service, blob);
    const answer = await call(service, "PUT", `/v1/deposits/${id}/pieces/0`, { body: { a: 1 } });
    expect(answer).toMatchObject({ status: 415, body: { code: "request/unsupported-type" } });
  });
});

describe("completing", () => {
  it("gives a receipt that JOSE verifies, the same one each time, and ends the sending", async () => {
    const made = await open(service, blob);
    await sendPieces(service, made, [0, 1, 2]);
    service.now = START + 5_999;
    const answer = await call<DepositState>(service, "POST", `/v1/deposits/${made.id}/complete`);
    service.now = START + 60_000;
    expect(answer).toMatchObject({ status: 200, body: { state: "complete" } });
    const receipt = answer.body.receipt ?? "";
    const key = createPublicKey(serviceKeys.publicKey.export({ type: "spki", format: "pem" }));
    const { payload, protectedHeader } = await compactVerify(receipt, key);
    expect(protectedHeader).toEqual({
      alg: "EdDSA",
      kid: receiptSigner.keyId,
      typ: "qrseal-deposit-receipt",
    });
    expect(receiptClaims.parse(JSON.parse(Buffer.from(payload).toString()))).toEqual({
      deposit: made.id,
      digest: sha256(blob),
      size: 250,
      expires: START / 1000 + 3600,
      completed_at: START / 1000 + 5,
      depositor: "anae",
    });
    const again = await call<DepositState>(service, "POST", `/v1/deposits/${made.id}/complete`);
    expect(again.body.receipt).toBe(receipt);
    const state = await call<DepositState>(service, "GET", `/v1/deposits/${made.id}`);
    expect(state.body).toEqual(again.body);
    const late = await call(service, "PUT", `/v1/deposits/${made.id}/pieces/0`, {
      body: blob.subarray(0, 100),
    });
    expect(late).toMatchObject({ status: 409, body: { code: "deposit/closed" } });
    service.now = START;
  });

  it("twice at the same time gives both one receipt", async () => {
    const made = await open(service, blob);
    await sendPieces(service, made, [0, 1, 2]);
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, at) => {
        service.now = START + at * 1000;
        return call<DepositState>(service, "POST", `/v1/deposits/${made.id}/complete`);
      }),
    );
    service.now = START;
    expect(new Set(answers.map(({ status, body }) => `${status} ${String(body.receipt)}`)).size).toBe(1);
  });

  it("is refused where the pieces are not what was announced", async () => {
    const made = await open(service, blob, { digest: sha256(Uint8Array.of(1)) });
    await sendPieces(service, made, [0, 1, 2]);
    expect(await call(service, "POST", `/v1/deposits/${made.id}/complete`)).toMatchObject({
      status: 409,
      body: { code: "deposit/digest-differs" },
    });
    const state = await call<DepositState>(service, "GET", `/v1/deposits/${made.id}`);
    expect(state.body).toMatchObject({ state: "open", receipt: null });
  });
});

describe("another participant, and one after the deposit's time", () => {
  const routes = [
    ["GET", ""],
    ["POST", "/complete"],
    ["DELETE", ""],
    ["PUT", "/pieces/0"],
  ] as const;

  it.each(routes)("finds nothing: %s %s", async (method, path) => {
    const { id } = await open(service, blob);
    const body = method === "PUT" ? blob.subarray(0, 100) : undefined;
    const unknown = await call(service, method, `/v1/deposits/${"0".repeat(32)}${path}`, { body });
    const others = await call(service, method, `/v1/deposits/${id}${path}`, { caller: "douane", body });
    expect(unknown).toMatchObject({ status: 404, body: { code: "deposit/unknown" } });
    expect(others).toEqual(unknown);
    service.now = START + 3_600_000;
    const late = await call(service, method, `/v1/deposits/${id}${path}`, { body });
    service.now = START;
    expect(late).toMatchObject({ status: 410, body: { code: "deposit/expired" } });
  });
});

describe("removing", () => {
  it("takes a deposit away in any state, and says nothing is there from then on", async () => {
    const made = await deposited(service, blob);
    expect((await call(service, "DELETE", `/v1/deposits/${made.id}`)).status).toBe(204);
    expect((await call(service, "GET", `/v1/deposits/${made.id}`)).status).toBe(404);
    expect((await call(service, "DELETE", `/v1/deposits/${made.id}`)).status).toBe(404);
    expect(await service.store.piece(made.id, 0)).toBeNull();
  });
});
