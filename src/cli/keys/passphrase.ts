/** Where a passphrase comes from: a file, the environment, the command line (with a warning), or a person. */
import type { Readable } from "node:stream";
import { limits, wipe } from "../../core/index.ts";
import type { Term } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { escapeLine } from "../voice/escape.ts";
import { readInput } from "../../office/folder/files.ts";
import type { AskPassphrase } from "../../office/ports.ts";
import type { Notices } from "../../words/index.ts";
import { openTerminal } from "./prompt.ts";
import type { Terminal } from "../terminal.ts";

export interface PassphraseOptions {
  readonly passphrase?: string;
  readonly passphraseFile?: string;
}

export const passphraseOptions = { "--passphrase-file <file>": {}, "--passphrase <text>": {} };

export interface PassphraseHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly terminal: Terminal;
}

const VARIABLE = "QRSEAL_PASSPHRASE";
const SHORT_PASSPHRASE = 12;

/** The passphrase that options or environment give, or null: ask. */
async function givenPassphrase(options: PassphraseOptions, host: PassphraseHost): Promise<Uint8Array | null> {
  if (options.passphrase !== undefined && options.passphraseFile !== undefined) {
    throw failure("usage/conflict", {
      first: "--passphrase",
      second: "--passphrase-file",
      reason: term("both-passphrases"),
    });
  }
  if (options.passphraseFile !== undefined) {
    const what = term("passphrase-file");
    const file = await readInput(options.passphraseFile, what, limits.passphraseBytes, host.stdin);
    return passphraseOfFile(file, options.passphraseFile);
  }
  if (options.passphrase !== undefined) {
    host.terminal.warn(host.terminal.notices.passphraseSeen);
    return nonEmpty(new TextEncoder().encode(options.passphrase), "--passphrase");
  }
  const variable = host.env[VARIABLE];
  return variable === undefined ? null : nonEmpty(new TextEncoder().encode(variable), VARIABLE);
}

/** The one line of a passphrase file, without its line end and without the mark Windows editors put in front. */
function passphraseOfFile(file: Uint8Array, source: string): Uint8Array {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(file);
  } catch {
    const found = file[0] === 0xff || file[0] === 0xfe ? term("utf-16") : term("not-utf-8");
    throw failure("passphrase/not-text", { source, found });
  }
  const line = text.replace(/\r?\n$/, "");
  if (/[\r\n]/.test(line)) throw failure("passphrase/not-text", { source, found: term("several-lines") });
  wipe(file);
  return nonEmpty(new TextEncoder().encode(line), source);
}

function nonEmpty(passphrase: Uint8Array, source: string | Term): Uint8Array {
  if (passphrase.length === 0) throw failure("passphrase/empty", { source });
  return passphrase;
}

/** The passphrase for a key about to be made: given, or typed twice. */
export async function newPassphrase(options: PassphraseOptions, host: PassphraseHost): Promise<Uint8Array> {
  const passphrase = (await givenPassphrase(options, host)) ?? (await askTwice(host.terminal.notices));
  if (passphrase.length > limits.passphraseBytes) {
    throw failure("passphrase/too-long", { bytes: passphrase.length, maxBytes: limits.passphraseBytes });
  }
  if (new TextDecoder().decode(passphrase).length < SHORT_PASSPHRASE) {
    host.terminal.warn(host.terminal.notices.passphraseShort(SHORT_PASSPHRASE));
  }
  return passphrase;
}

async function askTwice(notices: Notices): Promise<Uint8Array> {
  const person = openTerminal();
  if (person === null) throw failure("passphrase/no-terminal", {});
  try {
    const first = nonEmpty(await person.ask(notices.newPassphrase), term("typed"));
    const second = await person.ask(notices.samePassphrase);
    const same = Buffer.compare(first, second) === 0;
    wipe(second);
    if (!same) {
      wipe(first);
      throw failure("passphrase/mismatch", {});
    }
    return first;
  } finally {
    person.close();
  }
}

/** A given passphrase is tried once; a person may be asked again. Throws passphrase/interrupted and the input/ errors. */
export function askPassphrase(options: PassphraseOptions, host: PassphraseHost): AskPassphrase {
  let isGiven = false;
  return async ({ file, triesLeft, isAgain }) => {
    if (isAgain && isGiven) return null;
    const given = isAgain ? null : await givenPassphrase(options, host);
    isGiven = given !== null;
    if (given !== null) return given;
    const person = openTerminal();
    if (person === null) throw failure("passphrase/no-terminal", {});
    try {
      const { notices } = host.terminal;
      if (isAgain) person.say(notices.wrongPassphrase(triesLeft));
      return await person.ask(notices.passphraseFor(escapeLine(file)));
    } finally {
      person.close();
    }
  };
}
