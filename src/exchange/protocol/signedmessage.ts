/**
 * A message that somebody may have signed, as it came, over whichever transport: all that authentication asks of it.
 * Nothing in it is proved.
 */
export interface SignedMessage {
  /** As on the request line. */
  readonly method: string;
  /** Host and port that the sender called, lower case; empty where that was not said. */
  readonly authority: string;
  /** Path and query as on the request line. */
  readonly target: string;
  readonly fields: MessageFields;
  /** As it came; empty where there is none. */
  readonly body: Uint8Array;
  /** The key id of the certificate that the sender opened the connection with; null where there is none. */
  readonly certifiedKeyId: () => string | null;
}

/** By their names in lower case, each with its values in the order in which they came. */
export type MessageFields = ReadonlyMap<string, readonly string[]>;
