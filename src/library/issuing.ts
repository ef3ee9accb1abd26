/** A document into an envelope that only its receivers open, signed by whoever issues it. */
import { JSON_MEDIA_TYPE } from "../core/index.ts";
import { issue as issueAtOffice } from "../office/issue.ts";
import { checkedClock, copyBytes } from "./calls.ts";
import { checkMediaType, checkReceivers, statedIn } from "./issueoptions.ts";
import type { IssueOptions } from "./issueoptions.ts";
import { recordsOf } from "./seenbefore.ts";

export interface IssuedEnvelope {
  /** The bytes of its text: what a code holds, and what `present` takes. */
  readonly envelope: Uint8Array;
  /** 32 hexadecimal digits, by which it can be revoked; null for the formats that carry none, as the dates. */
  readonly documentId: string | null;
  /** Seconds since 1970. */
  readonly issuedAt: number | null;
  readonly expiresAt: number | null;
}

/**
 * Throws document/too-large, document/not-json and document/not-utf8 where the type is JSON and the document is not,
 * key/wrong-type where the format is not for such a key, and a TypeError where the options are not of this shape.
 */
export async function issue(document: Uint8Array, options: IssueOptions): Promise<IssuedEnvelope> {
  const bytes = copyBytes(document, "a document");
  const { format, signer, ...stated } = statedIn(options);
  const { receivers, mediaType = JSON_MEDIA_TYPE } = options;
  const now = checkedClock(options.now);
  checkMediaType(mediaType);
  checkReceivers(receivers, format);
  const delivery = { draw: () => null, deliver: () => Promise.resolve() };
  const ports = { records: recordsOf(null), delivery, now, tell: () => undefined };
  const { sealed } = await issueAtOffice({ bytes, mediaType }, ports, {
    ...stated,
    format,
    receivers: receivers.map((key) => ({ file: key.fingerprint, key })),
    signer: signer === null ? null : { file: signer.fingerprint, key: signer },
    deposit: null,
  });
  return sealed;
}
