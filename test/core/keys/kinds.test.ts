import { describe, expect, it } from "vitest";
import {
  addRecipientKind,
  addSignerKind,
  nameRecipientKey,
  recipientKinds,
  signerKindOf,
  signerKinds,
} from "../../../src/core/keys/kinds.ts";
import { ed25519 } from "../../../src/core/keys/kinds/ed25519.ts";
import { x25519 } from "../../../src/core/keys/kinds/x25519.ts";
import { expectRefusal, publicKey } from "../support/fixtures.ts";

describe("the kinds of keys", () => {
  it("that are here, the usual one first", () => {
    expect(recipientKinds().map(({ id, name }) => [id, name])).toEqual([
      ["rsa", "RSA"],
      ["x25519", "X25519"],
    ]);
    expect(signerKinds().map(({ id, name, coseId }) => [id, name, coseId])).toEqual([
      ["ed25519", "Ed25519", -8],
      ["p256", "ECDSA P-256", -7],
      ["rsa", "RSA-PSS", -37],
      ["dsa", "DSA 2048", -65_600],
    ]);
  });

  it("of signers are found by the number that a signature names", () => {
    expect(signerKindOf(-8)).toBe(ed25519);
    for (const unknown of [-9, 8, "-8", null, undefined]) expect(signerKindOf(unknown)).toBeNull();
  });

  it("name a key of theirs by its length, where they have several", async () => {
    expect(nameRecipientKey(publicKey("office-3072"))).toBe("RSA 3072");
    expect(nameRecipientKey((await x25519.generate()).publicKey)).toBe("X25519");
  });

  it("are added by their door alone: whoever changes the list that was told changes a copy", () => {
    for (const kinds of [recipientKinds(), signerKinds()] as unknown[][]) kinds.length = 0;
    expect([recipientKinds().length, signerKinds().length]).toEqual([2, 4]);
  });

  it("cannot be added twice, under one name or one number", () => {
    expectRefusal(() => {
      addRecipientKind({ ...x25519, name: "another" });
    }, "internal/bug");
    expectRefusal(() => {
      addSignerKind({ ...ed25519, coseId: -70_000 });
    }, "internal/bug");
    expectRefusal(() => {
      addSignerKind({ ...ed25519, id: "another" });
    }, "internal/bug");
    expect([recipientKinds().length, signerKinds().length]).toEqual([2, 4]);
  });
});
