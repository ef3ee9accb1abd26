import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { X509Certificate } from "node:crypto";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect } from "../../../src/exchange/client/connection.ts";
import type { Connection, ConnectionOptions } from "../../../src/exchange/client/connection.ts";
import { limits } from "../../../src/core/index.ts";
import { term } from "../../../src/exchange/client/refusals.ts";

/** What the services answer: each request takes the first and leaves the rest; the last one stays. */
let replies: ((request: IncomingMessage, reply: ServerResponse) => void)[] = [];
/** What reached them. */
let asked: {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
  port: number;
}[] = [];

const answering: RequestListener = (request, reply) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { method = "", url = "", headers } = request;
    const body = Buffer.concat(chunks).toString();
    asked.push({ method, url, headers, body, port: request.socket.remotePort ?? 0 });
    const answer = replies.length > 1 ? replies.shift() : replies[0];
    answer?.(request, reply);
  });
};
const says =
  (status: number, body = "", headers: Record<string, string> = {}) =>
  (_: IncomingMessage, reply: ServerResponse): void => {
    reply.writeHead(status, headers).end(body);
  };
const breaksOff = (request: IncomingMessage): void => {
  request.socket.destroy();
};

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256;

const plain = createServer(answering);
let plainUrl = "";
let secure: Server;
let secureUrl = "";
let certificate = "";
let otherCertificate = "";
const connections: Connection[] = [];
let waits: number[] = [];

/** Waits for nothing, and notes how long it would have waited. */
function open(options: ConnectionOptions): Connection {
  const wait = async (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
    await Promise.resolve();
  };
  const connection = connect({ wait, ...options });
  connections.push(connection);
  return connection;
}
const fault = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "no error",
    (error: unknown) => error,
  );

beforeAll(async () => {
  plainUrl = `http://127.0.0.1:${await listen(plain)}`;
  const subject = [{ name: "commonName", value: "exchange" }];
  const names = { name: "subjectAltName" as const, altNames: [{ type: 7 as const, ip: "127.0.0.1" }] };
  const own = await generate(subject, { keyType: "ec", extensions: [names] });
  certificate = own.cert;
  otherCertificate = (await generate(subject, { keyType: "ec", extensions: [names] })).cert;
  secure = createSecureServer({ key: own.private, cert: own.cert }, answering);
  secureUrl = `https://127.0.0.1:${await listen(secure)}`;
});
beforeEach(() => {
  asked = [];
  waits = [];
  replies = [says(200, "fine")];
});
afterAll(async () => {
  for (const connection of connections) await connection.close();
  plain.close();
  secure.close();
});

describe("an address", () => {
  it.each([
    ["nonsense", term("not-https")],
    ["ftp://exchange.example", term("not-https")],
    ["http://exchange.example", term("plain-http")],
    ["http://10.0.0.1:5080", term("plain-http")],
    ["http://127.0.0.1.example", term("plain-http")],
    ["https://exchange.example/?a=1", term("more-than-host-and-path")],
    ["https://exchange.example/#a", term("more-than-host-and-path")],
  ])("%s is refused", (url, problem) => {
    expect(() => connect({ url })).toThrow(
      expect.objectContaining({ code: "exchange/bad-address", facts: { url, problem } }) as Error,
    );
  });

  it.each(["http://127.0.0.1:1", "http://localhost", "http://[::1]:8080", "https://exchange.example/office"])(
    "%s is taken",
    (url) => {
      expect(connect({ url }).url).toBe(url);
    },
  );

  it("with a password is refused without printing it", () => {
    expect(() => connect({ url: "https://me:tellnobody@exchange.example" })).toThrow(
      expect.objectContaining({
        code: "exchange/bad-address",
        message: expect.not.stringContaining("tellnobody") as string,
      }) as Error,
    );
  });

  it.each(["", "3f9a", "g".repeat(64)])("with the fingerprint '%s' is refused", (certificateFingerprint) => {
    expect(() => connect({ url: "https://exchange.example", certificateFingerprint })).toThrow(
      expect.objectContaining({ code: "exchange/bad-address" }) as Error,
    );
  });
});

describe("a request", () => {
  it("carries method, path, headers and body, and the answer comes back whole", async () => {
    replies = [says(201, "äö", { "X-Thing": "1" })];
    const body = new TextEncoder().encode("öä");
    const answer = await open({ url: `${plainUrl}/office/` }).request("POST", "/store?x=1", {
      headers: { "content-type": "text/plain" },
      body,
    });
    expect(asked).toMatchObject([
      { method: "POST", url: "/office/store?x=1", body: "öä", headers: { "content-type": "text/plain" } },
    ]);
    expect(answer).toMatchObject({ service: `${plainUrl}/office`, status: 201, headers: { "x-thing": "1" } });
    expect(new TextDecoder().decode(answer.body)).toBe("äö");
  });

  it("uses the connections that are there", async () => {
    const connection = open({ url: plainUrl });
    for (let time = 0; time < 9; time += 1) await connection.request("POST", "/");
    // One that is just being left by an answer is not waited for.
    expect(new Set(asked.map(({ port }) => port)).size).toBeLessThan(3);
  });

  it("does not follow a redirection", async () => {
    replies = [says(307, "", { location: `${plainUrl}/elsewhere` })];
    expect(await open({ url: plainUrl }).request("GET", "/here")).toMatchObject({ status: 307 });
    expect(asked.map(({ url }) => url)).toEqual(["/here"]);
  });

  it("takes an answer of exactly the allowed size, and no larger one", async () => {
    const connection = open({ url: plainUrl });
    replies = [says(200, "x".repeat(100))];
    expect((await connection.request("GET", "/", { maxAnswerBytes: 100 })).body).toHaveLength(100);
    expect(await fault(connection.request("GET", "/", { maxAnswerBytes: 99 }))).toMatchObject({
      code: "exchange/bad-answer",
      facts: { problem: term("larger-than", 99) },
    });
    replies = [says(200, "x".repeat(limits.exchangeAnswerBytes + 1))];
    expect(await fault(connection.request("GET", "/"))).toMatchObject({ code: "exchange/bad-answer" });
  });

  it("ends when its time is over", async () => {
    replies = [() => undefined];
    const late = open({ url: plainUrl, timeoutMilliseconds: 50 }).request("POST", "/");
    expect(await fault(late)).toMatchObject({
      code: "exchange/unreachable",
      facts: { reason: term("no-answer-within", 1) },
    });
    expect(asked).toHaveLength(1);
  });

  it("ends when its time is over in the middle of an answer", async () => {
    replies = [(_, reply) => void reply.writeHead(200).write("be")];
    const late = open({ url: plainUrl, timeoutMilliseconds: 100 }).request("POST", "/");
    expect(await fault(late)).toMatchObject({ code: "exchange/unreachable" });
  });
});

describe("asking again", () => {
  it("happens where it is harmless, with growing pauses, and four times at most", async () => {
    replies = [breaksOff];
    const broken = open({ url: plainUrl }).request("GET", "/");
    expect(await fault(broken)).toMatchObject({
      code: "exchange/unreachable",
      facts: { reason: term("connection-broken-off") },
    });
    expect(asked).toHaveLength(4);
    expect(waits).toHaveLength(3);
    for (const [attempt, milliseconds] of waits.entries()) {
      expect(milliseconds).toBeLessThanOrEqual(250 * 2 ** attempt);
      expect(milliseconds).toBeGreaterThanOrEqual(125 * 2 ** attempt);
    }
  });

  it("leads to the answer", async () => {
    replies = [breaksOff, says(503), says(200, "fine")];
    expect(await open({ url: plainUrl }).request("PUT", "/", { body: new Uint8Array(3) })).toMatchObject({
      status: 200,
    });
    expect(asked.map(({ body }) => body.length)).toEqual([3, 3, 3]);
  });

  it("does not happen to a POST that was sent, unless its caller allows it", async () => {
    replies = [breaksOff];
    expect(await fault(open({ url: plainUrl }).request("POST", "/"))).toMatchObject({
      code: "exchange/unreachable",
    });
    expect(asked).toHaveLength(1);
    replies = [says(503)];
    expect(await open({ url: plainUrl }).request("POST", "/")).toMatchObject({ status: 503 });
    expect(asked).toHaveLength(2);
    replies = [breaksOff, says(200)];
    await open({ url: plainUrl }).request("POST", "/", { isRepeatable: true });
    expect(asked).toHaveLength(4);
  });

  it("happens to a POST that was turned away before anything was done", async () => {
    replies = [says(429, "", { "retry-after": "2" }), says(200)];
    expect(await open({ url: plainUrl }).request("POST", "/")).toMatchObject({ status: 200 });
    expect(waits).toEqual([2000]);
  });

  it("does not wait longer than anybody would", async () => {
    replies = [says(429, "", { "retry-after": "3600" })];
    expect(await open({ url: plainUrl }).request("GET", "/")).toMatchObject({ status: 429 });
    expect(waits).toEqual([]);
  });

  it("understands a date to wait for", async () => {
    const soon = new Date(Date.now() + 10_000).toUTCString();
    replies = [says(503, "", { "retry-after": soon }), says(200)];
    await open({ url: plainUrl }).request("GET", "/");
    expect(waits[0]).toBeGreaterThan(0);
    expect(waits[0]).toBeLessThanOrEqual(10_000);
  });

  it("does not happen to a refusal", async () => {
    replies = [says(404)];
    expect(await open({ url: plainUrl }).request("GET", "/")).toMatchObject({ status: 404 });
    expect(asked).toHaveLength(1);
  });

  it("asks for the headers anew", async () => {
    replies = [breaksOff, says(200)];
    let count = 0;
    await open({ url: plainUrl }).request("GET", "/", { headers: () => ({ "x-nonce": String(++count) }) });
    expect(asked.map(({ headers }) => headers["x-nonce"])).toEqual(["1", "2"]);
  });

  it("happens to a POST where nothing listens: nothing was sent", async () => {
    const gone = createServer();
    const port = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    const refused = open({ url: `http://127.0.0.1:${port}` }).request("POST", "/");
    expect(await fault(refused)).toMatchObject({
      code: "exchange/unreachable",
      facts: { reason: term("nothing-answers") },
    });
    expect(waits).toHaveLength(3);
  });
});

describe("the certificate", () => {
  it("is accepted by its fingerprint, as openssl and as the service spell it", async () => {
    const fingerprint = fingerprintOf(certificate);
    for (const spelling of [
      fingerprint,
      fingerprint.replaceAll(":", "").toLowerCase(),
      `SHA256:${fingerprint}`,
    ]) {
      const connection = open({ url: secureUrl, certificateFingerprint: spelling });
      expect(await connection.request("GET", "/")).toMatchObject({ status: 200 });
    }
  });

  it("is refused where it is another one, and nothing is sent", async () => {
    const certificateFingerprint = fingerprintOf(otherCertificate);
    const refused = open({ url: secureUrl, certificateFingerprint }).request("POST", "/", {
      body: new Uint8Array(9),
    });
    expect(await fault(refused)).toMatchObject({
      code: "exchange/not-the-service",
      facts: {
        url: secureUrl,
        expected: certificateFingerprint.replaceAll(":", "").toLowerCase(),
        found: fingerprintOf(certificate).replaceAll(":", "").toLowerCase(),
      },
    });
    expect(asked).toEqual([]);
    expect(waits).toEqual([]);
  });

  it("is refused where no authority of the system vouches for it, and its fingerprint is told", async () => {
    expect(await fault(open({ url: secureUrl }).request("GET", "/"))).toMatchObject({
      code: "exchange/not-the-service",
      facts: { expected: null, found: fingerprintOf(certificate).replaceAll(":", "").toLowerCase() },
    });
    expect(asked).toEqual([]);
  });

  it("is accepted where the given authority vouches for it", async () => {
    expect(await open({ url: secureUrl, ca: certificate }).request("GET", "/")).toMatchObject({
      status: 200,
    });
    expect(await fault(open({ url: secureUrl, ca: otherCertificate }).request("GET", "/"))).toMatchObject({
      code: "exchange/not-the-service",
    });
  });

  it("is refused for another name than the one asked for", async () => {
    const url = secureUrl.replace("127.0.0.1", "localhost");
    expect(await fault(open({ url, ca: certificate }).request("GET", "/"))).toMatchObject({
      code: "exchange/not-the-service",
    });
  });

  it("must be both where both are given", async () => {
    const certificateFingerprint = fingerprintOf(certificate);
    const connection = open({ url: secureUrl, certificateFingerprint, ca: otherCertificate });
    expect(await fault(connection.request("GET", "/"))).toMatchObject({ code: "exchange/not-the-service" });
  });

  it("is judged for every connection, also those after the first", async () => {
    const connection = open({ url: secureUrl, certificateFingerprint: fingerprintOf(certificate) });
    replies = [says(200, "", { connection: "close" })];
    await connection.request("GET", "/");
    await connection.request("GET", "/");
    expect(new Set(asked.map(({ port }) => port)).size).toBe(2);
  });
});
