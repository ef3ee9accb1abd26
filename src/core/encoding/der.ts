/**
 * The little DER (ITU-T X.690) that protected key files need: writing a few nested values, and reading a
 * value without trusting its lengths. Whole certificates and keys are OpenSSL's business, not ours.
 */
import { concat } from "./bytes.ts";

export const tags = {
  integer: 0x02,
  octetString: 0x04,
  nullValue: 0x05,
  objectId: 0x06,
  sequence: 0x30,
} as const;

export function encodeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = concat(...contents);
  return concat(Uint8Array.of(tag, ...encodeLength(content.length)), content);
}

function encodeLength(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

export function encodeInteger(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  // The first bit is the sign.
  if (bytes.length === 0 || (bytes[0] ?? 0) >= 0x80) bytes.unshift(0);
  return encodeDer(tags.integer, Uint8Array.from(bytes));
}

export function encodeObjectId(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left % 128) | 0x80);
    bytes.push(...groups);
  }
  return encodeDer(tags.objectId, Uint8Array.from(bytes));
}

/** One value read: what it is and what it holds. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** The values that follow one another in `bytes`, or null where they do not fill it exactly. */
export function parseDer(bytes: Uint8Array): readonly DerValue[] | null {
  const values: DerValue[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const tag = bytes[offset] ?? 0;
    let length = bytes[offset + 1] ?? -1;
    offset += 2;
    if (length > 0x84 || length === 0x80 || length < 0) return null;
    if (length > 0x80) {
      const lengthEnd = offset + (length & 0x7f);
      for (length = 0; offset < lengthEnd; offset += 1) length = length * 256 + (bytes[offset] ?? 0);
    }
    if (offset + length > bytes.length) return null;
    values.push({ tag, content: bytes.subarray(offset, offset + length) });
    offset += length;
  }
  return values;
}

/** The members of a SEQUENCE, or null. */
export function membersOf(value: DerValue | undefined): readonly DerValue[] | null {
  return value?.tag === tags.sequence ? parseDer(value.content) : null;
}

/** A non-negative INTEGER; Infinity beyond what a number holds exactly; null where it is none. */
export function integerOf(value: DerValue | undefined): number | null {
  if (value?.tag !== tags.integer || value.content.length === 0 || (value.content[0] ?? 0) >= 0x80)
    return null;
  const number = value.content.reduce((sum, byte) => sum * 256 + byte, 0);
  return Number.isSafeInteger(number) ? number : Infinity;
}

/** An OBJECT IDENTIFIER in dotted form, or null. */
export function objectIdOf(value: DerValue | undefined): string | null {
  if (value?.tag !== tags.objectId || value.content.length === 0) return null;
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of value.content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (arcs.length === 0)
      arcs.push(Math.min(Math.floor(arc / 40), 2), arc - 40 * Math.min(Math.floor(arc / 40), 2));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join(".");
}
