/**
 * A document is bytes. JSON documents are checked for being JSON at the sender's desk, where a fault can
 * still be mended, and never re-serialised: the receiver gets the sender's bytes.
 */
import type { Term } from "../refusal.ts";
import { failure, term } from "./refusals.ts";
import { findJsonFault } from "../encoding/json.ts";
import type { JsonFault } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import { decodeUtf8 } from "../encoding/text.ts";

/**
 * Throws document/not-utf8 or document/not-json with the place of the fault; returns where it is JSON. `isJsonOnly`: no
 * other kind of file would do instead.
 */
export function checkJsonDocument(document: Uint8Array, { isJsonOnly = false } = {}): void {
  const text = decodeUtf8(document);
  if (text === null) throw failure("document/not-utf8", { found: describeEncoding(document) });
  // RFC 8259 §8.1: no byte order mark. Most readers stumble over it, and the receiver cannot take it out
  // of a sealed document, so it is refused here.
  if (text.startsWith("\ufeff"))
    throw failure("document/not-utf8", { found: term("leading-byte-order-mark") });
  const fault = findJsonFault(text);
  if (fault !== null) throw failure("document/not-json", { ...fault, isJsonOnly });
}

/** Where an opened document stops being JSON, or null where it is JSON. */
export function findDocumentFault(document: Uint8Array): Pick<JsonFault, "line" | "column"> | null {
  const text = decodeUtf8(document);
  return text === null ? { line: 1, column: 1 } : findJsonFault(text);
}

/** Throws document/too-large. */
export function checkDocumentSize(document: Uint8Array, maxBytes: number = limits.documentBytes): void {
  if (document.length > maxBytes) throw failure("document/too-large", { bytes: document.length, maxBytes });
}

function describeEncoding(document: Uint8Array): Term {
  const [first, second] = document;
  if (first === 0xff && second === 0xfe) return term("utf-16-little-endian");
  if (first === 0xfe && second === 0xff) return term("utf-16-big-endian");
  const fault = findUtf8Fault(document);
  const byte = document[fault] ?? 0;
  return term("byte-at", byte.toString(16).padStart(2, "0"), String(fault + 1));
}

/**
 * Offset of the first byte that is not UTF-8. The longest prefix that decodes as a stream is found by halving;
 * it may end inside a character, and then the fault is the byte that began it: the é of a Latin-1 text, not
 * the comma after it.
 */
function findUtf8Fault(document: Uint8Array): number {
  const decodes = (length: number, stream: boolean): boolean => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(document.subarray(0, length), { stream });
      return true;
    } catch {
      return false;
    }
  };
  let good = 0;
  let bad = document.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(middle, true)) good = middle;
    else bad = middle;
  }
  while (!decodes(good, false)) good -= 1;
  return good;
}
