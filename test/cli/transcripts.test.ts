import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readTranscript } from "./support/transcript.ts";

const folder = path.join(import.meta.dirname, "transcripts");
const endingIn = (ending: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
const topics = endingIn(".txt");

test("every transcript is played by a test file of its own, and every such file has its transcript", () => {
  expect(endingIn(".slow.test.ts")).toEqual(topics);
  expect(readdirSync(folder)).toHaveLength(2 * topics.length);
});

test.each(topics)("%s is played as it is, and has cases with names of their own", (topic) => {
  const text = readFileSync(path.join(folder, `${topic}.slow.test.ts`), "utf8");
  expect(text).toBe(
    'import { playBeside } from "../support/transcript.ts";\n\nplayBeside(import.meta.filename);\n',
  );
  const names = readTranscript(path.join(folder, `${topic}.txt`)).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(0);
  expect(new Set(names).size).toBe(names.length);
});
