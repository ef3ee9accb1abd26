/** From bytes to an envelope, whichever format they are in. */
import { parseEncrypted, PREFIX } from "./compact/encrypted.ts";
import { failure } from "../errors.ts";
import { limits } from "../limits.ts";
import { decodeUtf8, describeBytes, encodeUtf8 } from "../encoding/text.ts";
import { classicV1 } from "./classic/classic-v1.ts";
import { classic } from "./classic/classic.ts";
import { jwe } from "./jwe/jwe.ts";
import type {
  Envelope,
  FormatName,
  KeyWrappedEnvelope,
  KeyWrappedFormat,
  KeyWrappedFormatName,
} from "./envelope.ts";

export const keyWrappedFormats: Readonly<Record<KeyWrappedFormatName, KeyWrappedFormat>> = {
  classic,
  "classic-v1": classicV1,
  jwe,
};

interface Reader {
  readonly claims: (text: string) => boolean;
  readonly parse: (text: string) => Envelope;
}

const readers: Readonly<Record<FormatName, Reader>> = {
  compact: {
    claims: (text) => text.startsWith(PREFIX),
    parse: (text) => ({ format: "compact", ...parseEncrypted(text) }),
  },
  ...keyWrappedFormats,
};
export const keyWrappedFormatNames: readonly KeyWrappedFormatName[] = Object.keys(
  keyWrappedFormats,
) as KeyWrappedFormatName[];
export const formatNames: readonly FormatName[] = Object.keys(readers) as FormatName[];

export function encodeEnvelope(envelope: KeyWrappedEnvelope): Uint8Array {
  return encodeUtf8(keyWrappedFormats[envelope.format].encode(envelope));
}

/** Whether bytes mean to be an envelope, however damaged; decides between "not one" and "a broken one". */
export function looksLikeEnvelope(bytes: Uint8Array): boolean {
  return claimedFormat(bytes) !== null;
}

/**
 * The envelope in `bytes`, exactly: no white space around it. Throws envelope/not-recognised,
 * envelope/malformed or envelope/unsupported.
 */
export function parseEnvelope(bytes: Uint8Array): Envelope {
  const claimed = claimedFormat(bytes);
  if (claimed === null) throw failure("envelope/not-recognised", { found: describeBytes(bytes) });
  return claimed.reader.parse(claimed.text);
}

function claimedFormat(bytes: Uint8Array): { reader: Reader; text: string } | null {
  if (bytes.length > limits.envelopeBytes) return null;
  const text = decodeUtf8(bytes);
  if (text === null) return null;
  const reader = Object.values(readers).find((candidate) => candidate.claims(text));
  return reader === undefined ? null : { reader, text };
}
