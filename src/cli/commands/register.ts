/** qrseal register: what was presented at this desk, and at others whose registers were merged. */
import type { Command } from "commander";
import { failure, term } from "../refusals.ts";
import { showTime } from "../dates.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyFolder } from "../keys/folder.ts";
import { declare, declareGroup } from "../page/declaring.ts";
import {
  addToRegister,
  documentIdPattern,
  readOtherRegister,
  readRegister,
  registerPath,
} from "../../office/folder/register.ts";
import type { OtherRegister } from "../../office/folder/register.ts";

interface RegisterOptions extends CommonOptions {
  readonly keys: string;
}

interface ListOptions extends RegisterOptions {
  readonly document?: string;
}

export function addRegister(program: Command, host: Host): void {
  const group = declareGroup(program, "register");
  declare(group, "register list", {
    options: { "--document <id>": {}, "--keys <folder>": { usual: keyFolder(host.env) } },
  }).action((options: ListOptions) => list(options, host));
  declare(group, "register merge", {
    arguments: { "<file...>": {} },
    options: { "--keys <folder>": { usual: keyFolder(host.env) } },
  }).action((files: readonly string[], options: RegisterOptions) => merge(files, options, host));
}

async function list(options: ListOptions, host: Host): Promise<void> {
  const register = registerPath(options.keys);
  if (options.document !== undefined && !documentIdPattern.test(options.document)) {
    const problem = term("document-not-named", options.document);
    throw failure("usage/bad-option", { problem, command: "register list" });
  }
  const { presentations, unreadable } = await readRegister(options.keys, options.document);
  warnOfUnreadable(unreadable, register, host);
  const words = host.terminal.words.results.journals;
  const nothing =
    options.document === undefined
      ? words.nothing(register)
      : words.noPresentation(options.document, register);
  await host.terminal.result(
    { register, presentations, unreadable },
    presentations.length === 0
      ? [nothing]
      : presentations.map(({ issuedAt, ...presentation }) =>
          words.presentation({ ...presentation, issuedAt: issuedAt === null ? null : showTime(issuedAt) }),
        ),
  );
}

/** All files are read and checked before the first line is added. */
async function merge(files: readonly string[], options: RegisterOptions, host: Host): Promise<void> {
  const register = registerPath(options.keys);
  const others: { file: string; other: OtherRegister }[] = [];
  for (const file of files) others.push({ file, other: await readOtherRegister(file, host.stdin) });
  const merged: { file: string; added: number; known: number; unreadable: number }[] = [];
  for (const { file, other } of others) {
    merged.push({ file, ...(await addToRegister(options.keys, other)) });
    warnOfUnreadable(other.unreadable, file, host);
  }
  await host.terminal.result(
    { register, merged },
    merged.map(({ file, added, known }) => host.terminal.words.results.journals.merged(file, added, known)),
  );
}

function warnOfUnreadable(count: number, file: string, host: Host): void {
  if (count === 0) return;
  host.terminal.warn(host.terminal.notices.linesUnreadable(count, file));
}
