/**
 * What the formats of docs/FORMAT.md, sections 4 to 6, share: one key, an RSA key that is not named, and the document
 * compressed, with nothing said about it.
 */
import { wipe } from "../encoding/bytes.ts";
import type { Compression } from "../encoding/compress.ts";
import { isRegisteredMediaType, JSON_MEDIA_TYPE } from "../encoding/mediatype.ts";
import { bug } from "../refusals.ts";
import { rsaOaep } from "../keys/kinds/rsaoaep.ts";
import type { Envelope, Format, Opened } from "./envelope.ts";

type Own = Pick<Format, "name" | "carriesAnyType" | "claims" | "parse" | "encode" | "aadOf"> & {
  readonly compression: Compression;
};

export function keyWrappedFormat(own: Own): Format {
  const format: Format = {
    ...own,
    carriesStatement: false,
    mostRecipients: 1,
    recipientKinds: [rsaOaep],
    carries: own.carriesAnyType ? isRegisteredMediaType : (mediaType) => mediaType === JSON_MEDIA_TYPE,
    keyIdOf: () => null,
    pack: (document, { statement }) => {
      if (statement !== null) throw bug(`a statement in a ${own.name} envelope`);
      return Promise.resolve(own.compression.compress(document));
    },
    unpack: (plaintext, envelope) => unpack(plaintext, envelope, format),
  };
  return format;
}

function unpack(plaintext: Uint8Array, { compression, mediaType }: Envelope, format: Format): Opened {
  if (compression === null || mediaType === null) throw bug(`a ${format.name} envelope that says too little`);
  try {
    const document = compression.decompress(plaintext);
    return { format, mediaType, statement: null, document: () => document };
  } finally {
    wipe(plaintext);
  }
}

/** What carries the content key to the one recipient. */
export function wrappedKeyIn({ recipients }: Envelope): Uint8Array {
  const [recipient] = recipients;
  if (recipient === undefined) throw bug("an envelope for nobody");
  return recipient.wrappedKey;
}
