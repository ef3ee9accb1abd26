import { generateKeyPairSync } from "node:crypto";
import type { KeyPairKeyObjectResult } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coseTags, encodeCbor, parseCbor, tagCbor, taggedArray } from "../../../src/core/encoding/cbor.ts";
import { encodeClaims } from "../../../src/core/envelope/claims.ts";
import { fingerprintBytes } from "../../../src/core/keys/fingerprint.ts";
import { encodeStatement, parseStatement, verifySignature } from "../../../src/core/envelope/statement.ts";
import { encodeProtected, sigStructure } from "../../../src/core/encoding/cose.ts";
import { QrsealError } from "../../../src/core/refusal.ts";
import { limits } from "../../../src/core/limits.ts";
import { decodeBase45, encodeBase45, encodeUtf8 } from "../../../src/core/encoding/text.ts";
import {
  encodeBundle,
  encodeTrustList,
  looksLikeTrustList,
  openBundle,
  parseBundle,
  parseTrustList,
} from "../../../src/core/trust/bundle.ts";
import type { TrustList } from "../../../src/core/trust/list.ts";
import { expectRefusal, expectRejection, present, refusalOf, rejectionOf } from "../support/fixtures.ts";
import { x25519 } from "../../../src/core/keys/kinds/x25519.ts";
import { newSigningKeys } from "../support/signingkeys.ts";
import { saysOf } from "../../words/support/saying.ts";

const signers = {
  ed25519: await newSigningKeys("ed25519"),
  p256: await newSigningKeys("p256"),
  rsa: await newSigningKeys("rsa"),
  dsa: await newSigningKeys("dsa"),
};
const authority = signers.ed25519;
const keyTypes = ["ed25519", "p256", "rsa", "dsa"] as const;
const spki = (type: keyof typeof signers): Uint8Array => signers[type].publicKey.spki;

const example: TrustList = {
  madeAt: 1_790_000_000,
  authority: null,
  issuers: [
    { name: "ANAE", key: signers.p256.publicKey, speaksFor: "Dakar", from: 1_780_000_000, until: null },
    { name: "Douane", key: signers.ed25519.publicKey, speaksFor: null, from: null, until: 1_800_000_000 },
  ],
  revokedKeys: [{ fingerprint: "ab".repeat(32), at: 1_785_000_000, reason: "stolen" }],
  revokedDocuments: [{ documentId: "0f".repeat(16), at: 1_786_000_000, reason: null }],
};

/** What a test compares: keys as their fingerprints. */
function readable(list: TrustList | null): unknown {
  if (list === null) return null;
  const { issuers, authority: pinned, ...rest } = list;
  return {
    ...rest,
    authority: pinned?.fingerprint ?? null,
    issuers: issuers.map(({ key, ...issuer }) => ({ ...issuer, key: key.fingerprint })),
  };
}

const cborOf = (text: Uint8Array): Uint8Array =>
  present(decodeBase45(new TextDecoder().decode(text).slice("QT1:".length)));
const textOf = (value: unknown): Uint8Array => encodeUtf8(`QT1:${encodeBase45(encodeCbor(value))}`);

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
const time = fc.integer({ min: 0, max: limits.timeSeconds });
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const hexOf = (bytes: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((value) => Buffer.from(value).toString("hex"));
const lists: fc.Arbitrary<TrustList> = fc.record({
  madeAt: time,
  authority: orNull(fc.constantFrom(...keyTypes).map((type) => signers[type].publicKey)),
  issuers: fc.uniqueArray(
    fc
      .record({
        name: text,
        key: fc.constantFrom(...keyTypes).map((type) => signers[type].publicKey),
        speaksFor: orNull(text),
        dates: fc.tuple(time, time).map((pair) => pair.toSorted((a, b) => a - b)),
        hasFrom: fc.boolean(),
        hasUntil: fc.boolean(),
      })
      .map(({ dates: [from = 0, until = 0], hasFrom, hasUntil, ...issuer }) => ({
        ...issuer,
        from: hasFrom ? from : null,
        until: hasUntil ? until : null,
      })),
    { selector: ({ key }) => key.fingerprint },
  ),
  revokedKeys: fc.uniqueArray(fc.record({ fingerprint: hexOf(32), at: time, reason: orNull(text) }), {
    selector: ({ fingerprint }) => fingerprint,
    maxLength: 5,
  }),
  revokedDocuments: fc.uniqueArray(fc.record({ documentId: hexOf(16), at: time, reason: orNull(text) }), {
    selector: ({ documentId }) => documentId,
    maxLength: 5,
  }),
});

describe("what is written comes back", () => {
  it("from an own list, whatever is in it", () => {
    fc.assert(
      fc.property(lists, (list) => {
        const written = encodeTrustList(list);
        expect(readable(parseTrustList(written))).toEqual(readable(list));
        expect(encodeTrustList(parseTrustList(written))).toEqual(written);
      }),
    );
  });

  it("from a bundle, all but the authority this desk has pinned", async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.constantFrom("ed25519", "p256"), async (list, type) => {
        const bundle = parseBundle(await encodeBundle(list, signers[type].privateKey));
        const opened = await openBundle(bundle, signers[type].publicKey);
        expect(readable(opened)).toEqual(readable({ ...list, authority: null }));
      }),
    );
  });

  it.each(keyTypes)("signed with %s, and under no other key", async (type) => {
    const bundle = parseBundle(await encodeBundle(example, signers[type].privateKey));
    for (const other of keyTypes) {
      const opened = await openBundle(bundle, signers[other].publicKey);
      expect(readable(opened)).toEqual(other === type ? readable(example) : null);
    }
  });

  it("in characters that a symbol stores at five and a half bits", async () => {
    const written = await encodeBundle(example, authority.privateKey);
    expect(new TextDecoder().decode(written)).toMatch(/^QT1:[0-9A-Z $%*+./:-]+$/);
    expect(looksLikeTrustList(written)).toBe(true);
    expect(looksLikeTrustList(encodeUtf8("QS1:ABC"))).toBe(false);
    expect(looksLikeTrustList(encodeUtf8("QT1"))).toBe(false);
  });

  it("with names of 200 characters, each of them two code units", () => {
    const issuers = example.issuers.map((issuer) => ({ ...issuer, name: "🔑".repeat(200) }));
    expect(parseTrustList(encodeTrustList({ ...example, issuers })).issuers[0]?.name).toHaveLength(400);
    const tooLong = issuers.map((issuer) => ({ ...issuer, name: "🔑".repeat(201) }));
    expectRefusal(() => parseTrustList(encodeTrustList({ ...example, issuers: tooLong })), "trust/malformed");
  });

  it("with a key in two entries whose dates lie apart", () => {
    const key = signers.p256.publicKey;
    const issuers = [
      { name: "ANAE", key, speaksFor: null, from: null, until: 10 },
      { name: "ANAE", key, speaksFor: null, from: 11, until: null },
    ];
    expect(parseTrustList(encodeTrustList({ ...example, issuers })).issuers).toHaveLength(2);
  });
});

describe("a bundle that was altered", () => {
  /** The list, or the code of the refusal. */
  async function outcome(bytes: Uint8Array): Promise<TrustList | string | null> {
    try {
      return await openBundle(parseBundle(bytes), authority.publicKey);
    } catch (error) {
      if (error instanceof QrsealError) return error.code;
      throw error;
    }
  }

  it("in any one bit of its text is refused", async () => {
    const written = await encodeBundle(example, authority.privateKey);
    for (let bit = 0; bit < written.length * 8; bit += 1) {
      const altered = Uint8Array.from(written);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect([null, "trust/malformed", "trust/bad-signature"], `bit ${bit}`).toContain(
        await outcome(altered),
      );
    }
  });

  it("in any one bit of what the text stands for is refused", async () => {
    const bytes = cborOf(await encodeBundle(example, authority.privateKey));
    const seen = new Set<unknown>();
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const altered = Uint8Array.from(bytes);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const result = await outcome(encodeUtf8(`QT1:${encodeBase45(altered)}`));
      expect([null, "trust/malformed", "trust/bad-signature"], `bit ${bit}`).toContain(result);
      seen.add(result);
    }
    // Each of the three defences was reached.
    expect(seen.size).toBe(3);
  });

  it("by cutting it anywhere, or by anything behind it, is refused", async () => {
    const written = await encodeBundle(example, authority.privateKey);
    for (let length = 0; length < written.length; length += 1)
      expect(await outcome(written.subarray(0, length)), `${length}`).toBe("trust/malformed");
    for (const more of ["\n", " ", "0", "00", "000", "\u0000"])
      expect(await outcome(Buffer.concat([written, encodeUtf8(more)])), more).toBe("trust/malformed");
  });

  it("under the key's other algorithm is refused, though the signature holds", async () => {
    const [, unprotected, payload, signature] = present(
      taggedArray(
        parseCbor(cborOf(await encodeBundle(example, authority.privateKey)))?.value,
        coseTags.sign1,
      ),
    );
    const id = fingerprintBytes(authority.publicKey).subarray(0, 8);
    const header = encodeProtected(
      new Map<number, unknown>([
        [1, -7],
        [4, id],
      ]),
    );
    const message = sigStructure(
      header,
      encodeCbor(["qrseal trust 1", fingerprintBytes(authority.publicKey)]),
      payload as Uint8Array,
    );
    const again = Uint8Array.from(await authority.privateKey.sign(message));
    const items = [header, unprotected, payload, again];
    expect(again).toHaveLength((signature as Uint8Array).length);
    expect(await outcome(textOf(tagCbor(coseTags.sign1, items)))).toBe("trust/bad-signature");
  });
});

// --- one defect each --------------------------------------------------------------------------------------

const issuer = (more: [number, unknown][] = []): Map<number, unknown> =>
  new Map<number, unknown>([[1, "ANAE"], [2, spki("p256")], ...more]);
const keyRevocation = (more: [number, unknown][] = []): Map<number, unknown> =>
  new Map<number, unknown>([[1, new Uint8Array(32)], [2, 5], ...more]);
const documentRevocation = (more: [number, unknown][] = []): Map<number, unknown> =>
  new Map<number, unknown>([[1, new Uint8Array(16)], [2, 5], ...more]);

function listMap(more: [number | string, unknown][] = []): Map<number | string, unknown> {
  return new Map<number | string, unknown>([
    [1, 1_790_000_000],
    [2, [issuer()]],
    [3, [keyRevocation()]],
    [4, [documentRevocation()]],
    ...more,
  ]);
}

function without(label: number): Map<number | string, unknown> {
  const map = listMap();
  map.delete(label);
  return map;
}

const der = ({ publicKey }: KeyPairKeyObjectResult): Uint8Array =>
  Uint8Array.from(publicKey.export({ type: "spki", format: "der" }));
const recipientSpki = (await x25519.generate()).publicKey.spki;
const privateDer = present(authority.privateKey.toPkcs8)();
/** The same point of P-256, written compressed. */
function compressed(): Uint8Array {
  const whole = spki("p256");
  const parity = (whole.at(-1) ?? 0) & 1;
  const start = Buffer.from("3039301306072a8648ce3d020106082a8648ce3d030107032200", "hex");
  return Uint8Array.from(Buffer.concat([start, Uint8Array.of(2 + parity), whole.subarray(27, 59)]));
}

const notList = "its fields are not those of a trust list";
const notIssuer = "an issuer's fields are not as they must be";
const notDates = "an issuer's dates are not as they must be";
const notName = "an issuer's name or place is not text of 1 to 200 characters";
const notKey = "a key in it is none that signs documents";
const defects: readonly (readonly [string, Map<number | string, unknown>, string])[] = [
  ["without its date", without(1), notList],
  ["without issuers", without(2), notList],
  ["without revoked keys", without(3), notList],
  ["without revoked documents", without(4), notList],
  ["with a sixth field", listMap([[6, 0]]), notList],
  ["with a field that is named by text", listMap([["1", 0]]), notList],
  ["with a date that is text", listMap([[1, "2026"]]), "its date is not as it must be"],
  ["with a date before 1970", listMap([[1, -1]]), "its date is not as it must be"],
  ["with a date after the year 9999", listMap([[1, 253_402_300_800]]), "its date is not as it must be"],
  ["with half a second", listMap([[1, 1.5]]), "its date is not as it must be"],
  ["with issuers that are a map", listMap([[2, new Map()]]), "its issuers are not a list"],
  ["with an issuer that is text", listMap([[2, ["ANAE"]]]), notIssuer],
  ["with an issuer without a key", listMap([[2, [new Map([[1, "ANAE"]])]]]), notIssuer],
  ["with an issuer's sixth field", listMap([[2, [issuer([[6, 0]])]]]), notIssuer],
  ["with an empty name", listMap([[2, [issuer([[1, ""]])]]]), notName],
  ["with a name of 201 characters", listMap([[2, [issuer([[1, "x".repeat(201)]])]]]), notName],
  ["with a name in bytes", listMap([[2, [issuer([[1, encodeUtf8("ANAE")]])]]]), notName],
  ["with a place that is null", listMap([[2, [issuer([[3, null]])]]]), notName],
  ["with an empty place", listMap([[2, [issuer([[3, ""]])]]]), notName],
  ["with a first date that is null", listMap([[2, [issuer([[4, null]])]]]), notDates],
  ["with a last date that is text", listMap([[2, [issuer([[5, "x"]])]]]), notDates],
  [
    "with a last date before the first",
    listMap([
      [
        2,
        [
          issuer([
            [4, 10],
            [5, 9],
          ]),
        ],
      ],
    ]),
    "an issuer's last date is before the first",
  ],
  [
    "with a key twice for the same dates",
    listMap([[2, [issuer(), issuer([[4, 10]])]]]),
    "it names a key twice for the same dates",
  ],
  ["with a key in text", listMap([[2, [issuer([[2, "key"]])]]]), notKey],
  ["with a key that is none", listMap([[2, [issuer([[2, Uint8Array.of(1)]])]]]), notKey],
  ["with a private key", listMap([[2, [issuer([[2, privateDer]])]]]), notKey],
  ["with a key to encrypt for", listMap([[2, [issuer([[2, recipientSpki]])]]]), notKey],
  [
    "with a key of another curve",
    listMap([[2, [issuer([[2, der(generateKeyPairSync("ec", { namedCurve: "P-384" }))]])]]]),
    notKey,
  ],
  [
    "with an RSA key of 1,024 bits",
    listMap([[2, [issuer([[2, der(generateKeyPairSync("rsa", { modulusLength: 1024 }))]])]]]),
    notKey,
  ],
  ["with a compressed key", listMap([[2, [issuer([[2, compressed()]])]]]), notKey],
  [
    "with a key and bytes behind it",
    listMap([[2, [issuer([[2, Uint8Array.from([...spki("p256"), 0])]])]]]),
    "a key in it is not in its one spelling",
  ],
  ["with revoked keys that are null", listMap([[3, null]]), "its revoked keys are not a list"],
  [
    "with a revoked key that is bytes",
    listMap([[3, [new Uint8Array(32)]]]),
    "the fields of a revoked key are not as they must be",
  ],
  [
    "with a revoked key named by 31 bytes",
    listMap([[3, [keyRevocation([[1, new Uint8Array(31)]])]]]),
    "a revoked key is not named by 32 bytes",
  ],
  [
    "with a revoked key without a date",
    listMap([[3, [new Map([[1, new Uint8Array(32)]])]]]),
    "the fields of a revoked key are not as they must be",
  ],
  [
    "with an empty reason",
    listMap([[3, [keyRevocation([[3, ""]])]]]),
    "date or reason of a revoked key is not as it must be",
  ],
  [
    "with a key revoked twice",
    listMap([[3, [keyRevocation(), keyRevocation([[2, 6]])]]]),
    "it revokes a key twice",
  ],
  [
    "with a document named by 32 bytes",
    listMap([[4, [documentRevocation([[1, new Uint8Array(32)]])]]]),
    "a revoked document is not named by 16 bytes",
  ],
  [
    "with a revocation before 1970",
    listMap([[4, [documentRevocation([[2, -5]])]]]),
    "date or reason of a revoked document is not as it must be",
  ],
  [
    "with a document revoked twice",
    listMap([[4, [documentRevocation(), documentRevocation([[3, "lost"]])]]]),
    "it revokes a document twice",
  ],
  [
    "with more issuers than there may be",
    listMap([[2, Array.from({ length: 1001 }, () => 0)]]),
    "it has more than 1,000 issuers",
  ],
  [
    "with more revoked keys than there may be",
    listMap([[3, Array.from({ length: 10_001 }, () => 0)]]),
    "it has more than 10,000 revoked keys",
  ],
  [
    "with more revoked documents than there may be",
    listMap([[4, Array.from({ length: 10_001 }, () => 0)]]),
    "it has more than 10,000 revoked documents",
  ],
];

/** A bundle that the authority really signed, whatever is in it. */
async function signed(payload: Uint8Array): Promise<Uint8Array> {
  const { privateKey } = authority;
  const header = encodeProtected(
    new Map<number, unknown>([
      [1, privateKey.kind.coseId],
      [4, fingerprintBytes(privateKey).subarray(0, 8)],
    ]),
  );
  const external = encodeCbor(["qrseal trust 1", fingerprintBytes(privateKey)]);
  const signature = await privateKey.sign(sigStructure(header, external, payload));
  return textOf(tagCbor(coseTags.sign1, [header, new Map(), payload, Uint8Array.from(signature)]));
}

const refusal = (problem: string): string => `the trust list is damaged or was altered: ${problem}`;

describe("refused, however well it is signed, is a list", () => {
  it("but not the one all these are made from", async () => {
    expect(parseTrustList(textOf(listMap())).issuers).toHaveLength(1);
    expect(
      await openBundle(parseBundle(await signed(encodeCbor(listMap()))), authority.publicKey),
    ).not.toBeNull();
  });

  it.each(defects)("%s", async (_, map, problem) => {
    const bundle = parseBundle(await signed(encodeCbor(map)));
    for (const refused of [
      refusalOf(() => parseTrustList(textOf(map))),
      await rejectionOf(() => openBundle(bundle, authority.publicKey)),
    ]) {
      expect(refused.code).toBe("trust/malformed");
      expect(saysOf(refused)).toContain(refusal(problem));
    }
  });

  it("that pins an authority, in a bundle and not in an own list", async () => {
    const map = listMap([[5, spki("rsa")]]);
    expect(parseTrustList(textOf(map)).authority?.fingerprint).toBe(signers.rsa.publicKey.fingerprint);
    await expectRejection(
      async () => openBundle(parseBundle(await signed(encodeCbor(map))), authority.publicKey),
      "trust/malformed",
      refusal("it names an authority, which each desk does for itself"),
    );
    expectRefusal(() => parseTrustList(textOf(listMap([[5, recipientSpki]]))), "trust/malformed");
    expectRefusal(() => parseTrustList(textOf(listMap([[5, null]]))), "trust/malformed", refusal(notKey));
  });
});

describe("refused as a bundle is", async () => {
  const [header, , payload, signature] = present(
    taggedArray(parseCbor(cborOf(await encodeBundle(example, authority.privateKey)))?.value, coseTags.sign1),
  );
  const id = fingerprintBytes(authority.publicKey).subarray(0, 8);
  const sign1 = (...items: unknown[]): Uint8Array => textOf(tagCbor(coseTags.sign1, items));
  const withHeader = (...entries: [number, unknown][]): Uint8Array =>
    sign1(encodeProtected(new Map(entries)), new Map(), payload, signature);
  const notBuilt = "its signature is not built as it must be";

  it.each([
    ["an own list", encodeTrustList(example), "it is not signed"],
    [
      "the structure without its tag",
      textOf([header, new Map(), payload, signature]),
      "it is not a COSE_Sign1 structure",
    ],
    [
      "another tag",
      textOf(tagCbor(coseTags.encrypt, [header, new Map(), payload, signature])),
      "it is not a COSE_Sign1 structure",
    ],
    ["three items", sign1(header, new Map(), payload), "it is not a COSE_Sign1 structure"],
    ["five items", sign1(header, new Map(), payload, signature, 0), "it is not a COSE_Sign1 structure"],
    ["a payload that is not there", sign1(header, new Map(), null, signature), notBuilt],
    ["a payload that is not in bytes", sign1(header, new Map(), new Map(), signature), notBuilt],
    ["a signature in text", sign1(header, new Map(), payload, "x"), notBuilt],
    ["no header", sign1(new Uint8Array(0), new Map(), payload, signature), notBuilt],
    ["a header without the signer", withHeader([1, -8]), notBuilt],
    ["a header with more in it", withHeader([1, -8], [4, id], [2, []]), notBuilt],
    [
      "something unsigned beside it",
      sign1(header, new Map([[4, id]]), payload, signature),
      "its signature has a header that is not signed",
    ],
    [
      "an array beside it",
      sign1(header, [], payload, signature),
      "its signature has a header that is not signed",
    ],
    ["an algorithm nobody knows", withHeader([1, -9], [4, id]), "its signature algorithm is not known"],
    [
      "a signer named by 7 bytes",
      withHeader([1, -8], [4, id.subarray(0, 7)]),
      "its signer is not named as it must be",
    ],
    ["a signer named by text", withHeader([1, -8], [4, "signer!!"]), "its signer is not named as it must be"],
    ["another text", encodeUtf8("bonjour"), "it begins as other text, 7 bytes"],
    ["lower case", encodeUtf8("qt1:00"), "it begins as other text, 6 bytes"],
    ["no base45", encodeUtf8("QT1:a"), "its characters are not base45"],
    [
      "characters that are not UTF-8",
      Buffer.concat([encodeUtf8("QT1:"), Uint8Array.of(0xff)]),
      "it is cut short, or not in its one spelling",
    ],
    ["nothing", encodeUtf8("QT1:"), "it is cut short, or not in its one spelling"],
    [
      "a list that is too long",
      encodeUtf8(`QT1:${"0".repeat(4 * 1024 * 1024)}`),
      "it is longer than any list may be",
    ],
  ])("%s", (_, bytes, problem) => {
    expectRefusal(() => parseBundle(bytes), "trust/malformed", refusal(problem));
  });

  it("keys in another order than theirs, and numbers longer than they need be", () => {
    const bytes = cborOf(encodeTrustList({ ...example, issuers: [], revokedKeys: [], revokedDocuments: [] }));
    expect(Buffer.from(bytes).toString("hex")).toBe("a4011a6ab13b80028003800480");
    for (const spelled of [
      "a4028001" + "1a6ab13b80" + "03800480",
      "a4011b000000006ab13b80028003800480",
      "bf011a6ab13b80028003800480ff",
      "a4011a6ab13b8002800380049fff",
      "a4011a6ab13b80029800038004" + "80",
    ]) {
      expectRefusal(
        () => parseTrustList(encodeUtf8(`QT1:${encodeBase45(Buffer.from(spelled, "hex"))}`)),
        "trust/malformed",
        refusal("it is cut short, or not in its one spelling"),
      );
    }
  });

  it("what an authority signed that is no map", async () => {
    const bundle = parseBundle(await signed(encodeCbor([])));
    await expectRejection(
      () => openBundle(bundle, authority.publicKey),
      "trust/malformed",
      refusal("what is signed is not a trust list"),
    );
  });

  it("a bundle where an own list belongs", async () => {
    await expectRejection(
      async () => parseTrustList(await encodeBundle(example, authority.privateKey)),
      "trust/malformed",
      refusal("it is not a desk's own list"),
    );
  });
});

describe("a signature of one kind is none of the other", async () => {
  const recipients = [fingerprintBytes((await x25519.generate()).publicKey)];
  const claims = encodeClaims({
    issuer: null,
    subject: null,
    expiresAt: null,
    notBefore: null,
    issuedAt: 1_790_000_000,
    documentId: new Uint8Array(16),
    mediaType: "application/json",
    document: encodeUtf8("{}"),
  });
  const list = encodeCbor(listMap());

  it.each(keyTypes)("a document's with %s, presented as a bundle's", async (type) => {
    const { privateKey, publicKey } = signers[type];
    for (const payload of [claims, list]) {
      for (const to of [recipients, []]) {
        const statement = await encodeStatement(payload, privateKey, to);
        const bundle = parseBundle(encodeUtf8(`QT1:${encodeBase45(statement)}`));
        await expectRejection(() => openBundle(bundle, publicKey), "trust/bad-signature");
      }
    }
  });

  it.each(keyTypes)("a bundle's with %s, presented as a document's", async (type) => {
    const { privateKey, publicKey } = signers[type];
    const bundle = parseBundle(await encodeBundle(example, privateKey));
    expect(await openBundle(bundle, publicKey)).not.toBeNull();
    const { protectedHeader, payload, signature, kind } = bundle;
    const statement = parseStatement(await encodeStatement(claims, privateKey, recipients));
    const forged = {
      ...statement,
      payload,
      signature: { ...present(statement.signature), protectedHeader, signature, kind },
    };
    for (const to of [recipients, [], [fingerprintBytes(publicKey)]])
      expect(await verifySignature(forged, publicKey, to)).toBe(false);
    expect(await verifySignature(statement, publicKey, recipients)).toBe(true);
  });

  it("and a bundle's own external data is that of the text in docs/TRUST.md", async () => {
    const bundle = parseBundle(await encodeBundle(example, authority.privateKey));
    const external = Buffer.concat([
      Buffer.from([0x82, 0x6e]),
      Buffer.from("qrseal trust 1"),
      Buffer.from([0x58, 0x20]),
      fingerprintBytes(authority.publicKey),
    ]);
    const message = sigStructure(bundle.protectedHeader, Uint8Array.from(external), bundle.payload);
    expect(await authority.publicKey.verify(message, bundle.signature)).toBe(true);
  });
});

describe("a list that nobody could read back is not written", () => {
  it.each([
    ["issuers", 1_000, { issuers: Array.from({ length: 1_001 }, () => example.issuers[0]) }],
    ["revoked keys", 10_000, { revokedKeys: Array.from({ length: 10_001 }, () => example.revokedKeys[0]) }],
    [
      "revoked documents",
      10_000,
      { revokedDocuments: Array.from({ length: 10_001 }, () => example.revokedDocuments[0]) },
    ],
  ])("too many %s", async (what, max, more) => {
    const list = { ...example, ...more } as TrustList;
    const says = `the trust list would have ${(max + 1).toLocaleString("en")} ${what}, at most ${max.toLocaleString("en")} are read back`;
    expectRefusal(() => encodeTrustList(list), "trust/too-large", says);
    await expectRejection(() => encodeBundle(list, authority.privateKey), "trust/too-large", says);
  });

  it("too many bytes", () => {
    const reason = "€".repeat(200);
    const revokedKeys = Array.from({ length: 10_000 }, () => ({
      ...present(example.revokedKeys[0]),
      reason,
    }));
    expectRefusal(() => encodeTrustList({ ...example, revokedKeys }), "trust/too-large");
  });
});

it.each(["false", 1, {}])(
  "a bundle is not signed where a key of a program's own answers %j",
  async (answer) => {
    const bundle = parseBundle(await encodeBundle(example, authority.privateKey));
    const odd = { ...authority.publicKey, verify: () => Promise.resolve(answer as never) };
    await expectRejection(() => openBundle(bundle, odd), "trust/bad-signature");
  },
);
