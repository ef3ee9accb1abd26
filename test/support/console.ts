/**
 * Pages that prove themselves: the console blocks of a page are run in order, and what the page says comes out
 * must come out.
 *
 *   ```console           a block; <!-- at desk 5 --> above it: run in another folder, by the desk of that name
 *   # a comment
 *   $ qrseal keys list   run by a shell, errors and results on one screen
 *   port  opens  …       what comes out, to the letter; nothing below it: not compared
 *
 *   ```python open.py    a file that the reader saves under that name
 *
 * A command succeeds, unless the page shows an error: then it ends with that error's status.
 */
import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { exitStatusOf } from "../../src/cli/exit.ts";
import { loadPicture, photograph, preset } from "../simulator/index.ts";
import { everyCode } from "../words/support/everycode.ts";

export interface Block {
  /** The words after ```: console, python open.py, … */
  readonly kind: string;
  readonly text: string;
  /** Of its first line, counted from 1. */
  readonly line: number;
  /** The desk that types it. */
  readonly place: string;
}

export const usualPlace = "desk 4";

export function blocksOf(page: string): readonly Block[] {
  const fences = /(?:<!-- at (?<place>[^>]+) -->\s*)?^ *```(?<kind>.*)\n(?<text>[^]*?)^ *```$/gm;
  return [...page.matchAll(fences)].map(({ 0: whole, index, groups }) => {
    const { place = usualPlace, kind = "", text = "" } = groups ?? {};
    const line = page.slice(0, index + whole.indexOf("```")).split("\n").length + 1;
    const margin = /^ */.exec(text)?.[0] ?? "";
    return { kind, text: text.replace(new RegExp(`^${margin}`, "gm"), ""), line, place };
  });
}

export interface Step {
  readonly command: string;
  /** What comes out; empty where the page does not say. */
  readonly output: readonly string[];
  readonly line: number;
}

export function stepsOf({ text, line }: Block): readonly Step[] {
  const steps: { command: string; output: string[]; line: number }[] = [];
  for (const [index, content] of text.trimEnd().split("\n").entries()) {
    if (content.startsWith("$ ")) steps.push({ command: content.slice(2), output: [], line: line + index });
    else if (content !== "" && !content.startsWith("# ")) steps.at(-1)?.output.push(content);
  }
  return steps;
}

const namePattern = /\b(?:[0-9a-f]{4}-){3,4}[0-9a-f]{4}\b|\b[0-9a-f]{64}\b|\b[0-9a-f]{32}\b/g;
const timePattern = /\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ| \d\d:\d\d UTC)?|\b\d{8}T\d{6}Z/g;
const masked = (text: string): string =>
  text
    .replace(namePattern, (name) => name.replace(/\w/g, "x"))
    .replace(timePattern, (at) => at.replace(/\d/g, "d"));

/**
 * Keys, documents and days are others each time. What a page calls by one name must be one thing whenever the page
 * is run, and what it calls by two names two.
 */
export class Names {
  readonly #found = new Map<string, string>();

  expectSame(found: string, written: string, where: string): void {
    expect(masked(found), where).toBe(masked(written));
    const names = found.match(namePattern) ?? [];
    for (const [index, name] of (written.match(namePattern) ?? []).entries()) {
      const now = names[index] ?? "";
      const before = this.#found.get(name);
      if (before === undefined) expect([...this.#found.values()], `${where}: ${name}`).not.toContain(now);
      else expect(now, `${where}: ${name}`).toBe(before);
      this.#found.set(name, now);
    }
  }

  /** A command of the page with the names that came out this time. */
  inCommand(command: string): string {
    return command.replace(namePattern, (name) => this.#found.get(name) ?? name);
  }
}

export interface Stage {
  /** Holds a folder for each desk. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Lays on the desk what the command needs and people bring, such as photographs. */
  readonly before: (command: string, cwd: string) => Promise<void>;
}

/** The folder of one desk. All desks share the folder `stick`. */
export function placeIn(folder: string, place: string): string {
  const made = path.join(folder, place);
  if (!existsSync(made)) {
    mkdirSync(made, { recursive: true });
    mkdirSync(path.join(folder, "stick"), { recursive: true });
    symlinkSync(path.join(folder, "stick"), path.join(made, "stick"));
  }
  return made;
}

/** Runs all blocks of a page. */
export async function play(name: string, page: string, stage: Stage): Promise<void> {
  const names = new Names();
  const exported: Record<string, Record<string, string>> = {};
  for (const block of blocksOf(page)) {
    const cwd = placeIn(stage.folder, block.place);
    const [kind, file] = block.kind.split(" ");
    if (kind === "python" && file !== undefined) writeFileSync(path.join(cwd, file), block.text);
    if (kind !== "console") continue;
    for (const { command, output, line } of stepsOf(block)) {
      const where = `${name}:${line}: ${command}`;
      const [, variable, value = ""] = /^export (\w+)=(.*)$/.exec(command) ?? [];
      if (variable !== undefined) {
        exported[block.place] = { ...exported[block.place], [variable]: value.replace(/^'(.*)'$/, "$1") };
        continue;
      }
      await stage.before(command, cwd);
      const env = { ...stage.env, QRSEAL_DESK: block.place, ...exported[block.place] };
      const { screen, status } = await type(names.inCommand(command), cwd, env);
      if (output.length > 0) names.expectSame(screen, output.map((shown) => `${shown}\n`).join(""), where);
      expect({ status, screen }, where).toEqual({ status: statusShown(output), screen });
    }
  }
}

/** The status of the error that a page shows, or 0. */
function statusShown(output: readonly string[]): number {
  const shown = output.map((line) => /^error: .* \[(?<code>[a-z/-]+)\]$/.exec(line)?.groups?.["code"]);
  const refusal = everyCode.find(({ code }) => shown.includes(code));
  return refusal === undefined ? 0 : exitStatusOf(refusal);
}

/** As a clerk takes it at the counter: a JPEG of 1600 × 1200 pixels, always the same. */
export async function takePhotograph(picture: string, file: string): Promise<void> {
  const canvas = { width: 1600, height: 1200 };
  const settings = preset("counter", "readme", { canvas, pixelsPerModule: 6 });
  const photo = photograph(await loadPicture(picture), settings, "readme");
  writeFileSync(file, await photo.toJpeg());
}

/** Types a command into a shell that has no terminal to ask on; `screen` is what comes out, in its order. */
async function type(
  command: string,
  cwd: string,
  env: Stage["env"],
): Promise<{ screen: string; status: number | null }> {
  const file = path.join(path.dirname(cwd), "screen.txt");
  writeFileSync(file, "");
  const screen = openSync(file, "a");
  try {
    const child = spawn("sh", ["-c", command], {
      cwd,
      env,
      detached: true,
      stdio: ["ignore", screen, screen],
    });
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    return { screen: readFileSync(file, "utf8"), status };
  } finally {
    closeSync(screen);
  }
}
