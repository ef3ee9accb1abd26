/** qrseal audit: the log of sealing and opening, and the proof that nobody changed it. */
import type { Command } from "commander";
import { shortFingerprint } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { auditPath, readAudit, verifyAudit } from "../../office/folder/audit.ts";
import type { DatedEntry } from "../../office/folder/audit.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyFolder } from "../keys/folder.ts";
import { declare, declareGroup } from "../page/declaring.ts";

interface AuditOptions extends CommonOptions {
  readonly keys: string;
}

interface VerifyOptions extends AuditOptions {
  readonly noted?: string;
}

interface ListOptions extends AuditOptions {
  readonly last?: string;
}

export function addAudit(program: Command, host: Host): void {
  const group = declareGroup(program, "audit");
  declare(group, "audit verify", {
    options: { "--noted <hash>": {}, "--keys <folder>": { usual: keyFolder(host.env) } },
  }).action((options: VerifyOptions) => verify(options, host));
  declare(group, "audit list", {
    options: { "--last <n>": {}, "--keys <folder>": { usual: keyFolder(host.env) } },
  }).action((options: ListOptions) => list(options, host));
}

async function verify(options: VerifyOptions, host: Host): Promise<void> {
  const audit = auditPath(options.keys);
  const noted = options.noted?.toLowerCase();
  if (noted !== undefined && !/^[0-9a-f]{64}$/.test(noted)) {
    const problem = term("head-malformed", noted);
    throw failure("usage/bad-option", { problem, command: "audit verify" });
  }
  const verdict = await verifyAudit(options.keys, noted);
  if (verdict === null) throw failure("input/not-found", { what: term("audit-log"), path: audit });
  if (!verdict.intact)
    throw failure("audit/broken", { path: audit, line: verdict.line, problem: verdict.problem });
  const { entries, head, first, last, uncovered, unreadable } = verdict;
  const words = host.terminal.words.results.journals;
  await host.terminal.result(
    { audit, entries, head, first, last, uncovered, unreadable, noted: noted ?? null },
    [
      words.intact(audit, entries, unreadable),
      ...(first === null || last === null
        ? []
        : [words.first(first.at, first.desk), words.last(last.at, last.desk)]),
      ...(head === null ? [] : [words.head(head)]),
      ...(uncovered > 1 ? [words.uncovered(uncovered)] : []),
      noted === undefined ? words.toNote : words.noted(noted),
    ],
  );
}

async function list(options: ListOptions, host: Host): Promise<void> {
  const audit = auditPath(options.keys);
  const { last } = options;
  if (last !== undefined && !/^[1-9]\d{0,8}$/.test(last)) {
    const problem = term("last-malformed", last);
    throw failure("usage/bad-option", { problem, command: "audit list" });
  }
  const entries = await readAudit(options.keys, last === undefined ? Infinity : Number(last));
  const words = host.terminal.words.results.journals;
  const shorten = ({ recipients, issuer, ...entry }: DatedEntry) => ({
    ...entry,
    receivers: recipients.map(shortFingerprint),
    issuer: issuer === null ? null : shortFingerprint(issuer),
  });
  await host.terminal.result(
    { audit, entries },
    entries.length === 0 ? [words.nothing(audit)] : entries.map((entry) => words.entry(shorten(entry))),
  );
}
