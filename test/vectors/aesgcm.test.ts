import { describe, expect, it } from "vitest";
import { decryptContent, encryptContent } from "../../src/core/aead.ts";
import { concat, equalBytes } from "../../src/core/bytes.ts";
import { refusalOf } from "../core/support.ts";
import { fromHex, hasVectors, wycheproof } from "./outside.ts";

interface GcmVectors {
  readonly testGroups: readonly {
    readonly ivSize: number;
    readonly keySize: number;
    readonly tagSize: number;
    readonly tests: readonly {
      readonly key: string;
      readonly iv: string;
      readonly aad: string;
      readonly msg: string;
      readonly ct: string;
      readonly tag: string;
      readonly result: "valid" | "invalid";
    }[];
  }[];
}

/** Where a row of the file ends up in our two functions. */
type Outcome =
  "opens, and seals to the same bytes" | "refused: tag" | "refused: additional data" | "refused: sizes";

function outcomes(): Map<Outcome, number> {
  const counts = new Map<Outcome, number>();
  const { testGroups } = wycheproof("aes_gcm") as GcmVectors;
  for (const { ivSize, keySize, tagSize, tests } of testGroups) {
    expect(tagSize).toBe(128);
    for (const test of tests) {
      const [key, iv, message] = [fromHex(test.key), fromHex(test.iv), fromHex(test.msg)];
      const sealed = concat(fromHex(test.ct), fromHex(test.tag));
      let outcome: Outcome;
      if (keySize !== 256 || ivSize !== 96) {
        expect(refusalOf(() => decryptContent(key, iv, sealed)).code).toBe("internal/bug");
        expect(refusalOf(() => encryptContent(key, iv, message)).code).toBe("internal/bug");
        outcome = "refused: sizes";
      } else if (test.result === "valid" && test.aad === "") {
        expect(equalBytes(decryptContent(key, iv, sealed) ?? Uint8Array.of(), message)).toBe(true);
        expect(decryptContent(key, iv, sealed)).not.toBeNull();
        expect(equalBytes(encryptContent(key, iv, message), sealed)).toBe(true);
        outcome = "opens, and seals to the same bytes";
      } else {
        expect(decryptContent(key, iv, sealed)).toBeNull();
        outcome = test.result === "valid" ? "refused: additional data" : "refused: tag";
      }
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
  }
  return counts;
}

describe.skipIf(!hasVectors)("Wycheproof AES-GCM", () => {
  it("of 316 rows: those of our sizes open or stay closed as they must, the others are not taken", () => {
    expect(Object.fromEntries(outcomes())).toEqual({
      "opens, and seals to the same bytes": 21,
      "refused: additional data": 18,
      "refused: tag": 27,
      "refused: sizes": 250,
    });
  });
});
