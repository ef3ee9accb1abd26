import { describe, expect, test } from "vitest";
import { languages, wordsIn } from "../../src/words/index.ts";
import type { Results } from "../../src/words/index.ts";
import { betrayed } from "./support/giveaways.ts";

/** What a word can be called with; of a record its names. */
type Calls<Word> = Word extends (...facts: infer Facts) => string ? readonly Facts[] : null;

const issuer = {
  name: "ANAE",
  fingerprint: "3f9a-77c1",
  speaksFor: "Dakar",
  kind: "Ed25519",
  from: "2026-01-01",
  until: "2028-12-31",
};
const [day, minute, folder, file, url] = [
  "2026-11-21",
  "2026-11-21 08:15 UTC",
  "desk/keys",
  "k.pem",
  "https://x.sn",
];
const id = "77a57aed";
const counts = (n: number): { issuers: number; revokedKeys: number; revokedDocuments: number } => ({
  issuers: n,
  revokedKeys: n,
  revokedDocuments: n,
});
const revocation = { at: day, reason: "vol" };

const calls: { readonly [F in keyof Results]: { readonly [W in keyof Results[F]]: Calls<Results[F][W]> } } = {
  keys: {
    privateKey: [
      [file, "RSA 3072", "recipient", true],
      [file, "Ed25519", "signing", false],
    ],
    publicKey: [
      [file, "recipient"],
      [file, "signing"],
    ],
    fingerprint: [["3f9a-77c1"]],
    succeeds: [["3f9a-77c1", folder]],
    movedAside: [[file]],
    none: [[folder]],
    uses: null,
    typeUnknown: null,
    fingerprintUnknown: null,
    halves: null,
    alone: [["§"]],
    succession: [["3f9a-77c1", "0b2e-9d44", day]],
    noted: [["3f9a-77c1", "0b2e-9d44", folder]],
    notedBefore: [["3f9a-77c1", "0b2e-9d44"]],
  },
  drawn: {
    picture: [[file, { version: 20, modules: 97, errorCorrection: "Q", pixels: 840 }]],
    envelope: [[file]],
    document: [[609, 928, "compact"]],
    deposit: [
      [609, url, minute, false],
      [1, url, minute, true],
    ],
    depositId: [[id]],
    receipt: [
      ["port", minute, null],
      ["port", minute, file],
    ],
    receiver: [["3f9a-77c1", "RSA 3072", file]],
    signed: [
      ["3f9a-77c1", "Ed25519", file, null],
      ["3f9a-77c1", "Ed25519", file, minute],
    ],
    unsigned: null,
    unsignable: [["jwe"]],
    id: [[id]],
    from: [["3f9a-77c1", file]],
    to: [["3f9a-77c1", file]],
    signedBefore: null,
    unsignedBefore: null,
  },
  pictures: {
    format: [["jwe", 900]],
    document: [
      ["text/plain", 609, "brotli"],
      ["text/plain", 609, "none"],
    ],
    documentInside: [[609]],
    encryption: [["AES-256-GCM"]],
    receiver: [
      ["RSA", 3072, null, "RSA-OAEP"],
      ["X25519", null, "3f9a-77c1", "HPKE"],
    ],
    code: [
      [20, "Q"],
      [null, null],
    ],
    picture: [["PNG", 840, 841]],
    notProved: null,
    readPicture: [
      [file, null],
      [file, { format: "PNG", width: 840, height: 841, milliseconds: 27 }],
    ],
    notRead: [["§", "qr/none-found"]],
    readCode: [[20, "Q", "zxing", 27]],
    corners: [[["3,4", "50,60"]]],
    text: [["§"]],
    bytes: [[900]],
    tried: [
      ["zxing", "done", { read: 1, unread: 2, milliseconds: 27 }],
      ["zxing", "stopped", { read: 1, unread: 2, milliseconds: 27 }],
      ["zxing", "failed", { read: 1, unread: 2, milliseconds: 27 }],
    ],
  },
  trust: {
    added: [
      [issuer],
      [{ ...issuer, speaksFor: null, from: null, until: null }],
      [{ ...issuer, from: null }],
      [{ ...issuer, until: null }],
    ],
    fingerprint: [["3f9a-77c1"]],
    list: [[file]],
    none: [[folder]],
    ownList: [[day]],
    noBundle: null,
    bundle: [
      [day, null, "3f9a-77c1"],
      [day, { count: 1, unit: "day" }, "3f9a-77c1"],
      [day, { count: 27, unit: "hour" }, "3f9a-77c1"],
      [day, { count: 27, unit: "minute" }, "3f9a-77c1"],
    ],
    issuer: [
      [issuer, "own"],
      [issuer, "bundle"],
    ],
    revokedKey: [
      ["3f9a-77c1", null, { at: day, reason: null }, "own"],
      ["3f9a-77c1", "ANAE", revocation, "bundle"],
    ],
    revokedDocument: [[id, revocation, "own"]],
    removed: [[issuer]],
    stillInBundle: [[issuer]],
    key: [["3f9a-77c1"]],
    document: [[id]],
    revoked: [
      ["§", null],
      ["§", "vol"],
    ],
    revokedBefore: [["§", revocation]],
    exported: [
      [file, counts(1), 928],
      [file, counts(27), 928],
    ],
    made: [[day]],
    signed: [["3f9a-77c1", file]],
    code: [[20, "Q"]],
    received: [[day, counts(27)]],
    authority: [
      ["3f9a-77c1", "before"],
      ["3f9a-77c1", "now"],
      ["3f9a-77c1", "changed"],
    ],
    unchanged: null,
    imported: [[file]],
  },
  journals: {
    nothing: [[file]],
    noPresentation: [[id, file]],
    presentation: [
      [{ at: day, documentId: id, desk: "port 4", issuedAt: null, accepted: [] }],
      [{ at: day, documentId: id, desk: "port 4", issuedAt: minute, accepted: ["expired"] }],
    ],
    merged: [
      [file, 1, 27],
      [file, 27, 1],
    ],
    intact: [
      [file, 1, 1],
      [file, 28, 27],
    ],
    first: [[day, "port 4"]],
    last: [[day, "port 4"]],
    head: [[id]],
    uncovered: [[27]],
    toNote: null,
    noted: [[id]],
    entry: (["seal", "open", "rewrap"] as const).map((action) => [
      {
        at: day,
        desk: "port 4",
        action,
        result: "ok",
        documentId: id,
        receivers: ["0b2e-9d44"],
        issuer: "3f9a-77c1",
        accepted: ["expired"],
      },
    ]),
  },
  exchange: {
    participant: [
      ["shown", "port", "active"],
      ["registered", "port", "pending"],
      ["replaced", "port", "active"],
      ["suspended", "port", "suspended"],
      ["resumed", "port", "active"],
    ],
    signsWith: [["3f9a-77c1"]],
    encryptFor: [["3f9a-77c1"], [null]],
    removed: [["port"]],
    nobody: [[url]],
    listed: [["port", "active", "3f9a-77c1"]],
    answer: [[file]],
    deposit: [
      [{ state: "open", bytes: 609, until: minute, once: false, claimedAt: null }],
      [{ state: "complete", bytes: 609, until: minute, once: true, claimedAt: null }],
      [{ state: "collected", bytes: 609, until: minute, once: true, claimedAt: day }],
    ],
    depositRemoved: [[url, id]],
    noDeposit: [[url, id]],
  },
  serving: {
    serving: [[url]],
    plainHttp: null,
    certificate: [
      [id, null],
      [id, "first"],
      [id, "renewed"],
    ],
    data: [
      [folder, false],
      [folder, true],
    ],
    adminToken: [[file]],
    stop: null,
    rotated: [[27]],
    earlier: null,
    origin: [["default"], ["--port"]],
    example: [[url]],
    exampleDocuments: [[27]],
    beside: [[url]],
    stopExample: null,
  },
};

type Family = keyof Results;
type Samples = readonly (readonly unknown[])[] | null;

/** All that one word can say. */
function said(results: Results, family: Family, word: string): readonly string[] {
  const found: unknown = Object.entries(results[family]).find(([name]) => name === word)?.[1];
  if (typeof found === "string") return [found];
  if (typeof found !== "function") return Object.values(found as object).map(String);
  const samples = (calls[family] as Readonly<Record<string, Samples>>)[word] ?? [];
  return samples.map((facts) => String(Reflect.apply(found, null, facts)));
}

/** Texts and numbers among the facts of a call; states and the like are words themselves. */
function factsIn(value: unknown): readonly string[] {
  if (typeof value === "number") return [String(value)];
  if (typeof value === "string") return codes.has(value) ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(factsIn);
}
const codes: ReadonlySet<string> = new Set(
  (
    "recipient signing done stopped failed own bundle before now changed seal open rewrap shown registered " +
    "replaced suspended resumed active pending complete collected first renewed default day hour minute none"
  ).split(" "),
);

const words = Object.entries(calls).flatMap(([family, of]) =>
  Object.entries(of as Readonly<Record<string, Samples>>).map(([word, samples]) => ({
    family: family as Family,
    word,
    samples,
  })),
);

describe.each(words)("$family, $word", ({ family, word, samples }) => {
  test.each(languages)("tells all its facts in %s", (language) => {
    const lines = said(wordsIn[language].results, family, word);
    for (const [at, facts] of (samples ?? []).entries()) {
      const [line = "", wanted] = [lines[at], factsIn(facts)];
      expect(
        wanted.filter((fact) => !line.includes(fact)),
        line,
      ).toEqual([]);
    }
  });

  test("is French in French", () => {
    const facts = factsIn(samples).concat("SIGTERM", "status=");
    for (const line of said(wordsIn.fr.results, family, word))
      expect(betrayed(line.replace(/ {2,}/g, " ").trim(), facts), line).toBeNull();
  });
});

/** Words whose lines stand under each other. */
const columns: readonly (readonly [Family, readonly string[]])[] = [
  ["keys", ["privateKey", "publicKey", "fingerprint", "succeeds", "movedAside"]],
  ["drawn", Object.keys(calls.drawn)],
  [
    "pictures",
    ["format", "document", "documentInside", "encryption", "receiver", "code", "picture", "notProved"],
  ],
  ["pictures", ["readPicture", "notRead", "readCode", "corners", "text", "bytes"]],
  ["trust", ["added", "fingerprint", "list"]],
  ["trust", ["ownList", "noBundle", "bundle", "issuer", "revokedKey", "revokedDocument"]],
  ["trust", ["removed", "stillInBundle"]],
  ["trust", ["exported", "made", "signed", "code"]],
  ["trust", ["received", "authority", "unchanged", "imported"]],
  ["journals", ["intact", "first", "last", "head", "uncovered", "toNote", "noted"]],
  ["exchange", ["participant", "signsWith", "encryptFor"]],
  ["serving", ["serving", "plainHttp", "certificate", "data", "adminToken", "stop"]],
  ["serving", ["rotated", "earlier"]],
  ["serving", ["example", "exampleDocuments", "beside", "stopExample"]],
];

describe.each(languages)("in %s", (language) => {
  test.each(columns)("names of %s stand in a column: %j", (family, listed) => {
    const lines = listed.flatMap((word) => said(wordsIn[language].results, family, word));
    const width = Math.min(...lines.map((line) => /^.*? {2,}/.exec(line)?.[0].length ?? Infinity));
    for (const line of lines)
      expect([line, line[width - 1], line[width] === " "]).toEqual([line, " ", false]);
  });
});
