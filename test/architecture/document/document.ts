/** docs/ARCHITECTURE.md as the walls that it draws. */
import { readException, patternsOfException } from "./exceptions.ts";
import type { Exception } from "./exceptions.ts";
import { readNever, patternsOfNever } from "./nevers.ts";
import type { Never } from "./nevers.ts";
import { codeSpans, linksOf, readPage } from "./page.ts";
import type { Line, Page, Row, Table } from "./page.ts";
import type { Pattern } from "./pattern.ts";
import { faultsOf, patternsOfRoom, readRoom } from "./rooms.ts";
import type { Room } from "./rooms.ts";
import { readSelection } from "./selection.ts";
import type { Selection } from "./selection.ts";
import { Unreadable } from "./words.ts";

export const DOCUMENT = "docs/ARCHITECTURE.md";

export const at = (line: number): string => `${DOCUMENT}:${line}`;

export interface House {
  readonly rooms: readonly Room[];
  readonly nevers: readonly Never[];
  readonly exceptions: readonly Exception[];
  /** What a table names, and where. */
  readonly named: readonly { readonly line: number; readonly pattern: Pattern }[];
  /** What the text around the tables and their other columns has in backticks, and where its links lead. */
  readonly told: readonly Line[];
  readonly links: readonly Line[];
  /** Rows that cannot be read, one sentence each. */
  readonly faults: readonly string[];
}

/** The tables by their headers. A table that is none of these is a fault: it might have been one. */
const headers = {
  names: "name | stands for",
  rooms: "room | holds | may import",
  nevers: "who | never | why",
  exceptions: "rule | exception | why",
  glossary: "word | means",
};

export function readDocument(markdown: string): House {
  const page = readPage(markdown);
  const faults = strangeTables(page);
  const names = readRows(page, headers.names, readName, faults);
  const selections = new Map(names.map(({ name, selection }) => [name, selection]));
  const rooms = readRows(page, headers.rooms, (row) => readRoom(row, selections), faults);
  const nevers = readRows(page, headers.nevers, (row) => readNever(row, selections), faults);
  const exceptions = readRows(page, headers.exceptions, readException, faults);
  const named = [
    ...names.map(({ line, selection }) => ({ line, patterns: selection.patterns })),
    ...rooms.map((row) => ({ line: row.line, patterns: patternsOfRoom(row) })),
    ...nevers.map((row) => ({ line: row.line, patterns: patternsOfNever(row) })),
    ...exceptions.map((row) => ({ line: row.line, patterns: patternsOfException(row) })),
  ];
  return {
    rooms,
    nevers,
    exceptions,
    named: named.flatMap(({ line, patterns }) => patterns.map((pattern) => ({ line, pattern }))),
    ...toldBy(page),
    faults: [
      ...faults,
      ...faultsOf(rooms).map(({ line, sentence }) => `${at(line)} cannot be read: ${sentence}`),
      ...idleNames(page, names),
    ],
  };
}

const strangeTables = ({ tables }: Page): string[] =>
  tables
    .filter((table) => !Object.values(headers).includes(headerOf(table)))
    .map(({ header }) => `${at(header.line)} is the header of no table that is known here`);

/** Rows that cannot be read are left out, and added to the `faults`. */
function readRows<T>(page: Page, header: string, read: (row: Row) => T, faults: string[]): readonly T[] {
  return rowsOf(page, header).flatMap((row) => {
    try {
      if (row.cells.length !== header.split(" | ").length) throw new Unreadable("too many cells, or too few");
      return [read(row)];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      faults.push(`${at(row.line)} cannot be read: ${error.message}`);
      return [];
    }
  });
}

interface Name {
  readonly line: number;
  readonly name: string;
  readonly selection: Selection;
}

/** "_the relay_", and what that stands for. */
function readName({ line, cells: [name = "", what = ""] }: Row): Name {
  const [, bare] = /^_([^_]+)_$/.exec(name) ?? [];
  if (bare === undefined) throw new Unreadable(`"${name}" is no name: those stand between underscores`);
  return { line, name: bare, selection: readSelection(what, new Map()) };
}

function idleNames(page: Page, names: readonly Name[]): readonly string[] {
  const used = [headers.rooms, headers.nevers]
    .flatMap((header) => rowsOf(page, header))
    .flatMap(({ cells }) => cells);
  const isUsed = ({ name }: Name): boolean => used.some((cell) => cell.includes(`_${name}_`));
  return names
    .filter((name) => !isUsed(name))
    .map(({ line, name }) => `${at(line)}: no row says _${name}_, delete it`);
}

const headerOf = ({ header }: Table): string => header.cells.join(" | ");

const rowsOf = (page: Page, header: string): readonly Row[] =>
  page.tables.filter((table) => headerOf(table) === header).flatMap(({ rows }) => rows);

/** Columns for people: what a room holds, why, and the glossary. */
function toldBy(page: Page): Pick<House, "told" | "links"> {
  const columns = [
    ...rowsOf(page, headers.rooms).map(({ line, cells }) => ({ line, text: cells[1] ?? "" })),
    ...[headers.nevers, headers.exceptions]
      .flatMap((header) => rowsOf(page, header))
      .map(({ line, cells }) => ({ line, text: cells[2] ?? "" })),
    ...rowsOf(page, headers.glossary).map(({ line, cells }) => ({ line, text: cells.join(" ") })),
  ];
  const all = [...page.prose, ...columns];
  return {
    told: all.flatMap(({ line, text }) => codeSpans(text).map((code) => ({ line, text: code }))),
    links: all.flatMap(({ line, text }) => linksOf(text).map((link) => ({ line, text: link }))),
  };
}
