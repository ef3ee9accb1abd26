/** What the clerk, or the program that asked, is told of a document that was presented: taken or refused. */
import { shortFingerprint } from "../../core/index.ts";
import type { DepositTicket, Fact, FactCode } from "../../core/index.ts";
import type { Carried } from "../carrier.ts";
import { describeTicket } from "../deposit/telldeposited.ts";
import { identifyDocument, sha256 } from "../../office/index.ts";
import type { Decision, Taken } from "../../office/index.ts";
import { STREAM } from "../../office/folder/files.ts";
import type { NamedFile } from "../../office/folder/files.ts";
import type { Host } from "../host.ts";
import type { Explanation } from "../refused.ts";
import { foldSpaces, minuteOf } from "../../words/index.ts";
import { alignLines, concludeFrom, conclusionRow, factRows, verdictReport } from "./report.ts";
import type { VerdictWords } from "../../words/index.ts";

/** An envelope of ours, opened and judged. */
export interface Judged {
  readonly carried: Carried;
  readonly unlocked: Pick<Taken, "key">;
  readonly decision: Decision;
}

/** One that was taken, and where its document went. */
export interface TakenDocument extends Judged {
  readonly unlocked: Pick<Taken, "key" | "mediaType" | "statement">;
  readonly output: NamedFile;
  /** Of a document that the code itself does not hold; null where it does. */
  readonly ticket: DepositTicket | null;
}

/** Of what is refused the facts alone: nothing of the document is shown. */
export function tellRefused(
  { decision, output }: Pick<TakenDocument, "decision" | "output">,
  facts: readonly Fact[],
  words: VerdictWords,
): Explanation {
  return {
    report: { verdict: verdictReport("refused", facts, decision.accepted, words) },
    lines: alignLines([...factRows(facts, words), conclusionRow("refused", "", [], words)]),
    documentOnStdout: output.path === STREAM,
  };
}

/** `facts` are those of the decision and whether the document was seen before. */
export async function tellTaken(
  presented: TakenDocument,
  document: Uint8Array,
  facts: readonly Fact[],
  words: VerdictWords,
  host: Host,
): Promise<void> {
  const { carried, unlocked, output, ticket } = presented;
  const { mediaType, statement } = unlocked;
  const documentId = statement === null ? null : identifyDocument(statement, carried.bytes);
  const subject = statement?.claims.subject ?? null;

  warnOf(facts, words, host);
  await host.terminal.result(
    {
      verdict: describeVerdict(presented, facts, words),
      document: {
        file: output.path,
        bytes: document.length,
        mediaType,
        sha256: sha256(document),
        id: documentId,
        subject,
        issuedAt: statement?.claims.issuedAt ?? null,
        expiresAt: statement?.claims.expiresAt ?? null,
      },
      ...describeCircumstances(presented),
      deposit: ticket === null ? null : describeTicket(ticket),
    },
    alignLines([
      ...judgedRows(presented, facts, words),
      ...(ticket === null ? [] : [[words.deposit, words.fetched(ticket.origin)] as const]),
      [words.document, `${output.path}  (${words.described(document.length, mediaType)})`],
      ...(documentId === null
        ? []
        : [
            [
              words.about,
              subject === null ? words.id(documentId) : `${foldSpaces(subject)}, ${words.id(documentId)}`,
            ] as const,
          ]),
    ]),
    output.path === STREAM,
  );
}

/** Of a document that was left where it lies. */
export async function tellNotFetched(
  presented: Judged,
  ticket: DepositTicket,
  facts: readonly Fact[],
  words: VerdictWords,
  host: Host,
): Promise<void> {
  const { origin, size, expiresAt, once } = ticket;
  warnOf(facts, words, host);
  await host.terminal.result(
    {
      verdict: describeVerdict(presented, facts, words),
      document: null,
      ...describeCircumstances(presented),
      deposit: describeTicket(ticket),
    },
    alignLines([
      ...judgedRows(presented, facts, words),
      [words.deposit, words.notFetched(origin, size, minuteOf(expiresAt), once)],
    ]),
  );
}

function warnOf(facts: readonly Fact[], words: VerdictWords, { terminal }: Host): void {
  for (const { code, details } of facts)
    if (code === "first-time/no") terminal.alarm(words.seenBefore(details.earlier));
  const isUnproved = facts.some(({ code, standing }) => standing === "doubtful" && unproved.includes(code));
  if (isUnproved) terminal.warn(words.anyoneCouldHaveMadeIt);
}

function describeVerdict({ decision }: Judged, facts: readonly Fact[], words: VerdictWords): object {
  const { accepted } = decision;
  return verdictReport(concludeFrom(facts, false, accepted), facts, accepted, words);
}

function describeCircumstances({ carried, unlocked, decision }: Judged): object {
  const { name, file, fingerprint } = unlocked.key;
  return {
    issuer: describeIssuer(decision),
    envelope: { format: carried.envelope.format.name, bytes: carried.bytes.length },
    key: { name, file, fingerprint: shortFingerprint(fingerprint), sha256: fingerprint },
    picture: carried.picture,
    trace: carried.trace,
  };
}

function judgedRows(
  { decision }: Judged,
  facts: readonly Fact[],
  words: VerdictWords,
): readonly (readonly [string, string])[] {
  const conclusion = concludeFrom(facts, false, decision.accepted);
  const issuer = decision.issuer?.name ?? "";
  return [...factRows(facts, words), conclusionRow(conclusion, issuer, decision.accepted, words)];
}

const unproved: readonly FactCode[] = ["authentic/unsigned", "authentic/unknown-issuer"];

function describeIssuer({ issuer }: Decision): object | null {
  if (issuer === null) return null;
  const { name, speaksFor, key } = issuer;
  return { name, speaksFor, fingerprint: shortFingerprint(key.fingerprint), sha256: key.fingerprint };
}
