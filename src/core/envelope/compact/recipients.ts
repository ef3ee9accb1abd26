/**
 * COSE_recipient structures (RFC 9052 §5.1), encoded and parsed: what all kinds of them share is here, the rest each kind
 * knows. No key is needed for that, and none is used here.
 */
import { equalBytes } from "../../encoding/bytes.ts";
import { isBytes, isMap } from "../../encoding/cbor.ts";
import { headerLabels, parseProtected } from "../../encoding/cose.ts";
import type { Term } from "../../refusal.ts";
import { bug } from "../../refusals.ts";
import { term } from "../refusals.ts";
import { fingerprintBytes } from "../../keys/fingerprint.ts";
import { recipientKinds } from "../../keys/kinds.ts";
import { limits } from "../../limits.ts";
import type { Recipient } from "../envelope.ts";

/** One recipient: the first 8 bytes of a key's fingerprint, and all 32 where there are several recipients. */
const KEY_ID_BYTES = { alone: 8, several: 32 } as const;

/** One whose key the envelope names. */
type NamedRecipient = Recipient & { readonly keyId: Uint8Array };

/** How one of `count` recipients is named. */
export const keyIdOf = (key: { readonly fingerprint: string }, count: number): Uint8Array =>
  fingerprintBytes(key).subarray(0, keyIdBytes(count));

const keyIdBytes = (count: number): number => (count === 1 ? KEY_ID_BYTES.alone : KEY_ID_BYTES.several);

export function encodeRecipient({ keyId, protectedHeader, unprotected, wrappedKey }: Recipient): unknown {
  if (keyId === null) throw bug("a recipient without a name");
  return [protectedHeader, new Map([...unprotected, [headerLabels.keyId, keyId]]), wrappedKey];
}

/** The recipients of an envelope, or what is wrong with them. */
export function parseRecipients(value: unknown): readonly NamedRecipient[] | Term {
  if (!Array.isArray(value) || value.length === 0) return term("no-recipient");
  if (value.length > limits.recipients) return term("too-many-recipients", limits.recipients);
  const recipients = (value as unknown[]).map((item) => parseRecipient(item, value.length));
  const parsed = recipients.filter((recipient) => recipient !== null);
  if (parsed.length !== recipients.length) return term("recipient-malformed");
  const isTwice = parsed.some((one, at) =>
    parsed.slice(0, at).some((other) => equalBytes(one.keyId, other.keyId)),
  );
  return isTwice ? term("recipient-twice") : parsed;
}

function parseRecipient(value: unknown, count: number): NamedRecipient | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [protectedHeader, headers, wrappedKey] = value as unknown[];
  if (!isBytes(protectedHeader) || parseProtected(protectedHeader) === null) return null;
  if (!isMap(headers) || !isBytes(wrappedKey)) return null;
  const keyId = headers.get(headerLabels.keyId);
  if (!isBytes(keyId) || keyId.length !== keyIdBytes(count)) return null;

  const unprotected = new Map([...headers].filter(([label]) => label !== headerLabels.keyId));
  const structure = { protectedHeader, unprotected, wrappedKey };
  for (const kind of recipientKinds()) {
    const facts = kind.parse(structure, count === 1);
    if (facts !== null) return { kind, keyId, ...structure, ...facts };
  }
  return null;
}
