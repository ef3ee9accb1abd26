/**
 * Key files: PEM (RFC 7468) in and out. Written as SubjectPublicKeyInfo and PKCS #8; read also as PKCS #1
 * (RFC 8017 appendix A.1), as OpenSSL and Python's cryptography write it, with or without a passphrase.
 */
import { createPrivateKey, createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { wipe } from "../encoding/bytes.ts";
import { integerOf, membersOf, parseDer } from "../encoding/der.ts";
import { failure } from "../errors.ts";
import { recipientPrivateKey, recipientPublicKey } from "./recipientkeys.ts";
import type { RecipientPrivateKey, RecipientPublicKey } from "./recipientkeys.ts";
import { protectionCost, protectPrivateKey } from "./keyprotection.ts";
import { phrase } from "../phrases.ts";
import type { Phrase } from "../phrases.ts";
import { systemRandom } from "../random.ts";
import type { RandomSource } from "../random.ts";
import { signingPrivateKey, signingPublicKey } from "./signingkeys.ts";
import type { SigningPrivateKey, SigningPublicKey } from "./signingkeys.ts";
import { decodeBase64, decodeUtf8, describeBytes, encodeBase64, encodeUtf8 } from "../encoding/text.ts";

const labels = {
  spki: "PUBLIC KEY",
  pkcs1Public: "RSA PUBLIC KEY",
  pkcs8: "PRIVATE KEY",
  encryptedPkcs8: "ENCRYPTED PRIVATE KEY",
  pkcs1Private: "RSA PRIVATE KEY",
} as const;
const privateLabels: readonly string[] = [labels.pkcs8, labels.encryptedPkcs8, labels.pkcs1Private];
const publicLabels: readonly string[] = [labels.spki, labels.pkcs1Public];

interface PemBlock {
  readonly label: string;
  /** RFC 1421 header lines: the old OpenSSL encryption of PKCS #1 files. */
  readonly headers: string;
  readonly der: Uint8Array;
  readonly text: string;
}

/** A private key file as read, before any passphrase: what it holds and whether it needs one. */
export interface PrivateKeyFile {
  readonly path: string;
  readonly needsPassphrase: boolean;
  readonly pem: PemBlock;
}

export function writePublicKeyFile(publicKey: RecipientPublicKey | SigningPublicKey): Uint8Array {
  return encodePem(labels.spki, publicKey.key.export({ type: "spki", format: "der" }));
}

/** PKCS #8; under `passphrase`, where one is given, as protectPrivateKey does it. */
export function writePrivateKeyFile(
  privateKey: RecipientPrivateKey | SigningPrivateKey,
  passphrase: Uint8Array | null,
  random: RandomSource = systemRandom,
): Uint8Array {
  const pkcs8 = privateKey.key.export({ type: "pkcs8", format: "der" });
  try {
    return passphrase === null
      ? encodePem(labels.pkcs8, pkcs8)
      : encodePem(labels.encryptedPkcs8, protectPrivateKey(pkcs8, passphrase, random));
  } finally {
    wipe(pkcs8);
  }
}

/** Throws key/not-a-key, key/public-needed, key/wrong-type, key/bad-size or key/bad-exponent. `path` is for the message. */
export function readPublicKeyFile(file: Uint8Array, path: string): RecipientPublicKey {
  return recipientPublicKey(readPublic(file, path), path);
}

/** The same for an issuer's key. */
export function readSigningPublicKeyFile(file: Uint8Array, path: string): SigningPublicKey {
  return signingPublicKey(readPublic(file, path), path);
}

function readPublic(file: Uint8Array, path: string): KeyObject {
  const what = "a public key";
  const pem = parsePem(file, path, what);
  if (privateLabels.includes(pem.label)) throw failure("key/public-needed", { path });
  if (!publicLabels.includes(pem.label)) throw notAKey(what, path, phrase("a PEM block of {}", pem.label));
  try {
    return createPublicKey(pem.text);
  } catch {
    throw notAKey(what, path, "a damaged PEM block");
  }
}

/**
 * Looks at a private key file without opening it. Throws key/not-a-key, key/private-needed,
 * key/unknown-protection or key/costly-protection.
 */
export function readPrivateKeyFile(file: Uint8Array, path: string): PrivateKeyFile {
  const what = "a private key";
  const pem = parsePem(file, path, what);
  if (publicLabels.includes(pem.label)) throw failure("key/private-needed", { path });
  if (!privateLabels.includes(pem.label)) throw notAKey(what, path, phrase("a PEM block of {}", pem.label));
  if (pem.label === labels.encryptedPkcs8) {
    const cost = protectionCost(pem.der);
    if (cost.verdict === "unknown") throw failure("key/unknown-protection", { path, found: cost.found });
    if (cost.verdict === "costly") throw failure("key/costly-protection", { path, ...cost });
  }
  const needsPassphrase = pem.label === labels.encryptedPkcs8 || pem.headers.includes("ENCRYPTED");
  // OpenSSL 3.5 looks at the content and not at the label: a protected key behind a plain label would be derived
  // without its cost having been looked at.
  if (!needsPassphrase && !beginsWithVersion(pem.der)) throw notAKey(what, path, "a damaged PEM block");
  return { path, needsPassphrase, pem };
}

/**
 * Opens a private key file. Throws passphrase/wrong where it needs a passphrase and this one does not open
 * it (a damaged file looks the same), else key/not-a-key, and what recipientPrivateKey throws.
 */
export function openPrivateKeyFile(file: PrivateKeyFile, passphrase: Uint8Array | null): RecipientPrivateKey {
  return recipientPrivateKey(openPrivate(file, passphrase), file.path);
}

/** The same for an issuer's key. */
export function openSigningKeyFile(file: PrivateKeyFile, passphrase: Uint8Array | null): SigningPrivateKey {
  return signingPrivateKey(openPrivate(file, passphrase), file.path);
}

function openPrivate(file: PrivateKeyFile, passphrase: Uint8Array | null): KeyObject {
  try {
    return createPrivateKey({
      key: file.pem.text,
      ...(passphrase === null || !file.needsPassphrase
        ? {}
        : { passphrase: Buffer.from(passphrase.buffer, passphrase.byteOffset, passphrase.length) }),
    });
  } catch {
    if (file.needsPassphrase) throw failure("passphrase/wrong", { path: file.path });
    throw notAKey("a private key", file.path, "a damaged PEM block");
  }
}

/** PrivateKeyInfo and RSAPrivateKey begin with their version number; EncryptedPrivateKeyInfo does not. */
function beginsWithVersion(der: Uint8Array): boolean {
  const [info] = parseDer(der) ?? [];
  return integerOf(membersOf(info)?.[0]) !== null;
}

function notAKey(what: Phrase, path: string, found: Phrase): Error {
  return failure("key/not-a-key", { what, path, found });
}

function encodePem(label: string, der: Uint8Array): Uint8Array {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return encodeUtf8([`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n"));
}

const block =
  /-----BEGIN ([A-Z0-9 ]{1,40})-----\r?\n((?:[A-Za-z-]+: [^\r\n]*\r?\n)*(?:\r?\n)?)([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/** The one PEM block of a file; text around it is allowed (RFC 7468 §5.2), a second block is not. */
function parsePem(file: Uint8Array, path: string, what: Phrase): PemBlock {
  const text = decodeUtf8(file);
  const [found, second] = text === null ? [] : text.matchAll(block);
  if (second !== undefined) throw notAKey(what, path, "several PEM blocks");
  if (found === undefined) {
    const cut = text?.includes("-----BEGIN ") === true;
    throw notAKey(what, path, cut ? "a PEM block that is cut short or damaged" : describeBytes(file));
  }
  const [whole, label = "", headers = "", body = ""] = found;
  const der = decodeBase64(body.replace(/\s/g, ""));
  if (der === null) throw notAKey(what, path, "a damaged PEM block");
  return { label, headers, der, text: whole };
}
