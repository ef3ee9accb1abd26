/**
 * Calls through the encrypted API of an exchange: the JSON is encrypted here and decrypted in the gateway, the answer the
 * other way round, whatever lies between.
 *
 *     const gateway = openGateway(connect({ url: "https://exchange.example:5443" }));
 *     const { status } = await gateway.call("status", { document_id: "3f9a" });
 */
import type { ZodType } from "zod";
import {
  encodeBase64,
  encodeUtf8,
  limits,
  openSessionData,
  QrsealError,
  sealSessionData,
  SESSION_KEY_BYTES,
  SESSION_NONCE_BYTES,
  sessionBinding,
  systemRandom,
  wipe,
} from "../../core/index.ts";
import type { RandomSource } from "../../core/index.ts";
import { failure, term } from "./refusals.ts";
import { encryptedAnswer, testRoute, upstreamRoute } from "../protocol/gatewaymessages.ts";
import { readAnswer, readJson, refusalIn } from "./answer.ts";
import type { Answer, Connection } from "./connection.ts";
import { fetchServiceKeys } from "./knownkeys.ts";
import type { KnownKeys, ServiceKeysBelieved } from "./knownkeys.ts";
import { askSigned } from "./signing.ts";
import type { Signer } from "./signing.ts";

export interface GatewayOptions {
  /** What was remembered of this service; null or nothing: what it shows first is believed. */
  readonly known?: KnownKeys | null | undefined;
  /** Fingerprint of the service's RSA key, where it is known from elsewhere. */
  readonly pin?: string | undefined;
  /** Is told what to remember, whenever that is something else than before; a call waits for it. */
  readonly remember?: ((known: KnownKeys) => unknown) | undefined;
  /** Signs every call, for a service that answers participants only. */
  readonly signer?: Signer | undefined;
  readonly random?: RandomSource | undefined;
}

export interface Called {
  /** Whether calling twice does what calling once does; else a call that may have arrived is not repeated. */
  readonly isRepeatable?: boolean;
}

export interface Gateway {
  /**
   * What the service called `name` answers to `value`, held against `schema` where there is one. Throws exchange/refused
   * and exchange/unavailable for an answer of a status outside 200 to 299, exchange/other-keys, exchange/bad-answer and
   * what Connection.request throws.
   */
  call(name: string, value: unknown): Promise<unknown>;
  call<T>(name: string, value: unknown, schema: ZodType<T>, called?: Called): Promise<T>;
  /** The same with exact bytes of JSON, and the answer of whatever status. */
  send(name: string, json: Uint8Array, called?: Called): Promise<Answer>;
  /** Sends JSON to the service and back. */
  test(json: Uint8Array): Promise<Answer>;
}

/** Asks nothing yet; the first call fetches the service's keys. Calls may be made at the same time. */
export function openGateway(connection: Connection, options: GatewayOptions = {}): Gateway {
  const { pin, remember, signer = null, random = systemRandom } = options;
  let known = options.known ?? null;
  let keys: Promise<ServiceKeysBelieved> | undefined;
  const caller: Caller = { connection, signer, random };

  const fetchKeys = async (): Promise<ServiceKeysBelieved> => {
    const fetched = await fetchServiceKeys(connection, { known, pin });
    const isNew = fetched.known.rsa !== known?.rsa || fetched.known.identity !== known.identity;
    known = fetched.known;
    if (isNew) await remember?.(fetched.known);
    return fetched;
  };
  const currentKeys = (): Promise<ServiceKeysBelieved> => {
    keys ??= fetchKeys().catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return keys;
  };

  const sendTo = async (route: string, json: Uint8Array, called: Called): Promise<Answer> => {
    const used = currentKeys();
    try {
      return await cross(caller, await used, route, json, called);
    } catch (error) {
      if (!isUndecryptable(error)) throw error;
      // The service may have other keys by now. Those that call at the same time ask once.
      if (keys === used) keys = undefined;
      const [before, now] = [await used, await currentKeys()];
      if (before.rsa.fingerprint === now.rsa.fingerprint) throw error;
      return cross(caller, now, route, json, called);
    }
  };

  return {
    call: async <T>(name: string, value: unknown, schema?: ZodType<T>, called: Called = {}) => {
      const answer = await sendTo(upstreamRoute(name), encodeUtf8(JSON.stringify(value)), called);
      return schema === undefined ? (readJson(answer) as T) : readAnswer(answer, schema);
    },
    send: (name, json, called = {}) => sendTo(upstreamRoute(name), json, called),
    test: (json) => sendTo(testRoute, json, { isRepeatable: true }),
  };
}

const isUndecryptable = (error: unknown): boolean =>
  error instanceof QrsealError &&
  error.code === "exchange/refused" &&
  (error.facts as { readonly refusal: string }).refusal === "gateway/undecryptable";

interface Caller {
  readonly connection: Connection;
  readonly signer: Signer | null;
  readonly random: RandomSource;
}

/** One call under a session key of its own. */
async function cross(
  { connection, signer, random }: Caller,
  { rsa }: ServiceKeysBelieved,
  route: string,
  json: Uint8Array,
  { isRepeatable = false }: Called,
): Promise<Answer> {
  const sessionKey = random(SESSION_KEY_BYTES);
  try {
    const binding = sessionBinding("request", route);
    const body = {
      encrypted_data: sealSessionData(sessionKey, random(SESSION_NONCE_BYTES), json, binding),
      encrypted_session_key: encodeBase64(await rsa.encryptOaep(sessionKey)),
    };
    const contentType = "application/json";
    const asked = {
      body: encodeUtf8(JSON.stringify(body)),
      isRepeatable,
      maxAnswerBytes: limits.gatewayAnswerBytes * 2,
    };
    const answer =
      signer === null
        ? await connection.request("POST", route, { ...asked, headers: { "content-type": contentType } })
        : await askSigned(connection, signer, "POST", route, { ...asked, contentType });
    return openAnswer(answer, sessionKey, route);
  } finally {
    wipe(sessionKey);
  }
}

/** The answer with its body decrypted. What is not encrypted can only be a refusal, and is thrown as one. */
function openAnswer(answer: Answer, sessionKey: Uint8Array, route: string): Answer {
  const { service, status } = answer;
  const encrypted = readEncrypted(answer);
  if (encrypted === null) {
    if (status < 200 || status > 299) throw refusalIn(answer);
    throw failure("exchange/bad-answer", { service, problem: term("not-encrypted") });
  }
  const body = openSessionData(sessionKey, encrypted, sessionBinding("answer", route, status));
  if (body === null) {
    throw failure("exchange/bad-answer", { service, problem: term("not-for-this-call") });
  }
  return { ...answer, body };
}

function readEncrypted({ body }: Answer): string | null {
  try {
    const parsed = encryptedAnswer.safeParse(JSON.parse(new TextDecoder().decode(body)));
    return parsed.success ? parsed.data.encrypted_data : null;
  } catch {
    return null;
  }
}
