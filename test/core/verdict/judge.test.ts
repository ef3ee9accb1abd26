import { describe, expect, test } from "vitest";
import { shortFingerprint } from "../../../src/core/keys/fingerprint.ts";
import { parseEnvelope } from "../../../src/core/envelope/detect.ts";
import type { RevokedDocument, RevokedKey, TrustedIssuer, TrustList } from "../../../src/core/trust/list.ts";
import { combineTrust } from "../../../src/core/trust/trust.ts";
import type { Trust } from "../../../src/core/trust/trust.ts";
import { acceptances, fact, objectionsTo } from "../../../src/core/verdict/facts.ts";
import type { Fact, FactCode } from "../../../src/core/verdict/facts.ts";
import { judge as judgeProved, judgeUnsigned } from "../../../src/core/verdict/judge.ts";
import type { Circumstances, Judgement } from "../../../src/core/verdict/judge.ts";
import { proveSignature } from "../../../src/core/verdict/prove.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { office, signer } from "../envelope/compact/keys.ts";
import type { OfficeName, SignerName } from "../envelope/compact/keys.ts";
import { hex, present } from "../support/fixtures.ts";
import type { OpenedStatement } from "../../../src/core/envelope/statement.ts";
import { openCompact, rewrapCompact, sealCompact } from "../envelope/support/sealing.ts";
import type { CompactOptions } from "../envelope/support/sealing.ts";

const NOW = 1_790_000_000;
const DAY = 86_400;
const SKEW = 300;
const documentId = Uint8Array.from({ length: 16 }, (_, index) => index);

const print = (name: OfficeName): string => office(name).publicKey.fingerprint;
const short = (name: OfficeName): string => shortFingerprint(print(name));

/** A document sealed for some offices and opened by one of them; null for `by`: nobody signs. */
async function opened(
  by: SignerName | null,
  options: Partial<CompactOptions> = {},
  to: readonly OfficeName[] = ["port"],
  reader: OfficeName = "port",
): Promise<OpenedStatement> {
  const envelope = await sealCompact(
    encodeUtf8("{}"),
    to.map((name) => office(name).publicKey),
    {
      signer: by === null ? null : signer(by).privateKey,
      issuedAt: NOW - DAY,
      documentId,
      ...options,
    },
  );
  return read(envelope, reader);
}

async function read(envelope: Uint8Array, reader: OfficeName): Promise<OpenedStatement> {
  const parsed = parseEnvelope(envelope);
  return present(await openCompact(parsed, office(reader).privateKey));
}

const sealedAgain = async (statement: OpenedStatement, next: OfficeName): Promise<OpenedStatement> =>
  read(await rewrapCompact(statement, office(next).publicKey), next);

const anae = (changes: Partial<TrustedIssuer> = {}): TrustedIssuer => ({
  name: "ANAE",
  key: signer("issuer-ed25519").publicKey,
  speaksFor: null,
  from: null,
  until: null,
  ...changes,
});

const list = (changes: Partial<TrustList> = {}): TrustList => ({
  madeAt: NOW - 3 * DAY,
  authority: null,
  issuers: [anae()],
  revokedKeys: [],
  revokedDocuments: [],
  ...changes,
});

const trusting = (changes: Partial<TrustList> = {}): Trust => present(combineTrust(list(changes), null));

interface Desk extends Circumstances {
  readonly trust: Trust | null;
}

const at = (changes: Partial<Desk> = {}, reader: OfficeName = "port"): Desk => ({
  key: { name: reader, fingerprint: print(reader) },
  predecessors: [],
  trust: trusting(),
  now: NOW,
  ...changes,
});

const told = (facts: readonly Fact[]): string[] => facts.map(({ code, standing }) => `${code} ${standing}`);
const judge = async (statement: OpenedStatement, desk: Desk): Promise<Judgement> =>
  judgeProved(await proveSignature(statement, desk.trust), desk);
const codesOf = async (statement: OpenedStatement, circumstances: Desk): Promise<FactCode[]> =>
  (await judge(statement, circumstances)).facts.map(({ code }) => code);
const factOf = (facts: readonly Fact[], name: string): Fact =>
  present(facts.find(({ code }) => code.startsWith(`${name}/`)));

const key = (changes: Partial<RevokedKey> = {}): RevokedKey => ({
  fingerprint: signer("issuer-ed25519").publicKey.fingerprint,
  at: NOW - DAY,
  reason: "stolen",
  ...changes,
});
const document = (changes: Partial<RevokedDocument> = {}): RevokedDocument => ({
  documentId: hex(documentId),
  at: NOW - DAY,
  reason: "withdrawn",
  ...changes,
});

describe("every fact, in the fixed order, and how it stands", async () => {
  const other = { key: signer("issuer-p256").publicKey };
  test.each<[string, OpenedStatement, Partial<Desk>, string[]]>([
    [
      "signed by one we know",
      await opened("issuer-ed25519", { expiresAt: NOW + DAY }),
      {},
      ["for-me/yes good", "authentic/yes good", "in-date/yes good", "not-revoked/yes good"],
    ],
    [
      "the same without a list",
      await opened("issuer-ed25519", { expiresAt: NOW + DAY }),
      { trust: null },
      [
        "for-me/yes good",
        "authentic/unknown-issuer doubtful",
        "in-date/yes good",
        "not-revoked/unknown doubtful",
      ],
    ],
    [
      "signed by nobody we know",
      await opened("issuer-ed25519"),
      { trust: trusting({ issuers: [anae(other)] }) },
      ["for-me/yes good", "authentic/unknown-issuer bad", "in-date/no-end good", "not-revoked/yes good"],
    ],
    [
      "a list that is empty is a list",
      await opened("issuer-ed25519"),
      { trust: trusting({ issuers: [] }) },
      ["for-me/yes good", "authentic/unknown-issuer bad", "in-date/no-end good", "not-revoked/yes good"],
    ],
    [
      "not signed",
      await opened(null),
      {},
      ["for-me/yes good", "authentic/unsigned bad", "in-date/no-end good", "not-revoked/yes good"],
    ],
    [
      "not signed, without a list",
      await opened(null),
      { trust: null },
      [
        "for-me/yes good",
        "authentic/unsigned doubtful",
        "in-date/no-end good",
        "not-revoked/unknown doubtful",
      ],
    ],
    [
      "over",
      await opened(null, { expiresAt: NOW - DAY }),
      { trust: null },
      [
        "for-me/yes good",
        "authentic/unsigned doubtful",
        "in-date/expired bad",
        "not-revoked/unknown doubtful",
      ],
    ],
    [
      "still to come",
      await opened(null, { notBefore: NOW + DAY }),
      { trust: null },
      [
        "for-me/yes good",
        "authentic/unsigned doubtful",
        "in-date/not-yet bad",
        "not-revoked/unknown doubtful",
      ],
    ],
    [
      "a key out of its dates",
      await opened("issuer-ed25519"),
      { trust: trusting({ issuers: [anae({ from: NOW })] }) },
      ["for-me/yes good", "authentic/outside-key-dates bad", "in-date/no-end good", "not-revoked/yes good"],
    ],
    [
      "everything bad at once",
      await sealedAgain(await opened("issuer-ed25519", { expiresAt: NOW - DAY / 2 }, ["air"], "air"), "port"),
      { trust: trusting({ issuers: [anae({ until: 0 })], revokedKeys: [key()] }) },
      [
        "for-me/forwarded bad",
        "authentic/outside-key-dates bad",
        "in-date/expired bad",
        "not-revoked/key bad",
      ],
    ],
    [
      "forwarded, without a list",
      await sealedAgain(await opened("issuer-ed25519", {}, ["air"], "air"), "port"),
      { trust: null },
      [
        "for-me/forwarded bad",
        "authentic/unknown-issuer doubtful",
        "in-date/no-end good",
        "not-revoked/unknown doubtful",
      ],
    ],
    [
      "a revoked document",
      await opened("issuer-ed25519"),
      { trust: trusting({ revokedDocuments: [document()] }) },
      ["for-me/yes good", "authentic/yes good", "in-date/no-end good", "not-revoked/document bad"],
    ],
  ])("%s", async (_, statement, circumstances, expected) => {
    expect(told((await judge(statement, at(circumstances))).facts)).toEqual(expected);
  });

  test.each<[string, Trust | null, string[]]>([
    [
      "with a list",
      trusting(),
      ["for-me/yes good", "authentic/unsigned bad", "in-date/undated doubtful", "not-revoked/yes good"],
    ],
    [
      "without one",
      null,
      [
        "for-me/yes good",
        "authentic/unsigned doubtful",
        "in-date/undated doubtful",
        "not-revoked/unknown doubtful",
      ],
    ],
  ])("a format without a statement, %s", (_, trust, expected) => {
    const { facts, issuer } = judgeUnsigned(trust, at());
    expect(told(facts)).toEqual(expected);
    expect(issuer).toBeNull();
  });
});

describe("whom it is for", async () => {
  const forAir = await opened("issuer-ed25519", {}, ["air"], "air");

  test("the key that opened it is named with its short fingerprint", async () => {
    const [forMe] = (await judge(await opened("issuer-ed25519"), at())).facts;
    expect(forMe?.details).toEqual({ key: "port", fingerprint: short("port") });
  });

  test("one of several receivers is one of those it was signed for", async () => {
    const statement = await opened("issuer-ed25519", {}, ["air", "port", "office-2048"]);
    expect(await codesOf(statement, at())).toEqual([
      "for-me/yes",
      "authentic/yes",
      "in-date/no-end",
      "not-revoked/yes",
    ]);
  });

  test("one of several receivers hands it on: the third finds out whom it was for", async () => {
    const several = await opened("issuer-ed25519", {}, ["air", "port"], "air");
    const [forMe] = (await judge(await sealedAgain(several, "office-2048"), at({}, "office-2048"))).facts;
    expect(forMe).toEqual(fact("for-me/forwarded", "bad", { signedFor: [short("air"), short("port")] }));
  });

  test("one of several receivers seals it for another of them: it stays for that one", async () => {
    const several = await opened("issuer-ed25519", {}, ["air", "port"], "air");
    expect((await codesOf(await sealedAgain(several, "port"), at())).slice(0, 2)).toEqual([
      "for-me/yes",
      "authentic/yes",
    ]);
  });

  test.each<[string, readonly string[], FactCode]>([
    ["no succession", [], "for-me/forwarded"],
    ["another key's successor", [print("office-2048")], "for-me/forwarded"],
    ["its successor", [print("air")], "for-me/succession"],
    ["its successor's successor", [print("port-next"), print("air")], "for-me/succession"],
  ])("by the desk's records %s", async (_, predecessors, code) => {
    const { facts } = await judge(await sealedAgain(forAir, "port"), at({ predecessors }));
    expect(facts[0]?.code).toBe(code);
    if (code === "for-me/succession")
      expect(facts[0]?.details).toEqual({
        key: "port",
        fingerprint: short("port"),
        predecessor: short("air"),
      });
    // The signature holds in either case: for the office it was made for.
    expect(facts[1]?.code).toBe("authentic/yes");
  });

  test("two successions, sealed again each time: still signed for the first", async () => {
    const twice = await sealedAgain(await sealedAgain(forAir, "port"), "port-next");
    const predecessors = [print("port"), print("air")];
    const { facts } = await judge(twice, at({ predecessors }, "port-next"));
    expect(facts[0]).toMatchObject({ code: "for-me/succession", details: { predecessor: short("air") } });
    // Only the step in between is known.
    expect((await judge(twice, at({ predecessors: [print("port")] }, "port-next"))).facts[0]?.code).toBe(
      "for-me/forwarded",
    );
  });

  test("not signed, whoever seals it: nothing says for whom it was", async () => {
    const handedOn = await sealedAgain(await opened(null, {}, ["air"], "air"), "port");
    expect((await codesOf(handedOn, at())).slice(0, 2)).toEqual(["for-me/yes", "authentic/unsigned"]);
  });
});

describe("who signed it", () => {
  test.each(["issuer-ed25519", "issuer-p256", "issuer-rsa", "issuer-dsa"] as const)("%s", async (name) => {
    const issuers = [anae({ key: signer(name).publicKey, speaksFor: "Sokodara" })];
    const { facts, issuer } = await judge(await opened(name), at({ trust: trusting({ issuers }) }));
    expect(factOf(facts, "authentic").details).toEqual({
      issuer: "ANAE",
      speaksFor: "Sokodara",
      fingerprint: shortFingerprint(signer(name).publicKey.fingerprint),
    });
    expect(issuer).toBe(issuers[0]);
  });

  test("nobody is named where nothing is proved", async () => {
    const unknown = await judge(await opened("forger-ed25519", { issuer: "ANAE" }), at());
    expect(unknown.issuer).toBeNull();
    expect(factOf(unknown.facts, "authentic").details).toEqual({
      fingerprint: shortFingerprint(signer("forger-ed25519").publicKey.fingerprint.slice(0, 16)),
      calledItself: "ANAE",
    });
    expect((await judge(await opened(null, { issuer: "ANAE" }), at())).issuer).toBeNull();
    expect((await judge(await opened("issuer-ed25519"), at({ trust: null }))).issuer).toBeNull();
  });

  /** A statement whose signature names ANAE's key and was not made with it. */
  async function forged(): Promise<OpenedStatement> {
    const statement = await opened("issuer-ed25519");
    const signature = present(statement.signature);
    const bytes = Uint8Array.from(signature.signature);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    return { ...statement, signature: { ...signature, signature: bytes } };
  }

  test("a signature that does not hold is bad in any entry's dates, and names no issuer", async () => {
    for (const dates of [{}, { from: NOW }, { until: 0 }]) {
      const { facts, issuer } = await judge(
        await forged(),
        at({ trust: trusting({ issuers: [anae(dates)] }) }),
      );
      expect(factOf(facts, "authentic")).toEqual(fact("authentic/bad-signature", "bad", { issuer: "ANAE" }));
      expect(issuer).toBeNull();
    }
  });

  test("without a list it is unknown, not bad", async () => {
    expect((await codesOf(await forged(), at({ trust: null })))[1]).toBe("authentic/unknown-issuer");
  });

  test("a claim about the issuer counts for nothing: the list has the name", async () => {
    const { facts } = await judge(await opened("issuer-ed25519", { issuer: "the President" }), at());
    expect(factOf(facts, "authentic").details).toMatchObject({ issuer: "ANAE" });
  });

  const signedAt = 1_700_000_000;
  test.each<[string, Partial<TrustedIssuer>, FactCode]>([
    ["no dates", {}, "authentic/yes"],
    ["from the second before", { from: signedAt - 1 }, "authentic/yes"],
    ["from that second", { from: signedAt }, "authentic/yes"],
    ["from the second after", { from: signedAt + 1 }, "authentic/outside-key-dates"],
    ["until the second before", { until: signedAt - 1 }, "authentic/outside-key-dates"],
    ["until that second", { until: signedAt }, "authentic/yes"],
    ["until the second after", { until: signedAt + 1 }, "authentic/yes"],
    ["for that second alone", { from: signedAt, until: signedAt }, "authentic/yes"],
    ["until the beginning of time", { until: 0 }, "authentic/outside-key-dates"],
  ])("a key that speaks %s", async (_, dates, code) => {
    const issuers = [anae(dates)];
    const { facts, issuer } = await judge(
      await opened("issuer-ed25519", { issuedAt: signedAt }),
      at({ trust: trusting({ issuers }) }),
    );
    expect(facts[1]?.code).toBe(code);
    // The signature holds: who made it is known in either case.
    expect(issuer).toBe(issuers[0]);
    if (code === "authentic/outside-key-dates")
      expect(facts[1]?.details).toEqual({
        issuer: "ANAE",
        signedAt,
        from: dates.from ?? null,
        until: dates.until ?? null,
      });
  });

  test("of several entries for one key any may allow the date, and that one is named", async () => {
    const entries = [
      anae({ name: "ANAE until May", until: signedAt - 1 }),
      anae({ name: "ANAE in June", from: signedAt, until: signedAt, speaksFor: "June" }),
      anae({ name: "ANAE later", from: signedAt + 1 }),
    ];
    for (const issuers of [entries, entries.toReversed()]) {
      const { facts, issuer } = await judge(
        await opened("issuer-ed25519", { issuedAt: signedAt }),
        at({ trust: trusting({ issuers }) }),
      );
      expect(facts[1]?.details).toMatchObject({ issuer: "ANAE in June", speaksFor: "June" });
      expect(issuer).toBe(entries[1]);
    }
    const gap = entries.filter((_, index) => index !== 1);
    const { facts } = await judge(
      await opened("issuer-ed25519", { issuedAt: signedAt }),
      at({ trust: trusting({ issuers: gap }) }),
    );
    expect(facts[1]?.code).toBe("authentic/outside-key-dates");
  });
});

describe("its dates, with five minutes for the clocks of two offices", () => {
  test.each<[string, Partial<CompactOptions>, FactCode]>([
    ["over by less", { expiresAt: NOW - SKEW + 1 }, "in-date/yes"],
    ["over by exactly that", { expiresAt: NOW - SKEW }, "in-date/expired"],
    ["over this second", { expiresAt: NOW }, "in-date/yes"],
    ["beginning in exactly that", { notBefore: NOW + SKEW }, "in-date/no-end"],
    ["beginning a second later", { notBefore: NOW + SKEW + 1 }, "in-date/not-yet"],
    ["signed in exactly that", { issuedAt: NOW + SKEW }, "in-date/no-end"],
    ["signed a second later", { issuedAt: NOW + SKEW + 1 }, "in-date/not-yet"],
    ["begun before it was signed", { issuedAt: NOW + SKEW + 1, notBefore: 0 }, "in-date/not-yet"],
    ["over before it begins", { notBefore: NOW + DAY, expiresAt: NOW - DAY }, "in-date/expired"],
    ["at the beginning of time", { issuedAt: 0, expiresAt: 0 }, "in-date/expired"],
    ["at the end of numbers", { expiresAt: Number.MAX_SAFE_INTEGER }, "in-date/yes"],
    ["signed at the end of numbers", { issuedAt: Number.MAX_SAFE_INTEGER }, "in-date/not-yet"],
  ])("%s", async (_, options, code) => {
    expect((await codesOf(await opened("issuer-ed25519", options), at()))[2]).toBe(code);
  });

  test("the later of signing and beginning is told, and the end itself, without the five minutes", async () => {
    const dates = async (options: Partial<CompactOptions>): Promise<object> =>
      factOf((await judge(await opened(null, options), at())).facts, "in-date").details;
    expect(await dates({ issuedAt: NOW + 500, notBefore: NOW + 400 })).toEqual({ from: NOW + 500 });
    expect(await dates({ issuedAt: NOW + 400, notBefore: NOW + 500 })).toEqual({ from: NOW + 500 });
    expect(await dates({ expiresAt: NOW - 400 })).toEqual({ until: NOW - 400 });
    expect(await dates({ issuedAt: 7, expiresAt: NOW })).toEqual({ signedAt: 7, until: NOW });
  });
});

describe("revocation", () => {
  const age = { listMadeAt: NOW - 3 * DAY, daysOld: 3 };
  const revoked = async (changes: Partial<TrustList>): Promise<Fact> =>
    factOf(
      (await judge(await opened("issuer-ed25519"), at({ trust: trusting(changes) }))).facts,
      "not-revoked",
    );

  test.each([0, NOW - 2 * DAY, NOW - DAY, NOW, NOW + DAY, Number.MAX_SAFE_INTEGER])(
    "a key revoked at %i is revoked for all it ever signed",
    async (moment) => {
      const fact = await revoked({ revokedKeys: [key({ at: moment })] });
      expect(fact).toMatchObject({ code: "not-revoked/key", standing: "bad" });
      expect(fact.details).toEqual({ issuer: "ANAE", at: moment, reason: "stolen", ...age });
    },
  );

  test("a key nobody here is called by is told by its fingerprint", async () => {
    const { fingerprint } = signer("issuer-ed25519").publicKey;
    expect((await revoked({ issuers: [], revokedKeys: [key()] })).details).toMatchObject({
      issuer: shortFingerprint(fingerprint),
    });
  });

  test("another key's and another document's revocation change nothing", async () => {
    const { fingerprint } = signer("issuer-p256").publicKey;
    const others = {
      revokedKeys: [key({ fingerprint })],
      revokedDocuments: [document({ documentId: "0".repeat(32) })],
    };
    expect((await revoked(others)).code).toBe("not-revoked/yes");
  });

  test("a revoked document is told before its key", async () => {
    const fact = await revoked({ revokedKeys: [key()], revokedDocuments: [document()] });
    expect(fact.details).toEqual({ at: NOW - DAY, reason: "withdrawn", ...age });
  });

  test("a document can be revoked that nobody signed, a key cannot have signed it", async () => {
    const trust = trusting({ revokedKeys: [key()], revokedDocuments: [document()] });
    expect((await codesOf(await opened(null), at({ trust })))[3]).toBe("not-revoked/document");
    const keysOnly = trusting({ revokedKeys: [key()] });
    expect((await codesOf(await opened(null), at({ trust: keysOnly })))[3]).toBe("not-revoked/yes");
  });

  test.each([
    [NOW, 0],
    [NOW - DAY + 1, 0],
    [NOW - DAY, 1],
    [NOW - 400 * DAY, 400],
    [NOW + DAY, 0],
  ])("a list of %i is so many days old: %i", async (madeAt, daysOld) => {
    expect((await revoked({ madeAt })).details).toEqual({ listMadeAt: madeAt, daysOld });
    expect(judgeUnsigned(trusting({ madeAt }), at()).facts[3]?.details).toEqual({
      listMadeAt: madeAt,
      daysOld,
    });
  });
});

describe("what stands against it", () => {
  const age = { listMadeAt: 0, daysOld: 0 };
  const bad = [
    fact("for-me/forwarded", "bad", { signedFor: [] }),
    fact("authentic/unsigned", "bad", {}),
    fact("authentic/unknown-issuer", "bad", { fingerprint: "", calledItself: null }),
    fact("authentic/bad-signature", "bad", { issuer: "" }),
    fact("authentic/outside-key-dates", "bad", { issuer: "", signedAt: 0, from: null, until: null }),
    fact("in-date/expired", "bad", { until: 0 }),
    fact("in-date/not-yet", "bad", { from: 0 }),
    fact("not-revoked/key", "bad", { issuer: "", at: 0, reason: null, ...age }),
    fact("not-revoked/document", "bad", { at: 0, reason: null, ...age }),
  ];

  test("one objection for each bad fact, in their order; forgery and forwarding bear no override", () => {
    const found = objectionsTo(bad);
    expect(found.map(({ fact, error, acceptance }) => [fact.code, error, acceptance])).toEqual([
      ["for-me/forwarded", "verdict/forwarded", null],
      ["authentic/unsigned", "verdict/unsigned", "unsigned"],
      ["authentic/unknown-issuer", "verdict/unknown-issuer", "unknown-issuer"],
      ["authentic/bad-signature", "verdict/bad-signature", null],
      ["authentic/outside-key-dates", "verdict/retired-key", "retired-key"],
      ["in-date/expired", "verdict/expired", "expired"],
      ["in-date/not-yet", "verdict/not-yet-valid", "not-yet-valid"],
      ["not-revoked/key", "verdict/key-revoked", "revoked"],
      ["not-revoked/document", "verdict/document-revoked", "revoked"],
    ]);
    expect(objectionsTo(bad.toReversed()).map(({ fact }) => fact)).toEqual(bad.toReversed());
    expect(found.map(({ fact }) => fact)).toEqual(bad);
  });

  test("every override is for something", () => {
    const used = new Set(objectionsTo(bad).map(({ acceptance }) => acceptance));
    expect([...used].filter((acceptance) => acceptance !== null).toSorted()).toEqual(
      [...acceptances].toSorted(),
    );
  });

  test("what is only doubtful is told and stands against nothing", () => {
    expect(objectionsTo(bad.map((one) => ({ ...one, standing: "doubtful" })))).toEqual([]);
  });
});
