/** Clients that begin and do not go on, over TLS, against the whole service: they cost others nothing, and are let go. */
import { createHash, randomBytes } from "node:crypto";
import { connect as connectTcp } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { generate } from "selfsigned";
import { afterEach, beforeAll, expect, it } from "vitest";
import { connect } from "../../src/exchange/client/connection.ts";
import type { Connection } from "../../src/exchange/client/connection.ts";
import type { Patience } from "../../src/exchange/http/listener.ts";
import { startWholeService } from "./support/wholeservice.ts";
import type { WholeService } from "./support/wholeservice.ts";

const CLIENTS = 200;
const PIECE = 512 * 1024;
/** More than the system's own buffers between two sockets take. */
const PIECES = 32;
const ID = "d".repeat(32);
const token = randomBytes(32);

let certificate: { readonly cert: string; readonly key: string };
let service: WholeService;
let others: Connection;
let port = 0;
let pieces = 0;
let sockets: Socket[] = [];

beforeAll(async () => {
  const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  certificate = { cert, key };
});

async function serve(patience: Partial<Patience> = {}): Promise<void> {
  pieces = 0;
  service = await startWholeService({
    credentials: certificate,
    patience,
    watch: (store) => ({
      ...store,
      piece: (...asked) => {
        pieces += 1;
        return store.piece(...asked);
      },
    }),
  });
  await keepLargeDeposit(service);
  await service.app.listen({ host: "127.0.0.1", port: 0 });
  ({ port } = service.app.server.address() as AddressInfo);
  others = connect({ url: `https://127.0.0.1:${port}`, ca: certificate.cert });
}

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await others.close().catch(() => undefined);
  service.app.server.closeAllConnections();
  await service.close();
});

async function keepLargeDeposit({ store, office }: WholeService): Promise<void> {
  const piece = randomBytes(PIECE);
  await store.addDeposit({
    id: ID,
    depositor: office.name,
    size: PIECES * PIECE,
    digest: randomBytes(32),
    pieceBytes: PIECE,
    once: false,
    readTokenHash: createHash("sha256").update(token).digest(),
    createdAt: Date.now(),
    expiresAt: Date.now() + 3_600_000,
    state: "open",
    claimHash: null,
    claimedAt: null,
    receipt: null,
  });
  for (let index = 0; index < PIECES; index += 1) await store.putPiece(ID, index, piece);
  await store.completeDeposit(ID, "receipt");
}

const post = (path: string, type: string, bytes: number): string =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\nContent-Length: ${bytes}\r\n\r\n`;

/** How each begins, and how many of ten do so. */
const beginnings = [
  { share: 1, begin: () => overTcp("\x16\x03\x01") },
  { share: 1, begin: () => overTcp("") },
  { share: 2, begin: () => overTls("POST /store HTTP/1.1\r\nHost: a\r\nX-") },
  { share: 3, begin: () => overTls(`${post("/store", "application/json", 1000)}{"data":`) },
  {
    share: 2,
    begin: () =>
      overTls(
        post(`/v1/deposits/${ID}/pieces/0`, "application/octet-stream", PIECE).replace("POST", "PUT") +
          "x".repeat(10_000),
      ),
  },
  {
    // Takes nothing of what it asked for.
    share: 1,
    begin: () =>
      overTls(
        `GET /v1/deposits/${ID}/content HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token.toString("base64url")}\r\n\r\n`,
      ),
  },
];

function overTcp(text: string): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connectTcp(port, "127.0.0.1", () => {
      socket.write(text, "latin1");
      resolve(socket);
    });
  });
}

function overTls(text: string): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connectTls({ host: "127.0.0.1", port, rejectUnauthorized: false }, () => {
      socket.write(text, "latin1");
      resolve(socket);
    });
    socket.on("error", () => undefined);
  });
}

async function stall(): Promise<void> {
  const begun = beginnings.flatMap(({ share, begin }) =>
    Array.from({ length: (CLIENTS * share) / 10 }, async () => {
      const socket = await begin();
      socket.on("error", () => undefined);
      sockets.push(socket);
    }),
  );
  await Promise.all(begun);
}

/** Store, retrieve and read, as somebody who knows nothing of the others. */
async function useService(): Promise<void> {
  const headers = { "content-type": "application/json" };
  for (let round = 0; round < 10; round += 1) {
    const data = `round ${round}`;
    const body = Buffer.from(JSON.stringify({ data }));
    const stored = await others.request("POST", "/store", { headers, body });
    const sealed = JSON.parse(Buffer.from(stored.body).toString()) as { data: object };
    const retrieved = await others.request("POST", "/retrieve", {
      headers,
      body: Buffer.from(JSON.stringify(sealed.data)),
    });
    expect(JSON.parse(Buffer.from(retrieved.body).toString())).toMatchObject({ decrypted_data: data });
  }
}

const connections = (): Promise<number> =>
  new Promise((resolve, reject) => {
    service.app.server.getConnections((error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });

it("two hundred that stall cost others nothing, and when they vanish nothing of them stays", async () => {
  await serve();
  await stall();
  await expect.poll(connections).toBe(CLIENTS);
  await useService();
  expect(await connections()).toBeGreaterThanOrEqual(CLIENTS);
  // Whoever takes nothing is not read for: far from all pieces are in memory.
  expect(pieces).toBeLessThan((CLIENTS / 10) * PIECES);
  for (const socket of sockets) socket.destroy();
  await others.close();
  await expect.poll(connections).toBe(0);
  const { statusCode } = await service.app.inject("/healthz");
  expect(statusCode).toBe(200);
});

it("two hundred that stall are all let go when their time is over", async () => {
  await serve({
    handshakeMilliseconds: 400,
    headersMilliseconds: 400,
    requestMilliseconds: 800,
    checkMilliseconds: 100,
    silenceMilliseconds: 1_200,
  });
  await stall();
  await expect.poll(connections, { timeout: 60_000 }).toBe(0);
  await useService();
});
