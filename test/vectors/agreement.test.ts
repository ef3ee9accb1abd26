import { createPrivateKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { agreeAgain } from "../../src/core/primitives/agreement.ts";
import { concat } from "../../src/core/encoding/bytes.ts";
import { recipientPrivateKey } from "../../src/core/keys/recipientkeys.ts";
import type { X25519PrivateKey } from "../../src/core/keys/recipientkeys.ts";
import { hex } from "../core/support.ts";
import { fromHex, hasVectors, wycheproof } from "./outside.ts";

interface AgreementVectors {
  readonly testGroups: readonly {
    readonly tests: readonly {
      readonly tcId: number;
      readonly flags: readonly string[];
      readonly public: string;
      readonly private: string;
      readonly shared: string;
      readonly result: "valid" | "acceptable";
    }[];
  }[];
}

/** PKCS #8 around the 32 bytes of an X25519 private key (RFC 8410 §7). */
const pkcs8Prefix = fromHex("302e020100300506032b656e04220420");

function privateKey(bytes: Uint8Array): X25519PrivateKey {
  const der = Buffer.from(concat(pkcs8Prefix, bytes));
  const key = recipientPrivateKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" }), "a vector");
  if (key.type !== "x25519") throw new Error("expected X25519 keys only");
  return key;
}

const rows = (): AgreementVectors["testGroups"][number]["tests"] =>
  (wycheproof("x25519") as AgreementVectors).testGroups.flatMap(({ tests }) => tests);

const agreed = (row: ReturnType<typeof rows>[number], ephemeralKey = fromHex(row.public)): string | null => {
  const shared = agreeAgain(privateKey(fromHex(row.private)), ephemeralKey);
  return shared === null ? null : hex(shared);
};

const isZero = (row: { readonly shared: string }): boolean => /^0+$/.test(row.shared);

describe.skipIf(!hasVectors)("Wycheproof X25519", () => {
  it("of 518 rows the 264 valid ones give the shared secret", () => {
    const valid = rows().filter(({ result }) => result === "valid");
    expect(rows()).toHaveLength(518);
    expect(valid).toHaveLength(264);
    expect(valid.filter((row) => agreed(row) !== row.shared)).toEqual([]);
  });

  it("of the 254 acceptable ones the 31 whose secret everybody knows are refused", () => {
    const known = rows().filter((row) => row.result === "acceptable" && isZero(row));
    expect(known).toHaveLength(31);
    expect(known.every(({ flags }) => flags.includes("ZeroSharedSecret"))).toBe(true);
    expect(known.filter((row) => agreed(row) !== null)).toEqual([]);
  });

  // RFC 7748 §5: every 32 bytes are a public key, a point of the twist and a number beyond the prime among them.
  // The sender draws the ephemeral key and the tag covers its bytes: neither tells anybody else anything.
  it("the other 223 give the shared secret: points of the twist, and numbers not in their least form", () => {
    const others = rows().filter((row) => row.result === "acceptable" && !isZero(row));
    expect(others).toHaveLength(223);
    expect(others.filter(({ flags }) => flags.includes("Twist"))).toHaveLength(216);
    expect(others.filter(({ flags }) => flags.includes("NonCanonicalPublic"))).toHaveLength(13);
    expect(others.filter((row) => agreed(row) !== row.shared)).toEqual([]);
  });

  it("a public key of another length is refused", () => {
    const [row] = rows();
    if (row === undefined) throw new Error("expected rows");
    const ephemeralKey = fromHex(row.public);
    expect(agreed(row)).toBe(row.shared);
    for (const other of [
      new Uint8Array(0),
      ephemeralKey.subarray(1),
      concat(ephemeralKey, Uint8Array.of(0)),
      concat(Uint8Array.of(0), ephemeralKey),
    ]) {
      expect(agreed(row, other)).toBeNull();
    }
  });
});
