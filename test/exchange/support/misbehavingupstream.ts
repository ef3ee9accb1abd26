/** A service to stand behind the gateway: it echoes what it is sent, and goes wrong in the ways that it is asked to. */
import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const misbehaviours = [
  "late",
  "vanishes",
  "large",
  "redirects",
  "fails",
  "not-json",
  "nothing",
] as const;
export type Misbehaviour = (typeof misbehaviours)[number];

export interface Upstream {
  readonly url: string;
  readonly calls: () => number;
  readonly close: () => Promise<void>;
}

/** What it is asked to do stands in the JSON: {"behave": "late"}. */
export async function startUpstream(): Promise<Upstream> {
  let calls = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      calls += 1;
      const text = Buffer.concat(chunks).toString("utf8");
      answer(text, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    calls: () => calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function answer(text: string, response: ServerResponse): void {
  const send = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): void => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
  };
  switch (behaviourIn(text)) {
    case "late":
      return;
    case "vanishes":
      response.destroy();
      return;
    case "large":
      send(200, JSON.stringify("x".repeat(100_000)));
      return;
    case "redirects":
      send(302, "", { location: "http://127.0.0.1:1/" });
      return;
    case "fails":
      send(500, '{"error":"the upstream failed"}');
      return;
    case "not-json":
      send(200, "\u0000<html>");
      return;
    case "nothing":
      response.writeHead(204).end();
      return;
    default:
      send(200, text);
  }
}

function behaviourIn(text: string): unknown {
  const asked: unknown = JSON.parse(text);
  return typeof asked === "object" && asked !== null && "behave" in asked ? asked.behave : null;
}
