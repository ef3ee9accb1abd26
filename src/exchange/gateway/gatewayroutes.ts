/** The routes of the encrypted API. */
import { wipe } from "../../core/encoding/bytes.ts";
import { limits } from "../../core/limits.ts";
import { systemRandom } from "../../core/random.ts";
import type { RandomSource } from "../../core/random.ts";
import { encodeUtf8 } from "../../core/encoding/text.ts";
import { z } from "zod";
import type { Routes } from "../http/routes.ts";
import {
  encryptedAnswer,
  encryptedRequest,
  publicKeyAnswer,
  publicKeyRoute,
  testRoute,
  upstreamRoute,
} from "../protocol/gatewaymessages.ts";
import type { EncryptedAnswer, EncryptedRequest } from "../protocol/gatewaymessages.ts";
import { refusals, RequestRefused } from "../protocol/refusals.ts";
import type { RefusalCode } from "../protocol/refusals.ts";
import { isJson, openRequest, sealAnswer } from "./crossing.ts";
import { countFailures } from "./failures.ts";
import { newestOf, publicKeyOf } from "./sessionkey.ts";
import type { GatewayKeys } from "./sessionkey.ts";
import type { UpstreamAnswer, Upstreams } from "./upstream.ts";

export interface GatewayOptions {
  readonly keys: GatewayKeys;
  readonly upstreams: Upstreams;
  /** Takes requests in AES-256-CBC too. */
  readonly allowCbc?: boolean;
  readonly random?: RandomSource;
}

export function gatewayRoutes({
  keys,
  upstreams,
  allowCbc = false,
  random = systemRandom,
}: GatewayOptions): Routes {
  const crossing = {
    keys,
    random,
    cbcFailures: allowCbc ? countFailures(random) : null,
    refusalMilliseconds: limits.gatewayRefusalMilliseconds,
  };

  /** Decrypts, has the answer made, and encrypts it. Throws RequestRefused where there is nothing to encrypt it with. */
  const cross = async (
    request: EncryptedRequest,
    route: string,
    answer: (data: Uint8Array) => Promise<UpstreamAnswer>,
  ): Promise<{ status: number; body: EncryptedAnswer }> => {
    const opened = await openRequest(request, route, crossing);
    if (opened === null) throw new RequestRefused("gateway/undecryptable");
    const made = await answer(opened.data);
    const body = sealAnswer(opened, route, made, random);
    wipe(opened.sessionKey, opened.data);
    return { status: made.status, body };
  };

  return (app) => {
    withAndWithoutSlash(publicKeyRoute, (url, hide) => {
      app.get(url, {
        schema: {
          hide,
          tags: ["encrypted API"],
          summary: "The key that session keys are encrypted for",
          response: { 200: publicKeyAnswer },
        },
        handler: async () => {
          // Another process may have rotated them.
          await keys.refresh();
          return publicKeyOf(newestOf(keys));
        },
      });
    });

    const post = (
      url: string,
      hide: boolean,
      summary: string,
      route: (name: string) => string,
      answer: (name: string, data: Uint8Array) => Promise<UpstreamAnswer>,
    ): void => {
      app.post(url, {
        bodyLimit: limits.gatewayRequestBytes,
        schema: {
          hide,
          tags: ["encrypted API"],
          summary,
          ...(url.includes(":name") ? { params: z.object({ name: z.string() }) } : {}),
          body: encryptedRequest,
          response: { 200: encryptedAnswer },
        },
        handler: async (request, reply) => {
          const { name = "" } = request.params as { name?: string };
          const { status, body } = await cross(request.body, route(name), (data) => answer(name, data));
          return reply.status(status as 200).send(body);
        },
      });
    };
    withAndWithoutSlash(testRoute, (url, hide) => {
      post(
        url,
        hide,
        "Answers what it decrypted",
        () => testRoute,
        (_, data) => Promise.resolve({ status: 200, body: Uint8Array.from(data) }),
      );
    });
    withAndWithoutSlash(upstreamRoute(":name"), (url, hide) => {
      post(url, hide, "Forwards the JSON to the service of that name", upstreamRoute, (name, data) =>
        ask(upstreams, name, data),
      );
    });
    app.addHook("onClose", () => upstreams.close());
  };
}

/** Only the spelling with the slash is described. */
function withAndWithoutSlash(route: string, add: (url: string, hide: boolean) => void): void {
  add(route, false);
  add(route.slice(0, -1), true);
}

async function ask(upstreams: Upstreams, name: string, data: Uint8Array): Promise<UpstreamAnswer> {
  const answer = isJson(data) ? await upstreams.call(name, data) : "gateway/not-json";
  if (typeof answer === "string") return refusal(answer);
  // These have no body, and the answer has one.
  return [204, 205].includes(answer.status) ? { status: 200, body: answer.body } : answer;
}

const refusal = (code: RefusalCode): UpstreamAnswer => ({
  status: refusals[code].status,
  body: encodeUtf8(JSON.stringify({ error: refusals[code].says, code })),
});
