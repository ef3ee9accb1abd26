/** The content of a deposit as HTTP has it: which part is asked for, and what is said about it. */
import type { Deposit } from "../store/contract/depositstore.ts";
import { parseRange } from "./range.ts";
import type { ByteRange } from "./range.ts";

type Content = Pick<Deposit, "size" | "digest">;

/** Null is all of it. */
export function partAsked(
  deposit: Content,
  asked: { readonly range?: string | undefined; readonly "if-range"?: string | undefined },
): ByteRange | null | "unsatisfiable" {
  const { "if-range": only } = asked;
  // RFC 9110 §13.1.5: a part only of what the reader has the beginning of.
  const isOfThis = only === undefined || only === etagOf(deposit);
  return isOfThis ? parseRange(asked.range, deposit.size) : null;
}

export function contentFields(
  deposit: Content,
  part: ByteRange | null,
): Readonly<Record<string, string | number>> {
  const { size } = deposit;
  const { from, to } = part ?? { from: 0, to: size };
  return {
    "accept-ranges": "bytes",
    "cache-control": "no-store",
    "content-length": to - from,
    "content-type": "application/octet-stream",
    etag: etagOf(deposit),
    ...(part === null ? {} : { "content-range": `bytes ${from}-${to - 1}/${size}` }),
  };
}

const etagOf = ({ digest }: Content): string => `"${Buffer.from(digest).toString("hex")}"`;
