/** The structures of COSE (RFC 9052, RFC 9053) that are built the same by everybody; what we put in them, compact/ knows. */
import { encodeCbor, isBytes, isMap, parseCbor } from "./cbor.ts";
import type { CborMap } from "./cbor.ts";

/** Header parameters (RFC 9052 §3.1; RFC 9053 §6.3) that more than one of our structures has. */
export const headerLabels = { algorithm: 1, keyId: 4, iv: 5, ephemeralKey: -1 } as const;

/** A protected header (RFC 9052 §3): a map inside a byte string, the empty map as no bytes at all. */
export function encodeProtected(header: CborMap): Uint8Array {
  return header.size === 0 ? new Uint8Array(0) : encodeCbor(header);
}

export function parseProtected(value: unknown): CborMap | null {
  if (!isBytes(value)) return null;
  if (value.length === 0) return new Map();
  const parsed = parseCbor(value)?.value;
  return isMap(parsed) && parsed.size > 0 ? parsed : null;
}

/** Enc_structure (RFC 9052 §5.3): what the tag of a COSE_Encrypt or COSE_Encrypt0 covers besides the ciphertext. */
export function encStructure(
  context: "Encrypt" | "Encrypt0",
  protectedHeader: Uint8Array,
  external: Uint8Array,
): Uint8Array {
  return encodeCbor([context, protectedHeader, external]);
}

/** Sig_structure (RFC 9052 §4.4) of a COSE_Sign1: what is signed. */
export function sigStructure(
  protectedHeader: Uint8Array,
  external: Uint8Array,
  payload: Uint8Array,
): Uint8Array {
  return encodeCbor(["Signature1", protectedHeader, external, payload]);
}

/** COSE_KDF_Context (RFC 9053 §5.2) that names neither party: the info of the key derivation. */
export function kdfContext(algorithmId: number, keyBits: number, protectedHeader: Uint8Array): Uint8Array {
  const nobody = [null, null, null];
  return encodeCbor([algorithmId, nobody, nobody, [keyBits, protectedHeader]]);
}
