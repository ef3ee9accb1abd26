/** qrseal audit: the log of sealing and opening, and the proof that nobody changed it. */
import type { Command } from "commander";
import { failure, phrase, shortFingerprint } from "../../core/index.ts";
import { auditPath, readAudit, verifyAudit } from "../../office/folder/audit.ts";
import type { DatedEntry } from "../../office/folder/audit.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyFolder } from "../keys/keyring.ts";
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
    const problem = phrase(
      "--noted {} is not a head: 64 hexadecimal digits, as audit verify prints them",
      noted,
    );
    throw failure("usage/bad-option", { problem, command: "audit verify" });
  }
  const verdict = await verifyAudit(options.keys, noted);
  if (verdict === null) throw failure("input/not-found", { what: "the audit log", path: audit });
  if (!verdict.intact)
    throw failure("audit/broken", { path: audit, line: verdict.line, problem: verdict.problem });
  const { entries, head, first, last, uncovered, unreadable } = verdict;
  const span =
    first === null || last === null
      ? []
      : [`first    ${first.at} at ${first.desk}`, `last     ${last.at} at ${last.desk}`];
  await host.terminal.result(
    { audit, entries, head, first, last, uncovered, unreadable, noted: noted ?? null },
    [
      `intact   ${audit}  (${entries.toLocaleString("en")} ${entries === 1 ? "entry" : "entries"}${unreadable === 0 ? "" : `, ${unreadable} cut short by a crash or a full disk`})`,
      ...span,
      ...(head === null ? [] : [`head     ${head}`]),
      ...(uncovered > 1
        ? [
            `open     the last ${uncovered} were written at once: the next entry will hold them in their places`,
          ]
        : []),
      noted === undefined
        ? "note     the head, elsewhere: --noted then shows next time whether entries were cut off at the end"
        : `noted    ${noted} is still there`,
    ],
  );
}

async function list(options: ListOptions, host: Host): Promise<void> {
  const audit = auditPath(options.keys);
  const { last } = options;
  if (last !== undefined && !/^[1-9]\d{0,8}$/.test(last)) {
    const problem = phrase("--last {} is not a whole number of entries from 1", last);
    throw failure("usage/bad-option", { problem, command: "audit list" });
  }
  const entries = await readAudit(options.keys, last === undefined ? Infinity : Number(last));
  await host.terminal.result(
    { audit, entries },
    entries.length === 0 ? [`nothing is recorded in ${audit}`] : entries.map(describeEntry),
  );
}

function describeEntry({
  at,
  desk,
  action,
  result,
  documentId,
  recipients,
  issuer,
  accepted,
}: DatedEntry): string {
  const facts = [
    ...(documentId === null ? [] : [`document ${documentId}`]),
    ...(recipients.length === 0 ? [] : [`for ${recipients.map(shortFingerprint).join(" ")}`]),
    ...(issuer === null ? [] : [`from ${shortFingerprint(issuer)}`]),
    ...(accepted.length === 0 ? [] : [`accepted ${accepted.join(" ")}`]),
  ];
  return `${at}  ${action} ${result}  at ${desk}${facts.length === 0 ? "" : `: ${facts.join(", ")}`}`;
}
