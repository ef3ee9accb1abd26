/** Sends the whole service requests drawn from its own description, half of them dressed to get past the door, and judges the answers. */
import { AsyncLocalStorage } from "node:async_hooks";
import fc from "fast-check";
import { refusals } from "../../../src/exchange/protocol/refusals.ts";
import { INVALID_SIGNATURE, retrieveRoute } from "../../../src/exchange/protocol/vaultmessages.ts";
import type { Store } from "../../../src/exchange/store/contract/store.ts";
import { randomFor } from "../../simulator/random.ts";
import { participantOf } from "../support/signingparty.ts";
import { dresserOf } from "./dressing.ts";
import type { DressedRequest } from "./dressing.ts";
import { decrypt } from "../gateway/support/encryptedcaller.ts";
import { requestsFor, routesOf } from "./drawnrequests.ts";
import type { Description, MadeRequest } from "./drawnrequests.ts";
import { startWholeService } from "../support/wholeservice.ts";
import type { WholeService } from "../support/wholeservice.ts";

export interface Fuzzed {
  readonly requests: number;
  /** By route, then by status. */
  readonly counts: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** What one request cost at most. */
  readonly most: {
    readonly operations: number;
    readonly answerBytes: number;
    readonly upstreamCalls: number;
  };
  /** What was wrong, with the request; at most some of them. */
  readonly problems: readonly string[];
}

export interface FuzzOptions {
  readonly count: number;
  readonly seed: number;
  readonly progress?: (line: string) => void;
}

/** What one answer may cost: looking at every piece of a deposit, and then some. */
export const bounds = { operations: 40, answerBytes: 300_000, upstreamCalls: 1 } as const;

const PROBLEMS = 20;
/** Sent at the same time. */
const TOGETHER = 8;
const DRAWN_AT_ONCE = 400;
/** Milliseconds after which an answer is taken never to come. */
const NEVER = 60_000;

interface Spent {
  operations: number;
}

export async function fuzz({ count, seed, progress }: FuzzOptions): Promise<Fuzzed> {
  const spending = new AsyncLocalStorage<Spent>();
  const defects: string[] = [];
  const service = await startWholeService({
    watch: (store) => countOperations(store, spending),
    log: {
      level: "error",
      write: (line) => {
        defects.push(line);
      },
    },
  });
  const random = randomFor(seed, "dressing");
  const dresser = dresserOf(service, random);
  const problems: string[] = [];
  const counts = new Map<string, Map<number, number>>();
  const most = { operations: 0, answerBytes: 0, upstreamCalls: 0 };

  const send = async (request: DressedRequest): Promise<void> => {
    const spent: Spent = { operations: 0 };
    const answer = await spending.run(spent, () => answerTo(service, request));
    if (answer === null) {
      problems.push(`no answer: ${inWords(request)}`);
      return;
    }
    const { status, body } = answer;
    const ofRoute = counts.get(request.route) ?? new Map<number, number>();
    counts.set(request.route, ofRoute.set(status, (ofRoute.get(status) ?? 0) + 1));
    most.operations = Math.max(most.operations, spent.operations);
    most.answerBytes = Math.max(most.answerBytes, body.length);
    const problem =
      spent.operations > bounds.operations || body.length > bounds.answerBytes
        ? `it cost ${spent.operations} operations of the store and ${body.length} bytes`
        : problemWith(request, answer);
    if (problem !== null) problems.push(`${problem}: ${inWords(request)}`);
    if (status < 300) dresser.learn(request, jsonOf(body));
  };

  try {
    const description = (await service.app.inject("/openapi.json")).json<Description>();
    const routes = routesOf(description);
    const made = requestsFor(description, routes);
    for (let from = 0; from < count && problems.length < PROBLEMS; from += DRAWN_AT_ONCE) {
      const drawn = fc.sample(made, {
        seed: seed * 1_000_000 + from,
        numRuns: Math.min(DRAWN_AT_ONCE, count - from),
      });
      for (let at = 0; at < drawn.length; at += TOGETHER) {
        const together = drawn.slice(at, at + TOGETHER);
        const callsBefore = service.upstream.calls();
        await Promise.all(
          together.map((request) =>
            send(random.uniform(0, 1) < 0.5 ? dresser.dress(request) : { ...request, opener: null }),
          ),
        );
        const calls = Math.ceil((service.upstream.calls() - callsBefore) / together.length);
        most.upstreamCalls = Math.max(most.upstreamCalls, calls);
        if (calls > bounds.upstreamCalls)
          problems.push(`the upstream was asked ${calls} times for one request`);
        await registerAgain(service);
      }
      if (from % 10_000 === 0 && from > 0) progress?.(`${from} of ${count} requests`);
    }
    for (const defect of defects.slice(0, PROBLEMS)) problems.push(`written to the log: ${defect.trim()}`);
  } finally {
    await service.close();
  }
  const requests = Array.from(counts.values(), (ofRoute) => Array.from(ofRoute.values())).flat();
  return { requests: requests.reduce((sum, each) => sum + each, 0), counts, most, problems };
}

function countOperations(store: Store, spending: AsyncLocalStorage<Spent>): Store {
  return new Proxy(store, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      return (...given: unknown[]): unknown => {
        const spent = spending.getStore();
        if (spent !== undefined) spent.operations += 1;
        return Reflect.apply(member, target, given);
      };
    },
  });
}

/** A request may have removed, suspended or changed the one who signs. */
async function registerAgain({ store, office }: WholeService): Promise<void> {
  const found = await store.participant(office.name);
  if (found?.state === "active" && found.fingerprint === office.keyId) return;
  if (found !== null) await store.removeParticipant(office.name);
  await store.addParticipant(participantOf(office));
}

interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly isMarked: boolean;
}

async function answerTo({ app }: WholeService, request: MadeRequest): Promise<Answered | null> {
  const { method, url, headers, body } = request;
  let timer: NodeJS.Timeout | undefined;
  const never = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      resolve(null);
    }, NEVER);
  });
  const answer = await Promise.race([
    app.inject({
      method: method as "GET",
      url,
      headers: { ...headers },
      ...(body === undefined ? {} : { payload: body }),
    }),
    never,
  ]);
  clearTimeout(timer);
  if (answer === null) return null;
  const { "content-type": type, "x-content-type-options": sniffing, "x-request-id": id } = answer.headers;
  return {
    status: answer.statusCode,
    type: typeof type === "string" ? type : "",
    body: answer.body,
    isMarked: sniffing === "nosniff" && typeof id === "string",
  };
}

/** What docs/EXCHANGE.md does not allow about an answer; null where there is nothing. */
function problemWith(
  { route, opener }: DressedRequest,
  { status, type, body, isMarked }: Answered,
): string | null {
  if (!isMarked) return `${status} without the fields that every answer has`;
  const answer = jsonOf(body);
  const isEncrypted = isObject(answer) && answer["encrypted_session_key"] === "";
  if (isEncrypted && route.startsWith("POST /api/")) {
    // What stands behind the gateway may say whatever it likes.
    if (opener === null) return `${status} encrypted, and nobody can have the key`;
    const text = decrypt(
      opener.form,
      opener.sessionKey,
      opener.route,
      String(answer["encrypted_data"]),
      status,
    );
    const isOwn = status === 502 || status === 504 || status === 404;
    return isOwn && !isRefusal(status, jsonOf(text.toString("utf8")))
      ? `${status} ${text.toString("utf8")}`
      : null;
  }
  if (status < 400)
    return type.startsWith("application/json") && answer === undefined ? `${status} is no JSON` : null;
  if (route === `POST ${retrieveRoute}` && body === JSON.stringify(INVALID_SIGNATURE)) return null;
  return status < 500 && type.startsWith("application/json") && isRefusal(status, answer)
    ? null
    : `${status} ${body.slice(0, 200)}`;
}

/** The one shape: a listed code with its status and its sentence, and perhaps where. */
function isRefusal(status: number, answer: unknown): boolean {
  if (!isObject(answer) || Object.keys(answer).sort().join() !== "code,error") return false;
  const { code, error } = answer;
  if (typeof code !== "string" || typeof error !== "string" || !Object.hasOwn(refusals, code)) return false;
  const refusal = refusals[code as keyof typeof refusals];
  return refusal.status === status && (error === refusal.says || error.startsWith(`${refusal.says}: `));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const inWords = ({ method, url, headers, body }: MadeRequest): string =>
  [method, url, JSON.stringify(headers), String(body).slice(0, 600)].join(" ");
