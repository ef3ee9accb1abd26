import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readTranscript } from "./cli/support/transcript.ts";
import { cases, slowFiles } from "./runtimes.ts";

const project = path.resolve(import.meta.dirname, "..");
const caseOf = (topic: string, name: string) =>
  readTranscript(path.join(project, "test/cli/transcripts", `${topic}.txt`)).find(
    (each) => each.name === name,
  );

describe("what every version of Node is asked", () => {
  test.each(Object.keys(slowFiles))("%s is there, and not in the quick suite anyway", (file) => {
    expect(file).toMatch(/\.slow\.test\.ts$/);
    expect(existsSync(path.join(project, file))).toBe(true);
  });

  const named = Object.entries(cases).flatMap(([topic, names]) =>
    Object.keys(names).map((name) => [topic, name] as const),
  );
  test.each(named)("%s has the case: %s", (topic, name) => {
    expect(caseOf(topic, name)).toBeDefined();
  });

  // A folder with one file a command, named as the command is.
  const commands = readdirSync(path.join(project, "src/cli/commands")).map((file) =>
    path.basename(file, ".ts"),
  );
  const typed = named
    .flatMap(([topic, name]) => caseOf(topic, name)?.lines ?? [])
    .map(({ text }) => /^\$ qrseal (?<command>[a-z-]+)/.exec(text)?.groups?.["command"]);
  test.each(commands)("%s is a command that one of the cases types", (command) => {
    expect(typed).toContain(command);
  });
});
