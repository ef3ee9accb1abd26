/** The command line: parse, dispatch, catch once, pick the exit status. */
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { bug, QrsealError } from "../core/index.ts";
import { failure } from "./refusals.ts";
import { addAudit } from "./commands/audit.ts";
import { addCall } from "./commands/call.ts";
import { addCompletion } from "./commands/completion.ts";
import { addDeposit } from "./commands/deposit.ts";
import { addEncryptToQr } from "./commands/encrypt-to-qr.ts";
import { addInspect } from "./commands/inspect.ts";
import { addKeygen } from "./commands/keygen.ts";
import { addKeys } from "./commands/keys.ts";
import { addParticipant } from "./commands/participant.ts";
import { addRead } from "./commands/read.ts";
import { addRegister } from "./commands/register.ts";
import { addRewrap } from "./commands/rewrap.ts";
import { addScanDecrypt } from "./commands/scan-decrypt.ts";
import { addServe } from "./commands/serve.ts";
import { addTrust } from "./commands/trust.ts";
import { exitStatuses, exitStatusOf } from "./exit.ts";
import { removeUnfinished } from "../office/folder/files.ts";
import type { CommonOptions, Host } from "./host.ts";
import { askedLanguage } from "./voice/language.ts";
import type { Language } from "../words/index.ts";
import { describeMisuse } from "./misuse.ts";
import { putWords } from "./page/paging.ts";
import { Refused } from "./refused.ts";
import { Terminal } from "./terminal.ts";

/** Runs one command line and sets the exit status of `process`, which ends by itself when all is written. */
export async function main(process: NodeJS.Process): Promise<void> {
  const terminal = new Terminal(process.stdout, process.stderr, process.env);
  let handleSignal: (signal: NodeJS.Signals) => boolean = () => false;
  const host: Host = {
    stdin: process.stdin,
    env: process.env,
    terminal,
    now: () => new Date(),
    onSignal: (handler) => {
      handleSignal = handler;
    },
  };
  for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ] as const) {
    process.on(signal, () => {
      if (handleSignal(signal)) return;
      removeUnfinished();
      process.exit(128 + number);
    });
  }
  process.on("uncaughtException", (error) => {
    removeUnfinished();
    void terminal.error(bug(describeDefect(error))).finally(() => process.exit(exitStatuses.ourBug));
  });
  const userArguments = process.argv.slice(2);
  // Before parsing, so that a mistake in the options is told as the caller asked to be told.
  terminal.speak({
    json: userArguments.includes("--json"),
    quiet: userArguments.includes("--quiet"),
    language: askedLanguage(userArguments),
  });
  const pages: string[] = [];
  const program = buildProgram(host, pages);
  try {
    await parse(program, userArguments, pages, terminal);
    process.exitCode = exitStatuses.done;
  } catch (error) {
    const { refusal, explanation } =
      error instanceof Refused ? error : { refusal: refusalOf(error), explanation: undefined };
    process.exitCode = exitStatusOf(refusal);
    // Where even this cannot be written, the status still tells.
    await terminal.error(refusal, explanation).catch(() => undefined);
  }
}

interface SpokenOptions extends CommonOptions {
  readonly lang?: Language;
}

const refusalOf = (error: unknown): QrsealError =>
  error instanceof QrsealError ? error : bug(describeDefect(error));

/** Commander stops by throwing, for a page of help as for a mistake; here that becomes one or the other. */
async function parse(
  program: Command,
  userArguments: readonly string[],
  pages: readonly string[],
  terminal: Terminal,
): Promise<void> {
  try {
    if (userArguments.includes("--help")) await putWords(program, terminal.words);
    await program.parseAsync(userArguments, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return terminal.text(pages.join(""));
    const command = namedCommand(program, userArguments).join(" ");
    throw failure("usage/bad-option", { problem: describeMisuse(error), command });
  }
}

/** The words that name a command, as in "register merge", as far as they name one. */
function namedCommand(group: Command, userArguments: readonly string[]): string[] {
  const [word, ...rest] = userArguments;
  const command = group.commands.find((candidate) => candidate.name() === word);
  return command === undefined ? [] : [command.name(), ...namedCommand(command, rest)];
}

/** `pages` receives what commander would print: help and version. */
function buildProgram(host: Host, pages: string[]): Command {
  const program = new Command("qrseal")
    .version(readVersion(), "--version")
    .helpOption("--help")
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: (text) => pages.push(text), writeErr: () => undefined });
  for (const add of [
    addKeygen,
    addEncryptToQr,
    addScanDecrypt,
    addInspect,
    addRead,
    addKeys,
    addRewrap,
    addTrust,
    addRegister,
    addAudit,
    addParticipant,
    addCall,
    addDeposit,
    addServe,
    addCompletion,
  ])
    add(program, host);
  program.hook("preAction", (_, action) => {
    const { json = false, quiet = false, lang = null } = action.opts<SpokenOptions>();
    host.terminal.speak({ json, quiet, language: lang });
  });
  return program;
}

function readVersion(): string {
  const file = new URL("../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** Enough to find a defect, nothing of what it handled: a library's message may quote its input. */
function describeDefect(error: unknown): string {
  if (!(error instanceof Error)) return "something that is no error was thrown";
  const place = /\/((?:dist|src|node_modules)\/[\w@.\/-]+:\d+:\d+)\)?$/m.exec(error.stack ?? "")?.[1];
  return `${error.name} at ${place ?? "a place not known"}`;
}
