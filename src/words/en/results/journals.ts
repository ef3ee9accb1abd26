/** What is told of the register and the audit log, in English. */
import { column } from "../../columns.ts";
import type { JournalWords } from "../../results.ts";
import { plural } from "../numbers.ts";

const line = column(9);

const overridden = (accepted: readonly string[]): readonly string[] =>
  accepted.length === 0 ? [] : [`accepted ${accepted.join(" ")}`];

export const journals: JournalWords = {
  nothing: (file) => `nothing is recorded in ${file}`,
  noPresentation: (documentId, file) => `no presentation of ${documentId} is recorded in ${file}`,
  presentation: ({ at, documentId, desk, issuedAt, accepted }) =>
    [
      `${at}  ${documentId}  at ${desk}`,
      ...(issuedAt === null ? [] : [`issued ${issuedAt}`]),
      ...overridden(accepted),
    ].join(", "),
  merged: (file, added, known) => `merged  ${file}  (${added} added, ${known} known already)`,

  intact: (file, entries, unreadable) =>
    line(
      "intact",
      `${file}  (${plural(entries, "entry", "entries")}${unreadable === 0 ? "" : `, ${unreadable} cut short by a crash or a full disk`})`,
    ),
  first: (at, desk) => line("first", `${at} at ${desk}`),
  last: (at, desk) => line("last", `${at} at ${desk}`),
  head: (hash) => line("head", hash),
  uncovered: (entries) =>
    line("open", `the last ${entries} were written at once: the next entry will hold them in their places`),
  toNote: line(
    "note",
    "the head, elsewhere: --noted then shows next time whether entries were cut off at the end",
  ),
  noted: (hash) => line("noted", `${hash} is still there`),
  entry: ({ at, desk, action, result, documentId, receivers, issuer, accepted }) => {
    const facts = [
      ...(documentId === null ? [] : [`document ${documentId}`]),
      ...(receivers.length === 0 ? [] : [`for ${receivers.join(" ")}`]),
      ...(issuer === null ? [] : [`from ${issuer}`]),
      ...overridden(accepted),
    ];
    return `${at}  ${action} ${result}  at ${desk}${facts.length === 0 ? "" : `: ${facts.join(", ")}`}`;
  },
};
