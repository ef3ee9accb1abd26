/**
 * CBOR (RFC 8949) in its one deterministic spelling (§4.2.1): shortest lengths, sorted keys, no indefinite
 * lengths. What is spelled otherwise is refused, so that a changed byte is always seen.
 */
import { decode, encode, rfc8949EncodeOptions, Tagged } from "cborg";
import { equalBytes } from "./bytes.ts";

export type CborMap = ReadonlyMap<unknown, unknown>;

/** COSE_Encrypt and COSE_Sign1 (RFC 9052 §2): the tags that are known; any other is refused. */
export const coseTags = { sign1: 18, encrypt: 96 } as const;

const decodeOptions = {
  strict: true,
  useMaps: true,
  rejectDuplicateMapKeys: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowNaN: false,
  allowInfinity: false,
  allowBigInt: false,
  tags: Object.fromEntries(Object.values(coseTags).map((tag) => [tag, Tagged.decoder(tag)])),
};

export function encodeCbor(value: unknown): Uint8Array {
  return encode(value, rfc8949EncodeOptions);
}

export function tagCbor(tag: number, value: unknown): unknown {
  return new Tagged(tag, value);
}

/** The one value that fills `bytes` in its one spelling, or null. */
export function parseCbor(bytes: Uint8Array): { readonly value: unknown } | null {
  try {
    const value: unknown = decode(bytes, decodeOptions);
    // The decoder refuses long lengths; key order and float widths show only here.
    return equalBytes(encodeCbor(value), bytes) ? { value } : null;
  } catch {
    return null;
  }
}

/** The items of an array with this tag, or null. */
export function taggedArray(value: unknown, tag: number): readonly unknown[] | null {
  return value instanceof Tagged && value.tag === tag && Array.isArray(value.value)
    ? (value.value as unknown[])
    : null;
}

export function isMap(value: unknown): value is CborMap {
  return value instanceof Map;
}

export function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

/** Whether a map has exactly these keys. */
export function hasExactly(map: CborMap, keys: readonly (number | string)[]): boolean {
  return map.size === keys.length && keys.every((key) => map.has(key));
}
