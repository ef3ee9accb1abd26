import { describe, expect, it } from "vitest";
import type { TrustList } from "../../../src/core/trust/list.ts";
import { combineTrust } from "../../../src/core/trust/trust.ts";
import { newSigningKeys } from "../support/signingkeys.ts";

const { publicKey: key } = await newSigningKeys("ed25519");
const empty: TrustList = {
  madeAt: 100,
  authority: null,
  issuers: [],
  revokedKeys: [],
  revokedDocuments: [],
};
const anae = { name: "ANAE", key, speaksFor: null, from: null, until: 50 };

describe("own list and bundle", () => {
  it("are nothing where neither is there", () => {
    expect(combineTrust(null, null)).toBeNull();
  });

  it("are an empty list, not nothing, where one is there and empty", () => {
    expect(combineTrust(empty, null)).toMatchObject({ issuers: [], madeAt: 100, isBundle: false });
  });

  it("have the bundle's date as soon as there is one, though it be the older", () => {
    expect(combineTrust(empty, { ...empty, madeAt: 40 })).toMatchObject({ madeAt: 40, isBundle: true });
    expect(combineTrust(null, { ...empty, madeAt: 40 })).toMatchObject({ madeAt: 40, isBundle: true });
  });

  it("keep both entries of one key", () => {
    const later = { ...anae, name: "Agence", from: 60, until: null };
    const trust = combineTrust({ ...empty, issuers: [anae] }, { ...empty, issuers: [later] });
    expect(trust.issuers).toEqual([anae, later]);
  });

  it("revoke what either revokes, from the earlier date on, with its reason", () => {
    const early = { at: 10, reason: "stolen" };
    const late = { at: 20, reason: "lost" };
    const one: TrustList = {
      ...empty,
      revokedKeys: [
        { fingerprint: "a", ...early },
        { fingerprint: "b", ...late },
        { fingerprint: "c", ...late },
      ],
      revokedDocuments: [{ documentId: "d", ...late }],
    };
    const other: TrustList = {
      ...empty,
      revokedKeys: [
        { fingerprint: "a", ...late },
        { fingerprint: "b", ...early },
      ],
      revokedDocuments: [
        { documentId: "d", ...early },
        { documentId: "e", ...late },
      ],
    };
    for (const trust of [combineTrust(one, other), combineTrust(other, one)]) {
      expect(Object.fromEntries(trust.revokedKeys)).toEqual({
        a: { fingerprint: "a", ...early },
        b: { fingerprint: "b", ...early },
        c: { fingerprint: "c", ...late },
      });
      expect(Object.fromEntries(trust.revokedDocuments)).toEqual({
        d: { documentId: "d", ...early },
        e: { documentId: "e", ...late },
      });
    }
  });
});
