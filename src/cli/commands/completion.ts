/** qrseal completion: what a shell needs to complete commands, options and their values, made from the commands themselves. */
import { Argument } from "commander";
import type { Command, Option } from "commander";
import type { Host } from "../host.ts";

const shells = ["bash", "zsh", "fish"] as const;
type Shell = (typeof shells)[number];

export function addCompletion(program: Command, host: Host): void {
  program
    .command("completion")
    .summary("print the completion script of a shell")
    .description("Prints a script that makes the shell complete qrseal's commands and options.")
    .addArgument(new Argument("<shell>", "which shell").choices(shells))
    .addHelpText("after", "\nExample: source <(qrseal completion bash)")
    .action((shell: Shell) => host.terminal.text(scripts[shell](describe(program))));
}

interface CommandWords {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly {
    flag: string;
    takesValue: boolean;
    choices: readonly string[];
    description: string;
  }[];
  readonly choices: readonly string[];
}

function describe(program: Command): readonly CommandWords[] {
  return program.commands.map((command) => ({
    name: command.name(),
    summary: command.summary(),
    options: command.options.flatMap(describeOption),
    choices: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
  }));
}

function describeOption(option: Option): CommandWords["options"] {
  if (option.long == null) return [];
  const takesValue = option.required || option.optional;
  return [
    { flag: option.long, takesValue, choices: option.argChoices ?? [], description: option.description },
  ];
}

const words = (list: readonly string[]): string => list.join(" ");

function bash(commands: readonly CommandWords[]): string {
  const perCommand = commands.map((command) => {
    const values = command.options
      .filter((option) => option.choices.length > 0)
      .map(
        (option) =>
          `      ${option.flag}) COMPREPLY=($(compgen -W "${words(option.choices)}" -- "$word")); return ;;`,
      );
    const files = command.options.filter((option) => option.takesValue && option.choices.length === 0);
    return [
      `  ${command.name})`,
      `    case "$before" in`,
      ...values,
      ...(files.length > 0
        ? [
            `      ${files.map((option) => option.flag).join("|")}) COMPREPLY=($(compgen -f -- "$word")); return ;;`,
          ]
        : []),
      "    esac",
      `    if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "${words(command.options.map((option) => option.flag))} --help" -- "$word"))`,
      command.choices.length > 0
        ? `    else COMPREPLY=($(compgen -W "${words(command.choices)}" -- "$word")); fi ;;`
        : `    else COMPREPLY=($(compgen -f -- "$word")); fi ;;`,
    ].join("\n");
  });
  return `# qrseal completion for bash
_qrseal() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  compopt -o filenames 2>/dev/null
  if ((COMP_CWORD == 1)); then COMPREPLY=($(compgen -W "${words(commands.map(({ name }) => name))} --help --version" -- "$word")); return; fi
  case "\${COMP_WORDS[1]}" in
${perCommand.join("\n")}
  esac
}
complete -F _qrseal qrseal
`;
}

const zshText = (text: string): string => text.replace(/'/g, "'\\''").replace(/([[\]:])/g, "\\$1");

function zsh(commands: readonly CommandWords[]): string {
  const perCommand = commands.map((command) => {
    const specs = command.options.map((option) => {
      const value =
        option.choices.length > 0
          ? `:value:(${words(option.choices)})`
          : option.takesValue
            ? ":file:_files"
            : "";
      return `      '${option.flag}[${zshText(option.description)}]${value}'`;
    });
    const rest =
      command.choices.length > 0 ? `      '1:value:(${words(command.choices)})'` : "      '*:file:_files'";
    return [`    ${command.name}) _arguments \\`, [...specs, rest].join(" \\\n"), "      ;;"].join("\n");
  });
  return `#compdef qrseal
# qrseal completion for zsh
_qrseal() {
  local -a commands=(
${commands.map(({ name, summary }) => `    '${name}:${zshText(summary)}'`).join("\n")}
  )
  if ((CURRENT == 2)); then _describe command commands; return; fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${perCommand.join("\n")}
  esac
}
if [[ $funcstack[1] == _qrseal ]]; then _qrseal "$@"; else compdef _qrseal qrseal; fi
`;
}

const fishText = (text: string): string => `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;

function fish(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c qrseal -n __fish_use_subcommand -f -a ${command.name} -d ${fishText(command.summary)}`,
    ...command.options.map((option) => {
      const value =
        option.choices.length > 0
          ? ` -x -a ${fishText(words(option.choices))}`
          : option.takesValue
            ? " -r -F"
            : "";
      return `complete -c qrseal -n '__fish_seen_subcommand_from ${command.name}' -l ${option.flag.slice(2)}${value} -d ${fishText(option.description)}`;
    }),
    ...(command.choices.length > 0
      ? [
          `complete -c qrseal -n '__fish_seen_subcommand_from ${command.name}' -f -a ${fishText(words(command.choices))}`,
        ]
      : []),
  ]);
  return ["# qrseal completion for fish", ...lines, ""].join("\n");
}

const scripts: Readonly<Record<Shell, (commands: readonly CommandWords[]) => string>> = { bash, zsh, fish };
