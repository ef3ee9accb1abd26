import { describe, expect, it } from "vitest";
import type { QrsealError } from "../../src/index.ts";
import {
  inspect,
  issue,
  listIssuers,
  present,
  readIssuerKey,
  readOpeningKey,
  readReceiverKey,
  readSigningKey,
  trustIn,
} from "../../src/index.ts";
import type {
  FetchedDeposit,
  Presentation,
  PresentOptions,
  Register,
  StatedIssueOptions,
} from "../../src/index.ts";
import { depositedEnvelope } from "./support/depositedenvelope.ts";
import { fixture } from "../core/support/fixtures.ts";

const document = fixture("documents/label-certificate.json");
const key = (name: string): Uint8Array => fixture(`keys/${name}.pem`);
const receiver = readReceiverKey(key("office-2048_public"));
const keys = [readOpeningKey(key("office-2048_private"))];
const anae = readSigningKey(key("anae_signing_private"));
const believed = { name: "ANAE", key: readIssuerKey(key("anae_signing_public")) };
const today = 1_795_000_000;
const now = (): Date => new Date(today * 1000);
const trust = trustIn(listIssuers([believed], today));
const usual: PresentOptions = { keys, trust, now };

const issued = async (options: Partial<StatedIssueOptions> = {}): Promise<Uint8Array> =>
  (await issue(document, { receivers: [receiver], signer: anae, validFor: 3600, now, ...options })).envelope;

/** A register that forgets with the test. */
function register(): Register {
  const seen = new Map<string, { readonly at: string; readonly desk: string }[]>();
  return {
    desk: "gate 4",
    earlier: (id) => Promise.resolve(seen.get(id) ?? []),
    note: (id) => {
      const earlier = seen.get(id) ?? [];
      seen.set(id, [...earlier, { at: "2026-11-18T00:00:00Z", desk: "gate 4" }]);
      return Promise.resolve(earlier);
    },
  };
}

/** Everything that can be got at from a value: what it holds, and what its functions give that take nothing. */
function reachable(value: unknown, found = new Set()): ReadonlySet<unknown> {
  if (found.has(value) || value === null || value === undefined) return found;
  found.add(value);
  if (typeof value === "function" && value.length === 0) {
    try {
      reachable((value as () => unknown)(), found);
    } catch {
      // A class, or something that wants more than nothing.
    }
  }
  if (typeof value === "object" && !ArrayBuffer.isView(value))
    for (const name of Reflect.ownKeys(value)) reachable(Reflect.get(value, name), found);
  return found;
}

const text = new TextDecoder().decode(document);
/** Long enough to be of this document alone, and not so long that a cut would hide it. */
const piece = text.slice(20, 60);
const givesDocument = (presented: Presentation): boolean =>
  [...reachable(presented)].some((one) => {
    if (ArrayBuffer.isView(one)) return new TextDecoder().decode(one as Uint8Array).includes(piece);
    return typeof one === "string" && one.includes(piece);
  });

describe("a document that is taken", () => {
  it("comes out byte for byte, with who issued it", async () => {
    const presented = await present([await issued({ issuer: "ANAE", subject: "label 7" })], usual);
    if (presented.outcome !== "taken") throw new Error(presented.outcome);
    expect(presented.document).toEqual(document);
    expect(presented.issuer).toMatchObject({ name: "ANAE" });
    expect(presented.claims).toMatchObject({ issuer: "ANAE", subject: "label 7", issuedAt: today });
    expect(presented.claims?.expiresAt).toBe(today + 3600);
    expect(givesDocument(presented)).toBe(true);
  });

  it("is reliable the first time, and doubtful the second", async () => {
    const options = { ...usual, register: register() };
    const envelope = await issued();
    const times = [await present([envelope], options), await present([envelope], options)];
    expect(times).toMatchObject([
      { outcome: "taken", isReliable: true },
      { outcome: "taken", isReliable: false },
    ]);
  });

  it("is doubtful where nobody knows whether it was seen before", async () => {
    const presented = await present([await issued()], usual);
    expect(presented).toMatchObject({ outcome: "taken", isReliable: false });
    expect(presented).toMatchObject({
      facts: expect.arrayContaining([expect.objectContaining({ code: "first-time/not-kept" })]) as unknown,
    });
  });

  it("is doubtful where something was accepted by name", async () => {
    const options = { ...usual, register: register(), accept: ["unsigned"] } as const;
    expect(await present([await issued({ signer: null })], options)).toMatchObject({
      outcome: "taken",
      isReliable: false,
      accepted: ["unsigned"],
      issuer: null,
    });
  });

  it("is found whatever else was read, as often as it was read, as text or bytes", async () => {
    const envelope = await issued();
    const payloads = ["https://example.com", envelope, new TextDecoder().decode(envelope), "4006381333931"];
    expect(await present(payloads, usual)).toMatchObject({ outcome: "taken" });
  });

  it("carries no statement in the other formats, and then nobody issued it", async () => {
    const { envelope } = await issue(document, { receivers: [receiver], format: "classic" });
    expect(inspect(envelope).format).toBe("classic");
    expect(await present([envelope], usual)).toMatchObject({ outcome: "refused" });
    expect(await present([envelope], { ...usual, accept: ["unsigned"] })).toMatchObject({
      outcome: "taken",
      claims: null,
      issuer: null,
    });
  });
});

describe("no document is handed out", () => {
  const other = readSigningKey(key("forger-ed25519_signing_private"));
  const later = (): Date => new Date((today + 7200) * 1000);
  const revoked = { fingerprint: believed.key.fingerprint.toUpperCase(), at: today };

  it.each<[string, string, Partial<StatedIssueOptions>, Partial<PresentOptions>]>([
    ["that nobody signed", "verdict/unsigned", { signer: null }, {}],
    ["of an issuer that nobody believes", "verdict/unknown-issuer", { signer: other }, {}],
    [
      "where nobody is believed at all",
      "verdict/unknown-issuer",
      {},
      { trust: trustIn(listIssuers([], today)) },
    ],
    ["that is out of date", "verdict/expired", {}, { now: later }],
    [
      "whose issuer's key is revoked",
      "verdict/key-revoked",
      {},
      { trust: trustIn(listIssuers([believed], today, { keys: [revoked] })) },
    ],
  ])("%s", async (_, code, how, options) => {
    const presented = await present([await issued(how)], { ...usual, ...options });
    expect(presented.outcome).toBe("refused");
    expect((presented as { refusal: QrsealError }).refusal.code).toBe(code);
    expect(givesDocument(presented)).toBe(false);
  });

  it("that is for other keys", async () => {
    const others = { ...usual, keys: [readOpeningKey(key("office-3072_private"))] };
    const presented = await present([await issued()], others);
    expect(presented).toMatchObject({ outcome: "not-for-these-keys", recipients: [expect.any(String)] });
    expect(await present([await issued()], { ...usual, keys: [] })).toMatchObject({
      outcome: "not-for-these-keys",
    });
    expect(givesDocument(presented)).toBe(false);
  });

  it("of several envelopes, nor where there is none", async () => {
    expect(await present([await issued(), await issued()], usual)).toEqual({ outcome: "several", count: 2 });
    expect(await present([], usual)).toEqual({ outcome: "none" });
    expect(await present(["https://example.com"], usual)).toEqual({ outcome: "none" });
  });

  it("that was altered or cut short: that is an error", async () => {
    const envelope = await issued();
    const cut = envelope.subarray(0, envelope.length - 40);
    await expect(present([cut], usual)).rejects.toMatchObject({ name: "QrsealError" });
  });

  it("where the register cannot note it", async () => {
    const failing = { ...register(), note: () => Promise.reject(new Error("the disk is full")) };
    await expect(present([await issued()], { ...usual, register: failing })).rejects.toThrow(
      "the disk is full",
    );
  });

  it("that lies with a service, unless it is fetched from there", async () => {
    const { envelope, blob } = await depositedEnvelope(document, receiver, anae, today);
    const left = await present([envelope], usual);
    expect(left).toMatchObject({ outcome: "left", ticket: { origin: "https://exchange.example" } });
    expect(givesDocument(left)).toBe(false);
    const asked: string[] = [];
    const done = (name: string) => (): Promise<void> => Promise.resolve(void asked.push(name));
    const fetched = { blob, confirm: done("confirmed"), close: done("closed") };
    const presented = await present([envelope], { ...usual, fetch: () => Promise.resolve(fetched) });
    expect(presented).toMatchObject({ outcome: "taken", mediaType: "application/json", document });
    expect(asked).toEqual(["confirmed", "closed"]);
  });
});

describe("a call that makes no envelope", () => {
  const to = { receivers: [receiver] };

  it.each<[string, unknown, string]>([
    ["without saying who signs", to, "signer is"],
    [
      "signed, in a format that has no room for it",
      { ...to, format: "classic", signer: anae },
      "no room for signer",
    ],
    ["in a format that there is not", { ...to, format: "modern", signer: null }, "format is one of compact"],
    ["for nobody", { receivers: [], signer: null }, "1 to 16 receivers"],
    ["for one twice", { receivers: [receiver, receiver], signer: null }, "stands twice"],
    ["with an issuer of no characters", { ...to, signer: null, issuer: "" }, "issuer has 1 to 200"],
    ["with a subject that is too long", { ...to, signer: null, subject: "x".repeat(201) }, "subject has"],
    ["with a misspelt option", { ...to, signer: null, validfor: 60 }, "no option validfor"],
    ["of a type that is none", { ...to, signer: null, mediaType: "Text" }, "mediaType is as"],
    ["by a clock that tells no time", { ...to, signer: null, now: () => new Date(Number.NaN) }, "now gives"],
    ["that is valid for half a second", { ...to, signer: null, validFor: 0.5 }, "whole number of seconds"],
  ])("%s", async (_, options, message) => {
    await expect(issue(document, options as never)).rejects.toThrow(TypeError);
    await expect(issue(document, options as never)).rejects.toThrow(message);
  });

  it.each(['{"a":1}', [123, 125], new Uint16Array(4), null])("of %j, which is no bytes", async (wrong) => {
    await expect(issue(wrong as never, { ...to, signer: null })).rejects.toThrow("a document is bytes");
  });
});

describe("a call that is not of its shape opens nothing", () => {
  const named = { ...usual, register: register() };
  const fetched: FetchedDeposit = {
    blob: new Uint8Array(1),
    confirm: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };

  it.each<[string, object]>([
    ["without trust", { trust: null }],
    [
      "with what trustIn did not give",
      { trust: { issuers: [], revokedKeys: new Map(), revokedDocuments: new Map() } },
    ],
    ["with a list in place of trust", { trust: listIssuers([believed], today) }],
    ["with accept as a text", { accept: "all but unsigned" }],
    ["with an unknown name to accept", { accept: ["unsigned", "anything"] }],
    ["with a clock that tells no time", { now: () => new Date(Number.NaN) }],
    ["with a clock that is none", { now: () => ({ getTime: () => "x" }) }],
    ["with a misspelt option", { Accept: ["unsigned"] }],
    ["with keys that open nothing", { keys: [{}] }],
    ["with a register that has no name", { register: { ...register(), desk: "" } }],
    [
      "with a register that answers nonsense",
      { register: { ...register(), note: () => Promise.resolve("") } },
    ],
  ])("%s", async (_, wrong) => {
    const envelope = await issued({ signer: null });
    const options = { ...named, accept: ["unsigned"], ...wrong } as unknown as PresentOptions;
    await expect(present([envelope], options)).rejects.toThrow(TypeError);
  });

  it.each<[string, (envelope: Uint8Array) => unknown]>([
    ["a text that is no list", (envelope) => new TextDecoder().decode(envelope)],
    ["bytes that are no list", (envelope) => envelope],
    ["a number", () => [5]],
    ["an ArrayBuffer", (envelope) => [envelope.slice().buffer]],
  ])("of %s", async (_, payloads) => {
    await expect(present(payloads(await issued()) as never, usual)).rejects.toThrow(TypeError);
  });

  it("nor does a fetch that gives something else", async () => {
    const { envelope } = await depositedEnvelope(document, receiver, anae, today);
    for (const wrong of [null, { ...fetched, blob: "x" }, { ...fetched, confirm: null }]) {
      const fetch = (): Promise<never> => Promise.resolve(wrong as never);
      await expect(present([envelope], { ...usual, fetch })).rejects.toThrow(TypeError);
    }
  });

  it("and a fetch cannot change what its answer is held against", async () => {
    const { envelope } = await depositedEnvelope(document, receiver, anae, today);
    const other = await depositedEnvelope(new TextEncoder().encode('{"evil":1}'), receiver, anae, today);
    const fetch: PresentOptions["fetch"] = (ticket) => {
      Object.assign(ticket, other.ticket);
      return Promise.resolve({ ...fetched, blob: other.blob });
    };
    await expect(present([envelope], { ...usual, fetch })).rejects.toMatchObject({ code: "deposit/altered" });
  });

  it("and what fails after a document was taken takes it from nobody", async () => {
    const { envelope, blob } = await depositedEnvelope(document, receiver, anae, today);
    const failing = (): Promise<never> => Promise.reject(new Error("the network is gone"));
    const fetch = (): Promise<FetchedDeposit> => Promise.resolve({ blob, confirm: failing, close: failing });
    expect(await present([envelope], { ...usual, fetch })).toMatchObject({ outcome: "taken" });
  });
});

it("takes a text as scanners and editors give it", async () => {
  const text = `\ufeff ${new TextDecoder().decode(await issued())}\r\n`;
  expect(await present([text], usual)).toMatchObject({ outcome: "taken" });
});

it("what one caller does with its facts is nothing to the next", async () => {
  const first = await present([await issued()], usual);
  for (const one of (first as unknown as { facts: { standing: string }[] }).facts) one.standing = "good";
  expect(await present([await issued()], usual)).toMatchObject({ outcome: "taken", isReliable: false });
});

it.each<[string, () => unknown]>([
  ["a short fingerprint", () => listIssuers([], today, { keys: [{ fingerprint: "3f9a-77c1", at: today }] })],
  ["an id that is none", () => listIssuers([], today, { documents: [{ documentId: "x", at: today }] })],
  ["milliseconds", () => listIssuers([], today * 1000)],
  ["a Date in place of seconds", () => listIssuers([{ ...believed, until: new Date() as never }], today)],
  ["no date", () => listIssuers([believed], undefined as never)],
  ["a list of what is revoked", () => listIssuers([believed], today, [{ at: today }] as never)],
  ["nothing as trust", () => trustIn(null as never)],
])("a list of issuers is not made with %s", (_, make) => {
  expect(make).toThrow(TypeError);
});
