/**
 * The EU digital COVID certificate test data (a specification that others wrote and 13 countries carried out): base45,
 * zlib and COSE_Sign1 made by foreign programs, and their QR codes, read with our own functions.
 */
import { X509Certificate } from "node:crypto";
import { decode, Tagged } from "cborg";
import type { DecodeOptions } from "cborg";
import { beforeAll, describe, expect, it } from "vitest";
import { equalBytes } from "../../src/core/encoding/bytes.ts";
import { isBytes, isMap, parseCbor, taggedArray } from "../../src/core/encoding/cbor.ts";
import type { CborMap } from "../../src/core/encoding/cbor.ts";
import { parseStatement } from "../../src/core/envelope/statement.ts";
import { noCompression, zlib } from "../../src/core/encoding/compress.ts";
import { parseProtected, sigStructure } from "../../src/core/encoding/cose.ts";
import type { QrsealError } from "../../src/core/refusal.ts";
import { parseEnvelope } from "../../src/core/envelope/detect.ts";
import { JSON_MEDIA_TYPE } from "../../src/core/encoding/mediatype.ts";
import { signerKindOf } from "../../src/core/keys/kinds.ts";
import { decodeBase45, encodeBase45, encodeUtf8 } from "../../src/core/encoding/text.ts";
import { judge } from "../../src/core/verdict/judge.ts";
import { proveSignature } from "../../src/core/verdict/prove.ts";
import { loadImage } from "../../src/pictures/image.ts";
import { scanInThreads } from "../../src/pictures/scanning.ts";
import { expectRefusal, hex, present, refusalOf } from "../core/support/fixtures.ts";
import { examplesIn, fromHex, readExample } from "./support/outside.ts";
import { verifyingKeyIn } from "../core/support/nodekeys.ts";
import { saysOf } from "../words/support/saying.ts";

/** The steps of a certificate's text, in the words of its file; what is not a step of ours is named below. */
const steps = {
  picture: "EXPECTEDPICTUREDECODE",
  prefix: "EXPECTEDUNPREFIX",
  base45: "EXPECTEDB45DECODE",
  zlib: "EXPECTEDCOMPRESSION",
  claims: "EXPECTEDDECODE",
  signature: "EXPECTEDVERIFY",
  json: "EXPECTEDVALIDJSON",
  object: "EXPECTEDVALIDOBJECT",
  inDate: "EXPECTEDEXPIRATIONCHECK",
  inDateMisspelled: "EXPTECTEDEXPIRED",
} as const;
type Step = keyof typeof steps;
/** Their health data's schema, what their certificates may sign, and their encoder. */
const notOurs = ["EXPECTEDSCHEMAVALIDATION", "EXPECTEDKEYUSAGE", "EXPECTEDENCODE"];

interface Certificate {
  readonly JSON?: unknown;
  readonly CBOR?: string;
  readonly COSE?: string;
  readonly COMPRESSED?: string;
  readonly BASE45?: string;
  readonly PREFIX: string;
  readonly "2DCODE"?: string;
  readonly TESTCTX: { readonly CERTIFICATE: string; readonly VALIDATIONCLOCK: string };
  readonly EXPECTEDRESULTS: Readonly<Record<string, boolean>>;
}

const paths = examplesIn("dcc");
const nameOf = (path: string): string => path.replace("/2DCode/raw/", "/").replace(/\.json$/, "");
const names = paths.map(nameOf);
const certificates = new Map(
  paths.map((path) => [nameOf(path), readExample("dcc", path) as Certificate] as const),
);

/** Their CBOR in whatever spelling: with tags of dates, which are left out, and of a CWT around the signature. */
const CWT_TAG = 61;
const otherTags: NonNullable<DecodeOptions["tags"]> = {
  0: (inner) => inner(),
  18: Tagged.decoder(18),
  [CWT_TAG]: Tagged.decoder(CWT_TAG),
};
const decodeAny = (bytes: Uint8Array): unknown => decode(bytes, { useMaps: true, tags: otherTags });

/** Why bytes are not CBOR in its one spelling, of which our parser takes no other. */
function spellingOf(bytes: Uint8Array): string {
  const decodes = (options: DecodeOptions): boolean => {
    try {
      decode(bytes, { useMaps: true, ...options });
      return true;
    } catch {
      return false;
    }
  };
  if (!decodes({ allowIndefinite: false, tags: otherTags })) return "indefinite lengths";
  return decodes({ tags: { 18: Tagged.decoder(18) } }) ? "order of keys" : "a tag";
}

interface Reading {
  /** What each step gave; a step that was not reached is not here. */
  readonly results: Partial<Record<Step, boolean>>;
  readonly bytes: Partial<Record<"BASE45" | "COMPRESSED" | "COSE", Uint8Array>>;
  /** What is signed: the claims. */
  readonly payload: Uint8Array | null;
  readonly certificate: CborMap | null;
  readonly algorithm: string | null;
  /** What our own formats would not be allowed. */
  readonly notes: readonly string[];
}

async function readCertificate(name: string): Promise<Reading> {
  const file = present(certificates.get(name));
  const results: Reading["results"] = {};
  const bytes: Reading["bytes"] = {};
  const notes: string[] = [];
  const reading = { results, bytes, notes, payload: null, certificate: null, algorithm: null };

  if (file["2DCODE"] !== undefined) results.picture = await isReadAs(file["2DCODE"], file.PREFIX);
  results.prefix = file.PREFIX.startsWith("HC1:");
  if (!results.prefix) return reading;
  const compressed = decodeBase45(file.PREFIX.slice("HC1:".length));
  results.base45 = compressed !== null;
  if (compressed === null) return reading;
  Object.assign(bytes, { BASE45: compressed, COMPRESSED: compressed });
  const signed = inflated(compressed);
  results.zlib = signed !== null;
  if (signed === null) return reading;
  bytes.COSE = signed;
  return { ...(await readSigned(file, signed, results, notes)), bytes, results, notes };
}

async function isReadAs(base64: string, text: string): Promise<boolean> {
  try {
    const { accepted } = await scanInThreads(await loadImage(Buffer.from(base64, "base64")), () => true);
    return accepted.length === 1 && accepted.every(({ payload }) => equalBytes(payload, encodeUtf8(text)));
  } catch (error) {
    expect((error as QrsealError).code).toBe("image/unsupported");
    return false;
  }
}

function inflated(compressed: Uint8Array): Uint8Array | null {
  try {
    return zlib.decompress(compressed);
  } catch (error) {
    expect((error as QrsealError).code).toBe("open/bad-compression");
    return null;
  }
}

async function readSigned(
  file: Certificate,
  signed: Uint8Array,
  results: Reading["results"],
  notes: string[],
): Promise<Pick<Reading, "payload" | "certificate" | "algorithm">> {
  results.signature = false;
  results.claims = false;
  const items = itemsOf(signed, notes);
  if (items === null) return { payload: null, certificate: null, algorithm: null };
  const [protectedHeader, unprotected, payload, signature] = items;
  if (!isBytes(protectedHeader) || !isMap(unprotected) || !isBytes(payload) || !isBytes(signature))
    throw new Error("expected a COSE_Sign1");
  const headers = headersOf(protectedHeader, unprotected, notes);
  const issuer = new X509Certificate(Buffer.from(file.TESTCTX.CERTIFICATE, "base64"));
  const key = verifyingKeyIn(issuer.publicKey, "the certificate");
  // What the header names must be what the key is for, and the key id the start of the certificate's hash.
  expect(signerKindOf(headers.get(1))).toBe(key.kind);
  const keyId = Buffer.from(issuer.fingerprint256.replaceAll(":", ""), "hex").subarray(0, 8);
  const isNamed = isBytes(headers.get(4)) && equalBytes(headers.get(4) as Uint8Array, keyId);
  const message = sigStructure(protectedHeader, new Uint8Array(0), payload);
  const holds = await key.verify(message, signature);
  if (holds && !isNamed) notes.push("signed, and the key id is another's");
  results.signature = holds && isNamed;

  if (parseCbor(payload) === null) notes.push(`claims: ${spellingOf(payload)}`);
  const claims = decodeAny(payload);
  if (!isMap(claims)) throw new Error("expected claims");
  results.inDate = results.inDateMisspelled = await isInDate(claims, clockOf(file));
  const certificate = healthCertificateOf(claims);
  results.claims = certificate !== null;
  if (certificate !== null && file.JSON !== undefined)
    results.json = results.object = JSON.stringify(sorted(certificate)) === JSON.stringify(sorted(file.JSON));
  return { payload, certificate, algorithm: key.kind.name };
}

/** The four parts under tag 18, through our own parser where that takes them. */
function itemsOf(signed: Uint8Array, notes: string[]): readonly unknown[] | null {
  const strict = parseCbor(signed);
  if (strict !== null) return present(taggedArray(strict.value, 18));
  try {
    let value = decodeAny(signed);
    notes.push(`structure: ${spellingOf(signed)}`);
    if (value instanceof Tagged && value.tag === CWT_TAG) value = value.value;
    return present(taggedArray(value, 18));
  } catch {
    return null;
  }
}

function headersOf(protectedHeader: Uint8Array, unprotected: CborMap, notes: string[]): CborMap {
  const strict = parseProtected(protectedHeader);
  if (strict === null) notes.push(`header: ${spellingOf(protectedHeader)}`);
  const found = strict ?? decodeAny(protectedHeader);
  if (!isMap(found)) throw new Error("expected headers");
  return new Map([...unprotected, ...found]);
}

function healthCertificateOf(claims: CborMap): CborMap | null {
  const container = claims.get(-260);
  const certificate: unknown = isMap(container) ? container.get(1) : undefined;
  return isMap(certificate) ? certificate : null;
}

/** A map or object as pairs in one order, at every depth. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return (value as unknown[]).map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const pairs = isMap(value) ? [...value] : Object.entries(value);
  return pairs
    .map(([key, item]) => [String(key), sorted(item)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Some clocks have no zone: as all their makers' others, they are UTC. */
function clockOf({ TESTCTX: { VALIDATIONCLOCK: clock } }: Certificate): number {
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(clock) ? clock : `${clock}Z`;
  const milliseconds = Date.parse(zoned);
  expect(milliseconds).not.toBeNaN();
  return Math.floor(milliseconds / 1000);
}

/** The verdict that our reader would give on these dates: claims 6 and 4 are numbered as ours. */
async function isInDate(claims: CborMap, now: number): Promise<boolean> {
  const [issuedAt, expiresAt] = [claims.get(6), claims.get(4)];
  if (typeof issuedAt !== "number" || typeof expiresAt !== "number") throw new Error("expected dates");
  const nothing = new Uint8Array(0);
  const statement = {
    claims: {
      issuer: null,
      subject: null,
      expiresAt,
      notBefore: null,
      issuedAt,
      documentId: new Uint8Array(16),
      mediaType: JSON_MEDIA_TYPE,
      compression: noCompression,
      content: nothing,
    },
    payload: nothing,
    signature: null,
    signedFor: [],
  };
  const { facts } = judge(await proveSignature(statement, null), {
    key: { name: "a reader", fingerprint: "00" },
    predecessors: [],
    now,
  });
  const [verdict] = facts.filter(({ code }) => code.startsWith("in-date/"));
  return present(verdict).code === "in-date/yes";
}

describe.skipIf(names.length === 0)("the 107 files of the EU digital COVID certificate", () => {
  const readings = new Map<string, Reading>();
  beforeAll(async () => {
    for (const name of names) readings.set(name, await readCertificate(name));
  });

  const notesOf = (start: string): Record<string, string[]> => {
    const found: Record<string, string[]> = {};
    for (const [name, { notes }] of readings)
      for (const note of notes) if (note.startsWith(start)) (found[note] ??= []).push(name);
    return found;
  };

  it("every step comes out as its makers say, but for one picture that is not in its file", () => {
    const counts: Record<string, number> = {};
    const different: string[] = [];
    for (const [name, { results }] of readings) {
      for (const [flag, expected] of Object.entries(present(certificates.get(name)).EXPECTEDRESULTS)) {
        const step = (Object.keys(steps) as Step[]).find((one) => steps[one] === flag);
        const counted = `${step ?? flag} ${expected ? "succeeds" : "fails"}`;
        counts[counted] = (counts[counted] ?? 0) + 1;
        if (step === undefined) expect(notOurs).toContain(flag);
        else if (results[step] !== expected) different.push(`${name}: ${step}`);
      }
    }
    expect(different).toEqual(["common/B1: picture"]);
    expect(certificates.get("common/B1")).not.toHaveProperty("2DCODE");
    expect(counts).toEqual({
      "picture succeeds": 57,
      "picture fails": 1,
      "prefix succeeds": 66,
      "prefix fails": 3,
      "base45 succeeds": 69,
      "base45 fails": 1,
      "zlib succeeds": 59,
      "zlib fails": 2,
      "claims succeeds": 73,
      "claims fails": 1,
      "signature succeeds": 77,
      "signature fails": 4,
      "json succeeds": 69,
      "object succeeds": 31,
      "inDate succeeds": 44,
      "inDate fails": 2,
      // Of BG/1 to BG/4, at whose clock the claims hold: it can only mean the check of the dates.
      "inDateMisspelled succeeds": 4,
      "EXPECTEDSCHEMAVALIDATION succeeds": 64,
      "EXPECTEDSCHEMAVALIDATION fails": 2,
      "EXPECTEDKEYUSAGE succeeds": 26,
      "EXPECTEDKEYUSAGE fails": 7,
      "EXPECTEDENCODE succeeds": 25,
    });
  });

  it("also where its makers say nothing: how far each of the 107 comes", () => {
    const stopped: Record<string, string[]> = {};
    for (const [name, { results }] of readings) {
      for (const step of ["prefix", "base45", "zlib", "signature", "claims", "inDate"] as const)
        if (results[step] === false) (stopped[step] ??= []).push(name);
    }
    expect(names).toHaveLength(107);
    expect(stopped).toEqual({
      prefix: ["common/H1", "common/H2", "common/H3"],
      // It has an equals sign, which base45 does not have.
      base45: ["common/B1"],
      zlib: ["common/Z1", "common/Z2"],
      // CBO2 is not CBOR, CO5 is spoiled, CO22 and CO23 name the key of somebody else.
      signature: ["common/CBO2", "common/CO22", "common/CO23", "common/CO5"],
      claims: ["common/CBO1", "common/CBO2"],
      // At its clock of 4 June, the Luxembourg one had yet to be issued, on 10 June.
      inDate: ["LU/INCERT_R_DCC_Recovery", "common/CO16", "common/CO17"],
    });
    expect(notesOf("signed")).toEqual({
      "signed, and the key id is another's": ["common/CO22", "common/CO23"],
    });
  });

  it("92 are signed with ECDSA and 8 with RSA-PSS; the other 7 do not come so far", () => {
    const counts: Record<string, number> = {};
    for (const { algorithm } of readings.values())
      counts[algorithm ?? "none"] = (counts[algorithm ?? "none"] ?? 0) + 1;
    expect(counts).toEqual({ "ECDSA P-256": 92, "RSA-PSS": 8, none: 7 });
  });

  it("70 pictures are PNGs, all are read to their text; the 71st is no picture", () => {
    const withPicture = [...readings].filter(([, { results }]) => results.picture !== undefined);
    expect(withPicture).toHaveLength(71);
    const unread = withPicture.filter(([, { results }]) => results.picture !== true);
    expect(unread.map(([name]) => name)).toEqual(["common/Q1"]);
  });

  it("what each step gives is what the files hold, byte for byte, and the base45 is ours too", () => {
    const counts: Record<string, number> = {};
    for (const [name, { bytes, results, payload, certificate }] of readings) {
      const file = present(certificates.get(name));
      if (bytes.BASE45 !== undefined) {
        expect(encodeBase45(bytes.BASE45)).toBe(file.PREFIX.slice("HC1:".length));
        counts["base45"] = (counts["base45"] ?? 0) + 1;
      }
      for (const step of ["COMPRESSED", "COSE"] as const) {
        const [ours, theirs] = [bytes[step], file[step]];
        if (ours === undefined || theirs === undefined) continue;
        expect(hex(ours)).toBe(theirs.toLowerCase());
        counts[step] = (counts[step] ?? 0) + 1;
      }
      if (results.json !== undefined) {
        expect(results.json).toBe(true);
        counts["JSON"] = (counts["JSON"] ?? 0) + 1;
      }
      // What is signed, or only the certificate in it, which some have spelled in two ways.
      if (file.CBOR === undefined || payload === null) continue;
      const isWhole = file.CBOR.toLowerCase() === hex(payload);
      const what = isWhole ? "claims" : certificate === null ? "neither" : "certificate";
      if (what === "certificate") expect(sorted(decodeAny(fromHex(file.CBOR)))).toEqual(sorted(certificate));
      counts[what] = (counts[what] ?? 0) + 1;
    }
    expect(counts).toEqual({
      base45: 103,
      COMPRESSED: 60,
      COSE: 93,
      claims: 28,
      certificate: 70,
      // CBO1 has another certificate in its file than the broken one that it signs.
      neither: 1,
      JSON: 78,
    });
  });

  it("56 hold CBOR in more than its one spelling, and our parser refuses exactly these", () => {
    // Sorted, the issuer (1) comes before the dates (4, 6), and the algorithm (1) before the key id (4).
    const unsorted = (...lists: readonly string[]): string[] =>
      lists.flatMap((list) => {
        const [country = "", ...files] = list.split(" ");
        return files.map((file) => `${country}/${file}`);
      });
    const common =
      "CBO1 CO1 CO10 CO11 CO12 CO13 CO14 CO15 CO16 CO17 CO18 CO19 CO2 CO20 CO21 CO22 CO23 CO3 CO5 CO6 CO7";
    const commonToo = "CO8 CO9 DGC1 DGC2 DGC3 DGC4 DGC5 DGC6 Q1";
    const claims = unsorted(
      "AT 1 2 3 4",
      "DE 1 2 3 4",
      "GR 1 2 3 4",
      "IT 2 3 4",
      "SK 1 2 3 4 5 6 7 8",
      `common ${common} ${commonToo}`,
    );
    // Their key id is in the header that is not protected.
    const otherHeader = ["common/CO19", "common/CO20", "common/CO22", "common/CO23"];
    const headers = claims.filter((name) => /^(?:AT|IT|common)/.test(name) && !otherHeader.includes(name));
    expect(notesOf("claims")).toEqual({
      "claims: order of keys": claims,
      // A date under tag 0.
      "claims: a tag": ["SE/2", "SE/4"],
    });
    expect(notesOf("header")).toEqual({ "header: order of keys": headers });
    expect(notesOf("structure")).toEqual({
      "structure: order of keys": ["common/CO20", "common/CO22", "common/CO23"],
      // A CWT's, around the signature's.
      "structure: a tag": ["common/CO28"],
    });
    const named = [notesOf("claims"), notesOf("header"), notesOf("structure")].flatMap(Object.values).flat();
    expect(new Set(named)).toHaveProperty("size", 56);
  });

  it("none is an envelope or a statement of ours, and each is refused as what it is", () => {
    const counts: Record<string, number> = {};
    for (const { PREFIX: text, COSE: signed } of certificates.values()) {
      expectRefusal(() => parseEnvelope(encodeUtf8(text)), "envelope/not-recognised");
      if (signed === undefined) continue;
      const refused = refusalOf(() => parseStatement(fromHex(signed)));
      const refusal = `${refused.code}: ${saysOf(refused).split(": ").at(-1) ?? ""}`;
      counts[refusal] = (counts[refusal] ?? 0) + 1;
    }
    expect(counts).toEqual({
      "envelope/malformed: its signature is not built as it must be": 59,
      "envelope/malformed: its claims are not as they must be": 31,
      "envelope/malformed: its content is neither claims nor a COSE_Sign1 structure": 5,
    });
  });
});
