/** The services behind the gateway: called with exactly the JSON that was in the request, and nothing else of it. */
import { Agent } from "undici";
import { encodeUtf8 } from "../../core/encoding/text.ts";
import { limits } from "../../core/limits.ts";
import type { UpstreamSettings } from "../protocol/gatewaymessages.ts";
import { refusals } from "../protocol/refusals.ts";
import type { RefusalCode } from "../protocol/refusals.ts";
import { isJson } from "./plainjson.ts";

export interface UpstreamAnswer {
  readonly status: number;
  readonly body: Uint8Array;
}

export interface Upstreams {
  /** What the upstream says, of whatever status; or why there is nothing that it says. */
  call(name: string, json: Uint8Array): Promise<UpstreamAnswer | RefusalCode>;
  close(): Promise<void>;
}

export function openUpstreams(settings: Readonly<Record<string, UpstreamSettings>>): Upstreams {
  const upstreams = new Map(Object.entries(settings));
  const agent = new Agent({ connections: limits.gatewayConnections, headersTimeout: 0, bodyTimeout: 0 });
  return {
    call: async (name, json) => {
      const upstream = upstreams.get(name);
      return upstream === undefined ? "gateway/unknown-name" : callUpstream(agent, upstream, json);
    },
    close: () => agent.close(),
  };
}

/** What goes back to the caller, also where there is nothing that the upstream says. */
export async function askUpstream(
  upstreams: Upstreams,
  name: string,
  data: Uint8Array,
): Promise<UpstreamAnswer> {
  const answer = isJson(data) ? await upstreams.call(name, data) : "gateway/not-json";
  if (typeof answer === "string") return refusal(answer);
  // These have no body, and the answer has one.
  return [204, 205].includes(answer.status) ? { status: 200, body: answer.body } : answer;
}

const refusal = (code: RefusalCode): UpstreamAnswer => ({
  status: refusals[code].status,
  body: encodeUtf8(JSON.stringify({ error: refusals[code].says, code })),
});

async function callUpstream(
  agent: Agent,
  {
    url,
    headers = {},
    timeoutMilliseconds = limits.gatewayMilliseconds,
    maxAnswerBytes = limits.gatewayAnswerBytes,
  }: UpstreamSettings,
  json: Uint8Array,
): Promise<UpstreamAnswer | RefusalCode> {
  const { origin, pathname, search } = new URL(url);
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  try {
    const answer = await agent.request({
      origin,
      path: pathname + search,
      method: "POST",
      headers: { accept: "application/json", ...headers, "content-type": "application/json" },
      body: json,
      signal,
    });
    const chunks: Uint8Array[] = [];
    let length = 0;
    // Leaving the loop ends the connection.
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > maxAnswerBytes) return "gateway/upstream-too-large";
      chunks.push(chunk);
    }
    // Nobody is sent on: where it leads is for the operator to say.
    if (answer.statusCode >= 300 && answer.statusCode < 400) return "gateway/upstream-redirects";
    return { status: answer.statusCode, body: Buffer.concat(chunks) };
  } catch {
    return signal.aborted ? "gateway/upstream-late" : "gateway/upstream-unreachable";
  }
}
