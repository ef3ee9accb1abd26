/** What the clerk, or the program that asked, is told of a document that was presented: taken or refused. */
import { shortFingerprint } from "../../core/index.ts";
import type { Fact, FactCode } from "../../core/index.ts";
import type { Carried } from "../carrier.ts";
import { identifyDocument, sha256 } from "../desk/presentation.ts";
import { foldSpaces } from "../escape.ts";
import { STREAM } from "../files.ts";
import type { NamedFile } from "../files.ts";
import type { Host } from "../host.ts";
import type { Unlocked } from "../keys/unlock.ts";
import type { Explanation } from "../refused.ts";
import type { Decision } from "./decide.ts";
import { alignLines, concludeFrom, conclusionRow, factRows, verdictReport } from "./report.ts";
import type { Words } from "./words.ts";

/** An envelope of ours, opened and judged, and where its document shall go. */
export interface Presented {
  readonly carried: Carried;
  readonly unlocked: Unlocked;
  readonly decision: Decision;
  readonly output: NamedFile;
}

/** Of what is refused the facts alone: nothing of the document is shown. */
export function tellRefused(
  { decision, output }: Presented,
  facts: readonly Fact[],
  words: Words,
): Explanation {
  return {
    report: { verdict: verdictReport("refused", facts, decision.accepted, words) },
    lines: alignLines([...factRows(facts, words), conclusionRow("refused", "", [], words)]),
    documentOnStdout: output.path === STREAM,
  };
}

/** `facts` are those of the decision and whether the document was seen before. */
export async function tellTaken(
  { carried, unlocked, decision, output }: Presented,
  document: Uint8Array,
  facts: readonly Fact[],
  words: Words,
  { terminal }: Host,
): Promise<void> {
  const { key, mediaType, statement } = unlocked;
  const conclusion = concludeFrom(facts, false, decision.accepted);
  const issuer = decision.issuer?.name ?? "";
  const documentId = statement === null ? null : identifyDocument(statement, carried.bytes);
  const subject = statement?.claims.subject ?? null;

  for (const { code, details } of facts)
    if (code === "first-time/no") terminal.alarm(words.seenBefore(details.earlier));
  const isUnproved = facts.some(({ code, standing }) => standing === "doubtful" && unproved.includes(code));
  if (isUnproved) terminal.warn(words.anyoneCouldHaveMadeIt);
  await terminal.result(
    {
      verdict: verdictReport(conclusion, facts, decision.accepted, words),
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
      issuer: describeIssuer(decision),
      envelope: { format: carried.envelope.format, bytes: carried.bytes.length },
      key: {
        name: key.name,
        file: key.file,
        fingerprint: shortFingerprint(key.fingerprint),
        sha256: key.fingerprint,
      },
      picture: carried.picture,
      trace: carried.trace,
    },
    alignLines([
      ...factRows(facts, words),
      conclusionRow(conclusion, issuer, decision.accepted, words),
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

const unproved: readonly FactCode[] = ["authentic/unsigned", "authentic/unknown-issuer"];

function describeIssuer({ issuer }: Decision): object | null {
  if (issuer === null) return null;
  const { name, speaksFor, key } = issuer;
  return { name, speaksFor, fingerprint: shortFingerprint(key.fingerprint), sha256: key.fingerprint };
}
