/** Tables of a report in the project's documentation, laid out as prettier would. */
import type { Table } from "./report.ts";

export function asMarkdown({ title, columns, rows }: Table): string {
  const cells = [
    [title, ...columns.map(({ name }) => name)],
    ...rows.map(({ name, values }) => [
      name,
      ...columns.map(({ digits }, at) => values[at]?.toFixed(digits) ?? "–"),
    ]),
  ];
  const widths = [title, ...columns].map((_, column) =>
    Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  const lines = [...cells.slice(0, 1), rule, ...cells.slice(1)].map((row) => {
    const padded = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${padded.join(" | ")} |\n`;
  });
  return lines.join("");
}

/** Puts text between the lines `<!-- name: … -->` and `<!-- end of name -->`. Throws an Error where they are not. */
export function replaceSection(page: string, name: string, text: string): string {
  const start = page.indexOf(`<!-- ${name}:`);
  const from = page.indexOf("-->\n", start);
  const to = page.indexOf(`<!-- end of ${name} -->`);
  if (start < 0 || from < 0 || to < from) throw new Error(`the page has no section ${name} to be remade`);
  return `${page.slice(0, from + "-->\n".length)}\n${text}\n${page.slice(to)}`;
}
