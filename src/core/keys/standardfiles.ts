/**
 * The key files that most programs write and read: SubjectPublicKeyInfo and PKCS #8 in PEM, with or without a passphrase.
 * PKCS #1 (RFC 8017 appendix A.1) is read as well, as OpenSSL and Python's cryptography write it.
 */
import { wipe } from "../encoding/bytes.ts";
import { integerOf, membersOf, parseDer } from "../encoding/der.ts";
import { failure, term } from "./refusals.ts";
import { readPrivatePem, readPublicPem } from "../primitives/asymmetric.ts";
import type { PrivateHalf, PublicHalf } from "../primitives/asymmetric.ts";
import { systemRandom } from "../random.ts";
import type { RandomSource } from "../random.ts";
import { protectionCost, protectPrivateKey } from "./keyprotection.ts";
import { encodePem, notAKey, parsePem } from "./pem.ts";
import type { PemBlock } from "./pem.ts";

const labels = {
  spki: "PUBLIC KEY",
  pkcs1Public: "RSA PUBLIC KEY",
  pkcs8: "PRIVATE KEY",
  encryptedPkcs8: "ENCRYPTED PRIVATE KEY",
  pkcs1Private: "RSA PRIVATE KEY",
} as const;
const privateLabels: readonly string[] = [labels.pkcs8, labels.encryptedPkcs8, labels.pkcs1Private];
const publicLabels: readonly string[] = [labels.spki, labels.pkcs1Public];

export const writePublicHalf = ({ spki }: PublicHalf): Uint8Array => encodePem(labels.spki, spki);

/** PKCS #8; under `passphrase`, where one is given, as protectPrivateKey does it. */
export function writePrivateHalf(
  half: PrivateHalf,
  passphrase: Uint8Array | null,
  random: RandomSource = systemRandom,
): Uint8Array {
  const pkcs8 = half.toPkcs8();
  try {
    return passphrase === null
      ? encodePem(labels.pkcs8, pkcs8)
      : encodePem(labels.encryptedPkcs8, protectPrivateKey(pkcs8, passphrase, random));
  } finally {
    wipe(pkcs8);
  }
}

/** Throws key/not-a-key or key/public-needed. `path` is for the message. */
export function readPublicHalf(file: Uint8Array, path: string): PublicHalf {
  const what = term("public-key");
  const pem = parsePem(file, path, what);
  if (privateLabels.includes(pem.label)) throw failure("key/public-needed", { path });
  if (!publicLabels.includes(pem.label)) throw notAKey(what, path, term("pem-block", pem.label));
  const half = readPublicPem(pem.text);
  if (half === null) throw notAKey(what, path, term("pem-damaged"));
  return half;
}

/** A private key file as read, before any passphrase. */
export interface StandardPrivateFile {
  readonly path: string;
  readonly needsPassphrase: boolean;
  readonly pem: PemBlock;
}

/**
 * Looks at a private key file without opening it. Throws key/not-a-key, key/private-needed,
 * key/unknown-protection or key/costly-protection.
 */
export function readStandardPrivateFile(file: Uint8Array, path: string): StandardPrivateFile {
  const what = term("private-key");
  const pem = parsePem(file, path, what);
  if (publicLabels.includes(pem.label)) throw failure("key/private-needed", { path });
  if (!privateLabels.includes(pem.label)) throw notAKey(what, path, term("pem-block", pem.label));
  if (pem.label === labels.encryptedPkcs8) {
    const cost = protectionCost(pem.der);
    if (cost.verdict === "unknown") throw failure("key/unknown-protection", { path, found: cost.found });
    if (cost.verdict === "costly") throw failure("key/costly-protection", { path, ...cost });
  }
  const needsPassphrase = pem.label === labels.encryptedPkcs8 || pem.headers.includes("ENCRYPTED");
  // OpenSSL 3.5 looks at the content and not at the label: a protected key behind a plain label would be derived
  // without its cost having been looked at.
  if (!needsPassphrase && !beginsWithVersion(pem.der)) throw notAKey(what, path, term("pem-damaged"));
  return { path, needsPassphrase, pem };
}

/** Throws passphrase/wrong where it needs a passphrase and this one does not open it (a damaged file looks the same), else key/not-a-key. */
export function openPrivateHalf(
  { path, needsPassphrase, pem }: StandardPrivateFile,
  passphrase: Uint8Array | null,
): PrivateHalf {
  const half = readPrivatePem(pem.text, needsPassphrase ? passphrase : null);
  if (half !== null) return half;
  if (needsPassphrase) throw failure("passphrase/wrong", { path });
  throw notAKey(term("private-key"), path, term("pem-damaged"));
}

/** PrivateKeyInfo and RSAPrivateKey begin with their version number; EncryptedPrivateKeyInfo does not. */
function beginsWithVersion(der: Uint8Array): boolean {
  const [info] = parseDer(der) ?? [];
  return integerOf(membersOf(info)?.[0]) !== null;
}
