/**
 * Media types (RFC 6838) of documents, from and to file name extensions, by the registry that the package
 * `mime` keeps.
 *
 * The type of a classic-v1 envelope is not covered by its authentication tag. So only registered types are
 * accepted, in their one spelling: a character changed on the way leaves the registry and is refused.
 */
import mime from "mime";

export const JSON_MEDIA_TYPE = "application/json";
export const UNKNOWN_MEDIA_TYPE = "application/octet-stream";

/** The type of a file by its name; application/octet-stream where the name says nothing. */
export function mediaTypeOfFile(fileName: string): string {
  return mime.getType(fileName) ?? UNKNOWN_MEDIA_TYPE;
}

/** The usual extension of a registered type with its dot, or ".bin". */
export function extensionOf(mediaType: string): string {
  const extension = mime.getExtension(mediaType);
  return extension === null ? ".bin" : `.${extension}`;
}

export function isRegisteredMediaType(mediaType: string): boolean {
  // getExtension overlooks capitals, white space around the type and whatever follows a semicolon, and its
  // answer to nothing is nothing.
  const isBare = mediaType === mediaType.toLowerCase().trim() && !mediaType.includes(";");
  return isBare && mediaType !== "" && mime.getExtension(mediaType) !== null;
}
