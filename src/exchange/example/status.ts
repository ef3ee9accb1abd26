/**
 * A plain JSON API, as offices have them, for the gateway to stand before: what became of a document. It knows nothing
 * of encryption.
 */
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/** By the document's id. */
export const statusList = z.record(
  z.string(),
  z.strictObject({ status: z.string(), since: z.string().describe("a date or time") }),
);
export type StatusList = z.infer<typeof statusList>;

const question = z.object({ document_id: z.string() });
const BODY_BYTES = 16 * 1024;

export interface StatusService {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on this machine only; port 0 for any that is free. Rejects with the system's error where it cannot. */
export async function startStatusService(statuses: StatusList, port: number): Promise<StatusService> {
  const known = new Map(Object.entries(statuses));
  const server = createServer((request, reply) => {
    serve(request, known).then(
      ([status, answer]) => {
        send(reply, status, answer);
      },
      () => {
        send(reply, 400, { error: "the request could not be read" });
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
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
