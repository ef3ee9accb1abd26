/**
 * Every way in which the toolkit refuses: a closed list of stable codes, each with the facts it needs and
 * the one place that words it. docs/ERRORS.md documents each code; a test holds the two together.
 *
 * Here they speak English, for programs and logs; the facts stay with the error, so that whoever speaks to people can
 * word it in their language (src/cli/refusal). What a sentence needs beside names and numbers is a phrase (phrases.ts).
 *
 * Voice: one sentence that says what was expected and what was found, lower case, no full stop; then one
 * hint that says what to do next. Secrets never become facts. Facts may quote a file, so whoever prints a
 * message escapes it.
 *
 * "Not for me" is not here: core/open returns null for it, and the caller decides what that means.
 */

import { wordPhrase as say } from "./phrases.ts";
import type { Phrase, TextOrPhrase } from "./phrases.ts";
import { remedyFor } from "./serviceremedies.ts";

/** The sentence and the hint of a refusal. */
export interface Wording {
  readonly says: string;
  readonly hint: string;
}

const plural = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const bytes = (count: number): string => plural(count, "byte");

const wordings = {
  // --- how the command was called -------------------------------------------------------------------
  "usage/bad-option": (f: { problem: Phrase; command: string }): Wording => ({
    says: say(f.problem),
    hint: `see: qrseal ${f.command === "" ? "" : `${f.command} `}--help`,
  }),
  "usage/missing-input": (f: { command: string; what: Phrase }): Wording => ({
    says: `${f.command} needs ${say(f.what)}, and none was named`,
    hint: `name a file, or - for standard input; see: qrseal ${f.command} --help`,
  }),
  "usage/conflict": (f: { first: TextOrPhrase; second: TextOrPhrase; reason: Phrase }): Wording => ({
    says: `${say(f.first)} and ${say(f.second)} cannot go together: ${say(f.reason)}`,
    hint: "leave one of them out",
  }),
  "usage/picture-as-text": (f: { path: TextOrPhrase; format: string }): Wording => ({
    says: `--text takes the text of an envelope, found a ${f.format} picture: ${say(f.path)}`,
    hint: "name a picture with --qr",
  }),
  "usage/same-file": (f: { output: TextOrPhrase; other: TextOrPhrase; path: string }): Wording => ({
    says: `${say(f.output)} and ${say(f.other)} are the same file, ${f.path}`,
    hint: "give the output another name",
  }),
  "usage/binary-on-terminal": (f: { option: string; what: Phrase }): Wording => ({
    says: `${say(f.what)} cannot be shown on a terminal`,
    hint: `name a file with ${f.option} FILE, or send the output on with | or >`,
  }),

  // --- files that are read --------------------------------------------------------------------------
  "input/not-found": (f: { what: Phrase; path: TextOrPhrase }): Wording => ({
    says: `${say(f.what)} not found: ${say(f.path)}`,
    hint: "check the name and the folder",
  }),
  "input/is-folder": (f: { what: Phrase; path: TextOrPhrase }): Wording => ({
    says: `expected ${say(f.what)}, found a folder: ${say(f.path)}`,
    hint: "name a file inside it",
  }),
  "input/unreadable": (f: { what: Phrase; path: TextOrPhrase; reason: Phrase }): Wording => ({
    says: `${say(f.what)} cannot be read: ${say(f.path)} (${say(f.reason)})`,
    hint: "check that you may read it and that the disk or stick is still there",
  }),
  "input/empty": (f: { what: Phrase; path: TextOrPhrase }): Wording => ({
    says: `expected ${say(f.what)}, found nothing: ${say(f.path)} is empty`,
    hint: "check that the file was copied or the picture saved completely",
  }),
  "input/too-large": (f: { what: Phrase; path: TextOrPhrase; maxBytes: number }): Wording => ({
    says: `${say(f.what)} is larger than the ${bytes(f.maxBytes)} allowed: ${say(f.path)}`,
    hint: "check that it is the right file",
  }),
  "input/some-unreadable": (f: { paths: readonly string[]; count: number }): Wording => ({
    says: `${f.paths.length} of the ${f.count} pictures could not be read: ${f.paths.join(", ")}`,
    hint: "the results say why for each of them; those of the other pictures are complete",
  }),
  "input/interrupted": (): Wording => ({
    says: "stopped before the text of the envelope was there, nothing was written",
    hint: "run the command again and scan the code, or type its text and then Enter",
  }),

  // --- files that are written -----------------------------------------------------------------------
  "output/exists": (f: { path: string }): Wording => ({
    says: `${f.path} exists already and was left as it is`,
    hint: "give the output another name, or --force to replace it",
  }),
  "output/no-folder": (f: { path: string }): Wording => ({
    says: `the folder for the output does not exist: ${f.path}`,
    hint: "make the folder first, or name another one",
  }),
  "output/is-folder": (f: { path: string }): Wording => ({
    says: `expected a file name for the output, found a folder: ${f.path}`,
    hint: "add a file name to it",
  }),
  "output/not-writable": (f: { path: string; reason: Phrase }): Wording => ({
    says: `the output cannot be written: ${f.path} (${say(f.reason)})`,
    hint: "check that you may write there, or name another folder",
  }),
  "output/disk-full": (f: { path: TextOrPhrase }): Wording => ({
    says: `the disk is full, nothing was written: ${say(f.path)}`,
    hint: "free some space or name another disk, then run the same command again",
  }),
  "output/broken-pipe": (): Wording => ({
    says: "the program reading the output stopped before the end",
    hint: "run it again with the output in a file, then pass the file on",
  }),

  // --- the document ---------------------------------------------------------------------------------
  "document/not-json": (f: {
    line: number;
    column: number;
    expected: Phrase;
    found: Phrase;
    isJsonOnly: boolean;
  }): Wording => ({
    says: `the document is not JSON: line ${f.line}, column ${f.column}: expected ${say(f.expected)}, found ${say(f.found)}`,
    hint: f.isJsonOnly ? "correct it there" : "correct it there; to carry other kinds of file use --in FILE",
  }),
  "document/not-utf8": (f: { found: Phrase }): Wording => ({
    says: `the document is not UTF-8 text, as JSON must be: found ${say(f.found)}`,
    hint: "save it again as UTF-8 without a byte order mark",
  }),
  "document/opened-not-json": (f: { line: number; column: number }): Wording => ({
    says: `the code opened, but what it holds is not JSON (line ${f.line}, column ${f.column})`,
    hint: "it is what the sender sealed; take it as it is with --out FILE",
  }),
  "document/too-large": (f: { bytes: number; maxBytes: number }): Wording => ({
    says: `the document has ${bytes(f.bytes)}, at most ${bytes(f.maxBytes)} can be sealed`,
    hint: "split it or leave out what the reader does not need",
  }),

  // --- pictures and symbols -------------------------------------------------------------------------
  "image/unsupported": (f: { found: Phrase; textAllowed: boolean }): Wording =>
    f.textAllowed
      ? {
          says: `expected a picture or an envelope's text, found ${say(f.found)}`,
          hint: "give a PNG, JPEG, WebP, TIFF, GIF, AVIF or HEIC picture, or the text of an envelope",
        }
      : {
          says: `expected a picture, found ${say(f.found)}`,
          hint: "give a PNG, JPEG, WebP, TIFF, GIF, AVIF or HEIC picture",
        },
  "image/too-many-pixels": (f: { width: number; height: number; maxPixels: number }): Wording => ({
    says: `the picture has ${f.width} × ${f.height} pixels, at most ${f.maxPixels / 1e6} million are read`,
    hint: "save it smaller or cut out the code, then try again",
  }),
  "image/damaged": (f: { format: string }): Wording => ({
    says: `the ${f.format} picture is damaged or cut short`,
    hint: "copy it again from where it came, or take the picture again",
  }),
  "qr/none-found": (f: { width: number; height: number }): Wording => ({
    says: `no QR code could be read in the picture (${f.width} × ${f.height} pixels)`,
    hint: "take it again: closer, flat, sharp, evenly lit, the whole code with its white border",
  }),
  // Why nothing could be read in one picture. docs/JSON.md tells what was measured.
  "qr/blurred": (f: { moved: boolean }): Wording =>
    f.moved
      ? {
          says: "the code is smeared: the phone moved while the picture was taken",
          hint: "hold the phone with both hands or rest it on something, and take the picture again",
        }
      : {
          says: "the picture is too blurred for a code in it to be read",
          hint: "tap on the code so that the phone focuses on it, hold still, and take the picture again",
        },
  "qr/too-small": (f: { pixels: number; needed: number | null }): Wording => ({
    says:
      f.needed === null
        ? `the code is too small in the picture: it covers only about ${f.pixels} pixels`
        : `the code is too small in the picture: it covers ${f.pixels} pixels, ${f.needed} are needed`,
    hint: "hold the phone closer, until the code nearly fills the picture",
  }),
  "qr/glare": (f: { percent: number }): Wording => ({
    says: `light is reflected on the code and hides ${f.percent} % of it`,
    hint: "tilt the paper or turn away from the lamp until the white spot is gone, and take the picture again",
  }),
  "qr/shaded": (f: { percent: number }): Wording => ({
    says: `a shadow hides ${f.percent} % of the code`,
    hint: "turn so that the light falls evenly on the paper, and take the picture again",
  }),
  "qr/cut-off": (f: { edge: Phrase }): Wording => ({
    says: `the code is cut off at ${say(f.edge)} of the picture`,
    hint: "take it again with the whole code and its white border in the picture",
  }),
  "qr/crumpled": (): Wording => ({
    says: "the code was found, but too much of it is crumpled, damaged or covered",
    hint: "smooth the paper flat, take away what covers the code, and take the picture from straight above",
  }),
  "qr/too-dark": (): Wording => ({
    says: "the picture is too dark for a code to be seen in it",
    hint: "switch on a light or go where it is brighter, and take the picture again",
  }),
  "qr/no-contrast": (f: { washedOut: boolean }): Wording =>
    f.washedOut
      ? {
          says: "the picture is too bright: it is white nearly everywhere",
          hint: "tap on the code so that the phone sets its brightness by it, and take the picture again",
        }
      : {
          says: "the code is too pale to be told from its paper",
          hint: "take it again in better light; where the print itself is pale, a new print is needed",
        },
  "qr/foreign-characters": (): Wording => ({
    says: "the code was found, but it is written in characters that are not read here",
    hint: "photograph the code of the sealed document; this one is of another system",
  }),
  "qr/none-in-any": (f: { count: number }): Wording => ({
    says: `no QR code could be read in any of the ${f.count} pictures`,
    hint: "take them again: closer, flat, sharp, evenly lit, the whole code with its white border",
  }),
  "qr/not-an-envelope": (f: { count: number; found: Phrase }): Wording => ({
    says: `${f.count === 1 ? "the QR code holds" : `the ${f.count} QR codes hold`} no envelope of ours, but ${say(f.found)}`,
    hint: "photograph the code of the sealed document alone",
  }),
  "qr/several-envelopes": (f: { count: number }): Wording => ({
    says: `expected one sealed document, found ${f.count} different ones`,
    hint: "photograph one code at a time",
  }),
  "qr/too-large": (f: {
    characters: number;
    capacity: number;
    errorCorrection: string;
    fitsAt: readonly string[];
  }): Wording => ({
    says:
      `the envelope has ${plural(f.characters, "character")}, ${(f.characters - f.capacity).toLocaleString("en")} too many for one QR code` +
      ` at error correction ${f.errorCorrection}, which holds ${f.capacity.toLocaleString("en")}`,
    hint:
      f.fitsAt.length > 0
        ? `it fits with --error-correction ${f.fitsAt.join(" or ")}; a shorter document also helps`
        : "it fits at no error correction: shorten the document; a receiver key of type x25519 takes the least room",
  }),

  // --- envelopes ------------------------------------------------------------------------------------
  "envelope/not-recognised": (f: { found: Phrase }): Wording => ({
    says: `expected the text of an envelope, found ${say(f.found)}`,
    hint: "check that this is the whole text of the code, from its first character to its last",
  }),
  "envelope/malformed": (f: { format: string; problem: Phrase }): Wording => ({
    says: `the ${f.format} envelope is damaged or was altered: ${say(f.problem)}`,
    hint: "read the code again; if it says the same again, do not trust the paper",
  }),
  "envelope/unsupported": (f: {
    field: TextOrPhrase;
    expected: TextOrPhrase;
    found: TextOrPhrase;
  }): Wording => ({
    says: `the envelope asks for something this version does not know: ${say(f.field)} is ${say(f.found)}, expected ${say(f.expected)}`,
    hint: "it was made by another or newer tool, or altered; ask its sender how it was made",
  }),
  "open/not-for-this-key": (f: {
    key: string;
    fingerprint: string;
    bits: number;
    envelopeBits: number;
  }): Wording =>
    f.bits === f.envelopeBits
      ? {
          says: `this private key does not open the envelope: ${f.key} (${f.fingerprint})`,
          hint: "it was sealed for another key, or altered on the way; try the key of the office it is for",
        }
      : {
          says: `the envelope is for a key of ${f.envelopeBits} bits, yours has ${f.bits}: ${f.key} (${f.fingerprint})`,
          hint: "try the key of the office it is for",
        },
  "open/damaged": (): Wording => ({
    says: "the envelope is for your key, but its content was damaged or altered",
    hint: "read the code again; if it says the same again, do not trust the paper",
  }),
  "open/bad-compression": (f: { problem: Phrase }): Wording => ({
    says: `the envelope opened, but the document inside is wrongly compressed: ${say(f.problem)}`,
    hint: "the sender's tool made it so; ask the sender to seal the document again",
  }),
  "open/too-large": (f: { maxBytes: number }): Wording => ({
    says: `the document inside expands beyond the ${bytes(f.maxBytes)} allowed`,
    hint: "no honest code does this: do not trust the paper, and tell the sender",
  }),

  "open/for-another-key": (f: { recipients: readonly string[]; held: readonly string[] }): Wording => ({
    says: `this document is for ${f.recipients.join(", ")}; you hold ${f.held.length === 0 ? "no key for it" : f.held.join(", ")}`,
    hint: "pass it to the office it is for, or name that office's private key with --private-key",
  }),

  // --- deposits -------------------------------------------------------------------------------------
  "deposit/malformed": (): Wording => ({
    says: "the code opened and says that its document is deposited, but not properly where",
    hint: "ask its issuer for a new one: their tool does not write such codes as they must be",
  }),
  "deposit/altered": (f: { problem: Phrase }): Wording => ({
    says: `the deposited document is not the one that the code names: ${say(f.problem)}`,
    hint: "nothing was written; ask its issuer to deposit it again, and tell whoever runs the service",
  }),
  "deposit/not-fetched": (f: { url: string; named: string | null }): Wording => ({
    says:
      f.named === null
        ? `the code says that its document lies at ${f.url}, and no issuer known here says so: nothing was asked there`
        : `the code says that its document lies at ${f.url}, and --exchange names ${f.named}: nothing was asked`,
    hint: "if you know that service, name it with --exchange; else ask the issuer by telephone",
  }),
  "deposit/unreachable": (f: { url: string; reason: Phrase; until: string }): Wording => ({
    says: `the document is not in the code, it lies at ${f.url} until ${f.until}, which cannot be reached (${say(f.reason)})`,
    hint: "connect this machine to the network and run the same command again; the code stays as it is",
  }),
  "deposit/expired": (f: { url: string; until: string }): Wording => ({
    says: `the document lay at ${f.url} until ${f.until}, and is not kept any more`,
    hint: "ask its issuer to deposit it again and for a new code",
  }),
  "deposit/gone": (f: { url: string }): Wording => ({
    says: `the document is not at ${f.url} any more: whoever deposited it removed it`,
    hint: "ask its issuer for a new code",
  }),
  "deposit/collected": (f: { url: string }): Wording => ({
    says: `the document was for one reader only, and was collected already from ${f.url}`,
    hint: "qrseal register list tells whether it was this desk; if it was nobody of yours, tell the issuer at once",
  }),
  "deposit/claimed": (f: { url: string }): Wording => ({
    says: `the document is for one reader only, and another one is collecting it from ${f.url}`,
    hint: "ask whoever else has this code or your key; if it was nobody of yours, tell the issuer at once",
  }),
  "deposit/incomplete": (f: { url: string }): Wording => ({
    says: `the document is not completely at ${f.url} yet`,
    hint: "try again later; if it stays so, tell its issuer that the upload was not finished",
  }),

  // --- verdicts -------------------------------------------------------------------------------------
  "verdict/bad-signature": (f: { issuer: string }): Wording => ({
    says: `the document claims to come from ${f.issuer}, but its signature is not theirs`,
    hint: "it is forged or was altered: keep the paper and tell your security office",
  }),
  "verdict/forwarded": (f: { signedFor: readonly string[] }): Wording => ({
    says: `the document was signed for another office (${f.signedFor.join(", ")}) and sealed again for you`,
    hint: "ask its issuer for one made out to you; if that was your own older key, record it: qrseal keys succeed",
  }),
  "verdict/unsigned": (): Wording => ({
    says: "the document is not signed: anyone with your public key could have made it",
    hint: "ask its issuer for a signed one; to take it on your own responsibility: --accept unsigned",
  }),
  "verdict/unknown-issuer": (f: { fingerprint: string }): Wording => ({
    says: `the document is signed with a key that your trust list does not know: ${f.fingerprint}`,
    hint: "ask the issuer about that key by telephone; to take it on your own responsibility: --accept unknown-issuer",
  }),
  "verdict/retired-key": (f: { issuer: string; signedAt: string }): Wording => ({
    says: `the document was signed on ${f.signedAt}, when that key did not speak for ${f.issuer}`,
    hint: "ask the issuer for a new one; to take it on your own responsibility: --accept retired-key",
  }),
  "verdict/expired": (f: { until: string }): Wording => ({
    says: `the document was valid until ${f.until}`,
    hint: "ask the bearer for a newer one; to take it on your own responsibility: --accept expired",
  }),
  "verdict/not-yet-valid": (f: { from: string }): Wording => ({
    says: `the document is valid only from ${f.from}`,
    hint: "check this machine's date and time; to take it on your own responsibility: --accept not-yet-valid",
  }),
  "verdict/key-revoked": (f: { issuer: string; at: string; reason: string | null }): Wording => ({
    says: `the key that signed the document was revoked on ${f.at}: ${f.issuer}${f.reason === null ? "" : ` (${f.reason})`}`,
    hint: "ask the issuer for a new one; to take it on your own responsibility: --accept revoked",
  }),
  "verdict/document-revoked": (f: { at: string; reason: string | null }): Wording => ({
    says: `the document was revoked on ${f.at}${f.reason === null ? "" : ` (${f.reason})`}`,
    hint: "ask the issuer; to take it on your own responsibility: --accept revoked",
  }),

  // --- keys -----------------------------------------------------------------------------------------
  "key/not-found": (f: { what: Phrase; path: string; remedy: Phrase }): Wording => ({
    says: `${say(f.what)} not found: ${f.path}`,
    hint: say(f.remedy),
  }),
  "key/not-a-key": (f: { what: Phrase; path: string; found: Phrase }): Wording => ({
    says: `expected ${say(f.what)} in PEM, found ${say(f.found)}: ${f.path}`,
    hint: "name a .pem file as made by qrseal keygen, openssl or Python's cryptography",
  }),
  "key/private-needed": (f: { path: string }): Wording => ({
    says: `expected a private key, found a public one: ${f.path}`,
    hint: "name the private half, usually called …_private.pem",
  }),
  "key/public-needed": (f: { path: string }): Wording => ({
    says: `expected a public key, found a private one: ${f.path}`,
    hint: "name …_public.pem instead; a private key should never leave its office",
  }),
  "key/wrong-type": (f: { path: string; expected: Phrase; found: Phrase }): Wording => ({
    says: `expected ${say(f.expected)}, found ${say(f.found)}: ${f.path}`,
    hint: "name another key file, or make a pair with qrseal keygen",
  }),
  "key/bad-size": (f: { path: string; bits: number; minBits: number; maxBits: number }): Wording => ({
    says: `the RSA key has ${f.bits} bits, expected ${f.minBits} to ${f.maxBits} in whole bytes: ${f.path}`,
    hint:
      f.bits < f.minBits
        ? "it is too small to be safe; make a new pair with qrseal keygen"
        : "make a new pair with qrseal keygen",
  }),
  "key/bad-exponent": (f: { path: string }): Wording => ({
    says: `the RSA key's public exponent is not an odd number from 3 to 32 bits: ${f.path}`,
    hint: "do not use this key; make a new pair with qrseal keygen",
  }),
  "key/unknown-protection": (f: { path: string; found: Phrase }): Wording => ({
    says: `the key file is protected in a way that is not read here (${say(f.found)}): ${f.path}`,
    hint: "convert it once: openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000",
  }),
  "key/costly-protection": (f: { path: string; parameter: Phrase; found: number; max: number }): Wording => ({
    says: `the key file asks for ${say(f.parameter)} of ${Number.isFinite(f.found) ? f.found.toLocaleString("en") : "more than can be counted"}, at most ${f.max.toLocaleString("en")} is worked through: ${f.path}`,
    hint: "no honest tool writes this; get the key file again from where it came",
  }),
  "key/ambiguous": (f: { what: Phrase; paths: readonly string[]; option: string }): Wording => ({
    says: `there are several ${say(f.what)} to choose from: ${f.paths.join(", ")}`,
    hint: `name one with ${f.option} FILE`,
  }),
  "key/none": (f: { folder: string }): Wording => ({
    says: `no private key was found in the folder ${f.folder}`,
    hint: "name the folder with --keys or the key with --private-key, or make a pair with qrseal keygen",
  }),
  "key/bad-succession": (f: { path: string; problem: Phrase }): Wording => ({
    says: `the record of which key succeeds which is damaged: ${f.path} (${say(f.problem)})`,
    hint: "bring it back from a copy, or take it away and record the successions again with qrseal keys succeed",
  }),
  "key/exists": (f: { path: string }): Wording => ({
    says: `a key of that name exists already and was left as it is: ${f.path}`,
    hint: "choose another --name, or --force to move the old pair aside and make a new one",
  }),

  // --- whom this desk believes ----------------------------------------------------------------------
  "trust/not-recognised": (f: { found: Phrase }): Wording => ({
    says: `expected a trust bundle, found ${say(f.found)}`,
    hint: "name the file or picture that qrseal trust export made",
  }),
  "trust/malformed": (f: { problem: Phrase }): Wording => ({
    says: `the trust list is damaged or was altered: ${say(f.problem)}`,
    hint: "get it again from the authority that made it",
  }),
  "trust/bad-signature": (): Wording => ({
    says: "the trust bundle was altered: its signature does not hold",
    hint: "do not use it; get it again from the authority that made it",
  }),
  "trust/not-by-authority": (f: { authority: string; found: string }): Wording => ({
    says: `the trust bundle is not signed by the authority ${f.authority}, but by a key that begins ${f.found}`,
    hint: "if the authority really has a new key, compare its fingerprint by telephone, then --signed-by FILE --force",
  }),
  "trust/no-authority": (): Wording => ({
    says: "this desk does not know yet whose trust bundles it takes",
    hint: "name the authority's public key once with --signed-by FILE, after comparing its fingerprint by telephone",
  }),
  "trust/other-authority": (f: { authority: string; named: string }): Wording => ({
    says: `this desk takes the bundles of ${f.authority}, and --signed-by names ${f.named}`,
    hint: "compare the new fingerprint by telephone, then --force changes the authority",
  }),
  "trust/older": (f: { madeAt: string; present: string }): Wording => ({
    says: `the trust bundle is of ${f.madeAt}, older than the present one of ${f.present}`,
    hint: "an old list would bring back keys that were revoked since; ask the authority for its last one",
  }),
  "trust/from-future": (f: { madeAt: string; now: string }): Wording => ({
    says: `the trust bundle was made at ${f.madeAt}, which is later than this machine's clock (${f.now})`,
    hint: "set this machine's clock; if it is right, the authority's clock is wrong",
  }),
  "trust/too-large": (f: { what: Phrase; count: number; max: number }): Wording => ({
    says: `the trust list would have ${f.count.toLocaleString("en")} ${say(f.what)}, at most ${f.max.toLocaleString("en")} are read back`,
    hint: "remove what is not needed any more",
  }),
  "trust/too-large-for-code": (f: { characters: number; capacity: number }): Wording => ({
    says: `the trust bundle has ${plural(f.characters, "character")}, one QR code holds ${f.capacity.toLocaleString("en")} of them`,
    hint: "hand it over as a file: give a name that does not end in .png",
  }),
  "trust/empty": (f: { folder: string }): Wording => ({
    says: `this desk's own list is empty, there is nothing to export: ${f.folder}`,
    hint: "add issuers with qrseal trust add, or name the folder that holds them with --keys",
  }),
  "trust/exists": (f: { name: string; fingerprint: string; dates: Phrase }): Wording => ({
    says: `this key is in the list already, as ${f.name} (${f.fingerprint}, ${say(f.dates)})`,
    hint: "give dates that do not overlap with those, or take the entry out first with qrseal trust remove",
  }),
  "trust/not-found": (f: { wanted: string; where: Phrase }): Wording => ({
    says: `no issuer or key called ${f.wanted} in ${say(f.where)}`,
    hint: "see what is there with qrseal trust list",
  }),
  "trust/ambiguous": (f: { wanted: string; fingerprints: readonly string[] }): Wording => ({
    says: `several keys are called ${f.wanted}: ${f.fingerprints.join(", ")}`,
    hint: "name one by its fingerprint",
  }),
  "trust/store-damaged": (f: { path: string; problem: Phrase }): Wording => ({
    says: `this desk's trust list is damaged, nobody is believed until it is mended: ${f.path} (${say(f.problem)})`,
    hint: "bring the file back from a copy; else move it away, import the authority's bundle and add your own issuers again",
  }),
  "trust/busy": (f: { path: string }): Wording => ({
    says: `other commands keep changing the trust list, this change was not made: ${f.path}`,
    hint: "run the command again when they are done",
  }),

  // --- passphrases ----------------------------------------------------------------------------------
  "passphrase/wrong": (f: { path: string }): Wording => ({
    says: `the passphrase does not open the private key: ${f.path}`,
    hint: "type it again, minding capitals and keyboard layout; if it is surely right, the file is damaged",
  }),
  "passphrase/no-terminal": (): Wording => ({
    says: "a passphrase is needed and there is no terminal to ask on",
    hint: "give --passphrase-file FILE, or set QRSEAL_PASSPHRASE",
  }),
  "passphrase/mismatch": (): Wording => ({
    says: "the two passphrases differ, no key was made",
    hint: "run the command again and type the same passphrase twice",
  }),
  "passphrase/empty": (f: { source: TextOrPhrase }): Wording => ({
    says: `the passphrase is empty (${say(f.source)})`,
    hint: "choose one of at least 12 characters, or four unrelated words",
  }),
  "passphrase/too-long": (f: { bytes: number; maxBytes: number }): Wording => ({
    says: `the passphrase has ${bytes(f.bytes)}, at most ${bytes(f.maxBytes)} are read back by every tool`,
    hint: "choose a shorter one: four unrelated words are enough",
  }),
  "passphrase/not-text": (f: { source: TextOrPhrase; found: Phrase }): Wording => ({
    says: `the passphrase is not one line of UTF-8 text (${say(f.source)}): found ${say(f.found)}`,
    hint: "save it as UTF-8, on a single line",
  }),
  "passphrase/interrupted": (): Wording => ({
    says: "stopped at the passphrase prompt, nothing was written",
    hint: "run the command again when you have the passphrase",
  }),

  // --- what a desk records -------------------------------------------------------------------------
  "register/not-a-register": (f: { path: string; line: number }): Wording => ({
    says: `expected another desk's register, found something else in line ${f.line.toLocaleString("en")}: ${f.path}`,
    hint: "name the register.jsonl from that desk's key folder; your own register is as it was",
  }),
  "audit/broken": (f: { path: string; line: number | null; problem: Phrase }): Wording => ({
    says: `the audit log was altered: ${f.path}${f.line === null ? "" : `, line ${f.line.toLocaleString("en")}`}: ${say(f.problem)}`,
    hint: "leave the file as it is, and compare it with your last copy of it",
  }),

  // --- services -------------------------------------------------------------------------------------
  "exchange/bad-address": (f: { url: string; problem: Phrase }): Wording => ({
    says: `the service cannot be called as it is named: ${f.url}: ${say(f.problem)}`,
    hint: "give the address as its operator tells it, as https://exchange.example:5443",
  }),
  "exchange/unreachable": (f: { url: string; reason: Phrase }): Wording => ({
    says: `the service cannot be reached: ${f.url} (${say(f.reason)})`,
    hint: "check the address and this machine's network, or try again later",
  }),
  "exchange/unavailable": (f: { url: string; says: TextOrPhrase; refusal: string }): Wording => ({
    says: `the service ${f.url} cannot do this now: ${say(f.says)} (${f.refusal})`,
    hint: "try again later; if it goes on, tell the service's operator",
  }),
  "exchange/refused": (f: { url: string; says: TextOrPhrase; refusal: string }): Wording => ({
    says: `the service ${f.url} refuses: ${say(f.says)} (${f.refusal})`,
    hint: say(remedyFor(f.refusal)),
  }),
  "exchange/not-the-service": (f: { url: string; expected: string | null; found: string }): Wording =>
    f.expected === null
      ? {
          says: `nobody known here vouches for the certificate of ${f.url}, whose fingerprint is ${f.found}`,
          hint: "if its operator confirms this fingerprint, give it with --service-certificate; else name the authority with --ca",
        }
      : {
          says: `the certificate of ${f.url} has the fingerprint ${f.found}, expected ${f.expected}`,
          hint: "nothing was sent; ask the service's operator whether its certificate was replaced, before you give the new one",
        },
  "exchange/other-keys": (f: { url: string; expected: string; found: string }): Wording => ({
    says: `the service ${f.url} shows the key ${f.found}, expected ${f.expected}, and nothing that was known vouches for it`,
    hint: "nothing was sent; ask its operator for the fingerprint of its RSA key, then give that with --pin",
  }),
  "exchange/bad-record": (f: { path: string }): Wording => ({
    says: `the record of known services is damaged: ${f.path}`,
    hint: "bring it back from a copy; without it, ask the operators for the fingerprints of their RSA keys before you call again",
  }),
  "exchange/bad-answer": (f: { service: string; problem: Phrase }): Wording => ({
    says: `the answer of ${f.service} is not one of an exchange: ${say(f.problem)}`,
    hint: "check that the address leads to an exchange, and that it is not older than this command",
  }),

  // --- how a service is run -------------------------------------------------------------------------
  "service/unknown-setting": (f: { setting: string; origin: string }): Wording => ({
    says: `there is no setting ${f.setting} (${f.origin})`,
    hint: "qrseal serve --print-config shows the names of all settings",
  }),
  "service/bad-setting": (f: { setting: string; origin: string; form: string }): Wording => ({
    says: `the setting ${f.setting} is not as expected (${f.origin}): expected ${f.form}`,
    hint: "docs/EXCHANGE.md describes every setting",
  }),
  "service/bad-config-file": (f: { path: string }): Wording => ({
    says: `expected one JSON object with settings, found something else: ${f.path}`,
    hint: "qrseal serve --print-config shows the names of all settings",
  }),
  "service/needs-another": (f: { setting: string; other: string; origin: string }): Wording => ({
    says: `the setting ${f.setting} (${f.origin}) needs ${f.other} beside it`,
    hint: "give both or none",
  }),
  "service/conflict": (f: { setting: string; other: string }): Wording => ({
    says: `the settings ${f.setting} and ${f.other} cannot go together`,
    hint: "leave one of them out",
  }),
  "service/plain-http": (f: { host: string }): Wording => ({
    says: `plain HTTP is for this machine alone, and ${f.host} can be reached from others`,
    hint: "leave --plain-http out, or listen on 127.0.0.1 behind a proxy that speaks TLS",
  }),
  "service/port-in-use": (f: { host: string; port: number }): Wording => ({
    says: `another program listens on ${f.host} port ${f.port} already`,
    hint: "stop it, or choose another port with --port",
  }),
  "service/cannot-listen": (f: { host: string; port: number; reason: string }): Wording => ({
    says: `the service cannot listen on ${f.host} port ${f.port} (${f.reason})`,
    hint: "ports under 1024 need a privilege; check also that the host is an address of this machine",
  }),
  "service/file-unreadable": (f: { setting: string; path: string; reason: string }): Wording => ({
    says: `the file of the setting ${f.setting} cannot be read: ${f.path} (${f.reason})`,
    hint: "check the name, and that the service may read it",
  }),
  "service/data-folder": (f: { path: string; reason: string }): Wording => ({
    says: `the service cannot write into its data folder: ${f.path} (${f.reason})`,
    hint: "make the folder and give it to whoever runs the service, or name another with --data",
  }),
  "service/bad-certificate": (f: { path: string }): Wording => ({
    says: `expected certificates in PEM, found something else: ${f.path}`,
    hint: "name the certificate first and those of its authorities after it, in one file",
  }),
  "service/bad-key": (f: { path: string }): Wording => ({
    says: `expected a private key in PEM without a passphrase, found something else: ${f.path}`,
    hint: "name the key that the certificate was asked for with; protect the file by its permissions",
  }),
  "service/key-mismatch": (f: { certificate: string; key: string }): Wording => ({
    says: `the certificate and the key do not belong together: ${f.certificate}, ${f.key}`,
    hint: "name the key that this certificate was asked for with",
  }),
  "service/bad-admin-token": (f: { path: string }): Wording => ({
    says: `expected one line of at least 32 letters, digits and - . _ ~ + / as the token, found something else: ${f.path}`,
    hint: "take the file away and start again: a new one is made",
  }),
  "service/bad-statuses": (f: { path: TextOrPhrase; found: Phrase }): Wording => ({
    says: `expected one JSON object with the status of each document, found ${say(f.found)}: ${say(f.path)}`,
    hint: 'write it as {"3f9a":{"status":"issued","since":"2026-01-31"}}, by the documents\' ids',
  }),

  // --- where a service keeps its data ---------------------------------------------------------------
  "store/no-sqlite": (f: { node: string }): Wording => ({
    says: `found no SQLite to keep data with: better-sqlite3 cannot be loaded, and Node ${f.node} has none that will do`,
    hint: "run npm install better-sqlite3, or use Node 22.23 or later, or name a PostgreSQL server with --database-url",
  }),
  "store/sqlite-too-old": (f: { engine: string; version: string; needed: string }): Wording => ({
    says: `the SQLite of ${f.engine} is ${f.version}, which can damage data that two processes have open; expected ${f.needed} or later`,
    hint: "install a newer better-sqlite3 or Node, or name a PostgreSQL server with --database-url",
  }),
  "store/newer": (f: { found: number; known: number }): Wording => ({
    says: `the database has structure ${f.found}, and this version of qrseal knows those up to ${f.known}`,
    hint: "a newer version has worked with it: install that one; nothing was changed",
  }),
  "store/foreign": (): Wording => ({
    says: "the database is not one of an exchange, or its structure was changed by something else",
    hint: "check that the folder or address is the right one; nothing was changed",
  }),
  "store/unusable": (f: { where: string; reason: string }): Wording => ({
    says: `the database cannot be used: ${f.where} (${f.reason})`,
    hint: "check that it is there, that you may write to it, and that its disk is sound and not full",
  }),
  "store/not-durable": (f: { setting: string }): Wording => ({
    says: `the PostgreSQL server has ${f.setting} switched off: what it acknowledges could be lost`,
    hint: `switch ${f.setting} on in the server's configuration, then start again`,
  }),
  "servicekeys/not-opened": (f: { generation: number; secret: Phrase }): Wording => ({
    says: `the service's keys, generation ${f.generation.toLocaleString("en")}, do not open with ${say(f.secret)}`,
    hint: "give what protected them last; if it is that, the stored keys were altered: bring them back from a copy",
  }),
  "servicekeys/bad-key-file": (f: { bytes: number; expectedBytes: number }): Wording => ({
    says: `the service's key file has ${bytes(f.bytes)}, expected ${f.expectedBytes.toLocaleString("en")}`,
    hint: "bring it back from a copy; without it nothing that the service keeps can be opened",
  }),
  "servicekeys/malformed": (f: { generation: number; problem: Phrase }): Wording => ({
    says: `the service's stored keys, generation ${f.generation.toLocaleString("en")}, cannot be taken up: ${say(f.problem)}`,
    hint: "bring the store back from a copy; a newer service than this one may have written it",
  }),

  // --- us -------------------------------------------------------------------------------------------
  "internal/bug": (f: { what: string }): Wording => ({
    says: `this should not happen: ${f.what}`,
    hint: "nothing was written; please report it with the command you ran, not with the document",
  }),
} as const;

type Wordings = typeof wordings;
export type ErrorCode = keyof Wordings;
export type ErrorFacts<C extends ErrorCode> =
  Parameters<Wordings[C]> extends [infer Facts] ? Facts : Record<string, never>;

export const errorCodes: readonly ErrorCode[] = Object.keys(wordings) as ErrorCode[];

/** A refusal with a stable code. Branch on `code`; `message` and `hint` are English and may be reworded. */
export class QrsealError extends Error {
  override readonly name = "QrsealError";
  readonly code: ErrorCode;
  readonly hint: string;
  /** What the sentence was made from: the facts of this code. Never secret. */
  readonly facts: object;

  constructor(code: ErrorCode, facts: object, wording: Wording) {
    // No cause: a library's error can carry bytes of what it was given.
    super(wording.says);
    this.code = code;
    this.hint = wording.hint;
    this.facts = facts;
  }
}

/** Makes the error of a code from its facts; the caller throws it. */
export function failure<C extends ErrorCode>(code: C, facts: ErrorFacts<C>): QrsealError {
  // The compiler cannot see that a code and its facts go together; the signature above proves it.
  const word = wordings[code] as unknown as (facts: ErrorFacts<C>) => Wording;
  return new QrsealError(code, facts as object, word(facts));
}

/** For states that our own code must have excluded. */
export function bug(what: string): QrsealError {
  return failure("internal/bug", { what });
}
