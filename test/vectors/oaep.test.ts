import { createPrivateKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { unwrapContentKey } from "../../src/core/envelope/contentkey.ts";
import { rsaOaep, rsaStructure } from "../../src/core/keys/kinds/rsaoaep.ts";
import { hex, present } from "../core/support/fixtures.ts";
import { fromHex, hasVectors, wycheproof } from "./support/outside.ts";
import { openingKeyIn } from "../core/support/nodekeys.ts";

interface OaepVectors {
  readonly testGroups: readonly {
    readonly sha: string;
    readonly mgfSha: string;
    readonly privateKeyPkcs8: string;
    readonly tests: readonly {
      readonly tcId: number;
      readonly msg: string;
      readonly ct: string;
      readonly label: string;
      readonly result: "valid" | "invalid";
    }[];
  }[];
}

/** Each vector through our own function: what it gave, and what it should have. */
async function results(
  name: string,
): Promise<{ valid: boolean; label: boolean; opened: boolean; right: boolean; asKey: boolean }[]> {
  const { testGroups } = wycheproof(name) as OaepVectors;
  const made = testGroups.flatMap((group) => {
    const der = Buffer.from(fromHex(group.privateKeyPkcs8));
    const recipient = openingKeyIn(createPrivateKey({ key: der, format: "der", type: "pkcs8" }), name);
    const structure = { kind: rsaOaep, keyId: null, keyWrap: "", keyBits: recipient.bits };
    return group.tests.map(async (test) => {
      const message = await present(recipient.decryptOaep)(fromHex(test.ct));
      return {
        valid: test.result === "valid",
        label: test.label !== "",
        opened: message !== null,
        right: message !== null && hex(message) === test.msg,
        asKey:
          (await unwrapContentKey({ ...structure, ...rsaStructure(fromHex(test.ct)) }, recipient)) !== null,
      };
    });
  });
  return Promise.all(made);
}

describe.skipIf(!hasVectors)("Wycheproof RSA-OAEP", () => {
  it.each([2048, 3072, 4096])(
    "of %i bits, SHA-256 and MGF1 with SHA-256: 10 open, 8 have a label, 19 are invalid",
    async (bits) => {
      const all = await results(`rsa_oaep_${bits}_sha256_mgf1sha256`);
      const unlabelled = all.filter(({ valid, label }) => valid && !label);
      const labelled = all.filter(({ valid, label }) => valid && label);
      const invalid = all.filter(({ valid }) => !valid);
      expect([all.length, unlabelled.length, labelled.length, invalid.length]).toEqual([37, 10, 8, 19]);

      expect(unlabelled.filter(({ right }) => right)).toHaveLength(10);
      // Our label is empty: to us, a message under another one was altered.
      expect(labelled.filter(({ opened }) => opened)).toHaveLength(0);
      expect(invalid.filter(({ opened }) => opened)).toHaveLength(0);
      // One of the messages is 32 bytes long and could be a content key.
      expect(all.filter(({ asKey }) => asKey)).toHaveLength(1);
    },
  );

  // The same padding with another hash in MGF1 must stay closed: it would be a second way to wrap a key.
  it("of 2048 bits, MGF1 with SHA-1: all 13 valid ones and all 18 invalid ones stay closed", async () => {
    const all = await results("rsa_oaep_2048_sha256_mgf1sha1");
    expect(all.filter(({ valid }) => valid)).toHaveLength(13);
    expect(all.filter(({ valid }) => !valid)).toHaveLength(18);
    expect(all.filter(({ opened }) => opened)).toHaveLength(0);
  });
});
