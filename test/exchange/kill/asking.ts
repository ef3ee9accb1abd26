/** Requests to a service that may be killed at any moment: asked once each, never again. */
import { Agent, request as ask } from "node:http";

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface Target {
  /** Null where there was no answer, or it was that there can be none now: what was asked is done or not. */
  readonly ask: (asked: Asked) => Promise<Answer | null>;
  readonly close: () => void;
}

/** @param url as the service names it, plain HTTP */
export function target(url: string): Target {
  const agent = new Agent({ keepAlive: true });
  return {
    ask: ({ method, path, headers = {}, body = new Uint8Array() }) =>
      new Promise((resolve) => {
        const failed = (): void => {
          resolve(null);
        };
        const length = { "content-length": String(body.length) };
        const request = ask(
          new URL(path, url),
          { agent, method, headers: { ...headers, ...length } },
          (answer) => {
            const chunks: Buffer[] = [];
            answer.on("data", (chunk: Buffer) => chunks.push(chunk));
            answer.on("error", failed);
            answer.on("end", () => {
              const { statusCode: status = 0 } = answer;
              resolve(status === 503 ? null : { status, body: Buffer.concat(chunks) });
            });
          },
        );
        request.on("error", failed);
        request.end(body);
      }),
    close: () => {
      agent.destroy();
    },
  };
}

export const jsonOf = ({ body }: Answer): Readonly<Record<string, unknown>> => {
  try {
    return JSON.parse(body.toString()) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
};

/** As "201", or with the refusal's code "409 deposit/closed". */
export function wordOf(answer: Answer | null): string {
  if (answer === null) return "no answer";
  const { code } = jsonOf(answer);
  return typeof code === "string" ? `${answer.status} ${code}` : String(answer.status);
}

export const json = (value: unknown): Required<Pick<Asked, "headers" | "body">> => ({
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify(value)),
});
