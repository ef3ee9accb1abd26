/**
 * Passphrase protection of PKCS #8 keys (RFC 5958 §3) by PBES2 (RFC 8018 §6.2).
 *
 * Written here and not by Node's own export because that derives with 2,048 iterations, about a millisecond
 * a guess. Read here only to see what a file asks for, before OpenSSL works through it: a hostile file can
 * ask for minutes.
 */
import { createCipheriv, pbkdf2Sync } from "node:crypto";
import { concat, wipe } from "../encoding/bytes.ts";
import {
  encodeDer,
  encodeInteger,
  encodeObjectId,
  integerOf,
  membersOf,
  objectIdOf,
  parseDer,
  tags,
} from "../encoding/der.ts";
import type { DerValue } from "../encoding/der.ts";
import type { Term } from "../refusal.ts";
import { bug } from "../refusals.ts";
import { term } from "./refusals.ts";
import { limits } from "../limits.ts";
import type { RandomSource } from "../random.ts";

/** What OWASP asks of PBKDF2-HMAC-SHA256; 0.1 to 0.2 s a guess on a desk machine. */
export const PBKDF2_ITERATIONS = 600_000;

const ids = {
  pbes2: "1.2.840.113549.1.5.13",
  pbkdf2: "1.2.840.113549.1.5.12",
  scrypt: "1.3.6.1.4.1.11591.4.11",
  hmacWithSha256: "1.2.840.113549.2.9",
  aes256Cbc: "2.16.840.1.101.3.4.1.42",
} as const;
/** PBES1 (RFC 8018 §6.1) and the PKCS #12 schemes (RFC 7292 appendix C): parameters are salt and iterations. */
const oldSchemes = /^1\.2\.840\.113549\.1\.(?:5\.(?:1|3|4|6|10|11)|12\.1\.[1-6])$/;

/** EncryptedPrivateKeyInfo of a PrivateKeyInfo: PBKDF2-HMAC-SHA256, 16-byte salt, AES-256-CBC. */
export function protectPrivateKey(
  pkcs8: Uint8Array,
  passphrase: Uint8Array,
  random: RandomSource,
): Uint8Array {
  // The caller has refused these: a key under them would be lost.
  if (passphrase.length === 0 || passphrase.length > limits.passphraseBytes) {
    throw bug(`passphrase of ${passphrase.length} bytes`);
  }
  const salt = random(16);
  const iv = random(16);
  const key = pbkdf2Sync(passphrase, salt, PBKDF2_ITERATIONS, 32, "sha256");
  const cipher = createCipheriv("aes-256-cbc", key, iv);
  const encrypted = concat(cipher.update(pkcs8), cipher.final());
  wipe(key);

  const { sequence, octetString, nullValue } = tags;
  const prf = encodeDer(sequence, encodeObjectId(ids.hmacWithSha256), encodeDer(nullValue));
  const kdfParameters = encodeDer(
    sequence,
    encodeDer(octetString, salt),
    encodeInteger(PBKDF2_ITERATIONS),
    prf,
  );
  const kdf = encodeDer(sequence, encodeObjectId(ids.pbkdf2), kdfParameters);
  const scheme = encodeDer(sequence, encodeObjectId(ids.aes256Cbc), encodeDer(octetString, iv));
  const algorithm = encodeDer(sequence, encodeObjectId(ids.pbes2), encodeDer(sequence, kdf, scheme));
  return encodeDer(sequence, algorithm, encodeDer(octetString, encrypted));
}

/** What deriving the key of a protected file costs: fine, or the parameter that is beyond its limit, or unknown. */
export type ProtectionCost =
  | { readonly verdict: "bearable" }
  | { readonly verdict: "costly"; readonly parameter: Term; readonly found: number; readonly max: number }
  | { readonly verdict: "unknown"; readonly found: Term };

/** Looks at an EncryptedPrivateKeyInfo without deriving anything. */
export function protectionCost(encryptedPrivateKeyInfo: Uint8Array): ProtectionCost {
  const [info] = parseDer(encryptedPrivateKeyInfo) ?? [];
  const [algorithm] = membersOf(info) ?? [];
  const [id, parameters] = membersOf(algorithm) ?? [];
  const scheme = objectIdOf(id);
  if (scheme === null) return { verdict: "unknown", found: term("no-algorithm") };

  if (oldSchemes.test(scheme)) {
    const [, iterations] = membersOf(parameters) ?? [];
    return bounded([term("iterations"), integerOf(iterations), limits.pbes1Iterations]);
  }
  if (scheme !== ids.pbes2) return { verdict: "unknown", found: term("algorithm", scheme) };
  const [kdf] = membersOf(parameters) ?? [];
  return kdfCost(kdf);
}

function kdfCost(kdf: DerValue | undefined): ProtectionCost {
  const [id, parameters] = membersOf(kdf) ?? [];
  const name = objectIdOf(id);
  const values = membersOf(parameters) ?? [];
  if (name === ids.pbkdf2)
    return bounded([term("iterations"), integerOf(values[1]), limits.pbkdf2Iterations]);
  if (name === ids.scrypt) {
    const cost = integerOf(values[1]);
    const blockSize = integerOf(values[2]);
    const memory = cost === null || blockSize === null ? null : 128 * cost * blockSize;
    return bounded(
      [term("scrypt-memory"), memory, limits.scryptMemoryBytes],
      [term("scrypt-parallelisation"), integerOf(values[3]), limits.scryptParallelisation],
    );
  }
  return {
    verdict: "unknown",
    found: name === null ? term("no-derivation") : term("derivation", name),
  };
}

function bounded(
  ...parameters: readonly (readonly [name: Term, found: number | null, max: number])[]
): ProtectionCost {
  for (const [parameter, found, max] of parameters) {
    if (found === null) return { verdict: "unknown", found: term("lacking", parameter) };
    if (found > max) return { verdict: "costly", parameter, found, max };
  }
  return { verdict: "bearable" };
}
