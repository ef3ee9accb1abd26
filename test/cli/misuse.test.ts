import { Argument, Command, CommanderError, Option } from "commander";
import { describe, expect, it } from "vitest";
import { describeMisuse } from "../../src/cli/misuse.ts";
import { wordTerm } from "../words/support/saying.ts";

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
    [["tkae"], "unknown-command-like", ["tkae", "take"]],
    [["sho"], "unknown-command-among", ["sho", "shoe, show"]],
    [["take", "--key", "x", "--kin"], "unknown-option-among", ["--kin", "--kind, --king"]],
    [["zzzzzz"], "unknown-command", ["zzzzzz"]],
    [["take", "--key", "x", "--kye", "x"], "unknown-option-like", ["--kye", "--key"]],
    [["take", "--key", "x", "--zzzzzz"], "unknown-option", ["--zzzzzz"]],
    [["take", "--key"], "value-missing", ["--key <file>"]],
    [["take", "x"], "option-missing", ["--key <file>"]],
    [["take", "--key", "x"], "argument-missing", ["file"]],
    [["take", "--kind", "c"], "option-not-among", ["--kind <kind>", "c", "a, b"]],
    [["talk", "c"], "argument-not-among", ["c", "kind", "a, b"]],
    [["take", "a", "b", "--key", "x"], "too-many-arguments", ["take", "1", "2"]],
    [["show", "a"], "too-many-arguments", ["show", "0", "1"]],
    [[], "no-command", []],
  ] as const)("knows what commander says of %j", (userArguments, name, places) => {
    expect(describeMisuse(mistake(userArguments))).toEqual({ term: name, places });
  });

  it("says in English what commander said, on one line and without a full stop", () => {
    const said = describeMisuse(mistake(["tkae"]));
    expect(wordTerm(said, "en")).toBe("unknown command 'tkae' (Did you mean take?)");
  });

  it("leaves what it does not know in commander's words", () => {
    const error = new CommanderError(1, "commander.other", "error: the moon is full.");
    expect(describeMisuse(error)).toEqual({ term: "verbatim", places: ["the moon is full"] });
  });
});
