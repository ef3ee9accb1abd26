/**
 * A plain JSON API, as offices have them, for the gateway to stand before: what became of a document. It knows nothing
 * of encryption.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { listenFailure } from "../http/listening.ts";

/** By the document's id. */
export const statusList = z.record(
  z.string(),
  z.strictObject({ status: z.string(), since: z.string().describe("a date or time") }),
);
export type StatusList = z.infer<typeof statusList>;

const question = z.object({ document_id: z.string() });
const HOST = "127.0.0.1";
const BODY_BYTES = 16 * 1024;

export interface StatusService {
  readonly url: string;
  /** Resolves after what was running is done, or cut off at the bound. */
  close(): Promise<void>;
}

/**
 * Listens on this machine only; port 0 for any that is free. Rejects with service/port-in-use or
 * service/cannot-listen.
 */
export async function startStatusService(statuses: StatusList, port: number): Promise<StatusService> {
  const known = new Map(Object.entries(statuses));
  const server = createServer((request, reply) => {
    serve(request, known).then(
      ([status, answer]) => {
        // Else the connection would be kept for a next request while the server waits to be closed.
        reply.shouldKeepAlive &&= server.listening;
        send(reply, status, answer);
      },
      () => {
        send(reply, 400, { error: "the request could not be read" });
      },
    );
  });
  try {
    server.listen(port, HOST);
    await once(server, "listening");
  } catch (error) {
    throw listenFailure(error, HOST, port);
  }
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
        setTimeout(() => {
          server.closeAllConnections();
        }, limits.exchangeStopMilliseconds).unref();
      }),
  };
}

async function serve(
  request: IncomingMessage,
  known: ReadonlyMap<string, StatusList[string]>,
): Promise<[number, object]> {
  if (request.method !== "POST") return [405, { error: "ask with POST" }];
  const asked = question.safeParse(await readJson(request));
  if (!asked.success) return [400, { error: 'expected {"document_id": "…"}' }];
  const { document_id } = asked.data;
  const found = known.get(document_id);
  return found === undefined
    ? [404, { error: "no document of this id" }]
    : [200, { document_id, status: found.status, since: found.since }];
}

/** Undefined where it is no JSON, or too much. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length <= BODY_BYTES) chunks.push(chunk);
  }
  try {
    return length > BODY_BYTES ? undefined : (JSON.parse(Buffer.concat(chunks).toString()) as unknown);
  } catch {
    return undefined;
  }
}

function send(reply: ServerResponse, status: number, answer: object): void {
  reply.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
}
