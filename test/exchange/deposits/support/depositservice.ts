/**
 * A service with deposits and nothing else, in memory: callers are believed by the field x-caller, and whoever signs is
 * anae.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { depositRoutes } from "../../../../src/exchange/deposits/depositroutes.ts";
import { usualDepositRules } from "../../../../src/exchange/deposits/depositing.ts";
import type { DepositRules } from "../../../../src/exchange/deposits/depositing.ts";
import { buildApp } from "../../../../src/exchange/http/app.ts";
import type { App } from "../../../../src/exchange/http/routes.ts";
import type { AuthenticateRequest } from "../../../../src/exchange/http/signedrequests.ts";
import type { DepositState, NewDeposit } from "../../../../src/exchange/protocol/depositmessages.ts";
import { RequestRefused } from "../../../../src/exchange/protocol/refusals.ts";
import { openMemoryStore } from "../../../../src/exchange/store/memory/memorystore.ts";
import type { Store } from "../../../../src/exchange/store/contract/store.ts";

export const START = 1_790_000_000_000;
export const serviceKeys = generateKeyPairSync("ed25519");
export const receiptSigner = {
  keyId: createHash("sha256")
    .update(serviceKeys.publicKey.export({ type: "spki", format: "der" }))
    .digest("hex"),
  sign: (bytes: Uint8Array) => sign(null, bytes, serviceKeys.privateKey),
};

/** Of the three keys that a service has, receipts need this one. */
const identity = {
  public_key: serviceKeys.publicKey.export({ type: "spki", format: "pem" }).toString(),
  fingerprint: receiptSigner.keyId,
};

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
export const newSecret = (): string => randomBytes(32).toString("base64url");
export const hashOfSecret = (secret: string): string => sha256(Buffer.from(secret, "base64url"));

const authenticate: AuthenticateRequest = (request) => {
  const name = request.headers["x-caller"] ?? (request.headers["signature"] === undefined ? null : "anae");
  return typeof name === "string"
    ? Promise.resolve({ name, fingerprint: sha256(Buffer.from(name)) })
    : Promise.reject(new RequestRefused("request/malformed", "the signature"));
};

export interface Service {
  readonly app: App;
  readonly store: Store;
  now: number;
  /** Called before a request is served; may end its connection. */
  watch: (request: FastifyRequest) => void;
}

export async function startService(rules: Partial<DepositRules> = {}): Promise<Service> {
  const store = openMemoryStore();
  const service: { app?: App } & Omit<Service, "app"> = { store, now: START, watch: () => undefined };
  const routes = depositRoutes({
    store,
    authenticate,
    receiptSigner: () => receiptSigner,
    rules: { ...usualDepositRules, pieceBytes: 100, ...rules },
    now: () => service.now,
  });
  service.app = await buildApp([
    (app) => {
      app.addHook("onRequest", (request, _, done) => {
        service.watch(request);
        done();
      });
      app.get("/v1/keys", () => ({
        current: 1,
        generations: [
          {
            generation: 1,
            created_at: new Date(START).toISOString(),
            rsa: { ...identity, key_size: 3072 },
            dsa: identity,
            identity,
            succession: null,
          },
        ],
      }));
    },
    routes,
  ]);
  return service as Service;
}

/** What a depositor and a reader do, each call with its status and answer. */
export interface Answered<T = { code?: string; error?: string }> {
  readonly status: number;
  readonly body: T;
}

export async function call<T = { code?: string; error?: string }>(
  { app }: Service,
  method: "GET" | "POST" | "PUT" | "DELETE",
  url: string,
  { caller = "anae", body }: { caller?: string | null; body?: object | Uint8Array | undefined } = {},
): Promise<Answered<T>> {
  const answer = await app.inject({
    method,
    url,
    headers: {
      ...(caller === null ? {} : { "x-caller": caller }),
      ...(body instanceof Uint8Array ? { "content-type": "application/octet-stream" } : {}),
    },
    ...(body === undefined ? {} : { payload: body instanceof Uint8Array ? Buffer.from(body) : body }),
  });
  return { status: answer.statusCode, body: (answer.body === "" ? {} : answer.json()) as T };
}

export interface Made {
  readonly id: string;
  readonly blob: Uint8Array;
  readonly token: string;
}

export function announcementOf(blob: Uint8Array, token: string, more: Partial<NewDeposit> = {}): NewDeposit {
  return {
    size: blob.length,
    digest: sha256(blob),
    expires: START / 1000 + 3600,
    once: false,
    read_token_hash: hashOfSecret(token),
    ...more,
  };
}

/** Announced, its pieces not sent. */
export async function open(
  service: Service,
  blob: Uint8Array,
  more: Partial<NewDeposit> = {},
  caller = "anae",
): Promise<Made & { readonly answer: Answered<DepositState> }> {
  const token = newSecret();
  const body = announcementOf(blob, token, more);
  const answer = await call<DepositState>(service, "POST", "/v1/deposits", { caller, body });
  return { id: answer.body.id, blob, token, answer };
}

export async function sendPieces(
  service: Service,
  { id, blob }: Made,
  indexes: readonly number[],
): Promise<void> {
  for (const index of indexes) {
    const body = blob.subarray(index * 100, index * 100 + 100);
    const { status } = await call(service, "PUT", `/v1/deposits/${id}/pieces/${index}`, { body });
    if (status !== 204) throw new Error(`piece ${index} was answered ${status}`);
  }
}

/** Ready to be read. */
export async function deposited(
  service: Service,
  blob: Uint8Array,
  more: Partial<NewDeposit> = {},
): Promise<Made> {
  const made = await open(service, blob, more);
  await sendPieces(
    service,
    made,
    Array.from({ length: Math.ceil(blob.length / 100) }, (_, index) => index),
  );
  const { status } = await call(service, "POST", `/v1/deposits/${made.id}/complete`);
  if (status !== 200) throw new Error(`completing was answered ${status}`);
  return made;
}

export async function read(
  { app }: Service,
  { id, token }: Pick<Made, "id" | "token">,
  { claim, range, ifRange }: { claim?: string; range?: string; ifRange?: string } = {},
): Promise<{ status: number; bytes: Uint8Array; headers: Readonly<Record<string, unknown>>; code: string }> {
  const answer = await app.inject({
    method: "GET",
    url: `/v1/deposits/${id}/content`,
    headers: {
      authorization: `Bearer ${token}`,
      ...(claim === undefined ? {} : { "qrseal-claim": claim }),
      ...(range === undefined ? {} : { range }),
      ...(ifRange === undefined ? {} : { "if-range": ifRange }),
    },
  });
  const { statusCode: status, rawPayload: bytes, headers } = answer;
  return { status, bytes, headers, code: status < 400 ? "" : answer.json<{ code: string }>().code };
}

export async function asReader<T = { code?: string }>(
  { app }: Service,
  { id, token }: Pick<Made, "id" | "token">,
  what: "claim" | "collected",
  claim: string,
): Promise<Answered<T>> {
  const answer = await app.inject({
    method: "POST",
    url: `/v1/deposits/${id}/${what}`,
    headers: { authorization: `Bearer ${token}` },
    payload: { claim },
  });
  return { status: answer.statusCode, body: answer.json<T>() };
}
