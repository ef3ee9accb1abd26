/**
 * Makes of a request that was drawn at random one that gets past the door: signed, carrying a token or properly
 * encrypted, and speaking of what is there. What is there it learns from the answers.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { CLAIM_FIELD } from "../../../src/exchange/protocol/depositmessages.ts";
import { newKeysText } from "../../../src/exchange/protocol/participantmessages.ts";
import { publicKeyObject } from "../../core/support/nodekeys.ts";
import type { Random } from "../../simulator/random.ts";
import { makeCall } from "../gateway/support/encryptedcaller.ts";
import type { Form } from "../gateway/support/encryptedcaller.ts";
import { misbehaviours } from "../support/misbehavingupstream.ts";
import { party, signRequest } from "../support/signingparty.ts";
import type { Party } from "../support/signingparty.ts";
import { AUTHORITY, UPSTREAM_NAME } from "../support/wholeservice.ts";
import type { WholeService } from "../support/wholeservice.ts";
import type { MadeRequest } from "./drawnrequests.ts";

/** What opens the answer to an encrypted request. */
export interface Opener {
  readonly form: Form;
  readonly sessionKey: Uint8Array;
  readonly route: string;
}

export interface DressedRequest extends MadeRequest {
  /** Null where the answer comes in the clear. */
  readonly opener: Opener | null;
}

export interface Dresser {
  readonly dress: (request: MadeRequest) => DressedRequest;
  /** What was asked, and the JSON that answered it. */
  readonly learn: (request: MadeRequest, answer: unknown) => void;
}

const KNOWN = 50;

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const shapeOf = (value: object): string => Object.keys(value).sort().join(" ");

/** @param random chooses; signatures and session keys are fresh each time all the same */
export function dresserOf({ office, adminToken, keys }: WholeService, random: Random): Dresser {
  const chance = (likelihood: number): boolean => random.uniform(0, 1) < likelihood;
  const oneOf = <T>(values: readonly T[]): T | undefined =>
    values[Math.floor(random.uniform(0, values.length))];

  const newcomers = ["harbour-office", "land-registry", "town-hall"].map(party);
  const encryptionKey = generateKeyPairSync("x25519").publicKey.export({ type: "spki", format: "der" });
  const blobs = [1, 100, 300].map((length) => randomBytes(length));
  const tokens = [randomBytes(32), randomBytes(32)];
  const claims = [randomBytes(32), randomBytes(32)].map((claim) => claim.toString("base64url"));
  const names = [UPSTREAM_NAME, UPSTREAM_NAME, office.name, "gone", "nobody"];
  /** Ids by the route that told of them, the newest last. */
  const ids = new Map<string, string[]>();
  /** Bytes of deposits. */
  const sizes = new Map<string, unknown>();
  /** Objects of answers by the names of their fields: what one route gives, another may take. */
  const objects = new Map<string, object[]>();
  const keep = <T>(kept: Map<string, T[]>, name: string, value: T): void => {
    kept.set(name, [...(kept.get(name) ?? []).slice(1 - KNOWN), value]);
  };

  /** With what is there in the place of the path's parameters. */
  const placed = (request: MadeRequest): string => {
    const [, path = ""] = request.route.split(" ");
    if (!path.includes("{") || chance(0.1)) return request.url;
    const [, group = ""] = /^(\/v1\/\w+)/.exec(path) ?? [];
    const values: Readonly<Record<string, string | undefined>> = {
      // Mostly one of the newest: what is removed stays in the list.
      id: oneOf((ids.get(group) ?? []).slice(chance(0.8) ? -3 : 0)),
      name: path.startsWith("/api/") ? oneOf(names) : chance(0.7) ? office.name : oneOf(names),
      n: chance(0.8) ? "0" : "1",
    };
    const query = request.url.includes("?") ? request.url.slice(request.url.indexOf("?")) : "";
    return path.replaceAll(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all) + query;
  };

  /** What a newcomer signs to take the place of the office's key. */
  const replacing = ({ keyId }: Party): string =>
    newKeysText(
      { authority: AUTHORITY, name: office.name, signingKey: keyId, encryptionKey: null },
      office.keyId,
    );

  /** Mostly as the route asks for it, with what is known in the place of fields that are named like it. */
  const informed = (
    { body: drawn, rightBody }: MadeRequest,
    newcomer = oneOf(newcomers) ?? office,
  ): MadeRequest["body"] => {
    const text = rightBody !== undefined && chance(0.7) ? rightBody : drawn;
    if (typeof text !== "string") return text;
    const body = parsed(text);
    if (!isObject(body)) return text;
    const asItCame = oneOf(objects.get(shapeOf(body)) ?? []);
    if (asItCame !== undefined && chance(0.6)) return JSON.stringify(asItCame);
    const blob = oneOf(blobs) ?? Buffer.alloc(1);
    const known: Readonly<Record<string, unknown>> = {
      size: blob.length,
      digest: sha256(blob),
      expires: Math.floor(Date.now() / 1000) + 3600,
      once: chance(0.5),
      read_token_hash: sha256(oneOf(tokens) ?? blob),
      claim: oneOf(claims),
      name: newcomer.name,
      signing_key: Buffer.from(newcomer.spki).toString("base64"),
      encryption_key: "proof" in body || chance(0.5) ? null : encryptionKey.toString("base64"),
      proof: sign(null, Buffer.from(replacing(newcomer)), newcomer.key).toString("base64"),
    };
    const fields = Object.keys(body).filter((name) => name in known && chance(0.95));
    return JSON.stringify({ ...body, ...Object.fromEntries(fields.map((name) => [name, known[name]])) });
  };

  const encrypted = (request: MadeRequest): DressedRequest => {
    const url = placed(request);
    const form = oneOf<Form>(["bound", "plain", "cbc"]) ?? "bound";
    const { publicKey } = keys.current().rsa;
    const route = url.replace(/\?.*/s, "");
    const drawn = Buffer.from(request.body ?? "{}");
    const data = chance(0.3) ? JSON.stringify({ behave: oneOf(misbehaviours) }) : drawn;
    const { wire, sessionKey } = makeCall(form, publicKeyObject(publicKey), route, data);
    const headers = { "content-type": "application/json" };
    return { ...request, url, headers, body: JSON.stringify(wire), opener: { form, sessionKey, route } };
  };

  const pieceFor = (url: string): Buffer => {
    const size = sizes.get(url.split("/")[3] ?? "");
    const right = blobs.find(({ length }) => length === size);
    return (chance(0.8) ? right : undefined) ?? oneOf(blobs) ?? Buffer.alloc(0);
  };

  const signed = (request: MadeRequest): DressedRequest => {
    const url = placed(request);
    const isPiece = request.route.includes("/pieces/");
    const newcomer = oneOf(newcomers) ?? office;
    const body = isPiece ? pieceFor(url) : informed(request, newcomer);
    // Whoever registers signs with the key that is to be registered.
    const { key, keyId } = request.route === "POST /v1/participants" ? newcomer : office;
    const contentType = body === undefined ? null : isPiece ? octets : "application/json";
    const created = Math.floor(Date.now() / 1000);
    const signature = signRequest(
      {
        method: request.method,
        authority: AUTHORITY,
        target: url,
        contentType,
        body: Buffer.from(body ?? ""),
      },
      key,
      {
        created,
        expires: created + 300,
        nonce: randomBytes(16).toString("base64url"),
        keyId,
      },
    );
    const headers = { ...signature, ...(contentType === null ? {} : { "content-type": contentType }) };
    return { ...request, url, headers: headers, body, opener: null };
  };

  const bearing = (request: MadeRequest, token: string): DressedRequest => {
    const { range } = request.headers;
    const body = informed(request);
    const headers = {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(range === undefined || chance(0.5) ? {} : { range }),
      authorization: `Bearer ${token}`,
      [CLAIM_FIELD]: oneOf(claims) ?? "",
    };
    return { ...request, url: placed(request), headers, body, opener: null };
  };

  return {
    dress: (request) => {
      const { route } = request;
      if (route.startsWith("POST /api/")) return encrypted(request);
      if (/\/(?:claim|content|collected)$/.test(route)) {
        return bearing(request, (oneOf(tokens) ?? Buffer.alloc(32)).toString("base64url"));
      }
      const isForAdmin = route.endsWith("/metrics") || (route.includes("/v1/participants") && chance(0.5));
      return isForAdmin ? bearing(request, adminToken) : signed(request);
    },
    learn: ({ route }, answer) => {
      if (!isObject(answer)) return;
      const [, group = ""] = / (\/v1\/\w+)/.exec(route) ?? [];
      const { id, size } = answer;
      if (typeof id === "string" && ids.get(group)?.includes(id) !== true) keep(ids, group, id);
      if (typeof id === "string" && size !== undefined) sizes.set(id, size);
      for (const value of [answer, ...Object.values(answer)]) {
        if (isObject(value)) keep(objects, shapeOf(value), value);
      }
    },
  };
}

const octets = "application/octet-stream";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
