/** Steps "signature-structure", "signature" and "signed-for": who says it, and to whom. */
import { constants, createHash, sign } from "node:crypto";
import { concat } from "../../../../../src/core/encoding/bytes.ts";
import { encodeCbor, tagCbor } from "../../../../../src/core/encoding/cbor.ts";
import { sigStructure } from "../../../../../src/core/encoding/cose.ts";
import { systemRandom } from "../../../../../src/core/random.ts";
import { signer } from "../keys.ts";
import { signingKeyObject } from "../byhand.ts";
import type { OfficeName, SignerName } from "../keys.ts";
import {
  claims,
  envelopeOf,
  fingerprint,
  flipped,
  fromHex,
  label,
  seal,
  signed,
  signedItems,
  signerHeader,
  signerId,
  write,
} from "../parts.ts";
import type { SignPlan } from "../parts.ts";
import { at } from "./vector.ts";
import type { Vector } from "./vector.ts";

const signedForLabel = -65_541;
const ed25519 = "issuer-ed25519" as const;
const nothing = new Uint8Array(0);
const zeros = (length: number): Uint8Array => new Uint8Array(length);
const map = (...entries: readonly (readonly [unknown, unknown])[]): Uint8Array =>
  encodeCbor(new Map(entries));

export function signatureStructureVectors(): readonly Vector[] {
  const by = (plan: SignPlan): string => envelopeOf(signed(plan));
  const parts = (make: (items: readonly unknown[]) => readonly unknown[]): string =>
    envelopeOf(encodeCbor(tagCbor(18, make(signedItems()))));
  const list = (fingerprints: unknown): string =>
    by({ unprotected: new Map([[signedForLabel, fingerprints]]), to: ["air"] });
  const id = signerId(ed25519);
  const unsupported = { code: "envelope/unsupported" };
  const all: readonly (readonly [string, string, { code: string }?])[] = [
    ["protected-null", parts(([, ...others]) => [null, ...others])],
    [
      "protected-as-map",
      parts(([, ...others]) => [
        new Map<number, unknown>([
          [1, -8],
          [4, id],
        ]),
        ...others,
      ]),
    ],
    ["protected-empty", by({ header: nothing })],
    ["protected-empty-map", by({ header: fromHex("a0") })],
    ["protected-array", by({ header: encodeCbor([1, -8, 4, id]) })],
    ["protected-unsorted", by({ header: concat(fromHex("a20448"), id, fromHex("0127")) })],
    ["protected-algorithm-long", by({ header: concat(fromHex("a20138070448"), id) })],
    ["protected-algorithm-twice", by({ header: concat(fromHex("a3012701270448"), id) })],
    ["protected-zero-behind", by({ header: concat(signerHeader(ed25519), zeros(1)) })],
    ["algorithm-missing", by({ header: map([4, id]) })],
    ["algorithm-unprotected", by({ header: map([4, id]), unprotected: new Map([[1, -8]]) })],
    ["algorithm-unprotected-too", by({ unprotected: new Map([[1, -8]]) })],
    ...(
      [
        ["0", 0],
        ["8", 8],
        ["5-hmac", 5],
        ["minus-9-esp256", -9],
        ["minus-16-sha256", -16],
        ["minus-19-ed25519", -19],
        ["minus-35-es384", -35],
        ["minus-38-ps384", -38],
        ["minus-257-rs256", -257],
        ["minus-65535-rs1", -65_535],
        ["minus-65601", -65_601],
        ["as-text", "EdDSA"],
        ["null", null],
        ["true", true],
        ["in-an-array", [-8]],
      ] as const
    ).map(
      ([name, value]) =>
        [`algorithm-${name}`, by({ header: map([1, value], [4, id]) }), unsupported] as const,
    ),
    ["signer-missing", by({ header: map([1, -8]) })],
    ["signer-unprotected", by({ header: map([1, -8]), unprotected: new Map([[4, id]]) })],
    ["signer-unprotected-too", by({ unprotected: new Map([[4, id]]) })],
    ["signer-empty", by({ header: map([1, -8], [4, nothing]) })],
    ["signer-of-7", by({ header: map([1, -8], [4, id.slice(0, 7)]) })],
    ["signer-of-9", by({ header: map([1, -8], [4, concat(id, zeros(1))]) })],
    ["signer-of-32", by({ header: map([1, -8], [4, concat(id, zeros(24))]) })],
    ["signer-as-text", by({ header: map([1, -8], [4, "01234567"]) })],
    ["signer-null", by({ header: map([1, -8], [4, null]) })],
    ["content-type-extra", by({ header: map([1, -8], [3, 50], [4, id]) })],
    ["crit-extra", by({ header: map([1, -8], [2, [1]], [4, id]) })],
    ["text-label-extra", by({ header: map([1, -8], [4, id], ["a", 1]) })],
    ["unprotected-null", parts(([header, , ...others]) => [header, null, ...others])],
    ["unprotected-array", parts(([header, , ...others]) => [header, [], ...others])],
    ["unprotected-countersignature", by({ unprotected: new Map([[11, zeros(64)]]) })],
    ["unprotected-text-label", by({ unprotected: new Map([["a", 1]]) })],
    [
      "payload-detached",
      parts(([header, unprotected, , signature]) => [header, unprotected, null, signature]),
    ],
    [
      "payload-as-map",
      parts(([header, unprotected, , signature]) => [header, unprotected, new Map(), signature]),
    ],
    [
      "payload-as-text",
      parts(([header, unprotected, , signature]) => [header, unprotected, "{}", signature]),
    ],
    ["signature-null", parts((items) => [...items.slice(0, 3), null])],
    ["signature-as-text", parts((items) => [...items.slice(0, 3), "x".repeat(64)])],
    ["signature-in-an-array", parts((items) => [...items.slice(0, 3), [items[3]]])],
    ["signed-for-nobody", list([])],
    ["signed-for-null", list(null)],
    ["signed-for-bytes", list(fingerprint("air"))],
    ["signed-for-a-map", list(new Map([[0, fingerprint("air")]]))],
    ["signed-for-seventeen", list(Array.from({ length: 17 }, () => Uint8Array.from(systemRandom(32))))],
    ["signed-for-one-twice", list([fingerprint("air"), fingerprint("air")])],
    ["signed-for-key-id-of-8", list([fingerprint("air").slice(0, 8)])],
    ["signed-for-fingerprint-of-31", list([fingerprint("air").slice(1)])],
    ["signed-for-fingerprint-of-33", list([concat(fingerprint("air"), zeros(1))])],
    ["signed-for-text", list(["air"])],
    ["signed-for-with-null", list([fingerprint("air"), null])],
    [
      "signed-for-and-another-label",
      by({
        unprotected: new Map<number, unknown>([
          [4, id],
          [signedForLabel, [fingerprint("air")]],
        ]),
        to: ["air"],
      }),
    ],
    [
      "signed-for-under-another-label",
      by({ unprotected: new Map([[-65_540, [fingerprint("air")]]]), to: ["air"] }),
    ],
  ];
  return all.map(([name, content, other]) =>
    at("signature-structure", name, content, { signer: ed25519, ...other }),
  );
}

/** Of the group that Ed25519 signs in (RFC 8032 §5.1) and of P-256 (FIPS 186-4 D.1.2.3). */
const ORDER_ED25519 = 0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3edn;
const ORDER_P256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
const big = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(64, "0"));
const little = (value: bigint): Uint8Array => big(value).reverse();

/** r and s as ASN.1 DER (RFC 3279 §2.2.3). */
function der(signature: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array): Uint8Array => {
    const trimmed = fromHex(
      number(bytes)
        .toString(16)
        .padStart(2, "0")
        .replace(/^(.(..)*)$/, "0$1"),
    );
    const positive = (trimmed[0] ?? 0) > 127 ? concat(zeros(1), trimmed) : trimmed;
    return concat(Uint8Array.of(2, positive.length), positive);
  };
  const half = signature.length / 2;
  const content = concat(integer(signature.slice(0, half)), integer(signature.slice(half)));
  return concat(Uint8Array.of(0x30, content.length), content);
}

export function signatureVectors(): readonly Vector[] {
  const by = (name: SignerName, plan: SignPlan = {}, ...to: OfficeName[]): string =>
    envelopeOf(signed({ signer: name, ...plan }), ...to);
  const changed = (name: SignerName, signature: (made: Uint8Array) => Uint8Array): string =>
    by(name, { signature });
  const half = (made: Uint8Array, at: 0 | 1): Uint8Array => made.slice(at * 32, at * 32 + 32);
  const names = ["ed25519", "p256", "rsa", "dsa"] as const;
  const vector = (name: string, content: string, issuer: SignerName = ed25519): Vector =>
    at("signature", name, content, { signer: issuer });
  const payload = claims();
  const edited = (change: (items: ReturnType<typeof signedItems>) => readonly unknown[]): string =>
    envelopeOf(encodeCbor(tagCbor(18, change(signedItems()))));
  const rsaSigned = (how: object, hash = "sha256"): string =>
    by("issuer-rsa", {
      sign: (message) => sign(hash, message, { key: signingKeyObject("issuer-rsa"), ...how }),
    });
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING };
  const p1363 = { dsaEncoding: "ieee-p1363" } as const;
  return [
    ...names.flatMap((type) => {
      const name = `issuer-${type}` as const;
      return [
        vector(
          `${type}-first-bit-flipped`,
          changed(name, (made) => flipped(made, 0)),
          name,
        ),
        vector(
          `${type}-last-bit-flipped`,
          changed(name, (made) => flipped(made, -1)),
          name,
        ),
        vector(
          `${type}-one-byte-short`,
          changed(name, (made) => made.slice(0, -1)),
          name,
        ),
        vector(
          `${type}-one-byte-long`,
          changed(name, (made) => concat(made, zeros(1))),
          name,
        ),
        vector(
          `${type}-zero-in-front`,
          changed(name, (made) => concat(zeros(1), made)),
          name,
        ),
        vector(
          `${type}-empty`,
          changed(name, () => nothing),
          name,
        ),
        vector(
          `${type}-of-zeros`,
          changed(name, (made) => zeros(made.length)),
          name,
        ),
        vector(
          `${type}-of-ones`,
          changed(name, (made) => zeros(made.length).fill(0xff)),
          name,
        ),
        vector(`${type}-made-for-another-office`, by(name, { to: ["air"] }), name),
        vector(`${type}-made-for-nobody`, by(name, { to: [] }), name),
        vector(
          `${type}-of-other-claims`,
          changed(name, () => signedItems({ signer: name, payload: claims([label.issuer, "Douane"]) })[3]),
          name,
        ),
      ];
    }),
    ...(["p256", "dsa"] as const).flatMap((type) => {
      const name = `issuer-${type}` as const;
      return [
        vector(`${type}-in-der`, changed(name, der), name),
        vector(
          `${type}-r-zero`,
          changed(name, (made) => concat(zeros(32), half(made, 1))),
          name,
        ),
        vector(
          `${type}-s-zero`,
          changed(name, (made) => concat(half(made, 0), zeros(32))),
          name,
        ),
        vector(
          `${type}-r-and-s-one`,
          changed(name, () => concat(big(1n), big(1n))),
          name,
        ),
        vector(
          `${type}-r-and-s-exchanged`,
          changed(name, (made) => concat(half(made, 1), half(made, 0))),
          name,
        ),
        vector(
          `${type}-of-sha1`,
          by(name, { sign: (message) => sign("sha1", message, { key: signingKeyObject(name), ...p1363 }) }),
          name,
        ),
        vector(
          `${type}-of-sha512`,
          by(name, { sign: (message) => sign("sha512", message, { key: signingKeyObject(name), ...p1363 }) }),
          name,
        ),
      ];
    }),
    vector(
      "p256-s-of-the-order",
      changed("issuer-p256", (made) => concat(half(made, 0), big(ORDER_P256))),
      "issuer-p256",
    ),
    vector(
      "p256-r-of-the-order",
      changed("issuer-p256", (made) => concat(big(ORDER_P256), half(made, 1))),
      "issuer-p256",
    ),
    vector(
      "ed25519-with-high-s",
      changed(ed25519, (made) => {
        const s = number(half(made, 1).reverse());
        return concat(half(made, 0), little(s + ORDER_ED25519));
      }),
    ),
    vector(
      "ed25519-s-of-the-order",
      changed(ed25519, (made) => concat(half(made, 0), little(ORDER_ED25519))),
    ),
    vector(
      "ed25519-r-the-neutral-point",
      changed(ed25519, (made) => concat(Uint8Array.of(1), zeros(31), half(made, 1))),
    ),
    vector(
      "ed25519-of-the-hash",
      by(ed25519, {
        message: (header, content, external) =>
          createHash("sha512")
            .update(sigStructure(header, external, content))
            .digest(),
      }),
    ),
    vector("rsa-with-the-padding-of-old", rsaSigned({}), "issuer-rsa"),
    vector("rsa-pss-without-salt", rsaSigned({ ...pss, saltLength: 0 }), "issuer-rsa"),
    vector("rsa-pss-with-salt-of-20", rsaSigned({ ...pss, saltLength: 20 }), "issuer-rsa"),
    vector(
      "rsa-pss-with-longest-salt",
      rsaSigned({ ...pss, saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN }),
      "issuer-rsa",
    ),
    vector("rsa-pss-of-sha1", rsaSigned({ ...pss, saltLength: 32 }, "sha1"), "issuer-rsa"),
    vector("rsa-pss-of-sha512", rsaSigned({ ...pss, saltLength: 64 }, "sha512"), "issuer-rsa"),

    vector("by-another-key-that-names-the-issuers", by("forger-ed25519", { header: signerHeader(ed25519) })),
    vector(
      "by-another-key-that-names-the-issuers-everywhere",
      by("forger-ed25519", {
        header: signerHeader(ed25519),
        message: (header, content) =>
          sigStructure(
            header,
            encodeCbor([
              Uint8Array.from(Buffer.from(signer(ed25519).publicKey.fingerprint, "hex")),
              [fingerprint("port")],
            ]),
            content,
          ),
      }),
    ),
    vector("by-another-key-under-its-own-name", by("forger-ed25519")),
    ...names.flatMap((type) =>
      names
        .filter((other) => other !== type)
        .map((other) => {
          const name = `issuer-${type}` as const;
          const { coseId } = signer(`issuer-${other}`).publicKey.kind;
          return vector(
            `${type}-that-names-the-algorithm-of-${other}`,
            by(name, { header: signerHeader(name, [[1, coseId]]) }),
            name,
          );
        }),
    ),
    vector(
      "signer-id-flipped",
      by(ed25519, { header: signerHeader(ed25519, [[4, flipped(signerId(ed25519), 0)]]) }),
    ),
    vector(
      "header-changed-afterwards",
      edited(([, ...others]) => [signerHeader("issuer-p256"), ...others]),
    ),
    vector(
      "issuer-changed-afterwards",
      edited(([header, unprotected, , made]) => [header, unprotected, claims([label.issuer, "ANAF"]), made]),
    ),
    vector(
      "expiry-changed-afterwards",
      edited(([header, unprotected, , made]) => [
        header,
        unprotected,
        claims([label.expires, 1_853_072_000]),
        made,
      ]),
    ),
    vector(
      "expiry-taken-away-afterwards",
      edited(([header, unprotected, , made]) => [
        header,
        unprotected,
        claims([label.expires, undefined]),
        made,
      ]),
    ),
    vector(
      "content-changed-afterwards",
      edited(([header, unprotected, , made]) => [
        header,
        unprotected,
        claims([label.compression, 0], [label.content, new TextEncoder().encode('{"lot":43}')]),
        made,
      ]),
    ),
    vector("made-for-several-held-by-one", by(ed25519, { to: ["port", "air"] })),
    vector("made-for-one-held-by-several", by(ed25519, { to: ["port"] }, "port", "air")),
    vector("made-for-recipients-in-another-order", by(ed25519, { to: ["air", "port"] }, "port", "air")),
    vector("made-for-one-recipient-twice", by(ed25519, { to: ["port", "port"] })),
    vector(
      "of-key-ids-not-fingerprints",
      by(ed25519, {
        message: (header, content) =>
          sigStructure(header, encodeCbor([signerId(ed25519), [fingerprint("port").slice(0, 8)]]), content),
      }),
    ),
    vector(
      "without-external-data",
      by(ed25519, { message: (header, content) => sigStructure(header, nothing, content) }),
    ),
    vector(
      "without-signer-in-external-data",
      by(ed25519, {
        message: (header, content) => sigStructure(header, encodeCbor([[fingerprint("port")]]), content),
      }),
    ),
    vector(
      "without-header",
      by(ed25519, { message: (_, content, external) => sigStructure(nothing, external, content) }),
    ),
    vector(
      "of-context-signature",
      by(ed25519, {
        message: (header, content, external) => encodeCbor(["Signature", header, external, content]),
      }),
    ),
    vector("of-the-claims-alone", by(ed25519, { message: (_, content) => content })),
    vector("of-the-document-alone", by(ed25519, { message: () => payload.slice(-10) })),
    vector(
      "signed-for-another-than-it-was-made-for",
      by(ed25519, { unprotected: new Map([[signedForLabel, [fingerprint("air")]]]), to: ["office-2048"] }),
    ),
    vector(
      "signed-for-the-reader-added",
      by(ed25519, {
        unprotected: new Map([[signedForLabel, [fingerprint("air"), fingerprint("port")]]]),
        to: ["air"],
      }),
    ),
  ];
}

export function signedForVectors(): readonly Vector[] {
  const signer = ed25519;
  const list = (to: readonly OfficeName[], ...recipients: OfficeName[]): string =>
    envelopeOf(signed({ to, unprotected: new Map([[signedForLabel, to.map(fingerprint)]]) }), ...recipients);
  const forwarded = { signer, code: "verdict/forwarded" };
  return [
    at("signed-for", "its-own-recipient-again", list(["port"], "port"), { signer }),
    at("signed-for", "its-own-recipients-again", list(["port", "air"], "port", "air"), { signer }),
    at("signed-for", "its-own-recipient-again-for-rsa", list(["office-2048"], "office-2048"), {
      signer,
      key: "office-2048",
    }),
    // The signature holds, and says that it was made for somebody else. The reader's records know of no predecessor.
    at("signed-for", "another-office", list(["air"], "port"), forwarded),
    at("signed-for", "several-other-offices", list(["air", "office-2048"], "port"), forwarded),
    at("signed-for", "the-predecessor-unrecorded", list(["port"], "port-next"), {
      ...forwarded,
      key: "port-next",
    }),
    at("signed-for", "the-successor", list(["port-next"], "port"), forwarded),
    at(
      "signed-for",
      "another-office-held-by-several",
      write(
        seal({
          to: ["port", "office-2048"],
          statement: signed({ to: ["air"], unprotected: new Map([[signedForLabel, [fingerprint("air")]]]) }),
        }),
      ),
      forwarded,
    ),
  ];
}
