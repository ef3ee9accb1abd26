/** What `src/office` refuses, in English. */
import type { officeRefusals, OfficeTerms } from "../../../office/refusals.ts";
import { list } from "../numbers.ts";
import { minuteOf } from "../../moments.ts";
import type { RefusalWords, TermWords } from "../../wordings.ts";

export const refusals: RefusalWords<typeof officeRefusals> = {
  "document/opened-not-json": (f) => ({
    says: `the code opened, but what it holds is not JSON (line ${f.line}, column ${f.column})`,
    hint: "it is what the sender sealed; take it as it is with --out FILE",
  }),
  "open/not-for-this-key": (f) =>
    f.bits === f.envelopeBits
      ? {
          says: `this private key does not open the envelope: ${f.key} (${f.fingerprint})`,
          hint: "it was sealed for another key, or altered on the way; try the key of the office it is for",
        }
      : {
          says: `the envelope is for a key of ${f.envelopeBits} bits, yours has ${f.bits}: ${f.key} (${f.fingerprint})`,
          hint: "try the key of the office it is for",
        },
  "open/for-another-key": (f) => ({
    says: `this document is for ${list(f.recipients)}; you hold ${f.held.length === 0 ? "no key for it" : list(f.held)}`,
    hint: "pass it to the office it is for, or name that office's private key with --private-key",
  }),
  "deposit/not-fetched": (f) => ({
    says:
      f.named === null
        ? `the code says that its document lies at ${f.url}, and no issuer known here says so: nothing was asked there`
        : `the code says that its document lies at ${f.url}, and --exchange names ${f.named}: nothing was asked`,
    hint: "if you know that service, name it with --exchange; else ask the issuer by telephone",
  }),
  "deposit/unreachable": (f) => ({
    says: `the document is not in the code, it lies at ${f.url} until ${minuteOf(f.until)}, which cannot be reached (${f.reason})`,
    hint: "connect this machine to the network and run the same command again; the code stays as it is",
  }),
  "key/not-found": (f) => ({
    says: `${f.what} not found: ${f.path}`,
    hint: f.remedy,
  }),
  "key/ambiguous": (f) => ({
    says: `there are several ${f.what} to choose from: ${list(f.paths)}`,
    hint: `name one with ${f.use === "signing" ? "--sign-key" : "--private-key"} FILE`,
  }),
  "key/none": (f) => ({
    says: `no private key was found in the folder ${f.folder}`,
    hint: "name the folder with --keys or the key with --private-key, or make a pair with qrseal keygen",
  }),
  "passphrase/no-terminal": () => ({
    says: "a passphrase is needed and there is no terminal to ask on",
    hint: "give --passphrase-file FILE, or set QRSEAL_PASSPHRASE",
  }),
};

export const terms: TermWords<OfficeTerms> = {
  "private-key-file": "the private key",
  "signing-key-file": "the signing key",
  "receiver-key-file": "the receiver's public key",
  "protected-keys": "protected keys",
  "signing-keys": "signing keys",
  "same-key": "they are the same key",
  "name-public-key":
    "name the receiver's public key with --public-key, or make a pair for a trial with qrseal keygen",
  "name-private-key": "name your office's private key with --private-key, or make a pair with qrseal keygen",
  "name-sign-key": "name the signing key with --sign-key, or make one with qrseal keygen --use signing",
  "name-participant-key": "name the key that the service knows you by with --participant-key",
  "rsa-key-for-envelope": (format) => `an RSA key for a ${format} envelope`,
  "rsa-key-for-format": (format) => `an RSA key for --format ${format}`,
  "path-in-address": "it holds a path, for which a code has no place",
};
