/** The use case alone: what is asked of the ports, in which order, and what is left undone where one of them fails. */
import { describe, expect, test } from "vitest";
import { DEPOSIT_MEDIA_TYPE, open, parseEnvelope, toHex } from "../../src/core/index.ts";
import { present } from "../../src/office/index.ts";
import { failure, term } from "../../src/office/refusals.ts";
import type { Outcome, Presented, PresentOptions } from "../../src/office/index.ts";
import { office, signer } from "../core/envelope/compact/keys.ts";
import type { OfficeName, SignerName } from "../core/envelope/compact/keys.ts";
import { encodeClaims } from "../../src/core/envelope/claims.ts";
import { encryptStatement, sealCompact } from "../core/envelope/support/sealing.ts";
import { present as there } from "../core/support/fixtures.ts";
import { depositOf, memoryOffice, NOW } from "./support/memoryoffice.ts";
import type { MemoryOffice, MemoryOptions } from "./support/memoryoffice.ts";

const document = Buffer.from(JSON.stringify({ label: "a document that nobody should see too early" }));

interface Sealing {
  readonly by?: SignerName | null;
  readonly to?: OfficeName;
  readonly content?: Uint8Array;
  readonly mediaType?: string;
  readonly expiresAt?: number;
}

async function sealed({
  by = "issuer-ed25519",
  to = "port",
  content = document,
  mediaType = "application/json",
  expiresAt = NOW + 900,
}: Sealing = {}): Promise<Presented> {
  const bytes = await sealCompact(content, [office(to).publicKey], {
    signer: by === null ? null : signer(by).privateKey,
    issuedAt: NOW - 500,
    expiresAt,
    mediaType,
  });
  return { envelope: parseEnvelope(bytes), bytes, picture: null };
}

/** Of a type that it is not: no tool of ours would seal it. Nobody signs it. */
async function sealedAs(content: Uint8Array, mediaType: string): Promise<Presented> {
  const documentId = new Uint8Array(16).fill(9);
  const nothing = { issuer: null, subject: null, expiresAt: null, notBefore: null };
  const claims = { ...nothing, issuedAt: NOW - 500, documentId, mediaType, document: content };
  const bytes = await encryptStatement(encodeClaims(claims), [office("port").publicKey]);
  return { envelope: parseEnvelope(bytes), bytes, picture: null };
}

/** All bytes that can be reached from a value. */
function* bytesIn(value: unknown, seen = new Set()): Generator<Uint8Array> {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof Uint8Array) yield value;
  else for (const part of Object.values(value)) yield* bytesIn(part, seen);
}

const unreachable = failure("exchange/unreachable", {
  url: "https://exchange.example:5443",
  reason: term("verbatim", "ECONNREFUSED"),
});

interface Presentation {
  readonly desk: MemoryOffice;
  readonly outcome: Outcome | null;
  readonly error: unknown;
}

async function presenting(
  presented: Presented,
  memory: MemoryOptions = {},
  options: Partial<PresentOptions> = {},
): Promise<Presentation> {
  const desk = memoryOffice(memory);
  try {
    const outcome = await present(presented, desk, { fetch: true, ...options });
    return { desk, outcome, error: null };
  } catch (error) {
    return { desk, outcome: null, error };
  }
}

const opening = ["list keys", "open key", "read trust", "newest date", "predecessors"];
const taking = [...opening, "check", "stage", "note presentation", "note ok", "publish", "discard"] as const;

describe("a document that nothing stands against", () => {
  test("is kept in full, noted, and handed over only then", async () => {
    const presented = await sealed();
    const { desk, outcome } = await presenting(presented);
    expect(desk.steps).toEqual(taking);
    expect(desk.published).toEqual([outcome]);
    if (outcome?.outcome !== "taken") throw new Error("expected it to be taken");
    expect(Buffer.from(outcome.document)).toEqual(document);
    expect(outcome).toMatchObject({ mediaType: "application/json", key: { name: "port" }, ticket: null });
    expect(outcome.facts.map(({ code }) => code)).toEqual([
      "readable/yes",
      "for-me/yes",
      "authentic/yes",
      "in-date/yes",
      "not-revoked/yes",
      "first-time/yes",
    ]);
    const documentId = toHex(there(outcome.statement).claims.documentId);
    expect(desk.presentations).toEqual([{ documentId, issuedAt: NOW - 500, accepted: [] }]);
    expect(desk.openings).toMatchObject([
      { result: "ok", documentId, issuer: { name: "ANAE" }, key: { file: "port.pem" } },
    ]);
  });

  test.each(taking.filter((step) => step !== "discard"))(
    "is nowhere, and noted as nothing it was not, where this fails: %s",
    async (failing) => {
      const { desk, error } = await presenting(await sealed(), { failing });
      expect(error).toMatchObject({ code: "output/disk-full" });
      expect(desk.published).toEqual([]);
      const done = taking.slice(0, taking.indexOf(failing) + 1);
      // What was staged is discarded, and nothing else happens any more.
      expect(desk.steps).toEqual(
        taking.indexOf(failing) > taking.indexOf("stage") ? [...done, "discard"] : done,
      );
      expect(desk.presentations.length).toBe(
        taking.indexOf(failing) > taking.indexOf("note presentation") ? 1 : 0,
      );
      expect(desk.openings.length).toBe(failing === "publish" ? 1 : 0);
    },
  );

  test("is taken again, with a fact that says so", async () => {
    const { outcome } = await presenting(await sealed(), { isSeen: true });
    expect(outcome?.facts.at(-1)).toMatchObject({ code: "first-time/no" });
  });

  test("tells no time where nobody known signed it", async () => {
    const { desk } = await presenting(
      await sealed({ by: "issuer-p256" }),
      {},
      { accept: ["unknown-issuer"] },
    );
    expect(desk.presentations).toMatchObject([{ issuedAt: null, accepted: ["unknown-issuer"] }]);
  });

  test("is opened by the one key that was named", async () => {
    const { desk, outcome } = await presenting(await sealed({ to: "air" }), {}, { privateKey: "air.pem" });
    expect(desk.steps.slice(0, 3)).toEqual(["list keys", "describe key", "open key"]);
    expect(outcome).toMatchObject({ outcome: "taken", key: { name: "air" } });
  });
});

describe("what is not JSON", () => {
  const content = Buffer.from("no JSON");

  test.each<[string, string, boolean | undefined, boolean]>([
    ["its type says it is", "application/json", undefined, true],
    ["its type says something else", "text/plain", undefined, false],
    ["JSON was asked for", "text/plain", true, true],
    ["anything was asked for", "application/json", false, false],
  ])("is refused after it was opened where %s", async (_, mediaType, isJson, isRefused) => {
    const presented = await sealedAs(content, mediaType);
    const { desk, error, outcome } = await presenting(presented, {}, { isJson, accept: ["unsigned"] });
    expect(outcome?.outcome ?? error).toEqual(
      isRefused ? expect.objectContaining({ code: "document/opened-not-json" }) : "taken",
    );
    expect(desk.openings.map(({ result }) => result)).toEqual([
      isRefused ? "document/opened-not-json" : "ok",
    ]);
    expect(desk.steps.includes("stage")).toBe(!isRefused);
  });
});

describe("a document that something stands against", () => {
  const refused = [...opening, "check", "look up", "note verdict/expired"];

  test("is noted with the first objection, and not as presented", async () => {
    const { desk, outcome } = await presenting(await sealed({ expiresAt: NOW - 400 }));
    expect(desk.steps).toEqual(refused);
    expect(outcome).toMatchObject({ outcome: "refused", objection: { error: "verdict/expired" } });
    expect(outcome?.facts.at(-1)).toMatchObject({ code: "first-time/yes" });
    expect(desk.openings).toMatchObject([{ result: "verdict/expired", key: { name: "port" } }]);
  });

  test("cannot be reached from the outcome: neither as it is, nor packed, nor by what opens it", async () => {
    const { ticket, inCode } = depositOf(document);
    for (const [content, mediaType] of [
      [document, "application/json"],
      [inCode, DEPOSIT_MEDIA_TYPE],
    ] as const) {
      const presented = await sealed({ content, mediaType, expiresAt: NOW - 400 });
      const { outcome } = await presenting(presented);
      expect(outcome?.outcome).toBe("refused");
      const opened = there(await open(presented.envelope, office("port").privateKey));
      const { payload, claims } = there(opened.statement);
      const { contentKey, readToken } = ticket;
      const secrets = [content, payload, claims.content, contentKey, readToken].map((bytes) => toHex(bytes));
      const found = Array.from(bytesIn(outcome), toHex);
      expect(found.filter((bytes) => secrets.some((secret) => bytes.includes(secret)))).toEqual([]);
      expect(Object.keys(there(outcome)).toSorted()).toEqual(["decision", "facts", "objection", "outcome"]);
      // The walk finds what is there: the same of a document that is taken.
      const taken = await presenting(await sealed({ content: document }));
      expect(Array.from(bytesIn(taken.outcome), toHex)).toContain(toHex(document));
    }
  });

  test.each(refused)("is told of to nobody where this fails: %s", async (failing) => {
    const { desk, error } = await presenting(await sealed({ expiresAt: NOW - 400 }), { failing });
    expect(error).toMatchObject({ code: "output/disk-full" });
    expect(desk.steps).toEqual(refused.slice(0, refused.indexOf(failing) + 1));
  });

  test("is taken where the clerk overrides it, and that is noted", async () => {
    const { desk, outcome } = await presenting(
      await sealed({ expiresAt: NOW - 400 }),
      {},
      { accept: ["expired"] },
    );
    expect(outcome?.outcome).toBe("taken");
    expect(desk.openings).toMatchObject([{ result: "ok", accepted: ["expired"] }]);
  });
});

describe("what does not open", () => {
  test("is logged with its code where it is for somebody else", async () => {
    const { desk, error } = await presenting(await sealed({ to: "air" }));
    expect(error).toMatchObject({ code: "open/for-another-key" });
    expect(desk.steps).toEqual(["list keys", "note open/for-another-key"]);
    expect(desk.openings).toMatchObject([{ documentId: null, key: null, issuer: null, accepted: [] }]);
  });

  test("is logged where it is damaged", async () => {
    const presented = await sealed();
    const ciphertext = Uint8Array.from(presented.envelope.ciphertext, (byte) => byte ^ 1);
    const envelope = { ...presented.envelope, ciphertext };
    const { desk, error } = await presenting({ ...presented, envelope });
    expect(error).toMatchObject({ code: "open/damaged" });
    expect(desk.openings).toMatchObject([{ result: "open/damaged", envelope: presented.bytes }]);
  });

  test("is not logged where the fault is the desk's", async () => {
    const { desk, error } = await presenting(await sealed(), { failing: "open key" });
    expect(error).toMatchObject({ code: "output/disk-full" });
    expect(desk.openings).toEqual([]);
  });
});

test("a clock that stands before a date that was signed is told of, and nothing else changes", async () => {
  const { desk, outcome } = await presenting(await sealed(), { newest: NOW + 400 });
  expect(desk.events).toEqual([{ code: "clock-set-back", newest: NOW + 400 }]);
  expect(outcome?.outcome).toBe("taken");
});

describe("a document that lies with a service", () => {
  const { blob, ticket, inCode } = depositOf(document);
  const inTheCode = { content: inCode, mediaType: DEPOSIT_MEDIA_TYPE };
  const fetching = [
    ...opening,
    "fetch",
    "check",
    "stage",
    "note presentation",
    "note ok",
    "publish",
    "discard",
    "confirm",
    "close",
  ];

  test("is fetched, taken like any other, and confirmed once it was handed over", async () => {
    const { desk, outcome } = await presenting(await sealed(inTheCode), { blob });
    expect(desk.steps).toEqual(fetching);
    expect(outcome).toMatchObject({
      outcome: "taken",
      mediaType: "application/json",
      ticket: { id: ticket.id },
    });
    expect(outcome?.outcome === "taken" && Buffer.from(outcome.document)).toEqual(document);
    expect(desk.events).toEqual([{ code: "fetching", bytes: 1, of: 2 }, { code: "transfer-ended" }]);
  });

  test.each(["stage", "note presentation", "note ok", "publish"])(
    "is not confirmed, and its connection is closed, where this fails: %s",
    async (failing) => {
      const { desk, error } = await presenting(await sealed(inTheCode), { blob, failing });
      expect(error).toMatchObject({ code: "output/disk-full" });
      expect(desk.steps).not.toContain("confirm");
      expect(desk.steps.at(-1)).toBe("close");
    },
  );

  test("is left there where it shall not be fetched, and not noted as presented", async () => {
    const { desk, outcome } = await presenting(await sealed(inTheCode), {}, { fetch: false });
    expect(desk.steps).toEqual([...opening, "look up", "note deposit/not-fetched"]);
    expect(outcome).toMatchObject({
      outcome: "left",
      ticket: { origin: ticket.origin },
      key: { name: "port" },
    });
    expect(outcome?.facts.at(-1)).toMatchObject({ code: "first-time/yes" });
  });

  test.each<[string, string | undefined, string]>([
    ["nobody", undefined, "deposit/not-fetched"],
    ["another service", "https://elsewhere.example:5443", "deposit/not-fetched"],
    ["that service", "https://exchange.example:5443/", "taken"],
  ])(
    "is fetched for a code of an unknown issuer only where the clerk names it: %s",
    async (_, exchange, ends) => {
      const presented = await sealed({ ...inTheCode, by: "issuer-p256" });
      const { desk, outcome, error } = await presenting(
        presented,
        { blob },
        { accept: ["unknown-issuer"], exchange },
      );
      expect(outcome?.outcome ?? error).toEqual(
        ends === "taken" ? ends : expect.objectContaining({ code: ends }),
      );
      expect(desk.steps.includes("fetch")).toBe(ends === "taken");
      expect(desk.openings).toMatchObject([{ result: ends === "taken" ? "ok" : ends }]);
    },
  );

  test("is not asked for after its time", async () => {
    const late = depositOf(document, { expiresAt: NOW });
    const { desk, error } = await presenting(await sealed({ ...inTheCode, content: late.inCode }));
    expect(error).toMatchObject({ code: "deposit/expired", facts: { until: NOW } });
    expect(desk.steps).toEqual([...opening, "note deposit/expired"]);
  });

  test("that is not what the ticket names is logged, and the connection closed", async () => {
    const altered = Uint8Array.from(blob, (byte) => byte ^ 1);
    const { desk, error } = await presenting(await sealed(inTheCode), { blob: altered });
    expect(error).toMatchObject({ code: "deposit/altered" });
    expect(desk.steps).toEqual([...opening, "fetch", "close", "note deposit/altered"]);
  });

  test("at a service that is not to be reached says until when it can be fetched", async () => {
    const presented = await sealed(inTheCode);
    const desk = memoryOffice();
    const deposits = { ...desk.deposits, fetch: () => Promise.reject(unreachable) };
    await expect(present(presented, { ...desk, deposits }, { fetch: true })).rejects.toMatchObject({
      code: "deposit/unreachable",
      facts: { url: ticket.origin, until: ticket.expiresAt },
    });
    expect(desk.openings).toMatchObject([{ result: "deposit/unreachable" }]);
    expect(desk.events).toEqual([{ code: "transfer-ended" }]);
  });
});
