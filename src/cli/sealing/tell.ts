/** What is told of a document that was sealed and drawn. */
import { formats, nameRecipientKey, shortFingerprint } from "../../core/index.ts";
import type { FormatName } from "../../core/index.ts";
import { describeDeposited, tellDeposited } from "../deposit/tell.ts";
import type { ToldDeposit } from "../deposit/tell.ts";
import { describePicture, describeSymbol, tellPicture } from "./drawing.ts";
import type { Drawing } from "./drawing.ts";
import type { Receiver, Sealed, Signer } from "../../office/index.ts";
import { minuteOf } from "../../words/index.ts";

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

export function tellDrawn(drawn: Drawn): readonly string[] {
  const { document, sealed, format, receivers, signer, deposited, drawing, envelopeFile } = drawn;
  return [
    tellPicture(drawn.pictureFile, drawing),
    ...(envelopeFile === null ? [] : [`envelope  ${envelopeFile}`]),
    `document  ${document.bytes} bytes, ${sealed.envelope.length} characters as a ${format} envelope`,
    ...(deposited === null ? [] : tellDeposited(deposited)),
    ...receivers.map(
      ({ file, key }) =>
        `receiver  ${shortFingerprint(key.fingerprint)}  (${nameRecipientKey(key)}, ${file})`,
    ),
    tellSigner(signer, sealed, format),
    ...(sealed.documentId === null ? [] : [`id        ${sealed.documentId}  (should it ever be revoked)`]),
  ];
}

function describeSigner(signer: Signer | null): object | null {
  if (signer === null) return null;
  const { file, key } = signer;
  const { kind, fingerprint: sha256 } = key;
  return { file, fingerprint: shortFingerprint(sha256), sha256, type: kind.id };
}

function tellSigner(signer: Signer | null, sealed: Sealed, format: FormatName): string {
  if (signer === null) {
    return formats[format].carriesStatement
      ? "signed    no: whoever has the receiver's key could have made it; qrseal keygen --use signing helps"
      : `signed    no: a ${format} envelope cannot be`;
  }
  const until = sealed.expiresAt === null ? "" : `, valid until ${minuteOf(sealed.expiresAt)}`;
  return `signed    by ${shortFingerprint(signer.key.fingerprint)}  (${signer.key.kind.name}, ${signer.file})${until}`;
}
