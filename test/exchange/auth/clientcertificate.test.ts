import { writeFileSync } from "node:fs";
import { createServer, request as ask } from "node:https";
import type { Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { FastifyRequest } from "fastify";
import { generate } from "selfsigned";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authenticator } from "../../../src/exchange/auth/authenticator.ts";
import { messageOf } from "../../../src/exchange/http/signedrequests.ts";
import { RequestRefused } from "../../../src/exchange/protocol/refusals.ts";
import { openMemoryStore } from "../../../src/exchange/store/memory/memorystore.ts";
import { hasOpenssl, run, temporaryFolder } from "../../interop/support/tools.ts";
import { participantOf, party, signedHeaders } from "../support/signingparty.ts";
import type { Party } from "../support/signingparty.ts";

const time = 1_763_700_000;
const office = party("office");
const other = party("other");
const folder = temporaryFolder();

/** A certificate that the party makes for itself, as docs/EXCHANGE.md tells it. */
function certificateOf({ name, key }: Party): { key: string; cert: Uint8Array } {
  const pem = key.export({ type: "pkcs8", format: "pem" }).toString();
  writeFileSync(folder.path(name), pem);
  const args = ["req", "-x509", "-key", folder.path(name), "-subj", `/CN=${name}`, "-days", "2"];
  return { key: pem, cert: run("openssl", args) };
}

describe.skipIf(!hasOpenssl)("where client certificates are asked for", () => {
  let server: Server;
  let port = 0;

  beforeAll(async () => {
    const store = openMemoryStore();
    await store.addParticipant(participantOf(office));
    await store.addParticipant(participantOf(other));
    const now = (): number => time * 1000;
    const authenticate = authenticator({
      store,
      now,
      authority: "exchange.example",
      clientCertificates: true,
    });
    const { private: key, cert } = await generate([{ name: "commonName", value: "exchange" }], {
      keyType: "ec",
    });
    server = createServer({ key, cert, requestCert: true, rejectUnauthorized: false }, (raw, reply) => {
      const { headers, method, url: originalUrl } = raw;
      const request = { raw, headers, method, originalUrl, rawBody: null } as unknown as FastifyRequest;
      authenticate(messageOf(request)).then(
        ({ name }) => reply.end(name),
        (error: unknown) => reply.end(error instanceof RequestRefused ? error.code : String(error)),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.close();
    folder.remove();
  });

  const answerTo = (signing: Party, connecting: Party | null): Promise<string> =>
    new Promise((resolve, reject) => {
      const credentials = connecting === null ? {} : certificateOf(connecting);
      const headers = signedHeaders(signing, {}, time);
      const tls = { ...credentials, rejectUnauthorized: false, agent: false } as const;
      ask({ host: "127.0.0.1", port, path: "/", headers, ...tls }, (answer) => {
        let text = "";
        answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
        answer.on("end", () => {
          resolve(text);
        });
      })
        .on("error", reject)
        .end();
    });

  it("the key that signs requests is the one that opened the connection", async () => {
    expect(await answerTo(office, office)).toBe("office");
    expect(await answerTo(office, other)).toBe("participant/wrong-certificate");
    expect(await answerTo(office, null)).toBe("participant/wrong-certificate");
  });
});
