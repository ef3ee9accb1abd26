/** Steps "unwrap", "commitment" and "tag": what only the reader's own key shows. */
import { constants, createHash, publicEncrypt } from "node:crypto";
import { wrapAes } from "../../../../../src/core/primitives/aeskw.ts";
import { concat } from "../../../../../src/core/encoding/bytes.ts";
import { encodeCbor } from "../../../../../src/core/encoding/cbor.ts";
import { contentAad, contentHeader } from "../../../../../src/core/envelope/compact/encrypted.ts";
import { encStructure, kdfContext } from "../../../../../src/core/encoding/cose.ts";
import { hkdf } from "../../../../../src/core/primitives/hkdf.ts";
import { systemRandom } from "../../../../../src/core/random.ts";
import { encodeUtf8 } from "../../../../../src/core/encoding/text.ts";
import { collide } from "../collision.ts";
import { addressByHand, agreeByHand, oaep, strangerByHand } from "../byhand.ts";
import { publicKeyObject } from "../../../support/nodekeys.ts";
import { office } from "../keys.ts";
import type { OfficeName } from "../keys.ts";
import { fingerprint, flipped, fromHex, seal, write } from "../parts.ts";
import type { Sealed } from "../parts.ts";
import { at } from "./vector.ts";
import type { Vector } from "./vector.ts";
import { commitToKey } from "../../../../../src/core/envelope/compact/commitment.ts";

type Structure = readonly [
  header: Uint8Array,
  unprotected: ReadonlyMap<unknown, unknown>,
  wrapped: Uint8Array,
];
const two: readonly OfficeName[] = ["port", "air"];
const nothing = new Uint8Array(0);

/** Points of small order on Curve25519 and its twist, in every spelling of 32 bytes (Wycheproof, x25519). */
const smallOrder = [
  ["0", "00".repeat(32)],
  ["1", `01${"00".repeat(31)}`],
  ["8-first", "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"],
  ["8-second", "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"],
  ["minus-1", `ec${"ff".repeat(30)}7f`],
  ["p", `ed${"ff".repeat(30)}7f`],
  ["p-plus-1", `ee${"ff".repeat(30)}7f`],
] as const;

function withEphemeral(structure: unknown, x: Uint8Array): Structure {
  const [header, unprotected, wrapped] = structure as Structure;
  const key = new Map([...(unprotected.get(-1) as Map<unknown, unknown>), [-2, x]]);
  return [header, new Map([...unprotected, [-1, key]]), wrapped];
}
function withWrapped(structure: unknown, change: (wrapped: Uint8Array) => Uint8Array): Structure {
  const [header, unprotected, wrapped] = structure as Structure;
  return [header, unprotected, change(wrapped)];
}
const first =
  (change: (structure: unknown) => unknown) =>
  ([structure, ...others]: readonly unknown[]): readonly unknown[] => [change(structure), ...others];

const rsaWrapped = (make: (contentKey: Uint8Array) => Uint8Array): string => {
  const contentKey = Uint8Array.from(systemRandom(32));
  const structures = first((one) => withWrapped(one, () => Uint8Array.from(make(contentKey))));
  return write(seal({ to: ["office-2048"], structures, contentKey: () => contentKey }));
};
const rsaKey = (): ReturnType<typeof office>["publicKey"] => office("office-2048").publicKey;

/** The same number in one byte less: OpenSSL fills it up, and a number must not have two spellings. */
function withoutFirstZero(): string {
  const key = office("office-3072").publicKey;
  const contentKey = Uint8Array.from(systemRandom(32));
  let wrapped = oaep(key, contentKey);
  while (wrapped[0] !== 0) wrapped = oaep(key, contentKey);
  const structures = first((one) => withWrapped(one, () => Uint8Array.from(wrapped.subarray(1))));
  return write(seal({ to: ["office-3072"], structures, contentKey: () => contentKey }));
}

export function unwrapVectors(): readonly Vector[] {
  const rsa = (name: string, content: string): Vector => at("unwrap", name, content, { key: "office-2048" });
  return [
    ...smallOrder.map(([name, x]) =>
      at(
        "unwrap",
        `ephemeral-key-of-small-order-${name}`,
        write(
          seal({
            structures: first((one) => withEphemeral(one, fromHex(x))),
            contentKey: () => contentKeyOfNobody(),
          }),
        ),
      ),
    ),
    at(
      "unwrap",
      "ephemeral-key-of-small-order-in-several",
      write(seal({ to: two, structures: first((one) => withEphemeral(one, nothing32())) })),
    ),
    at(
      "unwrap",
      "ephemeral-key-of-another",
      write(
        seal({ to: two, structures: first((one) => withEphemeral(one, fromHex(`09${"00".repeat(31)}`))) }),
      ),
    ),
    at(
      "unwrap",
      "wrapped-key-first-bit-flipped",
      write(seal({ to: two, structures: first((one) => withWrapped(one, (old) => flipped(old, 0))) })),
    ),
    at(
      "unwrap",
      "wrapped-key-last-bit-flipped",
      write(seal({ to: two, structures: first((one) => withWrapped(one, (old) => flipped(old, -1))) })),
    ),
    at(
      "unwrap",
      "wrapped-keys-exchanged",
      write(
        seal({
          to: two,
          structures: ([one, other]) => [
            withWrapped(one, () => (other as Structure)[2]),
            withWrapped(other, () => (one as Structure)[2]),
          ],
        }),
      ),
    ),
    at("unwrap", "wrapping-key-derived-for-a256gcm", severalDerived({ algorithm: 3 })),
    at("unwrap", "wrapping-key-derived-without-context", severalDerived({ context: nothing })),
    rsa(
      "rsa-wrapped-key-flipped",
      rsaWrapped((key) => flipped(oaep(rsaKey(), key), 100)),
    ),
    rsa(
      "rsa-wrapped-key-zero",
      rsaWrapped(() => new Uint8Array(256)),
    ),
    rsa(
      "rsa-wrapped-key-over-the-modulus",
      rsaWrapped(() => new Uint8Array(256).fill(0xff)),
    ),
    rsa(
      "rsa-wrapped-key-zero-in-front",
      rsaWrapped((key) => concat(new Uint8Array(1), oaep(rsaKey(), key))),
    ),
    at("unwrap", "rsa-wrapped-key-without-its-first-zero", withoutFirstZero(), { key: "office-3072" }),
    rsa(
      "rsa-wrapped-key-of-3072-bits",
      rsaWrapped((key) => oaep(office("office-3072").publicKey, key)),
    ),
    rsa(
      "rsa-wrapped-for-another-key",
      rsaWrapped((key) => oaep(strangerByHand("rsa"), key)),
    ),
    rsa(
      "rsa-oaep-with-sha1",
      rsaWrapped((key) =>
        publicEncrypt(
          { key: publicKeyObject(rsaKey()), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" },
          key,
        ),
      ),
    ),
    rsa(
      "rsa-oaep-with-sha512",
      rsaWrapped((key) =>
        publicEncrypt(
          { key: publicKeyObject(rsaKey()), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha512" },
          key,
        ),
      ),
    ),
    rsa(
      "rsa-oaep-with-a-label",
      rsaWrapped((key) => encryptLabelled(key)),
    ),
    rsa(
      "rsa-with-the-padding-of-old",
      rsaWrapped((key) => pkcs1Encrypted(key)),
    ),
    rsa(
      "rsa-key-of-16",
      rsaWrapped((key) => oaep(rsaKey(), key.slice(16))),
    ),
    rsa(
      "rsa-key-of-33",
      rsaWrapped((key) => oaep(rsaKey(), concat(key, new Uint8Array(1)))),
    ),
    rsa(
      "rsa-key-empty",
      rsaWrapped(() => oaep(rsaKey(), nothing)),
    ),
    at(
      "unwrap",
      "key-id-of-an-x25519-key-at-rsa",
      write(
        seal({
          to: ["office-2048"],
          structures: first((one) => named(one, fingerprint("port").slice(0, 8))),
        }),
      ),
    ),
    rsa(
      "key-id-of-an-rsa-key-at-x25519",
      write(seal({ structures: first((one) => named(one, fingerprint("office-2048").slice(0, 8))) })),
    ),
  ];
}

const nothing32 = (): Uint8Array => new Uint8Array(32);
/** What a forger would derive from a point of small order: the shared secret is zero, whoever the reader is. */
const contentKeyOfNobody = (): Uint8Array =>
  hkdf(nothing32(), nothing, kdfContext(3, 256, encodeCbor(new Map([[1, -25]]))), 32);

const encryptLabelled = (contentKey: Uint8Array): Uint8Array =>
  publicEncrypt(
    {
      key: publicKeyObject(rsaKey()),
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: "sha256",
      oaepLabel: Buffer.from("qrseal"),
    },
    contentKey,
  );

/** RSAES-PKCS1-v1_5 (RFC 8017 §7.2.1) by hand: no file of this project names that padding. */
function pkcs1Encrypted(contentKey: Uint8Array): Uint8Array {
  const filling = Uint8Array.from(systemRandom(256 - 3 - contentKey.length), (byte) => byte || 1);
  const block = concat(Uint8Array.of(0, 2), filling, Uint8Array.of(0), contentKey);
  return publicEncrypt({ key: publicKeyObject(rsaKey()), padding: constants.RSA_NO_PADDING }, block);
}

function named(structure: unknown, id: Uint8Array): Structure {
  const [header, unprotected, wrapped] = structure as Structure;
  return [header, new Map([...unprotected, [4, id]]), wrapped];
}

const agreedWithPort = (): ReturnType<typeof agreeByHand> => agreeByHand(office("port").publicKey);

interface Derivation {
  readonly algorithm?: number;
  readonly bits?: number;
  readonly salt?: Uint8Array;
  readonly context?: Uint8Array;
  /** The protected header in the context, where it is not the recipient's. */
  readonly header?: Uint8Array;
}

/** A key agreed with the port and derived in some other way, and the ephemeral key it was agreed with. */
function derived(algorithm: number, header: number, how: Derivation): { key: Uint8Array; x: Uint8Array } {
  const { shared, ephemeralKey: x } = agreedWithPort();
  const protectedHeader = how.header ?? encodeCbor(new Map([[1, header]]));
  const context = how.context ?? kdfContext(how.algorithm ?? algorithm, how.bits ?? 256, protectedHeader);
  return { key: hkdf(shared, how.salt ?? nothing, context, 32), x };
}

function aloneDerived(how: Derivation): string {
  const { key, x } = derived(3, -25, how);
  return write(seal({ structures: first((one) => withEphemeral(one, x)), contentKey: () => key }));
}

function severalDerived(how: Derivation): string {
  const { key, x } = derived(-5, -31, how);
  const contentKey = Uint8Array.from(systemRandom(32));
  const { structures } = addressByHand(
    two.map((name) => office(name).publicKey),
    contentKey,
  );
  const changed = first((one) => withWrapped(withEphemeral(one, x), () => wrapAes(key, contentKey)));
  return write(seal({ to: two, structures: () => changed(structures), contentKey: () => contentKey }));
}

/** An envelope for two offices whose content key is not the same: the first has the one, the second the other. */
function forTwoKeys(one: Uint8Array, other: Uint8Array): readonly unknown[] {
  const keys = two.map((name) => office(name).publicKey);
  return [addressByHand(keys, one).structures[0], addressByHand(keys, other).structures[1]];
}

function collision(): string {
  const [one, other] = [systemRandom(32), systemRandom(32)].map((key) => Uint8Array.from(key)) as [
    Uint8Array,
    Uint8Array,
  ];
  const structures = forTwoKeys(one, other);
  const protectedHeader = contentHeader(commitToKey(one));
  const { nonce, ciphertext } = collide(one, other, contentAad(protectedHeader, structures));
  return write({ contentKey: one, protectedHeader, nonce: Uint8Array.from(nonce), ciphertext, structures });
}

export function commitmentVectors(): readonly Vector[] {
  const to = (header: (commitment: Uint8Array) => Uint8Array): string => write(seal({ to: two, header }));
  const rsaAndPort: readonly OfficeName[] = ["office-2048", "port"];
  return [
    at(
      "commitment",
      "first-bit-flipped",
      to((made) => contentHeader(flipped(made, 0))),
    ),
    at(
      "commitment",
      "last-bit-flipped",
      to((made) => contentHeader(flipped(made, -1))),
    ),
    at(
      "commitment",
      "of-zeros",
      to(() => contentHeader(nothing32())),
    ),
    at(
      "commitment",
      "of-another-key",
      to(() => contentHeader(commitToKey(systemRandom(32)))),
    ),
    at(
      "commitment",
      "of-another-key-for-rsa",
      write(seal({ to: rsaAndPort, header: () => contentHeader(commitToKey(systemRandom(32))) })),
      { key: "office-2048" },
    ),
    at(
      "commitment",
      "of-another-info",
      write(
        sealedWithCommitment((key) => hkdf(key, nothing, encodeUtf8("qrseal compact 2 key commitment"), 32)),
      ),
    ),
    at(
      "commitment",
      "with-a-salt",
      write(
        sealedWithCommitment((key) =>
          hkdf(key, new Uint8Array(1).fill(1), encodeUtf8("qrseal compact 1 key commitment"), 32),
        ),
      ),
    ),
    at(
      "commitment",
      "by-sha256",
      write(sealedWithCommitment((key) => Uint8Array.from(createHash("sha256").update(key).digest()))),
    ),
    at("commitment", "two-keys-one-ciphertext", collision(), { key: "air" }),
  ];
}

function sealedWithCommitment(commit: (contentKey: Uint8Array) => Uint8Array): Sealed {
  const contentKey = Uint8Array.from(systemRandom(32));
  const { structures } = addressByHand(
    two.map((name) => office(name).publicKey),
    contentKey,
  );
  return seal({
    to: two,
    structures: () => structures,
    contentKey: () => contentKey,
    header: () => contentHeader(commit(contentKey)),
  });
}

export function tagVectors(): readonly Vector[] {
  const content = (change: (ciphertext: Uint8Array) => Uint8Array): string =>
    write(seal(), ([header, unprotected, ciphertext, structures]) => [
      header,
      unprotected,
      change(ciphertext),
      structures,
    ]);
  const list = (change: (structures: readonly unknown[]) => readonly unknown[], to = two): string =>
    write(seal({ to }), ([header, unprotected, ciphertext, structures]) => [
      header,
      unprotected,
      ciphertext,
      change(structures),
    ]);
  const aad = (make: (header: Uint8Array, structures: readonly unknown[]) => Uint8Array): string =>
    write(seal({ aad: make }));
  const three: readonly OfficeName[] = ["port", "air", "office-2048"];
  const stranger = (): unknown => addressByHand([strangerByHand(), office("port").publicKey]).structures[0];
  return [
    ...Array.from({ length: 15 }, (_, index) => 15 - index).map((length) =>
      at(
        "tag",
        `cut-to-${length}`,
        content((whole) => whole.slice(0, whole.length - 16 + length)),
      ),
    ),
    at(
      "tag",
      "missing",
      content((whole) => whole.slice(0, -16)),
    ),
    at(
      "tag",
      "of-17",
      content((whole) => concat(whole, new Uint8Array(1))),
    ),
    at(
      "tag",
      "first-bit-flipped",
      content((whole) => flipped(whole, -16)),
    ),
    at(
      "tag",
      "last-bit-flipped",
      content((whole) => flipped(whole, -1)),
    ),
    at(
      "tag",
      "of-zeros",
      content((whole) => concat(whole.slice(0, -16), new Uint8Array(16))),
    ),
    at(
      "tag",
      "in-front",
      content((whole) => concat(whole.slice(-16), whole.slice(0, -16))),
    ),
    at(
      "tag",
      "ciphertext-first-bit-flipped",
      content((whole) => flipped(whole, 0)),
    ),
    at(
      "tag",
      "ciphertext-last-bit-flipped",
      content((whole) => flipped(whole, -17)),
    ),
    at(
      "tag",
      "ciphertext-of-another-envelope",
      content(() => seal().ciphertext),
    ),
    at(
      "tag",
      "nonce-flipped",
      write(seal(), ([header, unprotected, ...others]) => [
        header,
        new Map([[5, flipped(unprotected.get(5) as Uint8Array, 3)]]),
        ...others,
      ]),
    ),
    at(
      "tag",
      "recipient-added",
      list((structures) => [...structures, stranger()]),
    ),
    at(
      "tag",
      "recipient-removed",
      list((structures) => structures.slice(0, 2), three),
    ),
    at(
      "tag",
      "recipient-replaced",
      list(([one]) => [one, stranger()]),
    ),
    at(
      "tag",
      "recipients-in-another-order",
      list(([one, other]) => [other, one]),
    ),
    at(
      "tag",
      "another-recipients-key-id-flipped",
      list(([one, other]) => [one, named(other, flipped(fingerprint("air"), 5))]),
    ),
    at(
      "tag",
      "another-recipients-ephemeral-key-flipped",
      list(([one, other]) => [one, withEphemeral(other, systemRandom(32))]),
    ),
    at(
      "tag",
      "another-recipients-wrapped-key-flipped",
      list(([one, other]) => [one, withWrapped(other, (old) => flipped(old, 7))]),
    ),
    at(
      "tag",
      "rsa-wrapped-anew",
      list(
        ([, other]) => [
          addressByHand([office("office-2048").publicKey, office("port").publicKey]).structures[0],
          other,
        ],
        ["office-2048", "port"],
      ),
    ),
    at(
      "tag",
      "ephemeral-key-flipped",
      list(([one]) => [withEphemeral(one, systemRandom(32))], ["port"]),
    ),
    at(
      "tag",
      "additional-data-empty",
      aad(() => nothing),
    ),
    at(
      "tag",
      "additional-data-without-recipients",
      aad((header) => encStructure("Encrypt", header, nothing)),
    ),
    at(
      "tag",
      "additional-data-of-encrypt0",
      aad((header, structures) => encStructure("Encrypt0", header, encodeCbor(structures))),
    ),
    at(
      "tag",
      "additional-data-without-header",
      aad((_, structures) => encStructure("Encrypt", nothing, encodeCbor(structures))),
    ),
    at(
      "tag",
      "additional-data-recipients-not-in-an-array",
      aad((header, structures) => encStructure("Encrypt", header, encodeCbor(structures[0]))),
    ),
    at(
      "tag",
      "additional-data-recipients-hashed",
      aad((header, structures) =>
        encStructure("Encrypt", header, createHash("sha256").update(encodeCbor(structures)).digest()),
      ),
    ),
    at("tag", "key-derived-for-a256kw", aloneDerived({ algorithm: -5 })),
    at("tag", "key-derived-for-128-bits", aloneDerived({ bits: 128 })),
    at("tag", "key-derived-with-salt", aloneDerived({ salt: new Uint8Array(32).fill(1) })),
    at("tag", "key-derived-without-context", aloneDerived({ context: nothing })),
    at("tag", "key-derived-without-header", aloneDerived({ header: nothing })),
    at(
      "tag",
      "key-derived-for-named-parties",
      aloneDerived({
        context: encodeCbor([
          3,
          [fingerprint("air"), null, null],
          [fingerprint("port"), null, null],
          [256, encodeCbor(new Map([[1, -25]]))],
        ]),
      }),
    ),
    at("tag", "key-is-the-shared-secret", sharedSecretAsKey()),
  ];
}

function sharedSecretAsKey(): string {
  const { shared, ephemeralKey: x } = agreedWithPort();
  return write(
    seal({
      structures: first((one) => withEphemeral(one, x)),
      contentKey: () => Uint8Array.from(shared),
    }),
  );
}
