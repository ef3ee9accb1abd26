/** What the command refuses beside what all other rooms do. */
import { coreRefusals, naming, raising, refusal } from "../core/index.ts";
import type { CoreTerms, Term } from "../core/index.ts";
import { clientRefusals } from "../exchange/client/refusals.ts";
import { configRefusals } from "../exchange/config/refusals.ts";
import { pictureRefusals } from "../pictures/formats/refusals.ts";
import { folderRefusals } from "../office/folder/refusals.ts";
import type { FolderTerms } from "../office/folder/refusals.ts";
import { officeRefusals } from "../office/refusals.ts";
import type { OfficeTerms } from "../office/refusals.ts";

export const cliRefusals = {
  // How it was called.
  /** An option, value or command that does not exist; the hint names the help page. */
  "usage/bad-option": refusal<{ problem: Term; command: string }>("call"),
  /** No file was named. */
  "usage/missing-input": refusal<{ command: string; what: Term }>("call"),
  /** Two options that exclude each other, or two results for one stream. */
  "usage/conflict": refusal<{ first: string | Term; second: string | Term; reason: Term }>("call"),
  /** `scan-decrypt --text` was given a picture; pictures go with `--qr`. */
  "usage/picture-as-text": refusal<{ path: string | Term; format: string }>("call"),
  /** A picture would be printed on the screen. */
  "usage/binary-on-terminal": refusal<{ option: string; what: Term }>("call"),

  // What was read.
  /** `read` was given several pictures and could not read some: their results give the code of each. */
  "input/some-unreadable": refusal<{ paths: readonly string[]; count: number }>("input"),
  /** Ctrl-C or Ctrl-D where the text of an envelope was to be typed. */
  "input/interrupted": refusal("interrupted"),
  /** No code could be read in the picture, and none can be made out. */
  "qr/none-found": refusal<{ width: number; height: number }>("input"),
  /** A picture out of focus, or a phone that moved: focus on the code and hold still. */
  "qr/blurred": refusal<{ moved: boolean }>("input"),
  /** The code covers too few pixels of the picture: hold the phone closer. */
  "qr/too-small": refusal<{ pixels: number; needed: number | null }>("input"),
  /** A lamp or window is reflected on the code: tilt the paper or turn. */
  "qr/glare": refusal<{ percent: number }>("input"),
  /** A shadow hides part of the code: more even light. */
  "qr/shaded": refusal<{ percent: number }>("input"),
  /** Part of the code is outside the picture: take all of it, with its white border. */
  "qr/cut-off": refusal<{ edge: Term }>("input"),
  /** The code was found, and too much of it is bent, damaged or covered: flatten the paper. */
  "qr/crumpled": refusal("input"),
  /** Hardly any light in the picture: switch on a light. */
  "qr/too-dark": refusal("input"),
  /** The code is too pale, or the picture is white nearly everywhere. */
  "qr/no-contrast": refusal<{ washedOut: boolean }>("input"),
  /** A code in kanji or another character set, which no envelope is; it was found, not read. */
  "qr/foreign-characters": refusal("input"),
  /** `read` was given several pictures, and none has a code that can be read. */
  "qr/none-in-any": refusal<{ count: number }>("input"),
  /** The codes in the picture are of other systems. */
  "qr/not-an-envelope": refusal<{ count: number; found: Term }>("input"),
  /** More than one sealed document in the picture. */
  "qr/several-envelopes": refusal<{ count: number }>("input"),

  // Keys.
  /** Keygen never overwrites; `--force` moves the old pair aside. */
  "key/exists": refusal<{ path: string }>("place"),

  // Trust lists.
  /** What is imported is no trust bundle. */
  "trust/not-recognised": refusal<{ found: Term }>("input"),
  /** The first import must name the authority, with `--signed-by`. */
  "trust/no-authority": refusal("call"),
  /** Another authority than the pinned one was named without `--force`. */
  "trust/other-authority": refusal<{ authority: string; named: string }>("not-trusted"),
  /** A bundle older than the present one: it would bring back revoked keys. */
  "trust/older": refusal<{ madeAt: string; present: string }>("not-trusted"),
  /** A bundle made more than five minutes after this machine's time. */
  "trust/from-future": refusal<{ madeAt: string; now: string }>("not-trusted"),
  /** The bundle does not fit one code; hand it over as a file. */
  "trust/too-large-for-code": refusal<{ characters: number; capacity: number }>("call"),
  /** An empty own list is not exported: it would empty the lists of all desks. */
  "trust/empty": refusal<{ folder: string }>("call"),
  /** The key is in the list already, for dates that overlap. */
  "trust/exists": refusal<{ name: string; fingerprint: string; dates: Term }>("call"),
  /** Nothing in the list is called that. */
  "trust/not-found": refusal<{ wanted: string; where: Term }>("input"),
  /** A name that several keys share; name the fingerprint. */
  "trust/ambiguous": refusal<{ wanted: string; fingerprints: readonly string[] }>("call"),

  // Passphrases.
  /** The two typed passphrases differ. */
  "passphrase/mismatch": refusal("call"),
  /** Ctrl-C or Ctrl-D at the prompt. */
  "passphrase/interrupted": refusal("interrupted"),

  // The rest.
  /** The audit log was altered at that line or just before it, or the noted head is gone. */
  "audit/broken": refusal<{ path: string; line: number | null; problem: Term }>("damaged"),
  /** The statuses for `serve example-status` are not one JSON object of the form that the hint shows. */
  "service/bad-statuses": refusal<{ path: string | Term; found: Term }>("input"),
};

export interface CliTerms {
  // What was asked for, and by what.
  picture: [];
  "new-picture": [];
  bundle: [];
  "picture-or-envelope": [];
  "envelope-text": [];
  "passphrase-file": [];
  "issuer-key-file": [];
  "trust-bundle": [];
  "config-file": [];
  authorities: [];
  "admin-token": [];
  statuses: [];
  "token-malformed": [file: string];
  "some-document": [];
  "some-picture": [];
  "some-picture-or-envelope": [];
  "name-for-new": [];
  "standard-output": [];
  typed: [];
  stream: [option: string | Term, stream: string];
  "second-public-key": [];

  // Why two options do not go together.
  "same-meaning": [];
  "both-to-output": [];
  "both-from-input": [];
  "both-passphrases": [];
  "picture-to-stream": [];
  "one-picture-only": [];
  "already-for-key": [];
  "one-at-a-time": [];
  "signed-or-not": [];
  "compact-only": [];
  "json-only": [];
  "rsa-lengths-only": [];
  "dates-in-lists": [];
  "example-settings": [];

  // What commander says of a mistake.
  "no-command": [];
  "unknown-option": [option: string];
  "unknown-option-like": [option: string, suggestion: string];
  "unknown-option-among": [option: string, suggestions: string];
  "unknown-command": [command: string];
  "unknown-command-like": [command: string, suggestion: string];
  "unknown-command-among": [command: string, suggestions: string];
  "argument-missing": [argument: string];
  "value-missing": [option: string];
  "option-missing": [option: string];
  "option-not-among": [option: string, value: string, choices: string];
  "argument-not-among": [value: string, argument: string, choices: string];
  "too-many-arguments": [command: string, expected: string, given: string];

  // What an option asks for, and what was given instead.
  "accept-unknown": [name: string, names: string];
  "type-not-for-use": [type: string, use: string, expected: Term];
  "bits-not-for-type": [bits: string, type: string, expected: Term];
  either: [one: Term, other: string];
  "name-not-plain": [name: string];
  "name-of-signing-key": [name: string];
  "module-size-refused": [given: string, min: number, max: number];
  "too-many-receivers": [count: number, max: number];
  "document-not-named": [given: string];
  "document-id-malformed": [given: string];
  "head-malformed": [given: string];
  "deposit-id-malformed": [given: string];
  "deposit-days-refused": [given: string, max: number];
  needs: [option: string, other: string];
  "fingerprint-malformed": [option: string, given: string];
  "last-malformed": [given: string];
  "until-before-from": [until: string, from: string];
  "duration-malformed": [option: string, given: string];
  "moment-malformed": [option: string, given: string];
  "text-empty": [what: string | Term];
  "text-too-long": [what: string | Term, characters: string, max: number];
  "claim-length": [option: string, characters: string, max: number];
  "needs-key-or-document": [command: string];
  name: [];
  "desk-name-too-long": [characters: string, max: number];

  // What was found instead, and where.
  "no-json-from": [line: string, column: string];
  "something-under": [name: string];
  "sealed-document": [];
  "code-holding": [content: Term];
  "several-in-picture": [count: number];
  "utf-16": [];
  "not-utf-8": [];
  "left-edge": [];
  "right-edge": [];
  "upper-edge": [];
  "lower-edge": [];

  // What to do about a key that is not there.
  "name-some-sign-key": [];
  "name-issuer-key": [];
  "name-new-sign-key": [];

  // Keys and lists that are meant.
  "any-time": [];
  from: [from: string];
  until: [until: string];
  "from-until": [from: string, until: string];
  "own-list": [];
  "own-list-of-bundle": [];
  "lists-without-file": [];
  "lists-by-digits": [];
}

export const failure = raising({
  ...cliRefusals,
  ...coreRefusals,
  ...clientRefusals,
  ...configRefusals,
  ...pictureRefusals,
  ...officeRefusals,
  ...folderRefusals,
});

export const term = naming<CliTerms & CoreTerms & OfficeTerms & FolderTerms>();
