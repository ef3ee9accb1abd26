/** Warnings, questions and what is under way, in English. */
import type { Notices } from "../notices.ts";
import { plural } from "./numbers.ts";

export const notices: Notices = {
  error: "error",
  hint: "hint",
  warning: "warning",
  colon: ": ",

  readingCode: "reading the code",
  readingBundle: "reading the bundle",
  scanNow: "scan the code, or paste its text, then Enter: ",
  makingKey: (type) => `making a key of type ${type}`,
  depositing: (percent) => `sending the document: ${percent} %`,
  fetching: (percent) => `fetching the document: ${percent} %`,

  newPassphrase: "Passphrase for the new private key: ",
  samePassphrase: "The same again: ",
  passphraseFor: (path) => `Passphrase for ${path}: `,
  wrongPassphrase: (triesLeft) => `That is not it. ${triesLeft === 1 ? "One try" : "Two tries"} left.`,

  passphraseSeen:
    "--passphrase can be seen by other users of this machine; prefer --passphrase-file or the prompt",
  passphraseShort: (characters) =>
    `the passphrase has fewer than ${characters} characters; who gets the file can try millions a day`,
  privateKeyOpen: (path) =>
    `other users of this machine can read the private key ${path}; close it with: chmod 600`,
  privateKeyNotClosed: (path) => `the private key could not be closed to other users: ${path}`,
  folderOpen: (folder) => `other users of this machine can look into the folder ${folder}`,
  successionNotNoted: (folder) =>
    `the folder ${folder} does not note that the new key succeeds the old: desks without that note will refuse the document; see qrseal keys succeed`,
  keyRevoked: (since) => `this key is revoked since ${since}: its documents are still refused`,
  formerBundleDropped: ({ issuers, revokedKeys, revokedDocuments }) =>
    `the former authority's bundle counts no more, and what it revoked is not revoked by it any more (${plural(issuers, "issuer")}, ${plural(revokedKeys, "revoked key")}, ${plural(revokedDocuments, "revoked document")})`,
  serviceNew: (url, fingerprint) =>
    `${url} is called for the first time, and its key ${fingerprint} is believed from now on; compare it with what its operator says`,
  serviceKeysNew: (url, fingerprint) =>
    `${url} has a new key, ${fingerprint}; it is remembered in place of the old one`,
  depositEndsFirst: (depositUntil, validUntil) =>
    `the document is valid until ${validUntil}, but lies at the exchange only until ${depositUntil}; --deposit-days keeps it longer, where the exchange allows it`,
  keysMismatched: (publicFile, privateFile) =>
    `${publicFile} is not the public half of ${privateFile}: what is sealed with it, that key does not open`,
  linesUnreadable: (count, path) =>
    `${plural(count, "line")} of ${path} cannot be read: cut short by a crash or a full disk, or damaged`,
};
