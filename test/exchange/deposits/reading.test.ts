import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { DepositState } from "../../../src/exchange/protocol/depositmessages.ts";
import {
  asReader,
  call,
  deposited,
  newSecret,
  open,
  read,
  sha256,
  START,
  startService,
} from "./support/depositservice.ts";
import type { Made, Service } from "./support/depositservice.ts";

let service: Service;
let many: Made;
beforeAll(async () => {
  service = await startService();
  many = await deposited(service, blob);
});

const blob = Uint8Array.from(randomBytes(250));
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("reading a deposit for any number", () => {
  it("gives its bytes, as often as anybody asks, without a claim", async () => {
    for (let time = 0; time < 3; time += 1) {
      const { status, bytes, headers } = await read(service, many);
      expect(status).toBe(200);
      expect(text(bytes)).toBe(text(blob));
      expect(headers).toMatchObject({
        "content-length": "250",
        "content-type": "application/octet-stream",
        "accept-ranges": "bytes",
        "cache-control": "no-store",
        etag: `"${sha256(blob)}"`,
      });
    }
  });

  it.each([
    ["bytes=0-", 0, 250],
    ["bytes=0-0", 0, 1],
    ["bytes=99-100", 99, 101],
    ["bytes=100-199", 100, 200],
    ["bytes=150-", 150, 250],
    ["bytes=249-", 249, 250],
    ["bytes=-1", 249, 250],
    ["bytes=-1000", 0, 250],
    ["bytes=200-1000000", 200, 250],
  ])("gives the part that is asked for: %s", async (range, from, to) => {
    const { status, bytes, headers } = await read(service, many, { range });
    expect(status).toBe(206);
    expect(text(bytes)).toBe(text(blob.subarray(from, to)));
    expect(headers["content-range"]).toBe(`bytes ${from}-${to - 1}/250`);
    expect(headers["content-length"]).toBe(String(to - from));
  });

  it.each(["bytes=0-1,3-4", "bytes=5-4", "characters=0-1", "bytes=x-", "bytes=-", "0-1"])(
    "gives all where the range is none that is served: %s",
    async (range) => {
      const { status, bytes } = await read(service, many, { range });
      expect([status, bytes.length]).toEqual([200, 250]);
    },
  );

  it.each(["bytes=250-", "bytes=999-1000", "bytes=-0"])("says where nothing is: %s", async (range) => {
    const { status, headers, code } = await read(service, many, { range });
    expect([status, code, headers["content-range"]]).toEqual([
      416,
      "request/unsatisfiable-range",
      "bytes */250",
    ]);
  });

  it("gives a part only of what the reader has the beginning of", async () => {
    const right = await read(service, many, { range: "bytes=5-", ifRange: `"${sha256(blob)}"` });
    const wrong = await read(service, many, { range: "bytes=5-", ifRange: `"${"0".repeat(64)}"` });
    expect([right.status, wrong.status, wrong.bytes.length]).toEqual([206, 200, 250]);
  });

  it("keeps its bytes when a reader says that they arrived", async () => {
    const claim = newSecret();
    expect((await asReader(service, many, "claim", claim)).body).toEqual({
      size: 250,
      digest: sha256(blob),
      expires: START / 1000 + 3600,
      once: false,
    });
    expect((await asReader(service, many, "collected", claim)).body).toEqual({ removed: false });
    expect((await read(service, many)).status).toBe(200);
  });
});

describe("who may not read", () => {
  it("cannot tell a wrong token from an id that is not known", async () => {
    const unknown = { id: "0".repeat(32), token: many.token };
    const answers = await Promise.all([
      read(service, unknown),
      read(service, { ...many, token: newSecret() }),
      read(service, { ...many, token: "" }),
      read(service, { ...many, token: many.token.slice(1) }),
      read(service, { id: many.id, token: `${many.token}=` }),
    ]);
    for (const { status, bytes, code, headers } of answers) {
      expect([status, code]).toEqual([404, "deposit/unknown"]);
      expect(text(bytes)).toBe(text(answers[0].bytes));
      expect(headers["etag"]).toBeUndefined();
    }
    for (const what of ["claim", "collected"] as const) {
      const [one, other] = await Promise.all([
        asReader(service, unknown, what, newSecret()),
        asReader(service, { ...many, token: newSecret() }, what, newSecret()),
      ]);
      expect(one).toEqual(other);
      expect(one.status).toBe(404);
    }
  });

  it("learns nothing of a deposit that is not there yet but that it is not, and only with its token", async () => {
    const made = await open(service, blob);
    expect(await read(service, made)).toMatchObject({ status: 409, code: "deposit/incomplete" });
    expect(await asReader(service, made, "claim", newSecret())).toMatchObject({ status: 409 });
    expect(await asReader(service, made, "collected", newSecret())).toMatchObject({ status: 409 });
    expect((await read(service, { ...made, token: newSecret() })).status).toBe(404);
  });

  it("comes after its time", async () => {
    const made = await deposited(service, blob, { expires: START / 1000 + 10 });
    service.now = START + 9_999;
    expect((await read(service, made)).status).toBe(200);
    service.now = START + 10_000;
    const late = await read(service, made);
    const wrong = await read(service, { ...made, token: newSecret() });
    service.now = START;
    expect([late.status, late.code]).toEqual([410, "deposit/expired"]);
    expect([wrong.status, wrong.code]).toEqual([404, "deposit/unknown"]);
  });
});

describe("a deposit for one reader", () => {
  it("goes to exactly one of a hundred that race, who may read on and again; the others are told", async () => {
    const made = await deposited(service, blob, { once: true });
    const claims = Array.from({ length: 100 }, newSecret);
    const answers = await Promise.all(claims.map((claim) => asReader(service, made, "claim", claim)));
    const winners = claims.filter((_, at) => answers[at]?.status === 200);
    expect(winners).toHaveLength(1);
    expect(
      answers.filter(({ status, body }) => status === 410 && body.code === "deposit/claimed"),
    ).toHaveLength(99);
    const [winner = ""] = winners;
    const loser = claims.find((claim) => claim !== winner) ?? "";
    expect((await asReader(service, made, "claim", winner)).status).toBe(200);
    expect(text((await read(service, made, { claim: winner, range: "bytes=0-119" })).bytes)).toBe(
      text(blob.subarray(0, 120)),
    );
    expect(text((await read(service, made, { claim: winner, range: "bytes=120-" })).bytes)).toBe(
      text(blob.subarray(120)),
    );
    expect(await read(service, made, { claim: loser })).toMatchObject({
      status: 410,
      code: "deposit/claimed",
    });
    expect(await read(service, made)).toMatchObject({ status: 410, code: "deposit/claimed" });
    expect(await asReader(service, made, "collected", loser)).toMatchObject({ status: 410 });
    expect((await read(service, made, { claim: winner })).status).toBe(200);
  });

  it("is not read before it is claimed, and no reading claims it", async () => {
    const made = await deposited(service, blob, { once: true });
    const claim = newSecret();
    expect(await read(service, made)).toMatchObject({ status: 403, code: "deposit/claim-needed" });
    expect(await read(service, made, { claim })).toMatchObject({ status: 403, code: "deposit/claim-needed" });
    expect(await asReader(service, made, "collected", claim)).toMatchObject({
      status: 403,
      body: { code: "deposit/claim-needed" },
    });
    expect((await asReader(service, made, "claim", newSecret())).status).toBe(200);
  });

  it("is gone when its reader says that it arrived; only then, and its depositor sees both", async () => {
    const made = await deposited(service, blob, { once: true });
    const claim = newSecret();
    service.now = START + 7_000;
    await asReader(service, made, "claim", claim);
    service.now = START;
    const state = async (): Promise<DepositState> =>
      (await call<DepositState>(service, "GET", `/v1/deposits/${made.id}`)).body;
    expect(await state()).toMatchObject({ state: "complete", claimed_at: START / 1000 + 7 });
    expect((await asReader(service, made, "collected", claim)).body).toEqual({ removed: true });
    expect((await asReader(service, made, "collected", claim)).body).toEqual({ removed: true });
    expect(await state()).toMatchObject({ state: "collected" });
    expect(await service.store.piece(made.id, 0)).toBeNull();
    for (const late of [claim, newSecret()])
      expect(await asReader(service, made, "claim", late)).toMatchObject({
        status: 410,
        body: { code: "deposit/collected" },
      });
    expect(await read(service, made, { claim })).toMatchObject({ status: 410, code: "deposit/collected" });
  });

  it("that nobody says arrived stays until its time is over", async () => {
    const made = await deposited(service, blob, { once: true });
    const claim = newSecret();
    await asReader(service, made, "claim", claim);
    await service.store.removeExpired(START + 3_600_000);
    expect((await read(service, made, { claim })).status).toBe(200);
    await service.store.removeExpired(START + 3_600_001);
    expect((await read(service, made, { claim })).status).toBe(404);
  });

  it.each(["", "a".repeat(42), "a".repeat(44), `${"A".repeat(42)}B`, "x".repeat(42) + "="])(
    "takes no claim that is not 32 bytes in their one spelling: %s",
    async (claim) => {
      const made = await deposited(service, blob, { once: true });
      expect(await asReader(service, made, "claim", claim)).toMatchObject({ status: 400 });
      expect((await asReader(service, made, "claim", newSecret())).status).toBe(200);
    },
  );
});
