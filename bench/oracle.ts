/**
 * Whether anything about an answer of the encrypted API tells why a request could not be decrypted: what it says, to the
 * byte, and how long it takes (Welch's t, with the slowest tenth left out, as dudect does: Reparaz, Balasch, Verbauwhede,
 * "Dude, is my code constant time?", 2017).
 */
import { createCipheriv, randomBytes, randomInt } from "node:crypto";
import { limits } from "../src/core/limits.ts";
import { systemRandom } from "../src/core/random.ts";
import { gatewayRoutes } from "../src/exchange/gateway/gatewayroutes.ts";
import { openRequest } from "../src/exchange/gateway/crossing.ts";
import { countFailures } from "../src/exchange/gateway/failures.ts";
import { openUpstreams } from "../src/exchange/gateway/upstream.ts";
import { buildApp } from "../src/exchange/http/app.ts";
import { answersToAltered, alteredDocument } from "../test/exchange/gateway/support/alteredrequests.ts";
import { keysOf, makeCall, makePair, wrap } from "../test/exchange/gateway/support/encryptedcaller.ts";
import type { KeyPair, Wire } from "../test/exchange/gateway/support/encryptedcaller.ts";
import type { Bench, Verdict } from "./lib/report.ts";
import { rowOf } from "./lib/report.ts";

const route = "/api/encryption/test/";
/** Above it two samples of this size differ, as dudect counts. */
const T_LIMIT = 4.5;

export const bench: Bench = {
  summary: "altered requests to the encrypted API: whether what is answered, or when, tells why",
  options: [
    { name: "requests", takes: "number", summary: "altered requests [100000]" },
    { name: "samples", takes: "number", summary: "timed requests of each kind [20000]" },
  ],
  run: async (progress, given) => {
    const requests = given.number("requests") ?? 100_000;
    const samples = given.number("samples") ?? 20_000;
    const [own, other] = [makePair(), makePair()];
    const app = await buildApp([
      gatewayRoutes({ keys: keysOf(own), upstreams: openUpstreams({}), allowCbc: true }),
    ]);
    const roll = (below: number): number => randomInt(below);
    progress(`${requests} altered requests`);
    const seen = await answersToAltered(app, requests, own, other, roll);
    await app.close();
    progress("timing");
    const pairs = [
      ["wrong padding", badPadding, "right padding, no JSON", badJson],
      ["wrong session key", badSessionKey, "wrong tag", badTag],
    ] as const;
    const { gatewayRefusalMilliseconds } = limits;
    const bare: Comparison[] = [];
    const comparisons: Comparison[] = [];
    for (const pair of pairs) {
      bare.push(await compare(pair, "decrypting", 0, own, samples));
      comparisons.push(
        await compare(pair, "until told", gatewayRefusalMilliseconds, own, Math.ceil(samples / 10)),
      );
    }
    const verdicts: Verdict[] = [
      {
        aim: `${requests} altered requests are answered alike to the byte, but for the id of the request`,
        measured: `${seen.size} different answer${seen.size === 1 ? "" : "s"}`,
        met: seen.size === 1 && [...seen].every((answer) => answer.startsWith("400")),
      },
      ...comparisons.map(({ names, t }) => ({
        aim: `${names.join(" and ")} take the same time: |t| under ${T_LIMIT}`,
        measured: `t ${t.toFixed(2)}`,
        met: Math.abs(t) < T_LIMIT,
      })),
    ];
    return {
      notes: [
        "RSA 2048, CBC allowed, one generation of keys; altered requests go through the whole application",
        "the two kinds of a pair are timed in a random order, with a fresh session key each time",
        ...bare.map(
          ({ names, t }) =>
            `without the time that a refusal waits for: ${names.join(" and ")}, t ${t.toFixed(2)}`,
        ),
      ],
      rows: [...bare, ...comparisons].flatMap(({ names, times }) =>
        names.map((name, at) => rowOf(name, "µs", times[at] ?? [])),
      ),
      verdicts,
    };
  },
};

// --- how long it takes -----------------------------------------------------------------------------------

type Maker = (own: KeyPair) => Wire;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const document = Buffer.from(alteredDocument);

/** In CBC, from blocks whose padding is what the caller made it. */
function inBlocks(blocks: Buffer, { publicKey }: KeyPair): Wire {
  const [sessionKey, iv] = [randomBytes(32), randomBytes(16)];
  const cipher = createCipheriv("aes-256-cbc", sessionKey, iv).setAutoPadding(false);
  const data = Buffer.concat([iv, cipher.update(blocks), cipher.final()]);
  return { encrypted_data: text(data), encrypted_session_key: text(wrap(publicKey, sessionKey)) };
}

function padded(bytes: Buffer): Buffer {
  const padding = 16 - (bytes.length % 16);
  return Buffer.concat([bytes, Buffer.alloc(padding, padding)]);
}

/** Both go wrong at the end of the document: one in the last byte of its padding, the other in its last brace. */
const badPadding: Maker = (own) => {
  const blocks = padded(document);
  blocks.writeUInt8(blocks.readUInt8(blocks.length - 1) ^ 0x40, blocks.length - 1);
  return inBlocks(blocks, own);
};
const badJson: Maker = (own) => {
  const blocks = padded(document);
  blocks.writeUInt8(0x40, document.length - 1);
  return inBlocks(blocks, own);
};

/** As long as whole blocks, so that CBC is tried too. */
const authenticated = Buffer.alloc(148, 0x20);
const altered = (base64: string): string => {
  const bytes = Buffer.from(base64, "base64");
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  return text(bytes);
};
const badSessionKey: Maker = ({ publicKey }) => {
  const { wire } = makeCall("plain", publicKey, route, authenticated);
  return { ...wire, encrypted_session_key: altered(wire.encrypted_session_key) };
};
const badTag: Maker = ({ publicKey }) => {
  const { wire } = makeCall("plain", publicKey, route, authenticated);
  return { ...wire, encrypted_data: altered(wire.encrypted_data) };
};

interface Comparison {
  readonly names: readonly [string, string];
  readonly times: readonly [readonly number[], readonly number[]];
  readonly t: number;
}

async function compare(
  [firstName, first, secondName, second]: readonly [string, Maker, string, Maker],
  what: string,
  refusalMilliseconds: number,
  own: KeyPair,
  samples: number,
): Promise<Comparison> {
  const cbcFailures = countFailures(systemRandom);
  const options = { keys: keysOf(own), random: systemRandom, cbcFailures, refusalMilliseconds };
  const times: [number[], number[]] = [[], []];
  // Compiled, caches filled: what the first ones take says nothing.
  for (let index = -500; index < samples * 2; index += 1) {
    const kind = randomInt(2) as 0 | 1;
    const wire = (kind === 0 ? first : second)(own);
    const begin = process.hrtime.bigint();
    const opened = await openRequest(wire, route, options);
    const end = process.hrtime.bigint();
    if (opened !== null) throw new Error("an altered request was opened");
    if (index >= 0) times[kind].push(Number(end - begin) / 1000);
  }
  return { names: [`${what}: ${firstName}`, `${what}: ${secondName}`], times, t: welch(...cropped(times)) };
}

function cropped([first, second]: readonly [number[], number[]]): [number[], number[]] {
  const limit =
    [...first, ...second].toSorted((a, b) => a - b)[Math.floor((first.length + second.length) * 0.9)] ?? 0;
  return [first.filter((time) => time <= limit), second.filter((time) => time <= limit)];
}

/** Welch's t (1947): by how many of its own standard errors the means differ. */
function welch(first: readonly number[], second: readonly number[]): number {
  const [a, b] = [momentsOf(first), momentsOf(second)];
  return (a.mean - b.mean) / Math.sqrt(a.variance / first.length + b.variance / second.length);
}

function momentsOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance };
}
