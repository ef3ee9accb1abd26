import { createPrivateKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { agreeAgain } from "../../src/core/agreement.ts";
import { recipientPrivateKey } from "../../src/core/keys.ts";
import { hex } from "../core/support.ts";
import { fromHex, hasVectors, wycheproof } from "./outside.ts";

interface X25519Vectors {
  readonly testGroups: readonly {
    readonly tests: readonly {
      readonly tcId: number;
      readonly public: string;
      readonly private: string;
      readonly shared: string;
    }[];
  }[];
}

/** A PrivateKeyInfo of X25519 up to the key itself (RFC 8410 §7). */
const privateKeyInfo = fromHex("302e020100300506032b656e04220420");

describe.skipIf(!hasVectors)("X25519 agreement, by Wycheproof", () => {
  it("comes to every shared secret, and refuses exactly those that are zero", () => {
    const { testGroups } = wycheproof("x25519") as X25519Vectors;
    const vectors = testGroups.flatMap(({ tests }) => tests);
    let refused = 0;
    for (const vector of vectors) {
      const der = Buffer.concat([privateKeyInfo, fromHex(vector.private)]);
      const key = recipientPrivateKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" }), "vector");
      if (key.type !== "x25519") throw new Error("expected X25519 keys only");
      const shared = agreeAgain(key, fromHex(vector.public));
      const isZero = /^0+$/.test(vector.shared);
      expect(shared && hex(shared), `vector ${vector.tcId}`).toBe(isZero ? null : vector.shared);
      if (shared === null) refused += 1;
    }
    expect(vectors.length).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(10);
  });
});
