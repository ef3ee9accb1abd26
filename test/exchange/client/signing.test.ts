import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { QrsealError } from "../../../src/core/index.ts";
import type { Answer, Asked, Connection } from "../../../src/exchange/client/connection.ts";
import { askSigned, signatureHeaders } from "../../../src/exchange/client/signing.ts";
import { readSignature, verifySignature } from "../../../src/exchange/protocol/signature.ts";
import { publicKeyObject, signingKeyIn } from "../../core/support/nodekeys.ts";

const key = signingKeyIn(generateKeyPairSync("ed25519").privateKey, "office.key");
const now = (): number => 1_763_700_000_999;
const signer = { key, now };

/** Asks as often as is said, as after answers that do not come. */
function asking(url: string, attempts = 1): { connection: Connection; asked: Asked[] } {
  const asked: Asked[] = [];
  const connection: Connection = {
    url,
    request: async (_method, _path, what = {}) => {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const { headers } = what;
        asked.push({ ...what, headers: typeof headers === "function" ? await headers() : (headers ?? {}) });
      }
      return { service: url, status: 200, headers: {}, body: new Uint8Array() } satisfies Answer;
    },
    close: () => Promise.resolve(),
  };
  return { connection, asked };
}

type Message = Parameters<typeof readSignature>[0];
function read(message: Partial<Message>, headers: Record<string, string>) {
  const bare = {
    method: "GET",
    authority: "a.example",
    target: "/",
    contentType: null,
    body: new Uint8Array(),
  };
  const signature = readSignature(
    { ...bare, ...message },
    {
      "content-digest": headers["content-digest"],
      "signature-input": headers["signature-input"],
      signature: headers["signature"],
    },
  );
  if (typeof signature === "string") throw new Error(signature);
  return {
    ...signature,
    holds: signature.isDigestRight && verifySignature(signature, publicKeyObject(key)),
  };
}

describe("a request that the client signs", () => {
  it("is signed as it is sent, and says who signs it from when to when", async () => {
    const { connection, asked } = asking("https://Exchange.example:443/office");
    const body = Buffer.from("{}");
    await askSigned(connection, signer, "PUT", "/v1/a?b=c", {
      body,
      contentType: "application/json",
      headers: { "x-other": "1" },
    });
    const headers = asked[0]?.headers as Record<string, string>;
    expect(headers).toMatchObject({ "content-type": "application/json", "x-other": "1" });
    const message = { method: "PUT", authority: "exchange.example", target: "/office/v1/a?b=c", body };
    const signature = read({ ...message, contentType: "application/json" }, headers);
    expect(signature).toMatchObject({ holds: true, created: 1_763_700_000, expires: 1_763_700_300 });
    expect(signature.keyId).toBe(key.fingerprint);
  });

  it("names the port where it is not the scheme's own", async () => {
    const headers = await signatureHeaders("http://127.0.0.1:5443", signer, {
      method: "GET",
      path: "/",
      contentType: null,
      body: new Uint8Array(),
    });
    expect(read({ authority: "127.0.0.1:5443" }, headers).holds).toBe(true);
    expect(read({ authority: "127.0.0.1" }, headers).holds).toBe(false);
  });

  it("has no media type where it has no body, and a fresh nonce every time it is sent", async () => {
    const { connection, asked } = asking("https://a.example", 20);
    await askSigned(connection, signer, "GET", "/");
    const nonces = asked.map(({ headers }) => {
      const signature = read({}, headers as Record<string, string>);
      expect(signature.holds).toBe(true);
      return signature.nonce;
    });
    expect(new Set(nonces).size).toBe(20);
    expect(asked[0]?.headers).not.toHaveProperty("content-type");
  });

  it("is not signed with a key of another kind", async () => {
    const other = signingKeyIn(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey, "p256.key");
    const refused = askSigned(asking("https://a.example").connection, { key: other }, "GET", "/");
    const error = await refused.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(QrsealError);
    expect((error as QrsealError).code).toBe("key/wrong-type");
  });
});
