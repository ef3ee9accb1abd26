import { Argument, Command, CommanderError, Option } from "commander";
import { describe, expect, it } from "vitest";
import { describeMisuse } from "../../src/cli/misuse.ts";
import { wordPhrase } from "../../src/core/index.ts";

/** What commander itself says of a mistake. */
function mistake(userArguments: readonly string[]): CommanderError {
  const program = new Command("p").exitOverride().configureOutput({ writeErr: () => undefined });
  program
    .command("take")
    .allowExcessArguments(false)
    .argument("<file>")
    .requiredOption("--key <file>")
    .addOption(new Option("--kind <kind>").choices(["a", "b"]))
    .option("--king <king>");
  program.command("talk").addArgument(new Argument("<kind>").choices(["a", "b"]));
  program.command("shoe");
  program.command("show").allowExcessArguments(false);
  try {
    program.parse(userArguments, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error;
  }
  throw new Error("no mistake");
}

describe("describeMisuse", () => {
  it.each([
    [["tkae"], "unknown command '{}' (Did you mean {}?)", ["tkae", "take"]],
    [["sho"], "unknown command '{}' (Did you mean one of {}?)", ["sho", "shoe, show"]],
    [
      ["take", "--key", "x", "--kin"],
      "unknown option '{}' (Did you mean one of {}?)",
      ["--kin", "--kind, --king"],
    ],
    [["zzzzzz"], "unknown command '{}'", ["zzzzzz"]],
    [["take", "--key", "x", "--kye", "x"], "unknown option '{}' (Did you mean {}?)", ["--kye", "--key"]],
    [["take", "--key", "x", "--zzzzzz"], "unknown option '{}'", ["--zzzzzz"]],
    [["take", "--key"], "option '{}' argument missing", ["--key <file>"]],
    [["take", "x"], "required option '{}' not specified", ["--key <file>"]],
    [["take", "--key", "x"], "missing required argument '{}'", ["file"]],
    [
      ["take", "--kind", "c"],
      "option '{}' argument '{}' is invalid. Allowed choices are {}",
      ["--kind <kind>", "c", "a, b"],
    ],
    [
      ["talk", "c"],
      "command-argument value '{}' is invalid for argument '{}'. Allowed choices are {}",
      ["c", "kind", "a, b"],
    ],
    [
      ["take", "a", "b", "--key", "x"],
      "too many arguments for '{}'. Expected {} argument but got {}",
      ["take", "1", "2"],
    ],
    [["show", "a"], "too many arguments for '{}'. Expected {} arguments but got {}", ["show", "0", "1"]],
    [[], "no command was named", []],
  ] as const)("knows what commander says of %j", (userArguments, phrase, facts) => {
    expect(describeMisuse(mistake(userArguments))).toEqual({ phrase, facts });
  });

  it("says in English what commander said, on one line and without a full stop", () => {
    const said = describeMisuse(mistake(["tkae"]));
    expect(wordPhrase(said)).toBe("unknown command 'tkae' (Did you mean take?)");
  });

  it("leaves what it does not know in commander's words", () => {
    const error = new CommanderError(1, "commander.other", "error: the moon is full.");
    expect(describeMisuse(error)).toEqual({ phrase: "{}", facts: ["the moon is full"] });
  });
});
