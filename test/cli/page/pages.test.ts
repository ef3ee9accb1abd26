import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { languages, wordsIn } from "../../../src/words/index.ts";
import type { CommandPath } from "../../../src/words/index.ts";
import { projectFolder } from "../support/run.ts";
import { runWithin } from "../support/within.ts";

const { pages } = await wordsIn.en.help();
const paths = Object.keys(pages) as CommandPath[];

async function pageOf(command: CommandPath, language: string): Promise<readonly string[]> {
  const words = command === "" ? [] : command.split(" ");
  const { stdout, stderr, status } = await runWithin([...words, "--help"], { LANG: language });
  expect([stderr, status]).toEqual(["", 0]);
  return stdout.trimEnd().split("\n");
}

/** What no page can break. */
const isOneWord = (line: string): boolean => !line.trim().includes(" ");
const isExample = (line: string): boolean => line.startsWith("Example: ");

describe.each(paths)("the page of %j", (command) => {
  it("is as long in every language as in English at most, and 80 columns wide", async () => {
    const english = await pageOf(command, "en");
    expect(english.filter((line) => line.length > 80 && !isOneWord(line) && !isExample(line))).toEqual([]);
    for (const language of languages.filter((other) => other !== "en")) {
      const page = await pageOf(command, language);
      expect(page.length, `lines in ${language}`).toBeLessThanOrEqual(english.length);
      expect(page.filter((line) => line.length > 80 && !isOneWord(line))).toEqual([]);
      // A group has no options of its own.
      const isGroup = paths.some((other) => other.startsWith(command === "" ? "" : `${command} `));
      expect(page.some((line) => line.startsWith("  --lang <"))).toBe(!isGroup);
    }
  });
});

test.each(languages)("every example on a page in %s calls the command whose page it is", async (language) => {
  const { pages } = await wordsIn[language].help();
  for (const [command, { examples }] of Object.entries(pages))
    for (const example of examples) expect(example).toContain(`qrseal ${command}`.trimEnd());
});

const typedIn = (topic: string): readonly string[] => {
  const text = readFileSync(path.join(projectFolder, `test/cli/transcripts/${topic}.txt`), "utf8");
  return text.match(/(?<=^\$ qrseal ).*/gm) ?? [];
};

test("the transcript of French pages has every page", () => {
  const shown = typedIn("french-help").map((line) => line.replace(/ ?--help$/, ""));
  expect(paths.filter((command) => !shown.includes(command))).toEqual([]);
});

test("the transcript of French results has every command that tells one", () => {
  const typed = typedIn("french-results");
  const silent = paths.filter((command) => !typed.some((line) => line.startsWith(command)));
  expect(silent).toEqual(["completion"]);
});
