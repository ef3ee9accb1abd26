/**
 * The registries of key kinds: whatever must tell one kind from another asks an entry. A program may add kinds of its
 * own, before it calls anything else here.
 */
import { bug } from "../refusals.ts";
import { dsa2048 } from "./kinds/dsa2048.ts";
import { ecdsaP256 } from "./kinds/ecdsap256.ts";
import { ed25519 } from "./kinds/ed25519.ts";
import { rsaOaep } from "./kinds/rsaoaep.ts";
import { rsaPss } from "./kinds/rsapss.ts";
import { x25519 } from "./kinds/x25519.ts";
import type { RecipientKind } from "./recipientkind.ts";
import type { SignerKind } from "./signerkind.ts";

/** The first is the usual one. */
const recipients: RecipientKind[] = [rsaOaep, x25519];
const signers: SignerKind[] = [ed25519, ecdsaP256, rsaPss, dsa2048];

export const recipientKinds = (): readonly RecipientKind[] => [...recipients];
export const signerKinds = (): readonly SignerKind[] => [...signers];

/** To be called before anything else: what was read before does not know the kind. */
export function addRecipientKind(kind: RecipientKind): void {
  if (recipients.some(({ id }) => id === kind.id)) throw bug(`two kinds of recipients called ${kind.id}`);
  recipients.push(kind);
}

/** Likewise. */
export function addSignerKind(kind: SignerKind): void {
  if (signers.some(({ id, coseId }) => id === kind.id || coseId === kind.coseId)) {
    throw bug(`two kinds of signers called ${kind.id} or ${kind.coseId}`);
  }
  signers.push(kind);
}

/** The kind whose signatures have this "alg" number, or null. */
export const signerKindOf = (coseId: unknown): SignerKind | null =>
  signers.find((kind) => kind.coseId === coseId) ?? null;

/** A key as people name it: "RSA 3072", "X25519". */
export const nameRecipientKey = ({
  kind,
  bits,
}: {
  readonly kind: RecipientKind;
  readonly bits: number;
}): string => (kind.lengths === null ? kind.name : `${kind.name} ${bits}`);
