/** Pages of help: the words of one language put on commands, which are declared without any. */
import { Option } from "commander";
import type { Argument, Command, HelpConfiguration } from "commander";
import type { CommandPath, Help, Words } from "../../words/index.ts";

/** Loads the words only now: most runs show no page. */
export async function putWords(program: Command, words: Words): Promise<void> {
  const help = await words.help();
  const put = (command: Command, path: readonly string[]): void => {
    putPage(command, path.join(" ") as CommandPath, help, words.notices.colon);
    for (const member of command.commands) put(member, [...path, member.name()]);
  };
  put(program, []);
}

function putPage(command: Command, path: CommandPath, help: Help, colon: string): void {
  const { summary, description, examples, ...page } = help.pages[path];
  const wordsOf: Readonly<Record<string, string | null>> = {
    ...help.common,
    ...page.arguments,
    ...page.options,
  };
  command.summary(summary).description(description).configureHelp(layOut(help, colon));
  for (const argument of command.registeredArguments) argument.description = wordsOf[termOf(argument)] ?? "";
  for (const option of command.options) option.description = wordsOf[option.flags] ?? "";
  showLanguage(command, help);
  if (examples.length === 0) return;
  const lines = examples.map(
    (line, at) => `${at === 0 ? help.example : " ".repeat(help.example.length)}${line}`,
  );
  command.addHelpText("after", `\n${lines.join("\n")}`);
}

/** Where --lang is said of every command it has the line of --help, which whoever reads the page has found. */
function showLanguage(command: Command, { common }: Help): void {
  const hidden = command.options.find((option) => option.hidden);
  const isSaid = hidden !== undefined && common["--lang <language>"] !== null;
  if (isSaid) hidden.hideHelp(false);
  command.addHelpOption(new Option("--help", common["--help"]).hideHelp(isSaid));
}

/** "<picture...>", as it was declared. */
function termOf(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function layOut({ headings, places, choices }: Help, colon: string): HelpConfiguration {
  const inWords = (term: string): string =>
    term.replace(/(?<=[<[])[\w=-]+(?=(?:\.\.\.)?[>\]])/g, (name) => wordOf(places, name));
  return {
    styleTitle: (title) => wordOf(headings, title),
    commandUsage: (command) => `${callOf(command)} ${inWords(command.usage())}`,
    subcommandTerm: (command) => command.name(),
    argumentTerm: (argument) => wordOf(places, argument.name()),
    argumentDescription: ({ description, argChoices }) =>
      argChoices === undefined ? description : `${description} ${choices(argChoices)}`,
    optionTerm: ({ flags }) => inWords(flags),
    // Short, so that a page of help fits a screen of 24 lines.
    optionDescription: ({ description, argChoices, defaultValue }) =>
      description +
      (argChoices === undefined ? "" : `${colon}${argChoices.join("|")}`) +
      (typeof defaultValue === "string" || typeof defaultValue === "number" ? ` [${defaultValue}]` : ""),
  };
}

const wordOf = (words: Readonly<Record<string, string>>, name: string): string => words[name] ?? name;

/** "qrseal register merge" */
const callOf = (command: Command): string =>
  command.parent === null ? command.name() : `${callOf(command.parent)} ${command.name()}`;
