/** The routes of the encrypted API. */
import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { systemRandom } from "../../core/random.ts";
import type { RandomSource } from "../../core/random.ts";
import type { App, Routes } from "../http/routes.ts";
import {
  encryptedAnswer,
  encryptedRequest,
  publicKeyAnswer,
  publicKeyRoute,
  testRoute,
  upstreamRoute,
} from "../protocol/gatewaymessages.ts";
import { answerEncrypted } from "./crossing.ts";
import type { CrossingOptions } from "./crossing.ts";
import { countFailures } from "./failures.ts";
import { newestOf, publicKeyOf } from "./sessionkey.ts";
import type { GatewayKeys } from "./sessionkey.ts";
import { askUpstream } from "./upstream.ts";
import type { UpstreamAnswer, Upstreams } from "./upstream.ts";

export interface GatewayOptions {
  readonly keys: GatewayKeys;
  readonly upstreams: Upstreams;
  /** Takes requests in AES-256-CBC too. */
  readonly allowCbc?: boolean;
  readonly random?: RandomSource;
}

const tags = ["encrypted API"];

export function gatewayRoutes(options: GatewayOptions): Routes {
  const { keys, upstreams, allowCbc = false, random = systemRandom } = options;
  const crossing: CrossingOptions = {
    keys,
    random,
    cbcFailures: allowCbc ? countFailures(random) : null,
    refusalMilliseconds: limits.gatewayRefusalMilliseconds,
  };
  return (app) => {
    addPublicKey(app, keys);
    addEncrypted(app, crossing, {
      url: testRoute,
      summary: "Answers what it decrypted",
      route: () => testRoute,
      answer: (_, data) => Promise.resolve({ status: 200, body: Uint8Array.from(data) }),
    });
    addEncrypted(app, crossing, {
      url: upstreamRoute(":name"),
      summary: "Forwards the JSON to the service of that name",
      params: z.object({ name: z.string() }),
      route: upstreamRoute,
      answer: (name, data) => askUpstream(upstreams, name, data),
    });
    app.addHook("onClose", () => upstreams.close());
  };
}

function addPublicKey(app: App, keys: GatewayKeys): void {
  withAndWithoutSlash(publicKeyRoute, (url, hide) => {
    app.get(url, {
      schema: {
        hide,
        tags,
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
}

interface Encrypted {
  readonly url: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  /** What requests and answers are bound to; the name is empty where the URL has none. */
  readonly route: (name: string) => string;
  readonly answer: (name: string, data: Uint8Array) => Promise<UpstreamAnswer>;
}

function addEncrypted(app: App, crossing: CrossingOptions, encrypted: Encrypted): void {
  const { summary, params, route, answer } = encrypted;
  withAndWithoutSlash(encrypted.url, (url, hide) => {
    app.post(url, {
      bodyLimit: limits.gatewayRequestBytes,
      schema: {
        hide,
        tags,
        summary,
        ...(params === undefined ? {} : { params }),
        body: encryptedRequest,
        response: { 200: encryptedAnswer },
      },
      handler: async (request, reply) => {
        const { name = "" } = request.params as { name?: string };
        const made = (data: Uint8Array): Promise<UpstreamAnswer> => answer(name, data);
        const { status, body } = await answerEncrypted(request.body, route(name), crossing, made);
        return reply.status(status as 200).send(body);
      },
    });
  });
}

/** Only the spelling with the slash is described. */
function withAndWithoutSlash(route: string, add: (url: string, hide: boolean) => void): void {
  add(route, false);
  add(route.slice(0, -1), true);
}
