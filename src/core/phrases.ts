/**
 * The parts that sentences of refusal are put together from, beside names and numbers: a closed list, so that every
 * language can word all of them. A phrase is named by its English words; each {} in it stands for a fact.
 */

const phrases = [
  // --- what was asked for ---------------------------------------------------------------------------
  "the document",
  "the picture",
  "the new picture",
  "the bundle",
  "the picture or envelope",
  "the envelope's text",
  "the passphrase file",
  "the private key",
  "the signing key",
  "the receiver's public key",
  "the issuer's public key",
  "the trust list",
  "the trust bundle",
  "the register",
  "the key folder",
  "the record of which key succeeds which",
  "the other desk's register",
  "the audit log",
  "the configuration file",
  "the authorities' certificates",
  "the administration's token",
  "--admin-token-file {} holds no token",
  "the record of known services",
  "a private key",
  "a public key",
  "a document",
  "a picture",
  "a picture or an envelope",
  "a name for the new picture or envelope",
  "protected keys",
  "signing keys",
  "standard input",
  "standard output",
  "typed",
  "{} {}",
  "a second --public-key",

  // --- options that do not go together --------------------------------------------------------------
  "both name the same thing",
  "both go to standard output",
  "both read standard input",
  "both give the passphrase",
  "it is a picture, and needs a file of its own",
  "there is one picture to draw on, no more and no less",
  "they are the same key",
  "the document is for that key already",
  "one thing is revoked at a time",
  "one asks for a signature, the other for none",
  "only a compact envelope carries that",
  "that format carries JSON only; the others carry any file",
  "only RSA keys to open with come in several lengths",
  "the dates of a signing key are in its readers' trust lists",

  // --- options that are not as they must be ---------------------------------------------------------
  "{}",
  "no command was named",
  "unknown option '{}'",
  "unknown option '{}' (Did you mean {}?)",
  "unknown option '{}' (Did you mean one of {}?)",
  "unknown command '{}'",
  "unknown command '{}' (Did you mean {}?)",
  "unknown command '{}' (Did you mean one of {}?)",
  "missing required argument '{}'",
  "option '{}' argument missing",
  "required option '{}' not specified",
  "option '{}' argument '{}' is invalid. Allowed choices are {}",
  "too many arguments for '{}'. Expected {} arguments but got {}",
  "too many arguments for '{}'. Expected {} argument but got {}",
  "--accept {} is none of {}",
  "--type {} is not for --use {}: expected {}",
  "{} or {}",
  "--name {} is not a plain name: letters, digits, dot, dash and underscore, at most 64",
  "--name {} ends as the names of signing keys do, and this key is to open with",
  "--module-size {} is not a whole number of pixels from {} to {}",
  "--public-key stands {} times, at most {} receivers share a code",
  "--document {} is no document's identifier: 32 small hexadecimal digits, or sha256: and 64 of them",
  "--document {} is not a document's id: 32 digits from 0 to 9 and a to f",
  "--noted {} is not a head: 64 hexadecimal digits, as audit verify prints them",
  "{} is no deposit's id: 32 digits from 0 to 9 and a to f",
  "--deposit-days {} is not a whole number of days from 1 to {}",
  "{} needs {}",
  "it holds a path, for which a code has no place",
  "name the key that the service knows you by with --participant-key",
  "--pin {} is not a fingerprint: 64 hexadecimal digits",
  "--last {} is not a whole number of entries from 1",
  "--until {} is before --from {}",
  "{} {} is not a length of time: hours, days, weeks or years, as 12h, 90d, 6w or 2y",
  "{} {} is not a day or time from 1970 on, as 2026-01-31 or 2026-01-31T18:00:00Z",
  "{} is empty",
  "{} has {} characters, at most {} are kept",
  "{} has {} characters, expected 1 to {}",
  "{} needs --key or --document",
  "the name",
  "the desk's name in QRSEAL_DESK has {} characters, at most {} are recorded",

  // --- what the system says -------------------------------------------------------------------------
  "permission denied",
  "the disk is read-only",
  "the disk reports an error",
  "another program is using it",
  "another program changes it",
  "the name is too long",
  "its links lead in a circle",
  "part of the path is a file",
  "a file of that name is in the way",
  "the name is not allowed here",
  "unknown error",

  // --- what was found instead -----------------------------------------------------------------------
  "nothing",
  "{} bytes that are not text",
  "a web address",
  "a key or certificate in PEM",
  "JSON of another kind",
  "other text, {} bytes",
  "a sealed document",
  "a QR code that holds {}",
  "{} different ones in one picture",
  "an empty file",
  "a HEIC picture of a kind that is not read here",
  "a video or another media file",
  "a PDF",
  "a BMP picture",
  "a JPEG XL picture",
  "a JPEG 2000 picture",
  "a Photoshop document",
  "an icon",
  "a ZIP archive or an office document",
  "a gzip archive",
  "an SVG drawing",
  "a file of {} byte that is no picture",
  "a file of {} bytes that is no picture",
  "a PEM block of {}",
  "a damaged PEM block",
  "a PEM block that is cut short or damaged",
  "several PEM blocks",
  "UTF-16",
  "bytes that are not UTF-8",
  "several lines",

  // --- pictures -------------------------------------------------------------------------------------
  "the left edge",
  "the right edge",
  "the upper edge",
  "the lower edge",

  // --- documents ------------------------------------------------------------------------------------
  "an escape that JSON knows",
  'the closing " of a text',
  'a name in "',
  'a name in " or }',
  "a colon",
  "a value",
  "a value or ]",
  "a comma or }",
  "a comma or ]",
  "the end of the document",
  "the end of the file",
  "the end of the line",
  "a tab",
  "a byte order mark",
  "the character U+{}",
  "a UTF-8 byte order mark at its start",
  "UTF-16 (little endian)",
  "UTF-16 (big endian)",
  "the byte 0x{} at position {}",

  // --- envelopes ------------------------------------------------------------------------------------
  "it ends too early",
  "it is not JSON",
  "it is not a JSON object",
  "{} missing",
  "it has fields that do not belong there",
  "its fields are not spelled, ordered and spaced as they must be",
  "{} is not in the one spelling of its base64",
  "{}: expected {} bytes, found {}",
  "expected {} bytes, found {}",
  "its receipt is not for what was sent",
  "its receipt is not signed by it",
  "it is not the part that was asked for",
  "its digest is another",
  "{}: expected {} to {} bytes, found {}",
  "{}: expected at least {} bytes, found {}",
  "it is not five parts of base64url with dots between",
  "its header is not a JSON object in base64url",
  "its header has a name twice or holds objects",
  "it is not base45 in its one spelling",
  "it is not CBOR in its one spelling",
  "it is not a COSE_Encrypt structure",
  "its protected header is not a map",
  "its header is not as it must be",
  "its IV is not of {} bytes",
  "its ciphertext is too short",
  "its protected header does not fit its recipients",
  "it names no recipient",
  "it names more than {} recipients",
  "it names a recipient twice",
  "it names its own recipients twice",
  "a recipient is not built as it must be",
  "its content is neither claims nor a COSE_Sign1 structure",
  "its signature is not built as it must be",
  "its signature has a header that is not signed",
  "its signer is not named as it must be",
  "its claims are not as they must be",
  "the content algorithm",
  "the signature algorithm",
  "a known one",
  "missing",
  "something else",
  "a header parameter",
  "only known ones",
  "a media type",
  "a registered media type",
  "it needs a dictionary",
  "it is not a {} stream or its checksum is wrong",
  "1 byte follows its end",
  "{} bytes follow its end",

  // --- keys -----------------------------------------------------------------------------------------
  "name the receiver's public key with --public-key, or make a pair for a trial with qrseal keygen",
  "name your office's private key with --private-key, or make a pair with qrseal keygen",
  "name the signing key with --sign-key, or make one with qrseal keygen --use signing",
  "name one with --sign-key, or make one with qrseal keygen --use signing",
  "name the public key file that the issuer gave you, usually called …_signing_public.pem",
  "an RSA or X25519 key",
  "an RSA key for a {} envelope",
  "an RSA key for --format {}",
  "an Ed25519, P-256, RSA or DSA-2048 signing key",
  "an Ed25519 signing key",
  "an RSA key restricted to PSS signatures",
  "a P-256 key with its point written whole",
  "a compressed point",
  "a key of type {}",
  "a key of unknown type",
  "iterations",
  "scrypt memory in bytes",
  "scrypt parallelisation",
  "no algorithm named",
  "no key derivation named",
  "algorithm {}",
  "key derivation {}",
  "it is not a list of old and new fingerprints with dates",

  // --- trust lists ----------------------------------------------------------------------------------
  "bytes",
  "issuers",
  "revoked keys",
  "revoked documents",
  "a revoked key",
  "a revoked document",
  "at any time",
  "from {}",
  "until {}",
  "from {} until {}",
  "this desk's own list",
  "this desk's own list; it comes with the authority's bundle, against which qrseal trust revoke helps",
  "the trust lists, and no key file of that name",
  "the trust lists; a key that is not there is named by all 64 digits, or by its file",
  "it is empty",
  "it is longer than any list may be",
  "it is a link to nothing",
  "it is missing, and trust.txt names its authority",
  "trust.txt does not name the authority it is by",
  "the authority named in trust.txt did not sign it",
  "it is not a desk's own list",
  "it is not signed",
  "its signature does not hold",
  "it is not a COSE_Sign1 structure",
  "its signature algorithm is not known",
  "what is signed is not a trust list",
  "it begins as {}",
  "its characters are not base45",
  "it is cut short, or not in its one spelling",
  "its fields are not those of a trust list",
  "it names an authority, which each desk does for itself",
  "its date is not as it must be",
  "it revokes a key twice",
  "it revokes a document twice",
  "it names a key twice for the same dates",
  "its {} are not a list",
  "it has more than {} {}",
  "an issuer's fields are not as they must be",
  "an issuer's name or place is not text of 1 to {} characters",
  "an issuer's dates are not as they must be",
  "an issuer's last date is before the first",
  "the fields of {} are not as they must be",
  "{} is not named by {} bytes",
  "date or reason of {} is not as it must be",
  "a key in it is none that signs documents",
  "a key in it is none that signs documents: {}",
  "a key in it is not in its one spelling",

  // --- the audit log --------------------------------------------------------------------------------
  "it is no entry of this log",
  "the noted head is not in it: entries were cut off or replaced",
  "it was written further down in the file: what was before it is gone",
  "before it stands a line that no writer leaves there",
  "it is a copy of an earlier line",
  "its chain value fits neither what stands before it nor its own content",

  // --- services -------------------------------------------------------------------------------------
  "it is no https:// address",
  "it holds a user name or password",
  "it holds more than a host and a path",
  "plain http:// is only for this machine",
  "its certificate's fingerprint is not 64 hexadecimal digits",
  "nothing answers at this address",
  "no machine has this name",
  "the name cannot be looked up now",
  "no way leads there",
  "the connection was broken off",
  "no answer within {} s",
  "it is larger than {} bytes",
  "it is not encrypted",
  "it was not encrypted for this call",
  "its JSON is not as the description of the service says",
  "it sends to another place, and nobody is sent on",
  "this passphrase",
  "this key file",
  "their format is not known here",
  "their protection asks for more work than is done for it",
  "its challenge is not sealed for this key",
] as const;

export const phraseNames: readonly PhraseName[] = phrases;
export type PhraseName = (typeof phrases)[number];

/** A text stands for itself in every language, a number is written as each language writes it. */
export type PhraseFact = string | number | PhraseWithFacts | QuotedRefusal;

/** A refusal that another one quotes. */
interface QuotedRefusal {
  readonly code: string;
  readonly message: string;
  readonly facts: object;
}

export interface PhraseWithFacts {
  readonly phrase: PhraseName;
  readonly facts: readonly PhraseFact[];
}

/** Where only phrases may stand: one without facts is its name. */
export type Phrase = Exclude<PhraseName, `${string}{}${string}`> | PhraseWithFacts;

/** Where a text stands that is the same in every language, such as a file's name, or a phrase. */
export type TextOrPhrase = string | PhraseWithFacts;

type FactsOf<Name extends string> = Name extends `${string}{}${infer Rest}`
  ? readonly [PhraseFact, ...FactsOf<Rest>]
  : readonly [];

export function phrase<Name extends PhraseName>(name: Name, ...facts: FactsOf<Name>): PhraseWithFacts {
  return { phrase: name, facts };
}

/** Puts facts, worded already, into the places of a phrase. */
export function fillPhrase(words: string, facts: readonly string[]): string {
  return words.split("{}").reduce((filled, next, at) => `${filled}${facts[at - 1] ?? ""}${next}`);
}

/** The phrase in English. */
export function wordPhrase(wanted: PhraseFact): string {
  if (typeof wanted === "string") return wanted;
  if (typeof wanted === "number") return wanted.toLocaleString("en");
  if ("message" in wanted) return wanted.message;
  return fillPhrase(wanted.phrase, wanted.facts.map(wordPhrase));
}
