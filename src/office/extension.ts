/**
 * The extension of a document's file where nobody named the file. Whoever made the document chose its media type, and
 * a desk opens a file by its extension: a double click runs .exe, .bat or .html. What is on neither list is ".bin",
 * which nothing opens; --out gives any other name.
 */
import { extensionOf } from "../core/index.ts";
import type { Decision } from "./decide.ts";

/** Shown and never run, so that it matters little who made it. */
const fromAnyone = [".json", ".txt", ".pdf", ".png", ".jpg", ".gif", ".tif", ".webp"];
/** Office files, whose programs do more than show them. Those with macros (.docm, .xlsm, ...) are not among them. */
const fromKnownIssuers = [".csv", ".xml", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".rtf", ".zip"];

/** Whether a known issuer signed it and nothing had to be overridden. */
export const isProved = ({ issuer, accepted }: Pick<Decision, "issuer" | "accepted">): boolean =>
  issuer !== null && accepted.length === 0;

/** With its dot. */
export function extensionFor(mediaType: string, decision: Pick<Decision, "issuer" | "accepted">): string {
  const extension = extensionOf(mediaType);
  const isSafe =
    fromAnyone.includes(extension) || (isProved(decision) && fromKnownIssuers.includes(extension));
  return isSafe ? extension : ".bin";
}
