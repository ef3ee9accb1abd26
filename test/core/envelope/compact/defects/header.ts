/** Steps "structure" and "header": the four parts of the envelope, and what its content says of itself. */
import { concat } from "../../../../../src/core/encoding/bytes.ts";
import { encodeCbor, tagCbor } from "../../../../../src/core/encoding/cbor.ts";
import type { OfficeName } from "../keys.ts";
import { fromHex, itemsOf, seal, text, write } from "../parts.ts";
import { at } from "./vector.ts";
import type { Vector } from "./vector.ts";

export function structureVectors(): readonly Vector[] {
  const whole = (make: (items: readonly unknown[]) => unknown): string =>
    text(encodeCbor(make(itemsOf(seal()))));
  const withCiphertext = (make: (content: Uint8Array) => unknown): string =>
    write(seal(), ([header, unprotected, content, recipients]) => [
      header,
      unprotected,
      make(content),
      recipients,
    ]);
  return [
    at(
      "structure",
      "not-tagged",
      whole((items) => items),
    ),
    at(
      "structure",
      "tagged-as-cose-sign1",
      whole((items) => tagCbor(18, items)),
    ),
    at(
      "structure",
      "tagged-twice",
      whole((items) => tagCbor(96, tagCbor(96, items))),
    ),
    at(
      "structure",
      "an-integer",
      whole(() => 96),
    ),
    at(
      "structure",
      "null",
      whole(() => null),
    ),
    at(
      "structure",
      "text",
      whole(() => "QS1:"),
    ),
    at(
      "structure",
      "a-map-instead",
      whole((items) => tagCbor(96, new Map(items.map((part, at) => [at, part])))),
    ),
    at(
      "structure",
      "bytes-instead",
      whole((items) => tagCbor(96, encodeCbor(items))),
    ),
    at(
      "structure",
      "empty",
      whole(() => tagCbor(96, [])),
    ),
    at(
      "structure",
      "of-three-without-recipients",
      write(seal(), (items) => items.slice(0, 3)),
    ),
    at(
      "structure",
      "of-three-without-header",
      write(seal(), (items) => items.slice(1)),
    ),
    at(
      "structure",
      "of-five",
      write(seal(), (items) => [...items, new Uint8Array(0)]),
    ),
    at(
      "structure",
      "of-five-recipients-twice",
      write(seal(), (items) => [...items, items[3]]),
    ),
    at(
      "structure",
      "ciphertext-detached",
      withCiphertext(() => null),
    ),
    at(
      "structure",
      "ciphertext-empty",
      withCiphertext(() => new Uint8Array(0)),
    ),
    at(
      "structure",
      "ciphertext-as-text",
      withCiphertext(() => "0123456789abcdef0123456789abcdef"),
    ),
    at(
      "structure",
      "ciphertext-in-an-array",
      withCiphertext((content) => [content]),
    ),
    at(
      "structure",
      "ciphertext-of-15",
      withCiphertext((content) => content.slice(0, 15)),
    ),
    at("structure", "ciphertext-only-a-tag", write(seal({ statement: new Uint8Array(0) }))),
  ];
}

const map = (...entries: readonly (readonly [unknown, unknown])[]): Uint8Array =>
  encodeCbor(new Map(entries));
const commitment = -65_540;

export function headerVectors(): readonly Vector[] {
  const unsupported = { code: "envelope/unsupported" };
  const two: readonly OfficeName[] = ["port", "air"];
  const alone = (header: Uint8Array): string => write(seal({ header: () => header }));
  const several = (header: (commitment: Uint8Array) => Uint8Array): string =>
    write(seal({ to: two, header }));
  const unprotected = (make: (nonce: Uint8Array) => unknown, nonceBytes = 12): string =>
    write(seal({ nonceBytes }), ([header, old, content, recipients]) => [
      header,
      make(old.get(5) as Uint8Array),
      content,
      recipients,
    ]);
  const plain = (nonce: Uint8Array): unknown => new Map([[5, nonce]]);
  return [
    at(
      "header",
      "protected-as-map",
      write(seal(), ([, ...others]) => [new Map([[1, 3]]), ...others]),
    ),
    at(
      "header",
      "protected-as-text",
      write(seal(), ([, ...others]) => ["", ...others]),
    ),
    at(
      "header",
      "protected-null",
      write(seal(), ([, ...others]) => [null, ...others]),
    ),
    at("header", "protected-empty", alone(new Uint8Array(0)), unsupported),
    at("header", "protected-empty-map", alone(fromHex("a0"))),
    at("header", "protected-array", alone(encodeCbor([1, 3]))),
    at("header", "protected-long-label", alone(fromHex("a1180103"))),
    at("header", "protected-long-algorithm", alone(fromHex("a1011803"))),
    at("header", "protected-zero-behind", alone(concat(map([1, 3]), Uint8Array.of(0)))),
    at("header", "protected-cut", alone(fromHex("a101"))),
    at("header", "protected-of-indefinite-length", alone(fromHex("bf0103ff"))),
    at("header", "algorithm-twice", alone(fromHex("a201030103"))),
    at("header", "algorithm-as-float", alone(fromHex("a101f94200"))),
    at("header", "algorithm-missing", alone(map([2, 3])), unsupported),
    ...(
      [
        ["0", 0],
        ["1-a128gcm", 1],
        ["2-a192gcm", 2],
        ["4", 4],
        ["24-chacha20", 24],
        ["minus-3", -3],
        ["minus-4", -4],
        ["as-text", "A256GCM"],
        ["as-bytes", Uint8Array.of(3)],
        ["true", true],
        ["null", null],
        ["in-an-array", [3]],
      ] as const
    ).map(([name, value]) => at("header", `algorithm-${name}`, alone(map([1, value])), unsupported)),
    at("header", "content-type-extra", alone(map([1, 3], [3, 50]))),
    at("header", "key-id-extra", alone(map([1, 3], [4, new Uint8Array(8)]))),
    at("header", "crit-extra", alone(map([1, 3], [2, [1]]))),
    at("header", "text-label-extra", alone(map([1, 3], ["kid", "port"]))),
    at("header", "iv-protected-too", alone(map([1, 3], [5, new Uint8Array(12)]))),
    at(
      "header",
      "commitment-with-one-recipient",
      write(seal({ header: (made) => map([1, 3], [commitment, made]) })),
    ),
    at(
      "header",
      "commitment-missing",
      several(() => map([1, 3])),
    ),
    at(
      "header",
      "commitment-of-31",
      several((made) => map([1, 3], [commitment, made.slice(1)])),
    ),
    at(
      "header",
      "commitment-of-33",
      several((made) => map([1, 3], [commitment, concat(made, Uint8Array.of(0))])),
    ),
    at(
      "header",
      "commitment-empty",
      several(() => map([1, 3], [commitment, new Uint8Array(0)])),
    ),
    at(
      "header",
      "commitment-null",
      several(() => map([1, 3], [commitment, null])),
    ),
    at(
      "header",
      "commitment-as-text",
      several(() => map([1, 3], [commitment, "x".repeat(32)])),
    ),
    at(
      "header",
      "commitment-under-another-label",
      several((made) => map([1, 3], [-65_541, made])),
    ),
    at(
      "header",
      "commitment-with-key-id-beside",
      several((made) => map([1, 3], [4, new Uint8Array(8)], [commitment, made])),
    ),
    at(
      "header",
      "commitment-unprotected",
      write(seal({ to: two, header: () => map([1, 3]) }), ([header, old, ...others]) => [
        header,
        new Map<number, unknown>([...(old as Map<number, unknown>), [commitment, new Uint8Array(32)]]),
        ...others,
      ]),
    ),
    at(
      "header",
      "unprotected-empty",
      unprotected(() => new Map()),
    ),
    at(
      "header",
      "unprotected-array",
      unprotected((nonce) => [5, nonce]),
    ),
    at(
      "header",
      "unprotected-bytes",
      unprotected((nonce) => encodeCbor(new Map([[5, nonce]]))),
    ),
    at(
      "header",
      "unprotected-null",
      unprotected(() => null),
    ),
    at(
      "header",
      "unprotected-algorithm-extra",
      unprotected(
        (nonce) =>
          new Map<number, unknown>([
            [1, 3],
            [5, nonce],
          ]),
      ),
    ),
    at(
      "header",
      "unprotected-key-id-extra",
      unprotected(
        (nonce) =>
          new Map<number, unknown>([
            [4, new Uint8Array(8)],
            [5, nonce],
          ]),
      ),
    ),
    at(
      "header",
      "unprotected-text-label-extra",
      unprotected(
        (nonce) =>
          new Map<unknown, unknown>([
            [5, nonce],
            ["a", 1],
          ]),
      ),
    ),
    at(
      "header",
      "partial-iv-instead",
      unprotected((nonce) => new Map([[6, nonce]])),
    ),
    at(
      "header",
      "label-true-instead",
      unprotected((nonce) => new Map([[true, nonce]])),
    ),
    at(
      "header",
      "iv-as-text",
      unprotected(() => new Map([[5, "0123456789ab"]])),
    ),
    at(
      "header",
      "iv-as-number",
      unprotected(() => new Map([[5, 12]])),
    ),
    at(
      "header",
      "iv-null",
      unprotected(() => new Map([[5, null]])),
    ),
    at(
      "header",
      "iv-empty",
      unprotected(() => new Map([[5, new Uint8Array(0)]])),
    ),
    ...[8, 11, 13, 16].map((length) => at("header", `iv-of-${length}`, unprotected(plain, length))),
  ];
}
