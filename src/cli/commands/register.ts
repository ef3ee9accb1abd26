/** qrseal register: what was presented at this desk, and at others whose registers were merged. */
import type { Command } from "commander";
import { failure, term } from "../refusals.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyFolder } from "../keys/folder.ts";
import {
  addToRegister,
  documentIdPattern,
  readOtherRegister,
  readRegister,
  registerPath,
} from "../../office/folder/register.ts";
import type { OtherRegister, Presentation } from "../../office/folder/register.ts";

interface RegisterOptions extends CommonOptions {
  readonly keys: string;
}

interface ListOptions extends RegisterOptions {
  readonly document?: string;
}

export function addRegister(program: Command, host: Host): void {
  const group = program
    .command("register")
    .summary("show or merge what was presented at this desk")
    .description("The register of documents presented at this desk, register.jsonl.")
    .addHelpText("after", "\nExample: qrseal register list");
  group
    .command("list")
    .summary("show the documents presented, first one first")
    .description("Shows the documents presented at this desk and merged from others.")
    .option("--document <id>", "only the presentations of this document")
    .option("--keys <folder>", "the office's key folder", keyFolder(host.env))
    .addHelpText("after", "\nExample: qrseal register list --keys keys")
    .action((options: ListOptions) => list(options, host));
  group
    .command("merge")
    .summary("add what was presented at other desks")
    .description("Adds the presentations in other desks' registers to this one, each once.")
    .argument("<file...>", "register.jsonl of another desk; - for standard input")
    .option("--keys <folder>", "the office's key folder", keyFolder(host.env))
    .addHelpText("after", "\nExample: qrseal register merge /media/stick/register.jsonl")
    .action((files: readonly string[], options: RegisterOptions) => merge(files, options, host));
}

async function list(options: ListOptions, host: Host): Promise<void> {
  const register = registerPath(options.keys);
  if (options.document !== undefined && !documentIdPattern.test(options.document)) {
    const problem = term("document-not-named", options.document);
    throw failure("usage/bad-option", { problem, command: "register list" });
  }
  const { presentations, unreadable } = await readRegister(options.keys, options.document);
  warnOfUnreadable(unreadable, register, host);
  const nothing =
    options.document === undefined
      ? `nothing is recorded in ${register}`
      : `no presentation of ${options.document} is recorded in ${register}`;
  await host.terminal.result(
    { register, presentations, unreadable },
    presentations.length === 0 ? [nothing] : presentations.map(describePresentation),
  );
}

function describePresentation({ at, desk, documentId, issuedAt, accepted }: Presentation): string {
  const issued =
    issuedAt === null ? "" : `, issued ${new Date(issuedAt * 1000).toISOString().replace(".000Z", "Z")}`;
  const overrides = accepted.length === 0 ? "" : `, accepted ${accepted.join(" ")}`;
  return `${at}  ${documentId}  at ${desk}${issued}${overrides}`;
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
    merged.map(({ file, added, known }) => `merged  ${file}  (${added} added, ${known} known already)`),
  );
}

function warnOfUnreadable(count: number, file: string, host: Host): void {
  if (count === 0) return;
  host.terminal.warn(host.terminal.notices.linesUnreadable(count, file));
}
