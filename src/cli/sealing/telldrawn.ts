/** What is told of a document that was sealed and drawn. */
import { formats, nameRecipientKey, shortFingerprint } from "../../core/index.ts";
import type { FormatName } from "../../core/index.ts";
import { describeDeposited, tellDeposited } from "../deposit/telldeposited.ts";
import type { ToldDeposit } from "../deposit/telldeposited.ts";
import { describePicture, describeSymbol, tellPicture } from "./drawing.ts";
import type { Drawing } from "./drawing.ts";
import type { Receiver, Sealed, Signer } from "../../office/index.ts";
import { minuteOf } from "../../words/index.ts";
import type { Results } from "../../words/index.ts";

export interface Drawn {
  readonly document: { readonly file: string; readonly bytes: number; readonly mediaType: string };
  readonly sealed: Sealed;
  readonly format: FormatName;
  readonly receivers: readonly Receiver[];
  readonly signer: Signer | null;
  /** Null where the document is in the code itself. */
  readonly deposited: ToldDeposit | null;
  readonly drawing: Drawing;
  /** Where they went. */
  readonly pictureFile: string;
  readonly envelopeFile: string | null;
}

export function describeDrawn(drawn: Drawn): object {
  const { document, sealed, format, receivers, signer, deposited, drawing } = drawn;
  const { documentId: id, issuedAt, expiresAt } = sealed;
  return {
    document: { ...document, id, issuedAt, expiresAt },
    envelope: { file: drawn.envelopeFile, format, bytes: sealed.envelope.length },
    receivers: receivers.map(({ file, key }) => ({
      file,
      fingerprint: shortFingerprint(key.fingerprint),
      sha256: key.fingerprint,
      type: key.kind.id,
      bits: key.bits,
    })),
    signer: describeSigner(signer),
    picture: describePicture(drawn.pictureFile, drawing),
    symbol: describeSymbol(drawing),
    deposit: deposited === null ? null : describeDeposited(deposited),
  };
}

export function tellDrawn(drawn: Drawn, words: Results["drawn"]): readonly string[] {
  const { document, sealed, format, receivers, signer, deposited, drawing, envelopeFile } = drawn;
  return [
    tellPicture(drawn.pictureFile, drawing, words),
    ...(envelopeFile === null ? [] : [words.envelope(envelopeFile)]),
    words.document(document.bytes, sealed.envelope.length, format),
    ...(deposited === null ? [] : tellDeposited(deposited, words)),
    ...receivers.map(({ file, key }) =>
      words.receiver(shortFingerprint(key.fingerprint), nameRecipientKey(key), file),
    ),
    tellSigner(signer, sealed, format, words),
    ...(sealed.documentId === null ? [] : [words.id(sealed.documentId)]),
  ];
}

function describeSigner(signer: Signer | null): object | null {
  if (signer === null) return null;
  const { file, key } = signer;
  const { kind, fingerprint: sha256 } = key;
  return { file, fingerprint: shortFingerprint(sha256), sha256, type: kind.id };
}

function tellSigner(
  signer: Signer | null,
  { expiresAt }: Sealed,
  format: FormatName,
  words: Results["drawn"],
): string {
  if (signer === null) return formats[format].carriesStatement ? words.unsigned : words.unsignable(format);
  const { file, key } = signer;
  const until = expiresAt === null ? null : minuteOf(expiresAt);
  return words.signed(shortFingerprint(key.fingerprint), key.kind.name, file, until);
}
