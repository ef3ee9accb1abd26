import { createPublicKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { concat, equalBytes } from "../../src/core/encoding/bytes.ts";
import { encodeDer, membersOf, parseDer, tags } from "../../src/core/encoding/der.ts";
import type { DerValue } from "../../src/core/encoding/der.ts";
import { fromHex, hasVectors, wycheproof } from "./support/outside.ts";
import type { VerifyingKey } from "../../src/core/keys/signerkind.ts";
import { verifyingKeyIn } from "../core/support/nodekeys.ts";

interface SignatureVectors {
  readonly testGroups: readonly {
    readonly publicKeyDer: string;
    readonly tests: readonly {
      readonly tcId: number;
      readonly flags: readonly string[];
      readonly msg: string;
      readonly sig: string;
      readonly result: "valid" | "invalid" | "acceptable";
    }[];
  }[];
}

interface Row {
  readonly key: VerifyingKey;
  readonly result: "valid" | "invalid" | "acceptable";
  readonly flags: string;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

function rowsOf(name: string): Row[] {
  const { testGroups } = wycheproof(name) as SignatureVectors;
  return testGroups.flatMap(({ publicKeyDer, tests }) => {
    const der = Buffer.from(fromHex(publicKeyDer));
    const key = verifyingKeyIn(createPublicKey({ key: der, format: "der", type: "spki" }), name);
    return tests.map(({ result, flags, msg, sig }) => ({
      key,
      result,
      flags: flags.join(" "),
      message: fromHex(msg),
      signature: fromHex(sig),
    }));
  });
}

const verifies = ({ key, message }: Row, signature: Uint8Array): Promise<boolean> =>
  key.verify(message, signature);

/** One byte less and one byte more, before and behind: none of them may hold. */
const otherLengths = (signature: Uint8Array): Uint8Array[] => [
  new Uint8Array(0),
  signature.subarray(1),
  signature.subarray(0, -1),
  concat(Uint8Array.of(0), signature),
  concat(signature, Uint8Array.of(0)),
];

/** Rows by what they are and what our verification said of them. */
function tally(rows: readonly (Row & { readonly said: string })[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { result, flags, said } of rows) {
    const name = `${result} (${flags}): ${said}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const asTheyStand = async (name: string): Promise<(Row & { said: string })[]> =>
  Promise.all(
    rowsOf(name).map(async (row) => ({
      ...row,
      said: (await verifies(row, row.signature)) ? "verified" : "refused",
    })),
  );

describe.skipIf(!hasVectors)("Wycheproof signatures", () => {
  it("Ed25519: of 151 rows the 88 valid ones verify", async () => {
    const rows = await asTheyStand("ed25519");
    expect(new Set(rows.map(({ key }) => key.kind.coseId))).toEqual(new Set([-8]));
    expect(tally(rows)).toEqual({
      "valid (Valid): verified": 18,
      "valid (Ktv): verified": 38,
      "valid (TinkOverflow): verified": 32,
      "invalid (InvalidEncoding): refused": 22,
      "invalid (InvalidSignature): refused": 20,
      "invalid (SignatureMalleability): refused": 8,
      "invalid (SignatureWithGarbage): refused": 5,
      "invalid (CompressedSignature): refused": 4,
      "invalid (TruncatedSignature): refused": 3,
      "invalid (InvalidKtv): refused": 1,
    });
  });

  it.each([2048, 3072])(
    "RSA-PSS of %i bits, SHA-256, salt of 32 bytes: of 108 rows the 63 valid ones verify",
    async (bits) => {
      const rows = await asTheyStand(`rsa_pss_${bits}_sha256_mgf1_32`);
      expect(new Set(rows.map(({ key }) => key.kind.coseId))).toEqual(new Set([-37]));
      expect(tally(rows)).toEqual({
        "valid (Normal): verified": 7,
        "valid (SpecialCaseHash): verified": 54,
        "valid (ModifiedSignature): verified": 2,
        "invalid (ModifiedSignature): refused": 44,
        "invalid (WrongPrimitive): refused": 1,
      });
    },
  );

  it("DSA of 2048 and 256 bits: of 366 rows the 82 valid ones verify as r and s side by side", async () => {
    const rows = await Promise.all(
      rowsOf("dsa_2048_256_sha256").map(async (row) => {
        const sides = sideBySide(row.signature);
        if (typeof sides === "string") return { ...row, said: sides };
        return { ...row, said: (await verifies(row, sides)) ? "verified" : "refused" };
      }),
    );
    expect(new Set(rows.map(({ key }) => key.kind.coseId))).toEqual(new Set([-65_600]));
    // Ours is not DER: what is not the one DER spelling of two numbers of 32 bytes cannot be written at all.
    expect(tally(rows)).toEqual({
      "valid (Normal): verified": 6,
      "valid (ArithmeticError): verified": 5,
      "valid (ModularInverse): verified": 15,
      "valid (SmallRandS): verified": 2,
      "valid (SpecialCaseHash): verified": 54,
      "invalid (InvalidSignature): refused": 25,
      "invalid (ModifiedInteger): refused": 1,
      "invalid (ModifiedSignature): refused": 7,
      "acceptable (MissingZero): a negative integer": 1,
      "invalid (IntegerOverflow): a negative integer": 1,
      "invalid (InvalidSignature): a negative integer": 13,
      "invalid (InvalidTypesInSignature): a negative integer": 9,
      "invalid (ModifiedInteger): a negative integer": 4,
      "invalid (ModifiedSignature): a negative integer": 3,
      "invalid (RangeCheck): a negative integer": 2,
      "invalid (IntegerOverflow): an integer beyond 32 bytes": 4,
      "invalid (InvalidSignature): an integer beyond 32 bytes": 26,
      "invalid (InvalidTypesInSignature): an integer beyond 32 bytes": 9,
      "invalid (ModifiedSignature): an integer beyond 32 bytes": 7,
      "invalid (RangeCheck): an integer beyond 32 bytes": 4,
      "invalid (InvalidEncoding): an integer with a needless first byte": 2,
      "invalid (InvalidEncoding): not two integers": 19,
      "invalid (InvalidTypesInSignature): not two integers": 45,
      "invalid (ModifiedSignature): not two integers": 10,
      "invalid (BerEncodedSignature): not DER of a sequence of two": 7,
      "invalid (InvalidEncoding): not DER of a sequence of two": 65,
      "invalid (ModifiedSignature): not DER of a sequence of two": 20,
    });
  });

  it("no DSA signature verifies in the DER that the file has it in", async () => {
    const rows = rowsOf("dsa_2048_256_sha256");
    expect(rows).toHaveLength(366);
    for (const row of rows) expect(await verifies(row, row.signature)).toBe(false);
  });

  it.each([
    ["ed25519", 88, 64],
    ["rsa_pss_2048_sha256_mgf1_32", 63, 256],
    ["rsa_pss_3072_sha256_mgf1_32", 63, 384],
    ["dsa_2048_256_sha256", 82, 64],
  ] as const)("%s: %i good signatures of %i bytes hold in no other length", async (name, count, bytes) => {
    const good = rowsOf(name).filter(({ result }) => result === "valid");
    expect(good).toHaveLength(count);
    for (const row of good) {
      const signature = name.startsWith("dsa") ? sideBySide(row.signature) : row.signature;
      if (typeof signature === "string") throw new Error(signature);
      expect(signature).toHaveLength(bytes);
      expect(await verifies(row, signature)).toBe(true);
      for (const other of otherLengths(signature)) expect(await verifies(row, other)).toBe(false);
    }
  });
});

/** r and s at 32 bytes each (IEEE P1363) from DER, or why this DER has no such counterpart. */
function sideBySide(der: Uint8Array): Uint8Array | string {
  const whole = parseDer(der);
  const members = whole?.length === 1 ? membersOf(whole[0]) : null;
  if (members?.length !== 2 || !equalBytes(encodeDer(tags.sequence, ...members.map(again)), der))
    return "not DER of a sequence of two";
  const halves = members.map(fixedLength);
  const problem = halves.find((half) => typeof half === "string");
  return problem ?? concat(...halves.filter((half) => typeof half !== "string"));
}

const again = ({ tag, content }: DerValue): Uint8Array => encodeDer(tag, content);

function fixedLength({ tag, content }: DerValue): Uint8Array | string {
  const [first, second = 0] = content;
  if (tag !== tags.integer || first === undefined) return "not two integers";
  const isLong = content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (isLong) return "an integer with a needless first byte";
  if (first >= 0x80) return "a negative integer";
  const digits = first === 0 ? content.subarray(1) : content;
  return digits.length > 32
    ? "an integer beyond 32 bytes"
    : concat(new Uint8Array(32 - digits.length), digits);
}
