/** What `src/core/keys` refuses, in English. */
import type { keyRefusals, KeyTerms } from "../../../../core/keys/refusals.ts";
import { number } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof keyRefusals> = {
  "key/not-a-key": (f) => ({
    says: `expected ${f.what} in PEM, found ${f.found}: ${f.path}`,
    hint: "name a .pem file as made by qrseal keygen, openssl or Python's cryptography",
  }),
  "key/private-needed": (f) => ({
    says: `expected a private key, found a public one: ${f.path}`,
    hint: "name the private half, usually called …_private.pem",
  }),
  "key/public-needed": (f) => ({
    says: `expected a public key, found a private one: ${f.path}`,
    hint: "name …_public.pem instead; a private key should never leave its office",
  }),
  "key/wrong-type": (f) => ({
    says: `expected ${f.expected}, found ${f.found}: ${f.path}`,
    hint: "name another key file, or make a pair with qrseal keygen",
  }),
  "key/bad-size": (f) => ({
    says: `the RSA key has ${f.bits} bits, expected ${f.minBits} to ${f.maxBits} in whole bytes: ${f.path}`,
    hint:
      f.bits < f.minBits
        ? "it is too small to be safe; make a new pair with qrseal keygen"
        : "make a new pair with qrseal keygen",
  }),
  "key/bad-exponent": (f) => ({
    says: `the RSA key's public exponent is not an odd number from 3 to 32 bits: ${f.path}`,
    hint: "do not use this key; make a new pair with qrseal keygen",
  }),
  "key/unknown-protection": (f) => ({
    says: `the key file is protected in a way that is not read here (${f.found}): ${f.path}`,
    hint: "convert it once: openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000",
  }),
  "key/costly-protection": (f) => ({
    says: `the key file asks for ${f.parameter} of ${Number.isFinite(f.found) ? number(f.found) : "more than can be counted"}, at most ${number(f.max)} is worked through: ${f.path}`,
    hint: "no honest tool writes this; get the key file again from where it came",
  }),
  "passphrase/wrong": (f) => ({
    says: `the passphrase does not open the private key: ${f.path}`,
    hint: "type it again, minding capitals and keyboard layout; if it is surely right, the file is damaged",
  }),
};

export const terms: TermWords<KeyTerms> = {
  "private-key": "a private key",
  "public-key": "a public key",
  "pem-block": (label) => `a PEM block of ${label}`,
  "pem-damaged": "a damaged PEM block",
  "pem-cut-short": "a PEM block that is cut short or damaged",
  "several-pem-blocks": "several PEM blocks",
  "recipient-key": "an RSA or X25519 key",
  "verifying-key": "an Ed25519, P-256, RSA or DSA-2048 signing key",
  "ed25519-key": "an Ed25519 signing key",
  "rsa-pss-key": "an RSA key restricted to PSS signatures",
  "point-whole": "a P-256 key with its point written whole",
  "point-compressed": "a compressed point",
  "key-of-type": (type) => `a key of type ${type}`,
  "key-of-unknown-type": "a key of unknown type",
  iterations: "iterations",
  "scrypt-memory": "scrypt memory in bytes",
  "scrypt-parallelisation": "scrypt parallelisation",
  "no-algorithm": "no algorithm named",
  "no-derivation": "no key derivation named",
  algorithm: (id) => `algorithm ${id}`,
  derivation: (id) => `key derivation ${id}`,
};
