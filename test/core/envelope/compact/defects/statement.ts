/** Steps "statement" and "claims": what the tag has vouched for, made by a sender whose tool is wrong. */
import { concat } from "../../../../../src/core/encoding/bytes.ts";
import { encodeCbor, tagCbor } from "../../../../../src/core/encoding/cbor.ts";
import { brotli } from "../../../../../src/core/encoding/compress.ts";
import { encodeUtf8 } from "../../../../../src/core/encoding/text.ts";
import {
  array,
  bytes,
  claims,
  claimsMap,
  document,
  envelopeOf,
  fromHex,
  head,
  label,
  major,
  pairs,
  signed,
  signedItems,
  tagged,
} from "../parts.ts";
import { at } from "./vector.ts";
import type { Vector } from "./vector.ts";

const item = encodeCbor;
const spelledClaims = (): (readonly [Uint8Array, Uint8Array])[] =>
  [...claimsMap()].map(([name, value]) => [item(name), item(value)] as const);

export function statementVectors(): readonly Vector[] {
  const sign1 = (make: (items: readonly unknown[]) => unknown): Uint8Array => encodeCbor(make(signedItems()));
  const issued = (spelled: Uint8Array): Uint8Array =>
    pairs(
      ...spelledClaims().map(([name, value]) =>
        name[0] === label.issued ? ([name, spelled] as const) : ([name, value] as const),
      ),
    );
  const statements: readonly (readonly [string, Uint8Array])[] = [
    ["one-zero-byte", Uint8Array.of(0)],
    ["null", encodeCbor(null)],
    ["text", encodeCbor("ANAE")],
    ["bytes-around-the-claims", encodeCbor(claims())],
    ["array-around-the-claims", encodeCbor([claimsMap()])],
    ["the-document-itself", document],
    ["the-document-compressed", Uint8Array.from(brotli.compress(document))],
    ["sign1-not-tagged", sign1((items) => items)],
    ["sign1-tagged-as-encrypt", sign1((items) => tagCbor(96, items))],
    [
      "sign1-tagged-as-sign",
      tagged(
        98,
        sign1((items) => items),
      ),
    ],
    [
      "sign1-tagged-as-mac0",
      tagged(
        17,
        sign1((items) => items),
      ),
    ],
    ["sign1-tagged-as-cwt", tagged(61, signed())],
    ["sign1-tagged-twice", tagged(18, signed())],
    ["sign1-of-three", sign1((items) => tagCbor(18, items.slice(0, 3)))],
    ["sign1-of-five", sign1((items) => tagCbor(18, [...items, null]))],
    ["sign1-empty", sign1(() => tagCbor(18, []))],
    ["sign1-a-map", sign1((items) => tagCbor(18, new Map(items.map((part, at) => [at, part]))))],
    ["sign1-zero-behind", concat(signed(), Uint8Array.of(0))],
    [
      "sign1-tag-in-two-bytes",
      concat(
        head(major.tag, 18, 2),
        sign1((items) => items),
      ),
    ],
    ["sign1-of-indefinite-length", concat(fromHex("d29f"), ...signedItems().map(item), fromHex("ff"))],
    [
      "sign1-payload-in-chunks",
      tagged(
        18,
        array(
          ...signedItems().map((part, at) =>
            at === 2 ? concat(fromHex("5f"), item(part), fromHex("ff")) : item(part),
          ),
        ),
      ),
    ],
    ["claims-tagged-as-cwt", tagged(61, claims())],
    ["claims-cut", claims().slice(0, -1)],
    ["claims-zero-behind", concat(claims(), Uint8Array.of(0))],
    ["claims-twice", concat(claims(), claims())],
    ["claims-unsorted", pairs(...spelledClaims().reverse())],
    ["claims-issuer-last", pairs(...spelledClaims().slice(1), ...spelledClaims().slice(0, 1))],
    ["claims-issuer-twice", pairs(...spelledClaims().slice(0, 1), ...spelledClaims())],
    ["claims-content-twice", pairs(...spelledClaims(), ...spelledClaims().slice(-1))],
    [
      "claims-content-twice-and-different",
      pairs(...spelledClaims(), [item(label.content), item(fromHex("8b0180"))]),
    ],
    ["claims-of-indefinite-length", concat(fromHex("bf"), ...spelledClaims().flat(), fromHex("ff"))],
    ["claims-in-two-bytes", concat(head(major.map, spelledClaims().length, 1), ...spelledClaims().flat())],
    [
      "claims-label-long",
      pairs([head(major.unsigned, label.issuer, 1), item("ANAE")], ...spelledClaims().slice(1)),
    ],
    ["claims-label-as-float", pairs([fromHex("f93c00"), item("ANAE")], ...spelledClaims().slice(1))],
    ["claims-time-as-float", issued(fromHex("fb41daac4aa0000000"))],
    ["claims-time-as-epoch-date", issued(tagged(1, item(1_790_000_000)))],
    ["claims-time-long", issued(head(major.unsigned, 1_790_000_000, 8))],
    ["claims-time-of-two-to-the-53", issued(fromHex("1b0020000000000000"))],
    ["claims-time-of-64-bits", issued(fromHex("1bffffffffffffffff"))],
    ["claims-time-as-bignum", issued(fromHex("c2446ab13b80"))],
    ["claims-time-undefined", issued(fromHex("f7"))],
    [
      "claims-text-not-utf8",
      pairs(
        [item(label.issuer), concat(head(major.text, 4), fromHex("414ec341"))],
        ...spelledClaims().slice(1),
      ),
    ],
    [
      "claims-text-with-byte-order-mark",
      pairs(
        [item(label.issuer), concat(head(major.text, 7), encodeUtf8("\ufeffANAE"))],
        ...spelledClaims().slice(1),
      ),
    ],
    [
      "claims-text-in-chunks",
      pairs([item(label.issuer), fromHex("7f62414e624145ff")], ...spelledClaims().slice(1)),
    ],
    [
      "claims-id-length-long",
      pairs(
        ...spelledClaims().map(([name, value]) =>
          name[0] === label.id ? ([name, bytes(new Uint8Array(16), 1)] as const) : ([name, value] as const),
        ),
      ),
    ],
  ];
  return statements.map(([name, statement]) => at("statement", name, envelopeOf(statement)));
}

export function claimsVectors(): readonly Vector[] {
  const wrong: readonly (readonly [string, label: unknown, value: unknown])[] = [
    ["issuer-as-bytes", label.issuer, encodeUtf8("ANAE")],
    ["issuer-as-number", label.issuer, 1],
    ["issuer-null", label.issuer, null],
    ["issuer-false", label.issuer, false],
    ["issuer-in-an-array", label.issuer, ["ANAE"]],
    ["issuer-empty", label.issuer, ""],
    ["issuer-of-201", label.issuer, "A".repeat(201)],
    ["issuer-of-201-outside-the-bmp", label.issuer, "𝄞".repeat(201)],
    ["subject-as-bytes", label.subject, encodeUtf8("Label bio")],
    ["subject-as-number", label.subject, 0],
    ["subject-null", label.subject, null],
    ["subject-as-map", label.subject, new Map()],
    ["subject-empty", label.subject, ""],
    ["subject-of-201", label.subject, "é".repeat(201)],
    ["expires-as-text", label.expires, "2027-09-21"],
    ["expires-null", label.expires, null],
    ["expires-true", label.expires, true],
    ["expires-negative", label.expires, -1],
    ["expires-with-fraction", label.expires, 1_821_536_000.5],
    ["expires-as-bytes", label.expires, fromHex("6c92aa80")],
    ["not-before-as-text", label.notBefore, "1790000060"],
    ["not-before-null", label.notBefore, null],
    ["not-before-negative", label.notBefore, -1_790_000_060],
    ["not-before-with-fraction", label.notBefore, 0.5],
    ["not-before-in-an-array", label.notBefore, [1_790_000_060]],
    ["issued-missing", label.issued, undefined],
    ["issued-as-text", label.issued, "1790000000"],
    ["issued-null", label.issued, null],
    ["issued-true", label.issued, true],
    ["issued-false", label.issued, false],
    ["issued-negative", label.issued, -1],
    ["issued-with-fraction", label.issued, 1_790_000_000.25],
    ["issued-as-bytes", label.issued, fromHex("6ab13b80")],
    ["id-missing", label.id, undefined],
    ["id-null", label.id, null],
    ["id-empty", label.id, new Uint8Array(0)],
    ["id-of-15", label.id, new Uint8Array(15)],
    ["id-of-17", label.id, new Uint8Array(17)],
    ["id-of-32", label.id, new Uint8Array(32)],
    ["id-as-text", label.id, "0123456789abcdef"],
    ["id-as-number", label.id, 16],
    ["type-spelled-out", label.type, "application/json"],
    ["type-in-capitals", label.type, "Text/CSV"],
    ["type-json-in-capitals", label.type, "application/JSON"],
    ["type-null", label.type, null],
    ["type-as-bytes", label.type, encodeUtf8("text/csv")],
    ["type-as-number", label.type, 50],
    ["type-empty", label.type, ""],
    ["type-one-word", label.type, "csv"],
    ["type-without-subtype", label.type, "text/"],
    ["type-without-type", label.type, "/csv"],
    ["type-of-three", label.type, "text/csv/utf-8"],
    ["type-with-parameter", label.type, "text/csv;charset=utf-8"],
    ["type-with-space", label.type, "text/ csv"],
    ["type-with-line-end", label.type, "text/csv\n"],
    ["type-with-accent", label.type, "text/é"],
    ["type-any", label.type, "*/*"],
    ["type-of-128", label.type, `application/${"x".repeat(116)}`],
    ["compression-missing", label.compression, undefined],
    ["compression-3", label.compression, 3],
    ["compression-minus-1", label.compression, -1],
    ["compression-of-32-bits", label.compression, 0xffff_ffff],
    ["compression-as-text", label.compression, "brotli"],
    ["compression-as-number-in-text", label.compression, "2"],
    ["compression-with-fraction", label.compression, 1.5],
    ["compression-true", label.compression, true],
    ["compression-false", label.compression, false],
    ["compression-null", label.compression, null],
    ["content-missing", label.content, undefined],
    ["content-as-text", label.content, "{}"],
    ["content-null", label.content, null],
    ["content-as-map", label.content, new Map([["certificat", "ANAE-2026-0001"]])],
    ["content-in-an-array", label.content, [new Uint8Array(1)]],
    ["label-0", 0, "ANAE"],
    ["label-3-audience", 3, "port"],
    ["label-8-confirmation", 8, new Map()],
    ["label-minus-65540", -65_540, null],
    ["label-minus-1", -1, 1],
    ["label-as-text", "iss", "ANAE"],
    ["label-as-bytes", Uint8Array.of(1), "ANAE"],
    ["label-false", false, 1],
  ];
  const broken: readonly (readonly [string, Uint8Array])[] = [
    ["empty", new Uint8Array(0)],
    ["an-array", encodeCbor([1, "ANAE"])],
    ["bytes", encodeCbor(claims())],
    ["null", encodeCbor(null)],
    ["the-document-itself", document],
    ["unsorted", pairs(...spelledClaims().reverse())],
    ["issuer-twice", pairs(...spelledClaims().slice(0, 1), ...spelledClaims())],
    ["zero-behind", concat(claims(), Uint8Array.of(0))],
    ["cut", claims().slice(0, -1)],
    ["time-as-float", concat(claims().slice(0, 1), claims([label.issued, 1.5]).slice(1))],
    ["tagged", tagged(61, claims())],
    ["signed-twice", signed()],
  ];
  const signer = "issuer-ed25519" as const;
  return [
    at("claims", "none", envelopeOf(encodeCbor(new Map()))),
    at(
      "claims",
      "of-a-token-without-document",
      envelopeOf(claims([label.compression, undefined], [label.content, undefined])),
    ),
    ...wrong.map(([name, key, value]) => at("claims", name, envelopeOf(claims([key, value])))),
    // Under a signature that holds: whoever signed this has a tool that is wrong.
    ...broken.map(([name, payload]) =>
      at("claims", `signed-${name}`, envelopeOf(signed({ payload })), { signer }),
    ),
    at("claims", "signed-id-of-15", envelopeOf(signed({ payload: claims([label.id, new Uint8Array(15)]) })), {
      signer,
    }),
    at(
      "claims",
      "signed-type-spelled-out",
      envelopeOf(signed({ payload: claims([label.type, "application/json"]) })),
      { signer },
    ),
  ];
}
