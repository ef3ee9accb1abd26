/** What commander says of a mistake in the options, as terms that every language words. */
import type { CommanderError } from "commander";
import type { Term } from "../core/index.ts";
import { term } from "./refusals.ts";

type Saying = readonly [sentence: RegExp, of: (one: string, two: string, three: string) => Term];

/** Its sentences, those that hold another one first. What is not here stays as commander says it, in English. */
const sayings: readonly Saying[] = [
  [
    /^unknown option '(.*)' \(Did you mean one of (.*)\?\)$/s,
    (option, names) => term("unknown-option-among", option, names),
  ],
  [
    /^unknown option '(.*)' \(Did you mean (.*)\?\)$/s,
    (option, name) => term("unknown-option-like", option, name),
  ],
  [/^unknown option '(.*)'$/s, (option) => term("unknown-option", option)],
  [
    /^unknown command '(.*)' \(Did you mean one of (.*)\?\)$/s,
    (command, names) => term("unknown-command-among", command, names),
  ],
  [
    /^unknown command '(.*)' \(Did you mean (.*)\?\)$/s,
    (command, name) => term("unknown-command-like", command, name),
  ],
  [/^unknown command '(.*)'$/s, (command) => term("unknown-command", command)],
  [/^missing required argument '(.*)'$/s, (argument) => term("argument-missing", argument)],
  [/^option '(.*)' argument missing$/s, (option) => term("value-missing", option)],
  [/^required option '(.*)' not specified$/s, (option) => term("option-missing", option)],
  [
    /^option '(.*)' argument '(.*)' is invalid\. Allowed choices are (.*)$/s,
    (option, value, choices) => term("option-not-among", option, value, choices),
  ],
  [
    /^command-argument value '(.*)' is invalid for argument '(.*)'\. Allowed choices are (.*)$/s,
    (value, argument, choices) => term("argument-not-among", value, argument, choices),
  ],
  [
    /^too many arguments for '(.*)'\. Expected (.*) arguments? but got (.*)$/s,
    (command, expected, given) => term("too-many-arguments", command, expected, given),
  ],
];

export function describeMisuse({ code, message }: CommanderError): Term {
  if (code === "commander.help") return term("no-command");
  const said = message.replace(/^error: |\.$/g, "").replace(/\s*\n\s*/g, " ");
  for (const [sentence, of] of sayings) {
    const found = sentence.exec(said);
    if (found !== null) return of(found[1] ?? "", found[2] ?? "", found[3] ?? "");
  }
  return term("verbatim", said);
}
