/** Somebody who signs requests in tests, and the requests. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { request as ask } from "node:http";
import { keyIdOf, signRequest } from "../../../src/exchange/protocol/signature.ts";
import type { SignedRequest } from "../../../src/exchange/protocol/signature.ts";
import type { SignatureParameters } from "../../../src/exchange/protocol/signaturefields.ts";
import type { Participant } from "../../../src/exchange/store/contract/participantstore.ts";

export interface Party {
  readonly name: string;
  readonly key: KeyObject;
  readonly keyId: string;
  readonly spki: Uint8Array;
}

export function party(name: string): Party {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const spki = publicKey.export({ type: "spki", format: "der" });
  return { name, key: privateKey, keyId: keyIdOf(publicKey), spki };
}

export const participantOf = (
  { name, keyId, spki }: Party,
  change: Partial<Participant> = {},
): Participant => ({
  name,
  signingKey: spki,
  fingerprint: keyId,
  encryptionKey: null,
  state: "active",
  challengeHash: null,
  registeredAt: 1_763_700_000_000,
  revision: 1,
  ...change,
});

/** The fields of a request, signed; `time` in seconds. */
export function signedHeaders(
  { key, keyId }: Party,
  request: Partial<SignedRequest>,
  time: number,
  change: Partial<SignatureParameters> = {},
): Record<string, string> {
  const { contentType = null, ...message } = request;
  const bare = { method: "GET", authority: "exchange.example", target: "/", body: new Uint8Array() };
  const nonce = randomBytes(16).toString("base64url");
  const parameters = { created: time, expires: time + 300, nonce, keyId, ...change };
  const headers = signRequest({ ...bare, contentType, ...message }, key, parameters);
  return { ...headers, ...(contentType === null ? {} : { "content-type": contentType }) };
}

export interface Reply {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Asks over a connection; headers as names and values in turn, so that one may stand twice. */
export const send = (
  port: number,
  method: string,
  path: string,
  headers: readonly string[],
  body: Uint8Array | string = "",
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const length = ["content-length", String(Buffer.byteLength(body))];
    const options = {
      host: "127.0.0.1",
      port,
      method,
      path,
      headers: [...headers, ...length],
      setHost: false,
    };
    const request = ask(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const json = JSON.parse(Buffer.concat(chunks).toString() || "{}") as Record<string, unknown>;
        const { statusCode: status = 0, headers: fields } = answer;
        resolve({
          status,
          code: typeof json["code"] === "string" ? json["code"] : "",
          headers: fields,
          json,
        });
      });
    });
    request.on("error", reject);
    request.end(body);
  });

export const flat = (headers: Readonly<Record<string, string>>): string[] =>
  Object.entries(headers).flatMap(([name, value]) => [name, value]);
