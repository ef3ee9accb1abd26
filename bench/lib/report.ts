/** What a benchmark hands back, and how it is told to people. */
import type { BenchOption, Given } from "./options.ts";

export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly runs: number;
}

/** Figures that are counted, not timed: one value a column. */
export interface Table {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

export interface Column {
  readonly name: string;
  /** Digits after the point, for people. */
  readonly digits: number;
}

export interface TableRow {
  readonly name: string;
  /** null: there is no such figure. */
  readonly values: readonly (number | null)[];
}

/** One aim held against what was measured. */
export interface Verdict {
  readonly aim: string;
  readonly measured: string;
  /** null: it could not be measured here. */
  readonly met: boolean | null;
}

export interface Report {
  /** What must be known to read the figures rightly. */
  readonly notes: readonly string[];
  readonly rows: readonly Row[];
  readonly tables?: readonly Table[];
  readonly verdicts: readonly Verdict[];
}

export interface Bench {
  /** One line for the list of benchmarks. */
  readonly summary: string;
  /** Default none. */
  readonly options?: readonly BenchOption[];
  /** @param progress takes a line about what is going on, for the person who waits */
  readonly run: (progress: (line: string) => void, given: Given) => Promise<Report>;
}

export function rowOf(name: string, unit: string, values: readonly number[]): Row {
  return {
    name,
    unit,
    median: rounded(medianOf(values)),
    lowest: rounded(Math.min(...values)),
    highest: rounded(Math.max(...values)),
    runs: values.length,
  };
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (lower + upper) / 2;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

export function asText(report: Report): string {
  const blocks = [
    ...(report.rows.length === 0 ? [] : [rowsAsLines(report.rows)]),
    ...(report.tables ?? []).map(tableAsLines),
    report.verdicts.map(({ aim, measured, met }) => {
      const word = met === null ? "not measured" : met ? "met" : "MISSED";
      return `${word.padEnd(12)}  ${aim}: ${measured}`;
    }),
    report.notes.map((note) => `- ${note}`),
  ];
  return blocks.map((lines) => lines.map((line) => `${line.trimEnd()}\n`).join("")).join("\n");
}

function rowsAsLines(rows: readonly Row[]): string[] {
  const cells = rows.map((row) => [
    row.name,
    `${row.median.toFixed(1)} ${row.unit}`,
    `${row.lowest.toFixed(1)} … ${row.highest.toFixed(1)}`,
    String(row.runs),
  ]);
  return columns([["", "median", "lowest … highest", "runs"], ...cells]);
}

function tableAsLines(table: Table): string[] {
  const head = [table.title, ...table.columns.map(({ name }) => name)];
  const cells = table.rows.map(({ name, values }) => [
    name,
    ...table.columns.map(({ digits }, at) => values[at]?.toFixed(digits) ?? "–"),
  ]);
  return columns([head, ...cells]);
}

/** First column to the left, the others to the right. */
function columns(table: readonly (readonly string[])[]): string[] {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  return table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("   "),
  );
}
