import { createPrivateKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { concat } from "../../src/core/encoding/bytes.ts";
import { hex, present } from "../core/support/fixtures.ts";
import { fromHex, hasVectors, wycheproof } from "./support/outside.ts";
import type { OpeningKey } from "../../src/core/keys/recipientkind.ts";
import { openingKeyIn } from "../core/support/nodekeys.ts";

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

function privateKey(bytes: Uint8Array): OpeningKey {
  const der = Buffer.from(concat(pkcs8Prefix, bytes));
  return openingKeyIn(createPrivateKey({ key: der, format: "der", type: "pkcs8" }), "a vector");
}

const rows = (): AgreementVectors["testGroups"][number]["tests"] =>
  (wycheproof("x25519") as AgreementVectors).testGroups.flatMap(({ tests }) => tests);

type Row = ReturnType<typeof rows>[number];

const agreed = async (row: Row, ephemeralKey = fromHex(row.public)): Promise<string | null> => {
  const shared = await present(privateKey(fromHex(row.private)).agree)(ephemeralKey);
  return shared === null ? null : hex(shared);
};

/** Those of which something else came than should: null for what should give no secret. */
async function wrong(some: readonly Row[], right: (row: Row) => string | null): Promise<readonly Row[]> {
  const secrets = await Promise.all(some.map((row) => agreed(row)));
  return some.filter((row, at) => secrets[at] !== right(row));
}

const isZero = (row: { readonly shared: string }): boolean => /^0+$/.test(row.shared);

describe.skipIf(!hasVectors)("Wycheproof X25519", () => {
  it("of 518 rows the 264 valid ones give the shared secret", async () => {
    const valid = rows().filter(({ result }) => result === "valid");
    expect(rows()).toHaveLength(518);
    expect(valid).toHaveLength(264);
    expect(await wrong(valid, ({ shared }) => shared)).toEqual([]);
  });

  it("of the 254 acceptable ones the 31 whose secret everybody knows are refused", async () => {
    const known = rows().filter((row) => row.result === "acceptable" && isZero(row));
    expect(known).toHaveLength(31);
    expect(known.every(({ flags }) => flags.includes("ZeroSharedSecret"))).toBe(true);
    expect(await wrong(known, () => null)).toEqual([]);
  });

  // RFC 7748 §5: every 32 bytes are a public key, a point of the twist and a number beyond the prime among them.
  // The sender draws the ephemeral key and the tag covers its bytes: neither tells anybody else anything.
  it("the other 223 give the shared secret: points of the twist, and numbers not in their least form", async () => {
    const others = rows().filter((row) => row.result === "acceptable" && !isZero(row));
    expect(others).toHaveLength(223);
    expect(others.filter(({ flags }) => flags.includes("Twist"))).toHaveLength(216);
    expect(others.filter(({ flags }) => flags.includes("NonCanonicalPublic"))).toHaveLength(13);
    expect(await wrong(others, ({ shared }) => shared)).toEqual([]);
  });

  it("a public key of another length is refused", async () => {
    const [row] = rows();
    if (row === undefined) throw new Error("expected rows");
    const ephemeralKey = fromHex(row.public);
    expect(await agreed(row)).toBe(row.shared);
    for (const other of [
      new Uint8Array(0),
      ephemeralKey.subarray(1),
      concat(ephemeralKey, Uint8Array.of(0)),
      concat(Uint8Array.of(0), ephemeralKey),
    ]) {
      expect(await agreed(row, other)).toBeNull();
    }
  });
});
