/** A document into an envelope of the format that was asked for: for whom, by whom, until when. */
import { failure, newDocumentId, phrase, seal, sealCompact } from "../../core/index.ts";
import type { FormatName, RecipientPublicKey, SigningPrivateKey } from "../../core/index.ts";
import type { Host } from "../host.ts";
import { readPublicKey } from "../keys/keyring.ts";

export interface SealingOptions {
  readonly format: FormatName;
  readonly issuer?: string;
  readonly subject?: string;
  /** Seconds. */
  readonly validFor?: number;
}

export interface Receiver {
  readonly file: string;
  readonly key: RecipientPublicKey;
}

/** Throws usage/conflict where one stands twice. */
export async function readReceivers(files: readonly string[], host: Host): Promise<readonly Receiver[]> {
  const receivers: Receiver[] = [];
  for (const file of files) {
    const key = await readPublicKey(file, host);
    const same = receivers.find((other) => other.key.fingerprint === key.fingerprint);
    if (same !== undefined) {
      const reason = "they are the same key";
      throw failure("usage/conflict", {
        first: `--public-key ${same.file}`,
        second: `--public-key ${file}`,
        reason,
      });
    }
    receivers.push({ file, key });
  }
  return receivers;
}

export interface Sealed {
  readonly envelope: Uint8Array;
  /** Null where the format has none. */
  readonly documentId: string | null;
  readonly issuedAt: number | null;
  readonly expiresAt: number | null;
}

export function sealFor(
  document: Uint8Array,
  mediaType: string,
  receivers: readonly Receiver[],
  signer: SigningPrivateKey | null,
  options: SealingOptions,
  now: Date,
): Sealed {
  const { format, validFor, issuer, subject } = options;
  if (format !== "compact") {
    const [receiver] = receivers;
    if (receiver?.key.type !== "rsa") {
      const found = phrase("a key of type {}", "x25519");
      const expected = phrase("an RSA key for --format {}", format);
      throw failure("key/wrong-type", { path: receiver?.file ?? "", expected, found });
    }
    const envelope = seal(document, receiver.key, { format, mediaType });
    return { envelope, documentId: null, issuedAt: null, expiresAt: null };
  }
  const issuedAt = Math.floor(now.getTime() / 1000);
  const expiresAt = validFor === undefined ? null : issuedAt + validFor;
  const documentId = newDocumentId();
  const envelope = sealCompact(
    document,
    receivers.map(({ key }) => key),
    {
      signer,
      mediaType,
      documentId,
      issuedAt,
      ...(expiresAt === null ? {} : { expiresAt }),
      ...(issuer === undefined ? {} : { issuer }),
      ...(subject === undefined ? {} : { subject }),
    },
  );
  return { envelope, documentId: Buffer.from(documentId).toString("hex"), issuedAt, expiresAt };
}
