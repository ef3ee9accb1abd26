import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { declare, declareGroup } from "../../../src/cli/page/declaring.ts";
import { putWords } from "../../../src/cli/page/paging.ts";
import { wordsIn } from "../../../src/words/index.ts";
import type { Language } from "../../../src/words/index.ts";

async function pageOf(language: Language, command: "inspect" | "list" | "keys"): Promise<string> {
  const program = new Command("qrseal").helpOption("--help").helpCommand(false);
  declare(program, "inspect", {
    arguments: { "<file>": {} },
    options: { "--effort <effort>": { choices: ["quick", "normal"], usual: "normal" }, "--trace": {} },
  });
  declare(declareGroup(program, "keys"), "keys list", {
    options: { "--keys <folder>": { usual: "my keys" } },
  });
  await putWords(program, wordsIn[language]);
  const all = [...program.commands, ...program.commands.flatMap(({ commands }) => commands)];
  let page = "";
  all
    .find((one) => one.name() === command)
    ?.configureOutput({ writeOut: (text) => (page += text) })
    .outputHelp();
  return page;
}

describe("a page", () => {
  test("has names of places, choices and what is usual in its language", async () => {
    const page = await pageOf("fr", "inspect");
    expect(page).toMatch(/^Usage : qrseal inspect \[options\] <fichier>\n/);
    expect(page).toMatch(/\nArguments :\n {2}fichier {2}/);
    expect(page).toMatch(/ {2}--effort <effort> {2}temps passé sur une image : quick\|normal \[normal\]\n/);
    expect(page).toMatch(/\n\nExemple : qrseal inspect label\.png\n$/);
  });

  test("says --lang in French, in the place of --help, and --help in English", async () => {
    const [french, english] = [await pageOf("fr", "list"), await pageOf("en", "list")];
    expect([french.includes("  --lang <langue>"), french.includes("--help")]).toEqual([true, false]);
    expect([english.includes("--lang"), english.includes("  --help ")]).toEqual([false, true]);
    expect(english).toContain("  --keys <folder>  the folder [my keys]\n");
  });

  test("of a group has its members, and no example where there is none", async () => {
    const page = await pageOf("fr", "keys");
    expect(page).toContain("Commandes :\n  list    lister les clés du dossier\n");
    expect(page).toContain("  --help  afficher cette aide\n");
    expect(page).not.toContain("Exemple");
  });
});
