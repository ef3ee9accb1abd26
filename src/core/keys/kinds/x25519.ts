/**
 * Recipients with X25519 keys (RFC 7748): ephemeral-static agreement with a fresh key for every recipient of every
 * document. Alone, the agreed key is the content key itself and no wrapped key takes room on the paper (RFC 9053 §6.3.1);
 * of several, each gets the content key under AES key wrap (§6.3.2).
 */
import { equalBytes, wipe } from "../../encoding/bytes.ts";
import { hasExactly, isBytes, isMap } from "../../encoding/cbor.ts";
import { encodeProtected, headerLabels, kdfContext } from "../../encoding/cose.ts";
import { CONTENT_KEY_BYTES } from "../../primitives/aead.ts";
import { unwrapAes, wrapAes } from "../../primitives/aeskw.ts";
import { agreeAgain, agreeOnce, generateHalves } from "../../primitives/asymmetric.ts";
import type { PrivateHalf, PublicHalf } from "../../primitives/asymmetric.ts";
import { hkdf } from "../../primitives/hkdf.ts";
import { fingerprintOf } from "../fingerprint.ts";
import type {
  AgreedContentKey,
  OpeningKey,
  RecipientKey,
  RecipientKind,
  RecipientStructure,
} from "../recipientkind.ts";
import { writePrivateHalf, writePublicHalf } from "../standardfiles.ts";

const BITS = 255;
const KEY_BYTES = 32;
/** RFC 3394 §2.2.1: eight bytes longer than what it wraps. */
const AES_WRAPPED_BYTES = CONTENT_KEY_BYTES + 8;

/** An OKP key in COSE (RFC 9053 §7.2). */
const okpKey = { type: 1, curve: -1, x: -2, okp: 1, x25519: 4 } as const;

/** The two ways: algorithm of the recipient, and what the derived key is for (RFC 9053 §5.2, AlgorithmID). */
const direct = { header: algorithmHeader(-25), purpose: 3 };
const wrapping = { header: algorithmHeader(-31), purpose: -5 };
type Way = typeof direct;

function algorithmHeader(algorithm: number): Uint8Array {
  return encodeProtected(new Map([[headerLabels.algorithm, algorithm]]));
}

export const x25519: RecipientKind = {
  id: "x25519",
  name: "X25519",
  lengths: null,
  parse: (structure, isAlone) => {
    const { protectedHeader, unprotected, wrappedKey } = structure;
    const isX25519 =
      equalBytes(protectedHeader, (isAlone ? direct : wrapping).header) &&
      hasExactly(unprotected, [headerLabels.ephemeralKey]) &&
      ephemeralKeyOf(structure) !== null &&
      wrappedKey.length === (isAlone ? 0 : AES_WRAPPED_BYTES);
    if (!isX25519) return null;
    const keyWrap = isAlone ? "X25519, HKDF-SHA-256" : "X25519, HKDF-SHA-256, AES-256 key wrap";
    return { keyWrap, keyBits: BITS };
  },
  files: {
    form: "standard",
    readPublic: (half) => (half.algorithm === "x25519" ? recipientKey(half) : null),
    readPrivate: (half) => (half.publicHalf.algorithm === "x25519" ? openingKey(half) : null),
  },
  generate: async () => {
    const half = await generateHalves({ algorithm: "x25519" });
    return { publicKey: recipientKey(half.publicHalf), privateKey: openingKey(half) };
  },
};

function recipientKey(half: PublicHalf): RecipientKey {
  return {
    kind: x25519,
    bits: BITS,
    spki: half.spki,
    fingerprint: fingerprintOf(half.spki),
    wrap: async (contentKey) => {
      const { shared, ephemeralKey } = await agreeOnce(half);
      const wrappingKey = deriveKey(shared, wrapping);
      const wrappedKey = wrapAes(wrappingKey, contentKey);
      wipe(wrappingKey);
      return structureOf(wrapping, ephemeralKey, wrappedKey);
    },
    agreeOnContentKey: async (): Promise<AgreedContentKey> => {
      const { shared, ephemeralKey } = await agreeOnce(half);
      const contentKey = deriveKey(shared, direct);
      return { contentKey, structure: structureOf(direct, ephemeralKey, new Uint8Array(0)) };
    },
    toFile: () => writePublicHalf(half),
  };
}

function openingKey(half: PrivateHalf): OpeningKey {
  const { spki } = half.publicHalf;
  const agree = safely((publicKey) => agreeAgain(half, publicKey));
  return {
    kind: x25519,
    bits: BITS,
    spki,
    fingerprint: fingerprintOf(spki),
    unwrap: async (structure) => {
      const ephemeralKey = ephemeralKeyOf(structure);
      const shared = ephemeralKey === null ? null : await agree(ephemeralKey);
      return shared === null ? null : takeContentKey(shared, structure.wrappedKey);
    },
    agree,
    toPkcs8: half.toPkcs8,
    toFile: (passphrase, random) => writePrivateHalf(half, passphrase, random),
  };
}

function takeContentKey(shared: Uint8Array, wrappedKey: Uint8Array): Uint8Array | null {
  if (wrappedKey.length === 0) return deriveKey(shared, direct);
  const wrappingKey = deriveKey(shared, wrapping);
  const contentKey = unwrapAes(wrappingKey, wrappedKey);
  wipe(wrappingKey);
  return contentKey;
}

/**
 * An agreement that gives no secret where another's key is none, or would make the secret known to everybody. OpenSSL 3
 * refuses some of these by itself; whatever else agrees need not.
 */
export const safely =
  (agree: NonNullable<OpeningKey["agree"]>): NonNullable<OpeningKey["agree"]> =>
  async (publicKey) => {
    // OpenSSL passes over what follows a key: a second spelling of the same one.
    if (publicKey.length !== KEY_BYTES) return null;
    const shared = await agree(publicKey);
    // RFC 7748 §6.1: a point of small order gives zero.
    return shared === null || shared.every((byte) => byte === 0) ? null : shared;
  };

/** HKDF-SHA-256 over COSE_KDF_Context (RFC 9053 §5.1, §5.2); wipes the shared secret. */
function deriveKey(shared: Uint8Array, { header, purpose }: Way): Uint8Array {
  const context = kdfContext(purpose, CONTENT_KEY_BYTES * 8, header);
  const key = hkdf(shared, new Uint8Array(0), context, CONTENT_KEY_BYTES);
  wipe(shared);
  return key;
}

function structureOf({ header }: Way, ephemeralKey: Uint8Array, wrappedKey: Uint8Array): RecipientStructure {
  const coseKey = new Map<number, unknown>([
    [okpKey.type, okpKey.okp],
    [okpKey.curve, okpKey.x25519],
    [okpKey.x, ephemeralKey],
  ]);
  return {
    protectedHeader: header,
    unprotected: new Map([[headerLabels.ephemeralKey, coseKey]]),
    wrappedKey,
  };
}

function ephemeralKeyOf({ unprotected }: RecipientStructure): Uint8Array | null {
  const value = unprotected.get(headerLabels.ephemeralKey);
  if (!isMap(value) || !hasExactly(value, [okpKey.type, okpKey.curve, okpKey.x])) return null;
  const x = value.get(okpKey.x);
  const isX25519 = value.get(okpKey.type) === okpKey.okp && value.get(okpKey.curve) === okpKey.x25519;
  return isX25519 && isBytes(x) && x.length === KEY_BYTES ? x : null;
}
