/**
 * The tool's voice. Results go to stdout, everything else to stderr: warnings and errors always, progress only
 * on a terminal. An error is one sentence with its code, then one hint. Colour marks the first word and
 * nothing else, on a terminal only, and not where NO_COLOR is set (no-color.org).
 */
import type { Writable } from "node:stream";
import type { QrsealError } from "../core/index.ts";
import { failure, term } from "./refusals.ts";
import { escapeJson, escapeLine, escapeLines } from "./voice/escape.ts";
import { exitStatusOf } from "./exit.ts";
import { languageOf } from "./voice/language.ts";
import { wordRefusal, wordsIn } from "../words/index.ts";
import type { Language, Notices, Words } from "../words/index.ts";
import type { Explanation } from "./refused.ts";

export interface Voice {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Null: the one of the desk. */
  readonly language: Language | null;
}

export type OutputStream = Writable & { readonly isTTY?: boolean };

export class Terminal {
  readonly #stdout: OutputStream;
  readonly #stderr: OutputStream;
  readonly #colour: boolean;
  readonly #env: Readonly<Record<string, string | undefined>>;
  #voice: Voice = { json: false, quiet: false, language: null };
  #deskLanguage: Language | null = null;

  constructor(stdout: OutputStream, stderr: OutputStream, env: Readonly<Record<string, string | undefined>>) {
    this.#stdout = stdout;
    this.#stderr = stderr;
    this.#env = env;
    this.#colour = stderr.isTTY === true && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
    // A reader that went away is reported by the write that notices it, in #send.
    stdout.on("error", () => undefined);
    stderr.on("error", () => undefined);
  }

  /** How to speak, once the options are known. */
  speak(voice: Voice): void {
    this.#voice = voice;
  }

  /** Not before it is needed: Windows takes its time to tell. */
  get language(): Language {
    if (this.#voice.language !== null) return this.#voice.language;
    this.#deskLanguage ??= languageOf(this.#env);
    return this.#deskLanguage;
  }

  get words(): Words {
    return wordsIn[this.language];
  }

  /** The words for warnings and questions. */
  get notices(): Notices {
    return this.words.notices;
  }

  get stdoutIsTerminal(): boolean {
    return this.#stdout.isTTY === true;
  }

  /** A command's result: `report` as one line of JSON with --json, else `lines` for people. */
  async result(report: object, lines: readonly string[], documentOnStdout = false): Promise<void> {
    if (this.#voice.json) await this.#send(`${escapeJson(JSON.stringify({ ok: true, ...report }))}\n`);
    else if (!this.#voice.quiet) {
      const text = lines.map((line) => `${escapeLine(line)}\n`).join("");
      if (documentOnStdout) this.#stderr.write(text);
      else await this.#send(text);
    }
  }

  /** A document or picture on stdout: exact bytes to a pipe or file, escaped text to a terminal. */
  async document(bytes: Uint8Array): Promise<void> {
    if (!this.stdoutIsTerminal) return this.#send(bytes);
    const text = escapeLines(new TextDecoder().decode(bytes));
    return this.#send(text.endsWith("\n") ? text : `${text}\n`);
  }

  /** Text made by the tool itself, such as a completion script or a page of help. */
  async text(text: string): Promise<void> {
    await this.#send(text);
  }

  /** What was asked for beside the result. */
  note(line: string): void {
    this.#stderr.write(`${escapeLine(line)}\n`);
  }

  /** A line of a service's log: JSON already, its line feed included. */
  log(line: string): void {
    this.#stderr.write(line);
  }

  warn(sentence: string): void {
    if (!this.#voice.quiet) this.alarm(sentence);
  }

  /** What must not go unsaid, even where only errors are wanted. */
  alarm(sentence: string): void {
    const { warning, colon } = this.notices;
    this.#stderr.write(`${this.#mark(warning, 33)}${colon}${escapeLine(sentence)}\n`);
  }

  /** What a person is asked, on standard error: whoever asks reads the answer. */
  ask(question: string): void {
    this.#stderr.write(question);
  }

  /** A line that is only there while something takes time; the returned function takes it away. */
  progress(sentence: string): () => void {
    if (this.#voice.quiet || this.#voice.json || this.#stderr.isTTY !== true) return () => undefined;
    this.#stderr.write(`${escapeLine(sentence)} …`);
    return () => {
      this.#stderr.write("\r\u001b[K");
    };
  }

  /** The error for people on stderr, and with --json as one object on stdout; what explains it comes first. */
  async error(error: QrsealError, explanation?: Explanation): Promise<void> {
    const { code } = error;
    const { says: message, hint } = wordRefusal(error, this.language);
    const { error: errorWord, hint: hintWord, colon } = this.notices;
    if (explanation !== undefined && !this.#voice.json)
      await this.result({}, explanation.lines, explanation.documentOnStdout);
    this.#stderr.write(
      `${this.#mark(errorWord, 31)}${colon}${escapeLine(message)} [${code}]\n` +
        `${hintWord}${colon}${escapeLine(hint)}\n`,
    );
    if (this.#voice.json && code !== "output/broken-pipe") {
      const exitStatus = exitStatusOf(error);
      const report = { ok: false, error: { code, message, hint, exitStatus }, ...explanation?.report };
      await this.#send(`${escapeJson(JSON.stringify(report))}\n`);
    }
  }

  #mark(word: string, colour: number): string {
    return this.#colour ? `\u001b[1;${colour}m${word}\u001b[0m` : word;
  }

  async #send(content: string | Uint8Array): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#stdout.write(content, (error) => {
        if (error == null) resolve();
        else reject(writeFailure(error));
      });
    });
  }
}

function writeFailure(error: Error & { readonly code?: unknown }): QrsealError {
  if (error.code === "ENOSPC") return failure("output/disk-full", { path: term("standard-output") });
  return failure("output/broken-pipe", {});
}
