import { describe, expect, it } from "vitest";
import { openDeposit } from "../../../src/core/deposit/blob.ts";
import { encodeTicket, parseTicket } from "../../../src/core/deposit/ticket.ts";
import { equalBytes } from "../../../src/core/encoding/bytes.ts";
import { QrsealError } from "../../../src/core/refusal.ts";
import { fixture, hex } from "../support/fixtures.ts";
import { vectors as made } from "./support/defects.ts";
import { saysOf } from "../../words/support/saying.ts";

interface Written {
  readonly name: string;
  readonly step: string | null;
  readonly code: string | null;
  readonly ticket: string;
  readonly blob: string;
}

const vectors = JSON.parse(Buffer.from(fixture("deposits/vectors.json")).toString()) as readonly Written[];
const document = fixture("deposits/document");

/** The step that refuses, as far as its code and sentence tell. */
function opening({ ticket, blob }: Written): { step: string | null; code: string | null } {
  const bytes = new Uint8Array(Buffer.from(ticket, "hex"));
  try {
    const parsed = parseTicket(bytes);
    expect(hex(encodeTicket(parsed))).toBe(ticket);
    expect(equalBytes(openDeposit(new Uint8Array(Buffer.from(blob, "base64")), parsed), document)).toBe(true);
    return { step: null, code: null };
  } catch (error) {
    if (!(error instanceof QrsealError)) throw error;
    const altered = saysOf(error).includes("digest") ? "digest" : "size";
    const steps: Readonly<Record<string, string>> = {
      "deposit/malformed": "ticket",
      "deposit/altered": altered,
      "open/damaged": "tag",
    };
    return { step: steps[error.code] ?? "decompress", code: error.code };
  }
}

describe("fixtures/deposits", () => {
  it.each(vectors)("$name", (vector) => {
    const { name, step, code } = vector;
    expect(opening(vector)).toEqual({ step, code });
    expect(name.startsWith(step ?? "opens")).toBe(true);
  });

  it("has every vector that is made, and no other", () => {
    expect(vectors.map(({ name }) => name)).toEqual(made().map(({ name }) => name));
    expect(new Set(vectors.map(({ ticket, blob }) => `${ticket} ${blob}`)).size).toBe(vectors.length);
  });
});
