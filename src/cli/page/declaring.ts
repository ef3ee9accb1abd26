/** How a command is declared: with exactly the arguments and options that have words on its page, in the order of the page. */
import { Argument, Option } from "commander";
import type { Command } from "commander";
import { languages } from "../../words/index.ts";
import type { ArgumentOf, CommandPath, OptionOf } from "../../words/index.ts";

/** What an argument or option may say of itself, beside its words. */
export interface Setting {
  readonly usual?: string | number;
  readonly choices?: readonly string[];
  readonly isRequired?: boolean;
  /** What comes of the text that was typed; `before` of the same option that stood further left. */
  readonly parse?: (text: string, before: unknown) => unknown;
}

type Settings<Term extends PropertyKey = string> = Readonly<Record<Term, Setting>>;

export type Declaration<C extends CommandPath> = {
  readonly options: Settings<OptionOf<C>>;
} & ([ArgumentOf<C>] extends [never] ? unknown : { readonly arguments: Settings<ArgumentOf<C>> });

/** `path` is what calls it, its last word the name within `group`. */
export function declare<C extends CommandPath>(
  group: Command,
  path: C,
  declaration: Declaration<C>,
): Command {
  const { options, arguments: args = {} }: { options: Settings; arguments?: Settings } = declaration;
  const command = declareGroup(group, path);
  for (const [term, { choices }] of Object.entries(args)) {
    const argument = new Argument(term);
    command.addArgument(choices === undefined ? argument : argument.choices(choices));
  }
  for (const [flags, setting] of Object.entries(options)) command.addOption(optionOf(flags, setting));
  if (path !== "completion") command.option("--json").option("--quiet");
  if (!Object.hasOwn(options, langFlags)) command.addOption(optionOf(langFlags, lang).hideHelp());
  return command;
}

/** A group, such as qrseal register, only holds commands: it has help and nothing else. */
export const declareGroup = (group: Command, path: CommandPath): Command =>
  group
    .command(path.slice(path.lastIndexOf(" ") + 1))
    .helpOption("--help")
    .helpCommand(false)
    .allowExcessArguments(false);

const langFlags = "--lang <language>";
/** Every command has it, though not every page says so. */
export const lang: Setting = { choices: languages };

/** For options that may stand several times: each takes one text, so that a file name after it stays an argument. */
export const collect = (text: string, before: unknown): readonly string[] => [
  ...((before ?? []) as readonly string[]),
  text,
];

function optionOf(flags: string, { usual, choices, isRequired = false, parse }: Setting): Option {
  const option = new Option(flags).default(usual).makeOptionMandatory(isRequired);
  if (choices !== undefined) option.choices(choices);
  return parse === undefined ? option : option.argParser(parse);
}
