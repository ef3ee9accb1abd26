import { describe, expect, it } from "vitest";
import { readIssuerKey, readTrustBundle, readTrustList, trustIn } from "../../src/index.ts";
import { fixture } from "../core/support/fixtures.ts";

const list = (name: string): Uint8Array => fixture(`trust/${name}.txt`);
const authority = readIssuerKey(fixture("keys/authority_signing_public.pem"));

describe("whom a program believes", () => {
  it("comes from a desk's own list", () => {
    const { issuers, revokedKeys, revokedDocuments, isBundle } = trustIn(readTrustList(list("own-list")));
    expect(issuers.map(({ name }) => name)).toEqual(["ANAE"]);
    expect([revokedKeys.size, revokedDocuments.size, isBundle]).toEqual([1, 1, false]);
  });

  it("comes from what an authority signed, beside a list", async () => {
    const bundle = await readTrustBundle(list("bundle-february"), authority);
    const trust = trustIn(readTrustList(list("own-list")), bundle);
    expect(trust.issuers).toHaveLength(2);
    expect([trust.isBundle, trust.madeAt]).toEqual([true, bundle.madeAt]);
  });

  it.each([
    ["bundle-by-customs", "trust/not-by-authority"],
    ["bundle-altered", "trust/bad-signature"],
    ["own-list", "trust/malformed"],
  ])("comes not from %s: %s", async (name, code) => {
    await expect(readTrustBundle(list(name), authority)).rejects.toMatchObject({ code });
  });

  it("comes from no bundle that is taken for a list", () => {
    expect(() => readTrustList(list("bundle-february"))).toThrow(
      expect.objectContaining({ code: "trust/malformed" }),
    );
  });

  it("comes from nothing that only looks like a list", () => {
    expect(() => trustIn({ ...readTrustList(list("own-list")) })).toThrow(TypeError);
  });
});
