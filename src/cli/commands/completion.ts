/** qrseal completion: what a shell needs to complete commands, options and their values, made from the commands themselves. */
import type { Command, Option } from "commander";
import type { Host } from "../host.ts";
import { declare } from "../page/declaring.ts";
import { putWords } from "../page/paging.ts";

const shells = ["bash", "zsh", "fish"] as const;
type Shell = (typeof shells)[number];

export function addCompletion(program: Command, { terminal }: Host): void {
  declare(program, "completion", { arguments: { "<shell>": { choices: shells } }, options: {} }).action(
    async (shell: Shell) => {
      await putWords(program, terminal.words);
      await terminal.text(scripts[shell](describe(program)));
    },
  );
}

interface CommandWords {
  /** From the program's name on: ["qrseal", "register", "merge"]. */
  readonly path: readonly string[];
  readonly name: string;
  readonly summary: string;
  readonly options: readonly {
    flag: string;
    takesValue: boolean;
    choices: readonly string[];
    description: string;
  }[];
  readonly choices: readonly string[];
  /** Of a group, such as qrseal itself or qrseal register; a group has no arguments of its own. */
  readonly commands: readonly CommandWords[];
}

function describe(command: Command, above: readonly string[] = []): CommandWords {
  const path = [...above, command.name()];
  return {
    path,
    name: command.name(),
    summary: command.summary(),
    options: command.options.flatMap(describeOption),
    choices: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
    commands: command.commands.map((member) => describe(member, path)),
  };
}

function describeOption(option: Option): CommandWords["options"] {
  if (option.long == null || option.hidden) return [];
  const takesValue = option.required || option.optional;
  return [
    { flag: option.long, takesValue, choices: option.argChoices ?? [], description: option.description },
  ];
}

const isGroup = ({ commands }: CommandWords): boolean => commands.length > 0;

/** A command and all below it, from the top down. */
const withMembers = (command: CommandWords): CommandWords[] => [
  command,
  ...command.commands.flatMap(withMembers),
];

const words = (list: readonly string[]): string => list.join(" ");

function bash(program: CommandWords): string {
  const all = withMembers(program);
  const flags = ({ options }: CommandWords): string =>
    `${words(options.map(({ flag }) => flag))} --help`.trim();
  const perGroup = all
    .filter(isGroup)
    .map(
      (group) =>
        `      "${words(group.path)}") members="${words(group.commands.map(({ name }) => name))} ${flags(group)}" ;;`,
    );
  const perCommand = all
    .filter((command) => !isGroup(command))
    .map((command) => {
      const values = command.options
        .filter((option) => option.choices.length > 0)
        .map(
          (option) =>
            `      ${option.flag}) COMPREPLY=($(compgen -W "${words(option.choices)}" -- "$word")); return ;;`,
        );
      const files = command.options.filter((option) => option.takesValue && option.choices.length === 0);
      return [
        `  "${words(command.path)}")`,
        `    case "$before" in`,
        ...values,
        ...(files.length > 0
          ? [
              `      ${files.map((option) => option.flag).join("|")}) COMPREPLY=($(compgen -f -- "$word")); return ;;`,
            ]
          : []),
        "    esac",
        `    if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "${flags(command)}" -- "$word"))`,
        command.choices.length > 0
          ? `    else COMPREPLY=($(compgen -W "${words(command.choices)}" -- "$word")); fi ;;`
          : `    else COMPREPLY=($(compgen -f -- "$word")); fi ;;`,
      ].join("\n");
    });
  return `# qrseal completion for bash
_qrseal() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  local command=${program.name} at=1 members
  compopt -o filenames 2>/dev/null
  while :; do
    case "$command" in
${perGroup.join("\n")}
      *) break ;;
    esac
    if ((COMP_CWORD == at)); then COMPREPLY=($(compgen -W "$members" -- "$word")); return; fi
    command+=" \${COMP_WORDS[at]}"
    ((at++))
  done
  case "$command" in
${perCommand.join("\n")}
  esac
}
complete -F _qrseal qrseal
`;
}

const zshText = (text: string): string => text.replace(/'/g, "'\\''").replace(/([[\]:])/g, "\\$1");

function zsh(program: CommandWords): string {
  const functions = withMembers(program).filter(isGroup).map(zshGroup);
  return `#compdef qrseal
# qrseal completion for zsh
${functions.join("\n")}
if [[ $funcstack[1] == _qrseal ]]; then _qrseal "$@"; else compdef _qrseal qrseal; fi
`;
}

const zshFunction = ({ path }: CommandWords): string => `_${path.join("_")}`;

/** One function a group: completes the name of a member, or hands the words after it on. */
function zshGroup(group: CommandWords): string {
  const perCommand = group.commands.map((command) => {
    if (isGroup(command)) return `    ${command.name}) ${zshFunction(command)} ;;`;
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
  return `${zshFunction(group)}() {
  local -a commands=(
${group.commands.map(({ name, summary }) => `    '${name}:${zshText(summary)}'`).join("\n")}
  )
  if ((CURRENT == 2)); then _describe command commands; return; fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${perCommand.join("\n")}
  esac
}`;
}

const fishText = (text: string): string => `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;

function fish(program: CommandWords): string {
  const lines = withMembers(program).flatMap((command) => {
    if (isGroup(command)) return command.commands.map((member) => fishMember(command, member));
    const condition = fishText(fishSeen(command));
    return [
      ...command.options.map((option) => {
        const value =
          option.choices.length > 0
            ? ` -x -a ${fishText(words(option.choices))}`
            : option.takesValue
              ? " -r -F"
              : "";
        return `complete -c qrseal -n ${condition} -l ${option.flag.slice(2)}${value} -d ${fishText(option.description)}`;
      }),
      ...(command.choices.length > 0
        ? [`complete -c qrseal -n ${condition} -f -a ${fishText(words(command.choices))}`]
        : []),
    ];
  });
  return ["# qrseal completion for fish", ...lines, ""].join("\n");
}

/** The condition that the words of a command are there. */
const fishSeen = ({ path }: CommandWords): string =>
  path
    .slice(1)
    .map((word) => `__fish_seen_subcommand_from ${word}`)
    .join("; and ");

function fishMember(group: CommandWords, member: CommandWords): string {
  const others = words(group.commands.map(({ name }) => name));
  const condition =
    group.path.length === 1
      ? "__fish_use_subcommand"
      : `${fishSeen(group)}; and not __fish_seen_subcommand_from ${others}`;
  return `complete -c qrseal -n ${fishText(condition)} -f -a ${member.name} -d ${fishText(member.summary)}`;
}

const scripts: Readonly<Record<Shell, (program: CommandWords) => string>> = { bash, zsh, fish };
