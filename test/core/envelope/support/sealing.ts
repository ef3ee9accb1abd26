/** Sealing and opening as most tests want them: one format, one key, and what came out of it. */
import { compact } from "../../../../src/core/envelope/compact/compact.ts";
import type { OpenedStatement, Statement } from "../../../../src/core/envelope/statement.ts";
import type { Envelope, FormatName, StatementOptions } from "../../../../src/core/envelope/envelope.ts";
import { formats } from "../../../../src/core/envelope/formats.ts";
import { open } from "../../../../src/core/envelope/open.ts";
import { rewrap } from "../../../../src/core/envelope/rewrapenvelope.ts";
import { encryptPacked, seal } from "../../../../src/core/envelope/seal.ts";
import type { OpeningKey, RecipientKey } from "../../../../src/core/keys/recipientkind.ts";
import { JSON_MEDIA_TYPE } from "../../../../src/core/encoding/mediatype.ts";
import { encodeUtf8 } from "../../../../src/core/encoding/text.ts";
import { systemRandom } from "../../../../src/core/random.ts";
import type { RandomSource } from "../../../../src/core/random.ts";

interface KeyWrappedOptions {
  readonly format: Exclude<FormatName, "compact">;
  readonly mediaType?: string;
  readonly random?: RandomSource;
}

/** In a format for one RSA key. */
export const sealKeyWrapped = async (
  document: Uint8Array,
  recipient: RecipientKey,
  { format, ...options }: KeyWrappedOptions,
): Promise<Uint8Array> => seal(document, { format: formats[format], recipients: [recipient], ...options });

/** The document, or null: not for this key. */
export const openDocument = async (envelope: Envelope, key: OpeningKey): Promise<Uint8Array | null> =>
  (await open(envelope, key))?.document() ?? null;

export interface CompactOptions extends StatementOptions {
  readonly mediaType?: string;
  readonly random?: RandomSource;
}

/** In the usual format. */
export const sealCompact = async (
  document: Uint8Array,
  recipients: readonly RecipientKey[],
  { mediaType = JSON_MEDIA_TYPE, random = systemRandom, ...statement }: CompactOptions,
): Promise<Uint8Array> => seal(document, { format: compact, recipients, mediaType, random, statement });

/** The statement in it, or null: not for this key. */
export const openCompact = async (envelope: Envelope, key: OpeningKey): Promise<OpenedStatement | null> =>
  (await open(envelope, key))?.statement ?? null;

export const documentOf = ({ claims }: Statement): Uint8Array =>
  claims.compression.decompress(claims.content);

/** A statement as it is, encrypted for these recipients whoever it was made for. */
export const encryptStatement = async (
  statement: Uint8Array,
  recipients: readonly RecipientKey[],
  random: RandomSource = systemRandom,
): Promise<Uint8Array> =>
  encryptPacked(statement, { format: compact, recipients, mediaType: JSON_MEDIA_TYPE, random });

/** What an office does for its own next key. */
export const rewrapCompact = async (
  statement: OpenedStatement,
  successor: RecipientKey,
): Promise<Uint8Array> =>
  rewrap(
    {
      format: compact,
      mediaType: statement.claims.mediaType,
      statement,
      document: () => documentOf(statement),
    },
    successor,
  );

export type KeyWrappedFormatName = KeyWrappedOptions["format"];
export const keyWrappedFormatNames: readonly KeyWrappedFormatName[] = ["classic", "classic-v1", "jwe"];

/** The text that an envelope is written as. */
export const encodeEnvelope = (envelope: Envelope): Uint8Array =>
  encodeUtf8(envelope.format.encode(envelope));

/** The same envelope with another wrapped key in it. */
export function withWrappedKey(envelope: Envelope, wrappedKey: Uint8Array): Envelope {
  const [recipient] = envelope.recipients;
  if (recipient === undefined) throw new Error("expected a recipient");
  return { ...envelope, recipients: [{ ...recipient, wrappedKey }] };
}
