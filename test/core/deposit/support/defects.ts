/** A deposit that opens, and others with one defect each, all from the same key and document. */
import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { encryptContent, NONCE_BYTES } from "../../../../src/core/primitives/aead.ts";
import { encodeCbor } from "../../../../src/core/encoding/cbor.ts";
import { concat } from "../../../../src/core/encoding/bytes.ts";
import type { RefusalCode } from "../../../../src/words/index.ts";
import { hkdf } from "../../../../src/core/primitives/hkdf.ts";
import { encodeUtf8 } from "../../../../src/core/encoding/text.ts";

export interface Vector {
  readonly name: string;
  /** Of docs/FORMAT.md, 8.3; null where it opens. */
  readonly step: "ticket" | "size" | "digest" | "tag" | "decompress" | null;
  readonly code: RefusalCode | null;
  readonly ticket: Uint8Array;
  readonly blob: Uint8Array;
}

const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);
export const document = encodeUtf8(`{"goods":[${Array.from({ length: 40 }, (_, at) => at).join(",")}]}`);
export const contentKey = filled(32, 0x4b);

const sha256 = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash("sha256").update(bytes).digest());

/** Sealed as docs/FORMAT.md says, whatever it is. */
export function sealedBytes(compressed: Uint8Array, key = contentKey, info = "qrseal deposit 1"): Uint8Array {
  const derived = hkdf(key, new Uint8Array(0), encodeUtf8(info), 32);
  return encryptContent(derived, new Uint8Array(NONCE_BYTES), compressed);
}

type Entries = ReadonlyMap<unknown, unknown>;

export function entriesFor(blob: Uint8Array, more: readonly (readonly [unknown, unknown])[] = []): Entries {
  return new Map<unknown, unknown>([
    [1, "https://exchange.example:5443"],
    [2, filled(16, 0x1d)],
    [3, filled(32, 0x70)],
    [4, contentKey],
    [5, sha256(blob)],
    [6, blob.length],
    [7, 1],
    [9, 1_800_000_000],
    ...more,
  ]);
}

const without = (entries: Entries, label: number): Entries =>
  new Map(Array.from(entries).filter(([key]) => key !== label));

const compressed = new Uint8Array(deflateSync(document, { level: 9 }));
export const goodBlob = sealedBytes(compressed);
const good = entriesFor(goodBlob);

const opens = (name: string, entries: Entries, blob = goodBlob): Vector => ({
  name,
  step: null,
  code: null,
  ticket: encodeCbor(entries),
  blob,
});
const noTicket = (name: string, ticket: Entries | Uint8Array): Vector => ({
  name,
  step: "ticket",
  code: "deposit/malformed",
  ticket: ticket instanceof Uint8Array ? ticket : encodeCbor(ticket),
  blob: goodBlob,
});
const changed = (name: string, label: unknown, value: unknown): Vector =>
  noTicket(name, new Map([...good, [label, value]]));
const refused = (
  name: string,
  step: NonNullable<Vector["step"]>,
  code: RefusalCode,
  blob: Uint8Array,
  entries = good,
): Vector => ({ name, step, code, ticket: encodeCbor(entries), blob });

const stored = sealedBytes(document);
const bomb = sealedBytes(new Uint8Array(deflateSync(new Uint8Array(16 * 1024 * 1024 + 1), { level: 9 })));
const flipped = Uint8Array.from(goodBlob, (byte, at) => (at === 5 ? byte ^ 1 : byte));
const wrongInfo = sealedBytes(compressed, contentKey, "qrseal deposit 2");
const trailing = sealedBytes(concat(compressed, Uint8Array.of(0)));
const cut = sealedBytes(compressed.subarray(0, -1));

/** The same map with `from` put in place of the bytes `to`, both in hexadecimal, once. */
function respelled(from: string, to: string): Uint8Array {
  const text = Buffer.from(encodeCbor(good)).toString("hex");
  if (text.split(from).length !== 2) throw new Error(`expected ${from} once`);
  return new Uint8Array(Buffer.from(text.replace(from, to), "hex"));
}

/** A new one each time: those who read it may not spoil it for others. */
export const vectors = (): readonly Vector[] => [
  opens("opens", good),
  opens("opens-stored", new Map([...entriesFor(stored), [7, 0]]), stored),
  opens("opens-with-every-entry", entriesFor(goodBlob, [[8, "application/pdf"], [10, filled(32, 0xce)], [11, true]])), // prettier-ignore
  ...["http://127.0.0.1:5443", "http://localhost", "http://[::1]:5443", "https://xn--brse-5qa.example"].map(
    (origin, at) => opens(`opens-at-origin-${at + 1}`, new Map([...good, [1, origin]])),
  ),

  noTicket("ticket-nothing", new Uint8Array(0)),
  noTicket("ticket-json", encodeUtf8('{"1":"https://exchange.example"}')),
  noTicket("ticket-an-array", encodeCbor([1, 2, 3])),
  noTicket("ticket-byte-behind", concat(encodeCbor(good), Uint8Array.of(0xf6))),
  noTicket("ticket-last-byte-missing", encodeCbor(good).subarray(0, -1)),
  noTicket("ticket-map-in-two-bytes", respelled("a80178", "b8080178")),
  noTicket("ticket-label-in-two-bytes", respelled("0701", "180701")),
  noTicket("ticket-unsorted", respelled("0701091a6b49d200", "091a6b49d2000701")),
  ...[1, 2, 3, 4, 5, 6, 7, 9].map((label) => noTicket(`ticket-without-${label}`, without(good, label))),
  changed("ticket-unknown-label", 12, 1),
  changed("ticket-label-of-text", "1", "https://exchange.example"),
  ...[2, 3, 4, 5, 10].flatMap((label) => {
    const length = label === 2 ? 16 : 32;
    return [
      changed(`ticket-${label}-one-byte-short`, label, filled(length - 1, 1)),
      changed(`ticket-${label}-one-byte-long`, label, filled(length + 1, 1)),
      changed(`ticket-${label}-as-text`, label, "a".repeat(length)),
      changed(`ticket-${label}-null`, label, null),
    ];
  }),
  ...[
    "http://exchange.example",
    "https://exchange.example/",
    "https://exchange.example/v1",
    "https://exchange.example:443",
    "https://Exchange.example",
    "HTTPS://exchange.example",
    "https://user@exchange.example",
    "https://exchange.example?",
    "https://exchange.example#",
    " https://exchange.example",
    "exchange.example",
    "ftp://exchange.example",
    "file:///etc/passwd",
    "http://127.0.0.1.example",
    "http://localhost.example",
    "http://127.1",
    "http://2130706433",
    "https://börse.example",
    `https://${"a".repeat(260)}`,
    "",
    "null",
  ].map((origin, at) => changed(`ticket-origin-${at + 1}`, 1, origin)),
  changed("ticket-origin-as-bytes", 1, encodeUtf8("https://exchange.example")),
  changed("ticket-size-15", 6, 15),
  changed("ticket-size-23-with-zlib", 6, 23),
  changed("ticket-size-beyond", 6, 16 * 1024 * 1024 + 17),
  changed("ticket-size-negative", 6, -1),
  changed("ticket-size-and-a-half", 6, 100.5),
  changed("ticket-compression-brotli", 7, 2),
  changed("ticket-compression-negative", 7, -1),
  changed("ticket-compression-as-text", 7, "1"),
  changed("ticket-compression-length", 7, "length"),
  changed("ticket-type-spelled-out", 8, "application/json"),
  changed("ticket-type-in-capitals", 8, "application/PDF"),
  changed("ticket-type-with-parameter", 8, "text/plain;charset=utf-8"),
  changed("ticket-type-null", 8, null),
  changed("ticket-expires-after-9999", 9, 253_402_300_800),
  changed("ticket-expires-as-text", 9, "1800000000"),
  changed("ticket-once-false", 11, false),
  changed("ticket-once-1", 11, 1),

  refused("size-byte-behind", "size", "deposit/altered", concat(goodBlob, Uint8Array.of(0))),
  refused("size-last-byte-missing", "size", "deposit/altered", goodBlob.subarray(0, -1)),
  refused("size-nothing", "size", "deposit/altered", new Uint8Array(0)),
  refused("digest-one-bit", "digest", "deposit/altered", flipped),
  refused("digest-another-deposit", "digest", "deposit/altered", filled(goodBlob.length, 7)),
  refused("tag-one-bit", "tag", "open/damaged", flipped, entriesFor(flipped)),
  refused("tag-another-key", "tag", "open/damaged", goodBlob, new Map([...good, [4, filled(32, 0x4c)]])),
  refused("tag-another-info", "tag", "open/damaged", wrongInfo, entriesFor(wrongInfo)),
  refused("decompress-not-zlib", "decompress", "open/bad-compression", stored, entriesFor(stored)),
  refused("decompress-byte-behind", "decompress", "open/bad-compression", trailing, entriesFor(trailing)),
  refused("decompress-ends-early", "decompress", "open/bad-compression", cut, entriesFor(cut)),
  refused("decompress-one-byte-too-many", "decompress", "open/too-large", bomb, entriesFor(bomb)),
];
