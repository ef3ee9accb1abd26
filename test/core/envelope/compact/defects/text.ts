/** Steps "text" and "cbor": the envelope's text, and the one spelling of its bytes. */
import { concat } from "../../../../../src/core/encoding/bytes.ts";
import { encodeCbor } from "../../../../../src/core/encoding/cbor.ts";
import { PREFIX } from "../../../../../src/core/envelope/compact/encrypted.ts";
import { encodeBase45, encodeUtf8 } from "../../../../../src/core/encoding/text.ts";
import {
  array,
  bytes,
  claims,
  fromHex,
  head,
  itemsOf,
  major,
  pairs,
  seal,
  tagged,
  text,
  write,
} from "../parts.ts";
import type { Sealed } from "../parts.ts";
import { at } from "./vector.ts";
import type { Vector } from "./vector.ts";

/** An envelope of an even number of bytes, whose text ends in three characters; and of an odd one, in two. */
function sealedTo(parity: 0 | 1): string {
  for (let more = 0; ; more += 1) {
    const good = write(seal({ statement: claims([1, "A".repeat(more + 1)]) }));
    if ((good.length - PREFIX.length) % 3 === (parity === 0 ? 0 : 2)) return good;
  }
}

export function textVectors(): readonly Vector[] {
  const even = sealedTo(0);
  const odd = sealedTo(1);
  const body = even.slice(PREFIX.length);
  const unknown = { code: "envelope/not-recognised" };
  return [
    at("text", "prefix-in-lower-case", `qs1:${body}`, unknown),
    at("text", "prefix-of-version-2", `QS2:${body}`, unknown),
    at("text", "prefix-missing", body, unknown),
    at("text", "prefix-with-space-in-front", ` ${even}`, unknown),
    at("text", "prefix-with-byte-order-mark", `\ufeff${even}`, unknown),
    at("text", "prefix-cut", even.slice(0, 3), unknown),
    at("text", "not-utf8", concat(encodeUtf8(even), Uint8Array.of(0xff)), unknown),
    at("text", "line-end-behind", `${odd}\n`),
    at("text", "in-lower-case", PREFIX + body.toLowerCase()),
    at("text", "one-letter-in-lower-case", PREFIX + body.replace(/[A-Z]/, (letter) => letter.toLowerCase())),
    at("text", "one-character-short", odd.slice(0, -1)),
    at("text", "one-character-long", `${even}0`),
    at("text", "triplet-of-65536", `${PREFIX}GGW${body.slice(3)}`),
    at("text", "triplet-over-range", `${PREFIX}:::${body.slice(3)}`),
    at("text", "last-triplet-over-range", `${even.slice(0, -3)}:::`),
    at("text", "tail-of-256", `${odd.slice(0, -2)}V5`),
    at("text", "tail-over-range", `${odd.slice(0, -2)}::`),
    at("text", "comma", `${even.slice(0, -1)},`),
    at("text", "letter-with-accent", `${even.slice(0, -1)}É`),
    at("text", "letter-of-full-width", `${even.slice(0, -1)}Ａ`),
    at("text", "null-character", `${even.slice(0, -1)}\0`),
    at("text", "base64-instead", PREFIX + Buffer.from("d8608443a10103a1054c", "hex").toString("base64")),
  ];
}

const item = encodeCbor;

/** The four parts of an envelope as they are spelled, of which some shall be spelled otherwise. */
function spelled(
  change: (
    parts: Record<"header" | "unprotected" | "ciphertext" | "recipients", Uint8Array>,
    sealed: Sealed,
  ) => Uint8Array,
): string {
  const sealed = seal();
  const [header, unprotected, ciphertext, recipients] = itemsOf(sealed);
  const parts = {
    header: item(header),
    unprotected: item(unprotected),
    ciphertext: item(ciphertext),
    recipients: item(recipients),
  };
  return text(change(parts, sealed));
}

export function cborVectors(): readonly Vector[] {
  const cbor = (change: (whole: Uint8Array) => Uint8Array): string =>
    spelled(({ header, unprotected, ciphertext, recipients }) =>
      change(tagged(96, array(header, unprotected, ciphertext, recipients))),
    );
  const withCiphertext = (make: (content: Uint8Array) => Uint8Array): string =>
    spelled((parts, { ciphertext }) =>
      tagged(96, array(parts.header, parts.unprotected, make(ciphertext), parts.recipients)),
    );
  const withUnprotected = (make: (nonce: Uint8Array) => Uint8Array): string =>
    spelled((parts, { nonce }) =>
      tagged(96, array(parts.header, make(nonce), parts.ciphertext, parts.recipients)),
    );
  const instead = (made: Uint8Array): string => withUnprotected(() => made);
  const withRecipient = (
    make: (protectedHeader: Uint8Array, unprotected: ReadonlyMap<unknown, unknown>) => Uint8Array,
  ): string =>
    spelled((parts, { structures: [one] }) => {
      const [protectedHeader, unprotected] = one as [Uint8Array, ReadonlyMap<unknown, unknown>];
      return tagged(
        96,
        array(parts.header, parts.unprotected, parts.ciphertext, array(make(protectedHeader, unprotected))),
      );
    });
  return [
    at("cbor", "nothing-behind-the-prefix", PREFIX),
    at("cbor", "one-byte", text(Uint8Array.of(0xd8))),
    at(
      "cbor",
      "last-byte-missing",
      cbor((whole) => whole.slice(0, -1)),
    ),
    at(
      "cbor",
      "half-of-it",
      cbor((whole) => whole.slice(0, whole.length / 2)),
    ),
    at(
      "cbor",
      "last-item-missing",
      spelled((p) => tagged(96, concat(head(major.array, 4), p.header, p.unprotected, p.ciphertext))),
    ),
    at(
      "cbor",
      "zero-behind",
      cbor((whole) => concat(whole, Uint8Array.of(0))),
    ),
    at(
      "cbor",
      "null-behind",
      cbor((whole) => concat(whole, Uint8Array.of(0xf6))),
    ),
    at(
      "cbor",
      "twice",
      cbor((whole) => concat(whole, whole)),
    ),
    at("cbor", "prefix-twice", PREFIX + encodeBase45(encodeUtf8(PREFIX))),
    at(
      "cbor",
      "tag-in-two-bytes",
      spelled((p) =>
        concat(head(major.tag, 96, 2), array(p.header, p.unprotected, p.ciphertext, p.recipients)),
      ),
    ),
    at(
      "cbor",
      "array-in-one-byte",
      spelled((p) =>
        concat(
          head(major.tag, 96),
          head(major.array, 4, 1),
          p.header,
          p.unprotected,
          p.ciphertext,
          p.recipients,
        ),
      ),
    ),
    at(
      "cbor",
      "map-in-four-bytes",
      withUnprotected((nonce) => concat(head(major.map, 1, 4), item(5), item(nonce))),
    ),
    at(
      "cbor",
      "label-in-one-byte",
      withUnprotected((nonce) => pairs([head(major.unsigned, 5, 1), item(nonce)])),
    ),
    at(
      "cbor",
      "label-in-eight-bytes",
      withUnprotected((nonce) => pairs([head(major.unsigned, 5, 8), item(nonce)])),
    ),
    at(
      "cbor",
      "label-as-bignum",
      withUnprotected((nonce) => pairs([fromHex("c24105"), item(nonce)])),
    ),
    at(
      "cbor",
      "label-as-half-float",
      withUnprotected((nonce) => pairs([fromHex("f94500"), item(nonce)])),
    ),
    at(
      "cbor",
      "nonce-length-in-one-byte",
      withUnprotected((nonce) => pairs([item(5), bytes(nonce, 1)])),
    ),
    at(
      "cbor",
      "ciphertext-length-in-two-bytes",
      withCiphertext((content) => bytes(content, content.length < 256 ? 2 : 4)),
    ),
    at(
      "cbor",
      "ciphertext-length-in-eight-bytes",
      withCiphertext((content) => bytes(content, 8)),
    ),
    at(
      "cbor",
      "ciphertext-longer-than-all",
      withCiphertext((content) => concat(head(major.bytes, content.length + 10_000), content)),
    ),
    at(
      "cbor",
      "ciphertext-of-four-gigabytes",
      withCiphertext((content) => concat(head(major.bytes, 0xffff_ffff), content)),
    ),
    at(
      "cbor",
      "ciphertext-in-chunks",
      withCiphertext((content) =>
        concat(fromHex("5f"), bytes(content.slice(0, 20)), bytes(content.slice(20)), fromHex("ff")),
      ),
    ),
    at(
      "cbor",
      "array-of-indefinite-length",
      spelled((p) =>
        concat(fromHex("d8609f"), p.header, p.unprotected, p.ciphertext, p.recipients, fromHex("ff")),
      ),
    ),
    at(
      "cbor",
      "map-of-indefinite-length",
      withUnprotected((nonce) => concat(fromHex("bf05"), item(nonce), fromHex("ff"))),
    ),
    at("cbor", "break-alone", instead(fromHex("ff"))),
    at(
      "cbor",
      "nonce-twice",
      withUnprotected((nonce) => pairs([item(5), item(nonce)], [item(5), item(nonce)])),
    ),
    at(
      "cbor",
      "recipient-labels-unsorted",
      withRecipient((header, map) =>
        array(
          item(header),
          pairs([item(-1), item(map.get(-1))], [item(4), item(map.get(4))]),
          item(new Uint8Array(0)),
        ),
      ),
    ),
    at(
      "cbor",
      "recipient-label-twice",
      withRecipient((header, map) =>
        array(
          item(header),
          pairs([item(4), item(map.get(4))], [item(4), item(map.get(4))], [item(-1), item(map.get(-1))]),
          item(new Uint8Array(0)),
        ),
      ),
    ),
    at(
      "cbor",
      "ephemeral-key-unsorted",
      withRecipient((header, map) => {
        const key = map.get(-1) as ReadonlyMap<number, unknown>;
        const unsorted = pairs([item(-1), item(4)], [item(1), item(1)], [item(-2), item(key.get(-2))]);
        return array(
          item(header),
          pairs([item(4), item(map.get(4))], [item(-1), unsorted]),
          item(new Uint8Array(0)),
        );
      }),
    ),
    at(
      "cbor",
      "tag-55799-in-front",
      cbor((whole) => tagged(55_799, whole)),
    ),
    at(
      "cbor",
      "tag-16-cose-encrypt0",
      spelled((p) => tagged(16, array(p.header, p.unprotected, p.ciphertext))),
    ),
    at(
      "cbor",
      "tag-98-cose-sign",
      spelled((p) => tagged(98, array(p.header, p.unprotected, p.ciphertext, p.recipients))),
    ),
    at(
      "cbor",
      "tag-24-around-the-ciphertext",
      withCiphertext((content) => tagged(24, item(content))),
    ),
    at("cbor", "tag-0-date", instead(fromHex("c074323032362d30312d30315430303a30303a30305a"))),
    at("cbor", "tag-2-bignum", instead(fromHex("c249010000000000000000"))),
    at("cbor", "tag-28-shared-value", instead(fromHex("d81c80"))),
    at("cbor", "undefined", instead(fromHex("f7"))),
    at("cbor", "simple-value-16", instead(fromHex("f0"))),
    at("cbor", "simple-value-20-long", instead(fromHex("f814"))),
    at("cbor", "not-a-number", instead(fromHex("f97e00"))),
    at("cbor", "infinity", instead(fromHex("f97c00"))),
    at("cbor", "minus-zero", instead(fromHex("f98000"))),
    at("cbor", "three-as-double", instead(fromHex("fb4008000000000000"))),
    at("cbor", "one-and-a-half-as-single", instead(fromHex("fa3fc00000"))),
    at("cbor", "integer-of-two-to-the-53", instead(fromHex("1b0020000000000000"))),
    at("cbor", "integer-of-64-bits", instead(fromHex("1bffffffffffffffff"))),
    at("cbor", "integer-negative-of-64-bits", instead(fromHex("3bffffffffffffffff"))),
    at("cbor", "length-28-reserved", instead(fromHex("1c"))),
    at("cbor", "text-not-utf8", instead(fromHex("62fffe"))),
    at("cbor", "text-with-byte-order-mark", instead(fromHex("64efbbbf41"))),
    at("cbor", "nested-too-deep-to-end", text(concat(fromHex("d860"), new Uint8Array(20_000).fill(0x81)))),
  ];
}
