/** A page of Markdown as far as it matters here: its tables, and what is said around them. */

export interface Line {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly header: Row;
  readonly rows: readonly Row[];
}

export interface Page {
  readonly tables: readonly Table[];
  /** Without what stands between fences. */
  readonly prose: readonly Line[];
}

export function readPage(markdown: string): Page {
  const tables: { header: Row; rows: Row[] }[] = [];
  const prose: Line[] = [];
  let isFenced = false;
  let isInTable = false;
  for (const [index, text] of markdown.split("\n").entries()) {
    const line = index + 1;
    if (text.startsWith("```")) isFenced = !isFenced;
    const isRow = !isFenced && text.startsWith("|");
    if (isRow && isInTable) tables.at(-1)?.rows.push({ line, cells: cellsOf(text) });
    else if (isRow) tables.push({ header: { line, cells: cellsOf(text) }, rows: [] });
    else if (!isFenced) prose.push({ line, text });
    isInTable = isRow;
  }
  // The first row below the header is the rule.
  return { tables: tables.map(({ header, rows }) => ({ header, rows: rows.slice(1) })), prose };
}

function cellsOf(row: string): readonly string[] {
  const parts = row.trim().split("|");
  return parts.slice(1, -1).map((cell) => cell.trim());
}

/** What stands in backticks. */
export const codeSpans = (text: string): readonly string[] =>
  Array.from(text.matchAll(/`([^`]+)`/g), ([, code]) => code ?? "");

/** Where links lead, without the place in the page. */
export const linksOf = (text: string): readonly string[] =>
  Array.from(text.matchAll(/\]\(([^)#]+)[^)]*\)/g), ([, link]) => link ?? "");
