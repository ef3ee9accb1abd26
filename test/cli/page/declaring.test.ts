import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { collect, declare, declareGroup } from "../../../src/cli/page/declaring.ts";

const declared = (): Command =>
  declare(declareGroup(new Command("qrseal"), "register"), "register merge", {
    arguments: { "<file...>": {} },
    options: { "--keys <folder>": { usual: "keys" } },
  });

describe("a declared command", () => {
  test("has the last word of its path for a name, and what every command has", () => {
    const command = declared();
    expect(command.name()).toBe("merge");
    expect(command.options.map(({ flags }) => flags)).toEqual([
      "--keys <folder>",
      "--json",
      "--quiet",
      "--lang <language>",
    ]);
    expect(command.registeredArguments.map((argument) => [argument.name(), argument.variadic])).toEqual([
      ["file", true],
    ]);
  });

  test("takes --lang of the languages there are, and does not list it by itself", () => {
    const lang = declared().options.find(({ long }) => long === "--lang");
    expect([lang?.argChoices, lang?.hidden]).toEqual([["en", "fr"], true]);
  });

  test("lists --lang where its page does, in its place", () => {
    const page = { "--effort <effort>": {}, "--trace": {} };
    const command = declare(new Command("qrseal"), "inspect", { arguments: { "<file>": {} }, options: page });
    expect(command.options.filter(({ long }) => long === "--lang")).toHaveLength(1);
  });

  test("parses, has what is usual, and wants what is required", () => {
    const command = declare(new Command("qrseal"), "audit list", {
      options: {
        "--last <n>": { parse: (text) => Number(text), isRequired: true },
        "--keys <folder>": { usual: "keys" },
      },
    }).exitOverride();
    command.configureOutput({ writeErr: () => undefined });
    expect(command.parse(["--last", "3"], { from: "user" }).opts()).toEqual({ last: 3, keys: "keys" });
    expect(command.options.find(({ long }) => long === "--last")?.mandatory).toBe(true);
  });
});

test("collect takes one text a time", () => {
  expect(collect("b", collect("a", undefined))).toEqual(["a", "b"]);
});
