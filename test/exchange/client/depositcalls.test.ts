import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { connect } from "../../../src/exchange/client/connection.ts";
import type { Connection } from "../../../src/exchange/client/connection.ts";
import {
  confirmCollected,
  depositStatus,
  fetchDeposit,
  newReaderClaim,
  readReceipt,
  removeDeposit,
  uploadDeposit,
  verifyReceipt,
} from "../../../src/exchange/client/depositcalls.ts";
import type { DepositTerms, FetchedTicket, FetchOptions } from "../../../src/exchange/client/depositcalls.ts";
import type { Signer } from "../../../src/exchange/client/signing.ts";
import { QrsealError } from "../../../src/core/index.ts";
import { newSigningKeys } from "../../core/support/signingkeys.ts";
import {
  announcementOf,
  call,
  receiptSigner,
  serviceKeys,
  START,
  startService,
} from "../deposits/support/depositservice.ts";
import type { Service } from "../deposits/support/depositservice.ts";

const PIECE = 512 * 1024;
const blob = Uint8Array.from(randomBytes(3 * PIECE + 1000));
const digest = Uint8Array.from(createHash("sha256").update(blob).digest());
const sealed = { blob, digest, size: blob.length };

let service: Service;
let connection: Connection;
let signer: Signer;

beforeAll(async () => {
  signer = { key: (await newSigningKeys("ed25519")).privateKey };
  service = await startService({ pieceBytes: PIECE });
  await service.app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = service.app.server.address() as AddressInfo;
  connection = connect({ url: `http://127.0.0.1:${port}`, wait: () => Promise.resolve() });
});
afterAll(async () => {
  await connection.close();
  await service.app.close();
});
beforeEach(() => {
  service.now = START;
  service.watch = () => undefined;
});

const newTerms = (more: Partial<DepositTerms> = {}): DepositTerms => ({
  readToken: Uint8Array.from(randomBytes(32)),
  expiresAt: START / 1000 + 3600,
  once: false,
  ...more,
});

async function deposit(terms: DepositTerms): Promise<FetchedTicket> {
  const { id } = await uploadDeposit(connection, signer, sealed, terms);
  return { ...terms, origin: connection.url, id, digest, size: blob.length };
}

const fetched = (ticket: FetchedTicket, options: Partial<FetchOptions> = {}): Promise<Uint8Array> =>
  fetchDeposit(connection, ticket, { claim: newReaderClaim(), ...options });

async function refusalOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof QrsealError) return error.code;
  throw new Error("expected a refusal", { cause: error });
}

/** Breaks off every request from the nth one of a kind on, and counts those of it that were served. */
function breakOff(kind: RegExp, from: number): { served: number } {
  const counted = { served: 0 };
  service.watch = (request) => {
    if (!kind.test(`${request.method} ${request.url}`)) return;
    if (counted.served < from) counted.served += 1;
    else request.raw.socket.destroy();
  };
  return counted;
}

describe("a deposit of several pieces", () => {
  it("goes up and comes down, and tells how far it is", async () => {
    const terms = newTerms();
    const up: number[] = [];
    const { id, receipt, claims } = await uploadDeposit(connection, signer, sealed, terms, (bytes, of) => {
      expect(of).toBe(blob.length);
      up.push(bytes);
    });
    expect(up).toEqual([0, PIECE, 2 * PIECE, 3 * PIECE, blob.length]);
    expect(claims).toMatchObject({ size: blob.length, depositor: "anae" });
    expect(readReceipt(receipt)).toEqual(claims);
    const down: number[] = [];
    const ticket = { ...terms, origin: connection.url, id, digest, size: blob.length };
    const bytes = await fetched(ticket, { progress: (done) => down.push(done) });
    expect(Buffer.compare(bytes, blob)).toBe(0);
    expect(down).toEqual(up);
  });

  it("goes on where sending was broken off, and sends nothing twice", async () => {
    const terms = newTerms();
    breakOff(/^PUT .*\/pieces\//, 2);
    expect(await refusalOf(uploadDeposit(connection, signer, sealed, terms))).toBe("exchange/unreachable");
    const resumed = breakOff(/^PUT .*\/pieces\//, 100);
    const up: number[] = [];
    const { id } = await uploadDeposit(connection, signer, sealed, terms, (bytes) => up.push(bytes));
    expect(resumed.served).toBe(2);
    expect(up).toEqual([2 * PIECE, 3 * PIECE, blob.length]);
    const again = breakOff(/^PUT .*\/pieces\//, 100);
    expect((await uploadDeposit(connection, signer, sealed, terms)).id).toEqual(id);
    expect(again.served).toBe(0);
  });

  it("goes on where fetching was broken off, and fetches nothing twice", async () => {
    const ticket = await deposit(newTerms({ once: true }));
    const claim = newReaderClaim();
    const kept = Buffer.alloc(blob.length);
    let length = 0;
    const keep = (part: Uint8Array, from: number): Promise<void> => {
      kept.set(part, from);
      length = from + part.length;
      return Promise.resolve();
    };
    breakOff(/\/content$/, 2);
    expect(await refusalOf(fetched(ticket, { claim, keep }))).toBe("exchange/unreachable");
    expect(length).toBe(2 * PIECE);
    const resumed = breakOff(/\/content$/, 100);
    const had = kept.subarray(0, length);
    expect(Buffer.compare(await fetched(ticket, { claim, keep, had }), blob)).toBe(0);
    expect(resumed.served).toBe(2);
    expect(Buffer.compare(kept, blob)).toBe(0);
    expect(await refusalOf(fetched(ticket))).toBe("deposit/claimed");
  });

  it("is fetched anew where what was kept of it is something else", async () => {
    const ticket = await deposit(newTerms());
    for (const had of [new Uint8Array(1000), new Uint8Array(blob.length), new Uint8Array(blob.length + 1)])
      expect(Buffer.compare(await fetched(ticket, { had }), blob)).toBe(0);
  });
});

describe("who fetches is told", () => {
  it("that it was changed at the service, in its bytes or in what is said of it", async () => {
    const ticket = await deposit(newTerms());
    const other = Uint8Array.from(digest, (byte) => byte ^ 1);
    expect(await refusalOf(fetched({ ...ticket, digest: other }))).toBe("deposit/altered");
    expect(await refusalOf(fetched({ ...ticket, size: blob.length - 1 }))).toBe("deposit/altered");
    const piece = vi
      .spyOn(service.store, "piece")
      .mockImplementation((_, index) =>
        Promise.resolve(
          blob
            .slice(index * PIECE, (index + 1) * PIECE)
            .map((byte, at) => (index === 1 && at === 9 ? byte ^ 1 : byte)),
        ),
      );
    expect(await refusalOf(fetched(ticket))).toBe("deposit/altered");
    expect(await refusalOf(fetched(ticket, { had: blob.subarray(0, 10) }))).toBe("deposit/altered");
    piece.mockRestore();
    expect(Buffer.compare(await fetched(ticket), blob)).toBe(0);
  });

  it("that it was collected, that another collects it, that it is over, removed, or not there yet", async () => {
    const ticket = await deposit(newTerms({ once: true }));
    const claim = newReaderClaim();
    await fetched(ticket, { claim });
    expect(await refusalOf(fetched(ticket))).toBe("deposit/claimed");
    await confirmCollected(connection, ticket, claim);
    await confirmCollected(connection, ticket, claim);
    expect(await refusalOf(fetched(ticket, { claim }))).toBe("deposit/collected");

    const late = await deposit(newTerms());
    service.now = START + 3_600_000;
    expect(await refusalOf(fetched(late))).toBe("deposit/expired");
    service.now = START;
    expect(await removeDeposit(connection, signer, late.id)).toBe(true);
    expect(await removeDeposit(connection, signer, late.id)).toBe(false);
    expect(await refusalOf(fetched(late))).toBe("deposit/gone");

    const terms = newTerms();
    breakOff(/^PUT/, 1);
    await refusalOf(uploadDeposit(connection, signer, sealed, terms));
    service.watch = () => undefined;
    const body = announcementOf(blob, Buffer.from(terms.readToken).toString("base64url"));
    const { id } = (await call<{ id: string }>(service, "POST", "/v1/deposits", { body })).body;
    const begun = { ...terms, origin: connection.url, id: Uint8Array.from(Buffer.from(id, "hex")), digest };
    expect(await refusalOf(fetched({ ...begun, size: blob.length }))).toBe("deposit/incomplete");
    expect((await depositStatus(connection, signer, begun.id)).pieces).toEqual([0]);
  });
});

describe("a receipt", () => {
  const publicKey = serviceKeys.publicKey.export({ type: "spki", format: "pem" }).toString();

  it("is verified with the service's key, and with no other, and not after a change", async () => {
    const { receipt } = await uploadDeposit(connection, signer, sealed, newTerms());
    expect(verifyReceipt(receipt, publicKey)).toBe(true);
    const other = generateKeyPairSync("ed25519").publicKey;
    expect(verifyReceipt(receipt, other.export({ type: "spki", format: "pem" }).toString())).toBe(false);
    const [header = "", payload = "", signature = ""] = receipt.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...claims, size: 1 })).toString("base64url");
    expect(verifyReceipt([header, changed, signature].join("."), publicKey)).toBe(false);
    const none = Buffer.from('{"alg":"none","typ":"qrseal-deposit-receipt"}').toString("base64url");
    expect(verifyReceipt([none, payload, ""].join("."), publicKey)).toBe(false);
    for (const text of ["", "a.b.c", `${receipt}.x`, "..", receipt.slice(0, -4)])
      expect(verifyReceipt(text, publicKey)).toBe(false);
    expect(createPublicKey(publicKey).asymmetricKeyType).toBe("ed25519");
  });

  it("that another key signed, or none of this service's, is not the service's", async () => {
    const stranger = generateKeyPairSync("ed25519").privateKey;
    for (const forged of [
      { ...receiptSigner, sign: (bytes: Uint8Array) => sign(null, bytes, stranger) },
      { ...receiptSigner, keyId: "0".repeat(64) },
    ]) {
      const own = { ...receiptSigner };
      Object.assign(receiptSigner, forged);
      const code = await refusalOf(uploadDeposit(connection, signer, sealed, newTerms()));
      Object.assign(receiptSigner, own);
      expect(code).toBe("exchange/bad-answer");
    }
  });

  it("for something else is no receipt for this", async () => {
    const terms = newTerms();
    const { receipt } = await uploadDeposit(connection, signer, sealed, terms);
    const { store } = service;
    const deposit = store.deposit.bind(store);
    for (const change of [
      { expires: 1 },
      { size: 1 },
      { digest: "0".repeat(64) },
      { deposit: "0".repeat(32) },
    ]) {
      const [header = "", payload = "", signature = ""] = receipt.split(".");
      const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
      const changed = Buffer.from(JSON.stringify({ ...claims, ...change })).toString("base64url");
      const spied = vi.spyOn(store, "deposit").mockImplementation(async (id) => {
        const found = await deposit(id);
        return found === null ? null : { ...found, receipt: [header, changed, signature].join(".") };
      });
      const code = await refusalOf(uploadDeposit(connection, signer, sealed, terms));
      spied.mockRestore();
      expect(code).toBe("exchange/bad-answer");
    }
  });
});
