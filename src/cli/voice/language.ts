/** The reader's language: the one that was asked for, else the one of the desk. */
import { languages } from "../../words/index.ts";
import type { Language } from "../../words/index.ts";

/** The last --lang of a command line that is not parsed yet, or null: none, or of no language that is known. */
export function askedLanguage(userArguments: readonly string[]): Language | null {
  const asked = userArguments.flatMap((word, at) =>
    word === "--lang" ? [userArguments[at + 1]] : word.startsWith("--lang=") ? [word.slice(7)] : [],
  );
  return languages.find((language) => language === asked.at(-1)) ?? null;
}

/** POSIX names it in LC_ALL, LC_MESSAGES or LANG; Windows has no such variables, there the system itself is asked. */
export function languageOf(
  env: Readonly<Record<string, string | undefined>>,
  ofSystem: () => string = () => Intl.DateTimeFormat().resolvedOptions().locale,
): Language {
  const names = [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].filter((name) => (name ?? "") !== "");
  const name = names[0] ?? (process.platform === "win32" ? ofSystem() : "en");
  return languages.find((language) => new RegExp(`^${language}(?:[_.@-]|$)`, "i").test(name)) ?? "en";
}
