/** Keys of the office as they are told apart: before one is opened, and after it opened an envelope. */

/** What can be told of a pair of keys without a passphrase. */
export interface HeldKey {
  /** As people call it: the file's name without its ending, and since when it is retired. */
  readonly name: string;
  readonly use: "recipient" | "signing";
  /** Moved aside by keygen --force: it opens old documents and makes no new ones. */
  readonly isRetired: boolean;
  readonly privateFile: string | null;
  readonly publicFile: string | null;
  /** Null where only a passphrase would tell: a protected key without its public half beside it. */
  readonly fingerprint: string | null;
  readonly type: string | null;
  /** Length of a recipient's key; null where that is unknown or has no meaning. */
  readonly bits: number | null;
  /** The type, and the length where keys of that type have several: "rsa 3072". */
  readonly label: string | null;
  readonly needsPassphrase: boolean;
  /** False where there is a private file and it holds no key of this use: whoever needs it gets to hear why. */
  readonly isPrivateReadable: boolean;
  /** The private half is plainly not that of the public half beside it. */
  readonly isMismatched: boolean;
}

/** A key that may open an envelope. */
export type Candidate = Omit<HeldKey, "isRetired"> & { readonly privateFile: string };

/** The key that did. */
export interface UsedKey {
  readonly name: string;
  readonly file: string;
  readonly fingerprint: string;
  readonly type: string;
}
