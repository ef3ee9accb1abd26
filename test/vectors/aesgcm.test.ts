import { describe, expect, it } from "vitest";
import { decryptContent, encryptContent } from "../../src/core/primitives/aead.ts";
import { concat, equalBytes } from "../../src/core/encoding/bytes.ts";
import { refusalOf } from "../core/support/fixtures.ts";
import { fromHex, hasVectors, wycheproof } from "./support/outside.ts";

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
type Outcome = "opens" | "opens with its additional data only" | "refused: tag" | "refused: sizes";

function outcomes(): Map<Outcome, number> {
  const counts = new Map<Outcome, number>();
  const { testGroups } = wycheproof("aes_gcm") as GcmVectors;
  for (const { ivSize, keySize, tagSize, tests } of testGroups) {
    expect(tagSize).toBe(128);
    for (const test of tests) {
      const [key, iv, message] = [fromHex(test.key), fromHex(test.iv), fromHex(test.msg)];
      const aad = fromHex(test.aad);
      const sealed = concat(fromHex(test.ct), fromHex(test.tag));
      let outcome: Outcome;
      if (keySize !== 256 || ivSize !== 96) {
        expect(refusalOf(() => decryptContent(key, iv, sealed)).code).toBe("internal/bug");
        expect(refusalOf(() => encryptContent(key, iv, message)).code).toBe("internal/bug");
        outcome = "refused: sizes";
      } else if (test.result === "valid") {
        const opened = decryptContent(key, iv, sealed, aad);
        expect(opened !== null && equalBytes(opened, message)).toBe(true);
        expect(equalBytes(encryptContent(key, iv, message, aad), sealed)).toBe(true);
        if (aad.length > 0) expect(decryptContent(key, iv, sealed)).toBeNull();
        outcome = aad.length > 0 ? "opens with its additional data only" : "opens";
      } else {
        expect(decryptContent(key, iv, sealed, aad)).toBeNull();
        outcome = "refused: tag";
      }
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
  }
  return counts;
}

describe.skipIf(!hasVectors)("Wycheproof AES-GCM", () => {
  it("of 316 rows: those of our sizes open or stay closed as they must, the others are not taken", () => {
    expect(Object.fromEntries(outcomes())).toEqual({
      opens: 21,
      "opens with its additional data only": 18,
      "refused: tag": 27,
      "refused: sizes": 250,
    });
  });
});
