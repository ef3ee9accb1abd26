/** How large the code of an envelope is, at each level of error correction, and beside another one. */
import { smallestVersion } from "../../src/qr/symbol/capacity.ts";
import { modeFor } from "../../src/qr/symbol/mode.ts";
import type { ErrorCorrection } from "../../src/qr/standard/errorcorrection.ts";
import type { Column, Table } from "./report.ts";

/** Those that codes on paper and on screens use. */
export const levels: readonly ErrorCorrection[] = ["L", "M", "Q"];

/** The text of one envelope, and the name of the line it fills. */
export interface Written {
  readonly name: string;
  readonly text: Uint8Array;
  /** The text whose code is 1.00 on this line. */
  readonly base: Uint8Array;
}

/** Modules of the smallest symbol that holds the text, its side squared; null where none does. */
export function modulesOf(text: Uint8Array, level: ErrorCorrection): number | null {
  const version = smallestVersion(text.length, level, modeFor(text));
  return version === null ? null : (17 + 4 * version) ** 2;
}

/** Modules over modules; null where one of them fits no symbol. */
export function modulesRatio(text: Uint8Array, base: Uint8Array, level: ErrorCorrection): number | null {
  const modules = modulesOf(text, level);
  const baseModules = modulesOf(base, level);
  return modules === null || baseModules === null ? null : modules / baseModules;
}

const tableColumns: readonly Column[] = [
  { name: "characters", digits: 0 },
  ...levels.flatMap((level) => [
    { name: `version ${level}`, digits: 0 },
    { name: `modules ${level}`, digits: 0 },
    { name: `ratio ${level}`, digits: 2 },
  ]),
];

export function densityTable(title: string, lines: readonly Written[]): Table {
  const rows = lines.map(({ name, text, base }) => ({
    name,
    values: [
      text.length,
      ...levels.flatMap((level) => [
        smallestVersion(text.length, level, modeFor(text)),
        modulesOf(text, level),
        modulesRatio(text, base, level),
      ]),
    ],
  }));
  return { title, columns: tableColumns, rows };
}

/** In how many lines and levels the code has fewer modules than its base, as many, and more. */
export interface Tally {
  readonly fewer: number;
  readonly same: number;
  readonly more: readonly string[];
}

/** Where one of the two fits no symbol, nothing is counted unless the other one fits. */
export function tally(lines: readonly Written[]): Tally {
  const compared = lines.flatMap(({ name, text, base }) =>
    levels.flatMap((level) => {
      const modules = modulesOf(text, level) ?? Infinity;
      const baseModules = modulesOf(base, level) ?? Infinity;
      return modules === baseModules && modules === Infinity
        ? []
        : [{ name: `${name} at ${level}`, difference: Math.sign(modules - baseModules) }];
    }),
  );
  return {
    fewer: compared.filter(({ difference }) => difference < 0).length,
    same: compared.filter(({ difference }) => difference === 0).length,
    more: compared.filter(({ difference }) => difference > 0).map(({ name }) => name),
  };
}
