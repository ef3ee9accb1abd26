/** What `src/cli` refuses, in English. */
import type { cliRefusals, CliTerms } from "../../../cli/refusals.ts";
import { list, number, plural } from "../numbers.ts";
import type { RefusalWords, TermWords } from "../../wordings.ts";

export const refusals: RefusalWords<typeof cliRefusals> = {
  "usage/bad-option": (f) => ({
    says: f.problem,
    hint: `see: qrseal ${f.command === "" ? "" : `${f.command} `}--help`,
  }),
  "usage/missing-input": (f) => ({
    says: `${f.command} needs ${f.what}, and none was named`,
    hint: `name a file, or - for standard input; see: qrseal ${f.command} --help`,
  }),
  "usage/conflict": (f) => ({
    says: `${f.first} and ${f.second} cannot go together: ${f.reason}`,
    hint: "leave one of them out",
  }),
  "usage/picture-as-text": (f) => ({
    says: `--text takes the text of an envelope, found a ${f.format} picture: ${f.path}`,
    hint: "name a picture with --qr",
  }),
  "usage/binary-on-terminal": (f) => ({
    says: `${f.what} cannot be shown on a terminal`,
    hint: `name a file with ${f.option} FILE, or send the output on with | or >`,
  }),
  "input/some-unreadable": (f) => ({
    says: `${f.paths.length} of the ${f.count} pictures could not be read: ${list(f.paths)}`,
    hint: "the results say why for each of them; those of the other pictures are complete",
  }),
  "input/interrupted": () => ({
    says: "stopped before the text of the envelope was there, nothing was written",
    hint: "run the command again and scan the code, or type its text and then Enter",
  }),
  "qr/none-found": (f) => ({
    says: `no QR code could be read in the picture (${f.width} × ${f.height} pixels)`,
    hint: "take it again: closer, flat, sharp, evenly lit, the whole code with its white border",
  }),
  // Why nothing could be read in one picture. docs/JSON.md tells what was measured.
  "qr/blurred": (f) =>
    f.moved
      ? {
          says: "the code is smeared: the phone moved while the picture was taken",
          hint: "hold the phone with both hands or rest it on something, and take the picture again",
        }
      : {
          says: "the picture is too blurred for a code in it to be read",
          hint: "tap on the code so that the phone focuses on it, hold still, and take the picture again",
        },
  "qr/too-small": (f) => ({
    says:
      f.needed === null
        ? `the code is too small in the picture: it covers only about ${f.pixels} pixels`
        : `the code is too small in the picture: it covers ${f.pixels} pixels, ${f.needed} are needed`,
    hint: "hold the phone closer, until the code nearly fills the picture",
  }),
  "qr/glare": (f) => ({
    says: `light is reflected on the code and hides ${f.percent} % of it`,
    hint: "tilt the paper or turn away from the lamp until the white spot is gone, and take the picture again",
  }),
  "qr/shaded": (f) => ({
    says: `a shadow hides ${f.percent} % of the code`,
    hint: "turn so that the light falls evenly on the paper, and take the picture again",
  }),
  "qr/cut-off": (f) => ({
    says: `the code is cut off at ${f.edge} of the picture`,
    hint: "take it again with the whole code and its white border in the picture",
  }),
  "qr/crumpled": () => ({
    says: "the code was found, but too much of it is crumpled, damaged or covered",
    hint: "smooth the paper flat, take away what covers the code, and take the picture from straight above",
  }),
  "qr/too-dark": () => ({
    says: "the picture is too dark for a code to be seen in it",
    hint: "switch on a light or go where it is brighter, and take the picture again",
  }),
  "qr/no-contrast": (f) =>
    f.washedOut
      ? {
          says: "the picture is too bright: it is white nearly everywhere",
          hint: "tap on the code so that the phone sets its brightness by it, and take the picture again",
        }
      : {
          says: "the code is too pale to be told from its paper",
          hint: "take it again in better light; where the print itself is pale, a new print is needed",
        },
  "qr/foreign-characters": () => ({
    says: "the code was found, but it is written in characters that are not read here",
    hint: "photograph the code of the sealed document; this one is of another system",
  }),
  "qr/none-in-any": (f) => ({
    says: `no QR code could be read in any of the ${f.count} pictures`,
    hint: "take them again: closer, flat, sharp, evenly lit, the whole code with its white border",
  }),
  "qr/not-an-envelope": (f) => ({
    says: `${f.count === 1 ? "the QR code holds" : `the ${f.count} QR codes hold`} no envelope of ours, but ${f.found}`,
    hint: "photograph the code of the sealed document alone",
  }),
  "qr/several-envelopes": (f) => ({
    says: `expected one sealed document, found ${f.count} different ones`,
    hint: "photograph one code at a time",
  }),
  "key/exists": (f) => ({
    says: `a key of that name exists already and was left as it is: ${f.path}`,
    hint: "choose another --name, or --force to move the old pair aside and make a new one",
  }),
  "trust/not-recognised": (f) => ({
    says: `expected a trust bundle, found ${f.found}`,
    hint: "name the file or picture that qrseal trust export made",
  }),
  "trust/no-authority": () => ({
    says: "this desk does not know yet whose trust bundles it takes",
    hint: "name the authority's public key once with --signed-by FILE, after comparing its fingerprint by telephone",
  }),
  "trust/other-authority": (f) => ({
    says: `this desk takes the bundles of ${f.authority}, and --signed-by names ${f.named}`,
    hint: "compare the new fingerprint by telephone, then --force changes the authority",
  }),
  "trust/older": (f) => ({
    says: `the trust bundle is of ${f.madeAt}, older than the present one of ${f.present}`,
    hint: "an old list would bring back keys that were revoked since; ask the authority for its last one",
  }),
  "trust/from-future": (f) => ({
    says: `the trust bundle was made at ${f.madeAt}, which is later than this machine's clock (${f.now})`,
    hint: "set this machine's clock; if it is right, the authority's clock is wrong",
  }),
  "trust/too-large-for-code": (f) => ({
    says: `the trust bundle has ${plural(f.characters, "character")}, one QR code holds ${number(f.capacity)} of them`,
    hint: "hand it over as a file: give a name that does not end in .png",
  }),
  "trust/empty": (f) => ({
    says: `this desk's own list is empty, there is nothing to export: ${f.folder}`,
    hint: "add issuers with qrseal trust add, or name the folder that holds them with --keys",
  }),
  "trust/exists": (f) => ({
    says: `this key is in the list already, as ${f.name} (${f.fingerprint}, ${f.dates})`,
    hint: "give dates that do not overlap with those, or take the entry out first with qrseal trust remove",
  }),
  "trust/not-found": (f) => ({
    says: `no issuer or key called ${f.wanted} in ${f.where}`,
    hint: "see what is there with qrseal trust list",
  }),
  "trust/ambiguous": (f) => ({
    says: `several keys are called ${f.wanted}: ${list(f.fingerprints)}`,
    hint: "name one by its fingerprint",
  }),
  "passphrase/mismatch": () => ({
    says: "the two passphrases differ, no key was made",
    hint: "run the command again and type the same passphrase twice",
  }),
  "passphrase/interrupted": () => ({
    says: "stopped at the passphrase prompt, nothing was written",
    hint: "run the command again when you have the passphrase",
  }),
  "audit/broken": (f) => ({
    says: `the audit log was altered: ${f.path}${f.line === null ? "" : `, line ${number(f.line)}`}: ${f.problem}`,
    hint: "leave the file as it is, and compare it with your last copy of it",
  }),
  "service/bad-statuses": (f) => ({
    says: `expected one JSON object with the status of each document, found ${f.found}: ${f.path}`,
    hint: 'write it as {"3f9a":{"status":"issued","since":"2026-01-31"}}, by the documents\' ids',
  }),
};

export const terms: TermWords<CliTerms> = {
  picture: "the picture",
  "new-picture": "the new picture",
  bundle: "the bundle",
  "picture-or-envelope": "the picture or envelope",
  "envelope-text": "the envelope's text",
  "passphrase-file": "the passphrase file",
  "issuer-key-file": "the issuer's public key",
  "trust-bundle": "the trust bundle",
  "config-file": "the configuration file",
  authorities: "the authorities' certificates",
  "admin-token": "the administration's token",
  statuses: "the statuses",
  "token-malformed": (file) =>
    `--admin-token-file ${file} holds no token: one line of letters, digits and - . _ ~ + /`,
  "some-document": "a document",
  "some-picture": "a picture",
  "some-picture-or-envelope": "a picture or an envelope",
  "name-for-new": "a name for the new picture or envelope",
  "standard-output": "standard output",
  typed: "typed",
  stream: (option, stream) => `${option} ${stream}`,
  "second-public-key": "a second --public-key",
  "same-meaning": "both name the same thing",
  "both-to-output": "both go to standard output",
  "both-from-input": "both read standard input",
  "both-passphrases": "both give the passphrase",
  "picture-to-stream": "it is a picture, and needs a file of its own",
  "one-picture-only": "there is one picture to draw on, no more and no less",
  "already-for-key": "the document is for that key already",
  "one-at-a-time": "one thing is revoked at a time",
  "signed-or-not": "one asks for a signature, the other for none",
  "compact-only": "only a compact envelope carries that",
  "json-only": "that format carries JSON only; the others carry any file",
  "rsa-lengths-only": "only RSA keys to open with come in several lengths",
  "dates-in-lists": "the dates of a signing key are in its readers' trust lists",
  "example-settings": "the example has no settings but --port and --statuses",
  "no-command": "no command was named",
  "unknown-option": (option) => `unknown option '${option}'`,
  "unknown-option-like": (option, suggestion) => `unknown option '${option}' (Did you mean ${suggestion}?)`,
  "unknown-option-among": (option, suggestions) =>
    `unknown option '${option}' (Did you mean one of ${suggestions}?)`,
  "unknown-command": (command) => `unknown command '${command}'`,
  "unknown-command-like": (command, suggestion) =>
    `unknown command '${command}' (Did you mean ${suggestion}?)`,
  "unknown-command-among": (command, suggestions) =>
    `unknown command '${command}' (Did you mean one of ${suggestions}?)`,
  "argument-missing": (argument) => `missing required argument '${argument}'`,
  "value-missing": (option) => `option '${option}' argument missing`,
  "option-missing": (option) => `required option '${option}' not specified`,
  "option-not-among": (option, value, choices) =>
    `option '${option}' argument '${value}' is invalid. Allowed choices are ${choices}`,
  "argument-not-among": (value, argument, choices) =>
    `command-argument value '${value}' is invalid for argument '${argument}'. Allowed choices are ${choices}`,
  "too-many-arguments": (command, expected, given) =>
    `too many arguments for '${command}'. Expected ${expected} ${expected === "1" ? "argument" : "arguments"} but got ${given}`,
  "accept-unknown": (name, names) => `--accept ${name} is none of ${names}`,
  "type-not-for-use": (type, use, expected) => `--type ${type} is not for --use ${use}: expected ${expected}`,
  "bits-not-for-type": (bits, type, expected) =>
    `--bits ${bits} is not for --type ${type}: expected ${expected}`,
  either: (one, other) => `${one} or ${other}`,
  "name-not-plain": (name) =>
    `--name ${name} is not a plain name: letters, digits, dot, dash and underscore, at most 64`,
  "name-of-signing-key": (name) =>
    `--name ${name} ends as the names of signing keys do, and this key is to open with`,
  "module-size-refused": (given, min, max) =>
    `--module-size ${given} is not a whole number of pixels from ${number(min)} to ${number(max)}`,
  "too-many-receivers": (count, max) =>
    `--public-key stands ${number(count)} times, at most ${number(max)} receivers share a code`,
  "document-not-named": (given) =>
    `--document ${given} is no document's identifier: 32 small hexadecimal digits, or sha256: and 64 of them`,
  "document-id-malformed": (given) =>
    `--document ${given} is not a document's id: 32 digits from 0 to 9 and a to f`,
  "head-malformed": (given) =>
    `--noted ${given} is not a head: 64 hexadecimal digits, as audit verify prints them`,
  "deposit-id-malformed": (given) => `${given} is no deposit's id: 32 digits from 0 to 9 and a to f`,
  "deposit-days-refused": (given, max) =>
    `--deposit-days ${given} is not a whole number of days from 1 to ${number(max)}`,
  needs: (option, other) => `${option} needs ${other}`,
  "name-new-sign-key": "name the new key with --new-sign-key, or make one with qrseal keygen --use signing",
  "fingerprint-malformed": (option, given) =>
    `${option} ${given} is not a fingerprint: 64 hexadecimal digits`,
  "last-malformed": (given) => `--last ${given} is not a whole number of entries from 1`,
  "until-before-from": (until, from) => `--until ${until} is before --from ${from}`,
  "duration-malformed": (option, given) =>
    `${option} ${given} is not a length of time: hours, days, weeks or years, as 12h, 90d, 6w or 2y`,
  "moment-malformed": (option, given) =>
    `${option} ${given} is not a day or time from 1970 on, as 2026-01-31 or 2026-01-31T18:00:00Z`,
  "text-empty": (what) => `${what} is empty`,
  "text-too-long": (what, characters, max) =>
    `${what} has ${characters} characters, at most ${number(max)} are kept`,
  "claim-length": (option, characters, max) =>
    `${option} has ${characters} characters, expected 1 to ${number(max)}`,
  "needs-key-or-document": (command) => `${command} needs --key or --document`,
  name: "the name",
  "desk-name-too-long": (characters, max) =>
    `the desk's name in QRSEAL_DESK has ${characters} characters, at most ${number(max)} are recorded`,
  "no-json-from": (line, column) => `no JSON from line ${line}, column ${column} on`,
  "something-under": (name) => `something else under ${name}`,
  "sealed-document": "a sealed document",
  "code-holding": (content) => `a QR code that holds ${content}`,
  "several-in-picture": (count) => `${number(count)} different ones in one picture`,
  "utf-16": "UTF-16",
  "not-utf-8": "bytes that are not UTF-8",
  "left-edge": "the left edge",
  "right-edge": "the right edge",
  "upper-edge": "the upper edge",
  "lower-edge": "the lower edge",
  "name-some-sign-key": "name one with --sign-key, or make one with qrseal keygen --use signing",
  "name-issuer-key": "name the public key file that the issuer gave you, usually called …_signing_public.pem",
  "any-time": "at any time",
  from: (from) => `from ${from}`,
  until: (until) => `until ${until}`,
  "from-until": (from, until) => `from ${from} until ${until}`,
  "own-list": "this desk's own list",
  "own-list-of-bundle":
    "this desk's own list; it comes with the authority's bundle, against which qrseal trust revoke helps",
  "lists-without-file": "the trust lists, and no key file of that name",
  "lists-by-digits": "the trust lists; a key that is not there is named by all 64 digits, or by its file",
};
