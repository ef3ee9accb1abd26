/** A document into an envelope of the format that was asked for: for whom, by whom, until when. */
import { formats, newDocumentId, seal, toHex } from "../core/index.ts";
import type { Format, FormatName, RecipientKey, SigningKey } from "../core/index.ts";
import { failure, term } from "./refusals.ts";

export interface SealingOptions {
  readonly format: FormatName;
  readonly issuer?: string;
  readonly subject?: string;
  /** Seconds. */
  readonly validFor?: number;
}

export interface Receiver {
  readonly file: string;
  readonly key: RecipientKey;
}

export interface Sealed {
  readonly envelope: Uint8Array;
  /** Null where the format has none. */
  readonly documentId: string | null;
  readonly issuedAt: number | null;
  readonly expiresAt: number | null;
}

/** Throws key/wrong-type where the format is for keys of other kinds, and as `seal` does. */
export async function sealFor(
  document: Uint8Array,
  mediaType: string,
  receivers: readonly Receiver[],
  signer: SigningKey | null,
  options: SealingOptions,
  now: Date,
): Promise<Sealed> {
  const format = formats[options.format];
  checkKinds(receivers, format);
  const recipients = receivers.map(({ key }) => key);
  if (!format.carriesStatement) {
    const envelope = await seal(document, { format, recipients, mediaType });
    return { envelope, documentId: null, issuedAt: null, expiresAt: null };
  }
  const { validFor, issuer, subject } = options;
  const issuedAt = Math.floor(now.getTime() / 1000);
  const expiresAt = validFor === undefined ? null : issuedAt + validFor;
  const documentId = newDocumentId();
  const statement = {
    signer,
    documentId,
    issuedAt,
    ...(expiresAt === null ? {} : { expiresAt }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(subject === undefined ? {} : { subject }),
  };
  const envelope = await seal(document, { format, recipients, mediaType, statement });
  return { envelope, documentId: toHex(documentId), issuedAt, expiresAt };
}

function checkKinds(receivers: readonly Receiver[], { name, recipientKinds }: Format): void {
  const other = receivers.find(({ key }) => recipientKinds?.includes(key.kind) === false);
  if (other === undefined) return;
  const found = term("key-of-type", other.key.kind.id);
  const expected = term("rsa-key-for-format", name);
  throw failure("key/wrong-type", { path: other.file, expected, found });
}
