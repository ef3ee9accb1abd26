/** What commander says of a mistake in the options, as phrases that every language words. */
import type { CommanderError } from "commander";
import { phrase } from "../core/index.ts";
import type { PhraseName, PhraseWithFacts } from "../core/index.ts";

/** Its sentences, those that hold another one first. What is not here stays as commander says it, in English. */
const sayings = [
  "unknown option '{}' (Did you mean one of {}?)",
  "unknown option '{}' (Did you mean {}?)",
  "unknown option '{}'",
  "unknown command '{}' (Did you mean one of {}?)",
  "unknown command '{}' (Did you mean {}?)",
  "unknown command '{}'",
  "missing required argument '{}'",
  "option '{}' argument missing",
  "required option '{}' not specified",
  "option '{}' argument '{}' is invalid. Allowed choices are {}",
  "command-argument value '{}' is invalid for argument '{}'. Allowed choices are {}",
  "too many arguments for '{}'. Expected {} arguments but got {}",
  "too many arguments for '{}'. Expected {} argument but got {}",
] as const satisfies readonly PhraseName[];

export function describeMisuse({ code, message }: CommanderError): PhraseWithFacts {
  if (code === "commander.help") return phrase("no command was named");
  const said = message.replace(/^error: |\.$/g, "").replace(/\s*\n\s*/g, " ");
  for (const saying of sayings) {
    const facts = matchSaying(saying, said);
    if (facts !== null) return { phrase: saying, facts };
  }
  return phrase("{}", said);
}

/** What stands in the places of a saying, or null where the sentence is another one. */
function matchSaying(saying: string, said: string): readonly string[] | null {
  const pattern = saying.replace(/[.()?]/g, String.raw`\$&`).replaceAll("{}", "(.*)");
  return new RegExp(`^${pattern}$`, "s").exec(said)?.slice(1) ?? null;
}
