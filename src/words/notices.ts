/** What a language must say beside results and refusals: warnings, questions, and what is under way. */

export interface Notices {
  /** The first words of their lines. */
  readonly error: string;
  readonly hint: string;
  readonly warning: string;
  /** What stands between those and the sentence. */
  readonly colon: string;

  readonly readingCode: string;
  readonly readingBundle: string;
  /** The question to whoever holds the scanner. */
  readonly scanNow: string;
  readonly makingKey: (type: string) => string;
  readonly depositing: (percent: number) => string;
  readonly fetching: (percent: number) => string;

  readonly newPassphrase: string;
  readonly samePassphrase: string;
  readonly passphraseFor: (path: string) => string;
  readonly wrongPassphrase: (triesLeft: number) => string;

  readonly passphraseSeen: string;
  readonly passphraseShort: (characters: number) => string;
  readonly privateKeyOpen: (path: string) => string;
  readonly privateKeyNotClosed: (path: string) => string;
  readonly folderOpen: (folder: string) => string;
  readonly successionNotNoted: (folder: string) => string;
  readonly keyRevoked: (since: string) => string;
  readonly formerBundleDropped: (counts: {
    readonly issuers: number;
    readonly revokedKeys: number;
    readonly revokedDocuments: number;
  }) => string;
  /** `fingerprint` of the RSA key that it decrypts with. */
  readonly serviceNew: (url: string, fingerprint: string) => string;
  readonly serviceKeysNew: (url: string, fingerprint: string) => string;
  /** The moments are already in words. */
  readonly depositEndsFirst: (depositUntil: string, validUntil: string) => string;
  /** Files of a pair whose halves do not belong together. */
  readonly keysMismatched: (publicFile: string, privateFile: string) => string;
  readonly linesUnreadable: (count: number, path: string) => string;
}
