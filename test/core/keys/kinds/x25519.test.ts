import { createPrivateKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { encodeCbor } from "../../../../src/core/encoding/cbor.ts";
import { safely, x25519 } from "../../../../src/core/keys/kinds/x25519.ts";
import type { OpeningKey, RecipientStructure } from "../../../../src/core/keys/recipientkind.ts";
import { agreeByHand } from "../../envelope/compact/byhand.ts";
import { openingKeyIn } from "../../support/nodekeys.ts";
import { hex, present } from "../../support/fixtures.ts";

const fromHex = (digits: string): Buffer => Buffer.from(digits, "hex");
const agree = async (key: OpeningKey, publicKey: Uint8Array): Promise<Uint8Array | null> =>
  present(key.agree)(publicKey);
const contentKey = Uint8Array.from({ length: 32 }, (_, index) => index);

describe("RFC 7748 §6.1", () => {
  const sides = {
    Alice: {
      secret: "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
      x: "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
    },
    Bob: {
      secret: "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
      x: "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
    },
  };

  test.each([
    ["Alice", sides.Alice, sides.Bob],
    ["Bob", sides.Bob, sides.Alice],
  ])("%s comes to the shared secret", async (_, own, other) => {
    const jwk = {
      kty: "OKP",
      crv: "X25519",
      x: fromHex(own.x).toString("base64url"),
      d: fromHex(own.secret).toString("base64url"),
    };
    const key = openingKeyIn(createPrivateKey({ key: jwk, format: "jwk" }), "vector");
    const shared = await agree(key, fromHex(other.x));
    expect(shared && hex(shared)).toBe("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
  });
});

test("both sides come to one secret, another office to another, every time with a fresh key", async () => {
  const office = await x25519.generate();
  const first = agreeByHand(office.publicKey);
  const second = agreeByHand(office.publicKey);
  const again = await agree(office.privateKey, first.ephemeralKey);
  expect(again && hex(again)).toBe(hex(first.shared));
  expect(hex(second.shared)).not.toBe(hex(first.shared));
  const elsewhere = await agree((await x25519.generate()).privateKey, first.ephemeralKey);
  expect(elsewhere && hex(elsewhere)).not.toBe(hex(first.shared));
});

describe("no secret comes of", () => {
  test.each([
    ["the point zero", new Uint8Array(32)],
    ["the point one", Uint8Array.of(1, ...new Uint8Array(31))],
    // RFC 7748 §5: p and p + 1 are other spellings of zero and one.
    ["zero, spelled p", fromHex(`ed${"ff".repeat(30)}7f`)],
    ["one, spelled p + 1", fromHex(`ee${"ff".repeat(30)}7f`)],
    ["a key too short", new Uint8Array(31).fill(9)],
    ["a key too long", new Uint8Array(33).fill(9)],
  ])("%s", async (_, publicKey) => {
    expect(await agree((await x25519.generate()).privateKey, publicKey)).toBeNull();
  });

  // OpenSSL 3 refuses points of small order by itself, so what it gives never shows whether we do.
  test("an agreement elsewhere that comes to zero", async () => {
    const elsewhere = safely(() => Promise.resolve(new Uint8Array(32)));
    expect(await elsewhere(new Uint8Array(32).fill(9))).toBeNull();
  });

  test.each([0, 31, 33, 64])(
    "a key of %i bytes, whatever an agreement elsewhere would make of it",
    async (length) => {
      let asked = 0;
      const elsewhere = safely(() => {
        asked += 1;
        return Promise.resolve(new Uint8Array(32).fill(1));
      });
      expect(await elsewhere(new Uint8Array(length).fill(9))).toBeNull();
      expect(asked).toBe(0);
      expect(await elsewhere(new Uint8Array(32).fill(9))).toEqual(new Uint8Array(32).fill(1));
    },
  );
});

describe("a content key", async () => {
  const office = await x25519.generate();
  const other = await x25519.generate();

  test("is agreed on where the recipient is alone, and nothing is wrapped", async () => {
    const agreed = await present(office.publicKey.agreeOnContentKey)();
    expect(agreed.contentKey).toHaveLength(32);
    expect(agreed.structure.wrappedKey).toHaveLength(0);
    expect(await office.privateKey.unwrap(agreed.structure)).toEqual(agreed.contentKey);
    expect(hex(present(await other.privateKey.unwrap(agreed.structure)))).not.toBe(hex(agreed.contentKey));
    const again = await present(office.publicKey.agreeOnContentKey)();
    expect(hex(again.contentKey)).not.toBe(hex(agreed.contentKey));
  });

  test("is wrapped where there are others, differently each time", async () => {
    const structure = await office.publicKey.wrap(contentKey);
    expect(structure.wrappedKey).toHaveLength(40);
    expect(await office.privateKey.unwrap(structure)).toEqual(contentKey);
    expect(await other.privateKey.unwrap(structure)).toBeNull();
    const again = await office.publicKey.wrap(contentKey);
    expect(hex(again.wrappedKey)).not.toBe(hex(structure.wrappedKey));
  });

  test("does not come of a structure with another's ephemeral key, or none", async () => {
    const structure = await office.publicKey.wrap(contentKey);
    const { unprotected } = await other.publicKey.wrap(contentKey);
    expect(await office.privateKey.unwrap({ ...structure, unprotected })).toBeNull();
    expect(await office.privateKey.unwrap({ ...structure, unprotected: new Map() })).toBeNull();
  });
});

describe("a structure of an X25519 recipient", async () => {
  const { publicKey } = await x25519.generate();
  const alone = (await present(publicKey.agreeOnContentKey)()).structure;
  const several = await publicKey.wrap(contentKey);

  test("is built for one alone or for one of several", () => {
    const keyBits = 255;
    expect(x25519.parse(alone, true)).toEqual({ keyWrap: "X25519, HKDF-SHA-256", keyBits });
    expect(x25519.parse(several, false)).toEqual({
      keyWrap: "X25519, HKDF-SHA-256, AES-256 key wrap",
      keyBits,
    });
    expect(x25519.parse(alone, false)).toBeNull();
    expect(x25519.parse(several, true)).toBeNull();
  });

  const coseKey = (...entries: [unknown, unknown][]): ReadonlyMap<unknown, unknown> => {
    const key = new Map([...(several.unprotected.get(-1) as Map<unknown, unknown>), ...entries]);
    for (const [label, value] of entries) if (value === undefined) key.delete(label);
    return new Map([[-1, key]]);
  };

  test.each<[string, Partial<RecipientStructure>]>([
    ["without a protected header", { protectedHeader: new Uint8Array(0) }],
    ["with a header of another algorithm", { protectedHeader: encodeCbor(new Map([[1, -29]])) }],
    ["without an ephemeral key", { unprotected: new Map() }],
    ["with an ephemeral key that is no map", { unprotected: new Map([[-1, new Uint8Array(32)]]) }],
    ["with an ephemeral key of type EC2", { unprotected: coseKey([1, 2]) }],
    ["with an ephemeral key on X448", { unprotected: coseKey([-1, 5]) }],
    ["with an ephemeral key of 31 bytes", { unprotected: coseKey([-2, new Uint8Array(31)]) }],
    ["with an ephemeral key of 33 bytes", { unprotected: coseKey([-2, new Uint8Array(33)]) }],
    ["with an ephemeral key that says more", { unprotected: coseKey([2, new Uint8Array(1)]) }],
    ["with an ephemeral key without its point", { unprotected: coseKey([-2, undefined]) }],
    ["with a second header", { unprotected: new Map([...several.unprotected, [1, -31]]) }],
    ["with a wrapped key of 39 bytes", { wrappedKey: new Uint8Array(39) }],
    ["with a wrapped key of 41 bytes", { wrappedKey: new Uint8Array(41) }],
  ])("%s is none", (_, change) => {
    expect(x25519.parse({ ...several, ...change }, false)).toBeNull();
  });
});
