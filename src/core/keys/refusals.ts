/** What reading keys and their files refuses. */
import { naming, raising, refusal } from "../refusal.ts";
import type { Term } from "../refusal.ts";
import type { EncodingTerms } from "../encoding/refusals.ts";
import type { GroundTerms } from "../refusals.ts";

export const keyRefusals = {
  /** The file holds no key, or none of the kind that was asked for. */
  "key/not-a-key": refusal<{ what: Term; path: string; found: Term }>("input"),
  /** A public key where a private one is needed. */
  "key/private-needed": refusal<{ path: string }>("input"),
  /** A private key where the receiver's public one is needed. */
  "key/public-needed": refusal<{ path: string }>("input"),
  /** A key of another type. */
  "key/wrong-type": refusal<{ path: string; expected: Term; found: Term }>("input"),
  /** Under 2,048 bits (unsafe) or over 8,192. */
  "key/bad-size": refusal<{ path: string; bits: number; minBits: number; maxBits: number }>("input"),
  /** An RSA exponent no honest tool makes. */
  "key/bad-exponent": refusal<{ path: string }>("input"),
  /** A passphrase scheme that is not read here. */
  "key/unknown-protection": refusal<{ path: string; found: Term }>("input"),
  /** A key file made to keep the machine busy; refused before deriving anything. */
  "key/costly-protection": refusal<{ path: string; parameter: Term; found: number; max: number }>("input"),
  /** The passphrase does not open the key file (a damaged file looks the same). */
  "passphrase/wrong": refusal<{ path: string }>("no-key"),
};

export interface KeyTerms {
  "private-key": [];
  "public-key": [];
  "pem-block": [label: string];
  "pem-damaged": [];
  "pem-cut-short": [];
  "several-pem-blocks": [];
  "recipient-key": [];
  "verifying-key": [];
  "ed25519-key": [];
  "rsa-pss-key": [];
  "point-whole": [];
  "point-compressed": [];
  "key-of-type": [type: string];
  "key-of-unknown-type": [];
  iterations: [];
  "scrypt-memory": [];
  "scrypt-parallelisation": [];
  "no-algorithm": [];
  "no-derivation": [];
  algorithm: [id: string];
  derivation: [id: string];
}

export const failure = raising(keyRefusals);

export const term = naming<KeyTerms & EncodingTerms & GroundTerms>();
