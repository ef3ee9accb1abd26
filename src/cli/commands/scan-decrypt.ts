/** qrseal scan-decrypt: from a picture of a code, or an envelope's text, to a verdict and the document. */
import type { Command } from "commander";
import {
  acceptances,
  failure,
  findDocumentFault,
  JSON_MEDIA_TYPE,
  phrase,
  QrsealError,
} from "../../core/index.ts";
import type { Acceptance, DepositTicket, Objection } from "../../core/index.ts";
import type { Carried } from "../carrier.ts";
import { fetchDeposited, isDeposited, ticketOf } from "../deposit/fetching.ts";
import type { FetchOptions } from "../deposit/fetching.ts";
import { checkExplanation, clash } from "../explanation.ts";
import { checkOutput, stageOutput, STREAM } from "../../office/folder/files.ts";
import type { NamedFile } from "../../office/folder/files.ts";
import type { Host } from "../host.ts";
import { keyFolder } from "../keys/keyring.ts";
import { lookOptions } from "../looking.ts";
import type { LookOptions } from "../looking.ts";
import { passphraseOptions } from "../keys/passphrase.ts";
import type { PassphraseOptions } from "../keys/passphrase.ts";
import { collect, declare, lang } from "../page/declaring.ts";
import { checkOneInputOnStdin, checkOneResultOnStdout, namedAfter, oneOf } from "../plan.ts";
import {
  clockSetBack,
  identifyDocument,
  lookUp,
  noteOpening,
  notePresentation,
} from "../desk/presentation.ts";
import type { NotedOpening } from "../desk/presentation.ts";
import { readCarrier, readText } from "../readcarrier.ts";
import { Refused } from "../refused.ts";
import { serviceOptions } from "../service.ts";
import { readTrust } from "../../office/folder/truststore.ts";
import { unlock } from "../keys/unlock.ts";
import type { Unlocked } from "../keys/unlock.ts";
import { decide } from "../verdict/decide.ts";
import type { Decision } from "../verdict/decide.ts";
import { extensionFor, isProved } from "../verdict/extension.ts";
import { minuteOf, wordsIn } from "../../words/index.ts";
import { refusalFor } from "../verdict/report.ts";
import { tellNotFetched, tellRefused, tellTaken } from "../verdict/tell.ts";
import type { Presented } from "../verdict/tell.ts";
import type { Language, VerdictWords } from "../../words/index.ts";

const COMMAND = "scan-decrypt";

interface ScanOptions extends LookOptions, PassphraseOptions, FetchOptions {
  readonly qr?: readonly string[];
  readonly text?: string;
  readonly keys: string;
  readonly privateKey?: string;
  readonly accept?: readonly Acceptance[];
  readonly outJson?: string;
  readonly out?: string;
  readonly explain?: string;
  readonly lang?: Language;
  /** False: a document that is deposited is not fetched. */
  readonly fetch: boolean;
  readonly force?: boolean;
}

export function addScanDecrypt(program: Command, host: Host): void {
  declare(program, COMMAND, {
    arguments: { "[picture]": {}, "[document]": {} },
    options: {
      "--qr <file>": { parse: collect },
      "--text <file>": {},
      "--keys <folder>": { usual: keyFolder(host.env) },
      "--private-key <file>": {},
      "--accept <name>": { choices: acceptances, parse: collectAcceptances },
      "--out-json <file>": {},
      "--out <file>": {},
      ...passphraseOptions,
      "--explain <file>": {},
      "--lang <language>": lang,
      "--force": {},
      "--exchange <url>": {},
      "--no-fetch": {},
      ...serviceOptions(COMMAND),
      ...lookOptions,
    },
  }).action((picture: string | undefined, document: string | undefined, options: ScanOptions) =>
    scanDecrypt(picture, document, options, host),
  );
}

function collectAcceptances(name: string, before: unknown): readonly string[] {
  if (acceptances.some((acceptance) => acceptance === name)) return collect(name, before);
  const problem = phrase("--accept {} is none of {}", name, acceptances.join(", "));
  throw failure("usage/bad-option", { problem, command: COMMAND });
}

async function scanDecrypt(
  picture: string | undefined,
  document: string | undefined,
  options: ScanOptions,
  host: Host,
): Promise<void> {
  const { terminal } = host;
  const words = wordsIn[terminal.language].verdict;
  const input = oneOf([
    { option: "--qr", path: options.qr?.[0] },
    { option: "--text", path: options.text },
    { option: phrase("the picture"), path: picture },
  ]);
  if (input === null)
    throw failure("usage/missing-input", { command: COMMAND, what: "a picture or an envelope" });
  const inputs = [input, ...(options.qr ?? []).slice(1).map((path) => ({ option: "--qr", path }))];
  const named = namedOutput(document, options);
  await checkPlan(inputs, named, options);

  const carried = await (options.text === undefined
    ? readCarrier(inputs, options, host)
    : readText(input, host));

  // Only now, with an envelope in hand, is anybody asked for a passphrase.
  const unlocked = await logged({ ...unopened, envelope: carried.bytes }, options, host, () =>
    unlock(carried.envelope, options.keys, options, host),
  );
  const decision = await judgeHere(carried, unlocked, options, words, host);
  const presentedAs = (one: Unlocked, ticket: DepositTicket | null = null): Presented => {
    const path = namedAfter(input.path, extensionFor(one.mediaType, decision));
    return { carried, unlocked: one, decision, output: named ?? { option: "--out", path }, ticket };
  };
  const presented = presentedAs(unlocked);
  const checkName = async ({ output }: Presented): Promise<void> => {
    if (named === null) await checkPlan(inputs, output, options, true);
  };

  const [objection] = decision.objections;
  if (objection !== undefined) {
    await checkName(presented);
    throw await refuse(objection, presented, options, words, host);
  }
  if (!isDeposited(unlocked)) {
    await checkName(presented);
    return take(presented, options, words, host);
  }
  if (!options.fetch) return leave(presented, options, words, host);
  const fetched = await logged(noted(presented), options, host, () =>
    fetchDeposited(unlocked, decision, options.keys, options, host),
  );
  try {
    const whole = presentedAs(fetched.unlocked, fetched.ticket);
    await checkName(whole);
    await take(whole, options, words, host);
    await fetched.confirm();
  } finally {
    await fetched.close();
  }
}

/** The document stays where it is, so nothing is noted as presented. */
async function leave(
  presented: Presented,
  options: ScanOptions,
  words: VerdictWords,
  host: Host,
): Promise<void> {
  const ticket = await logged(noted(presented), options, host, () => ticketOf(presented.unlocked));
  const facts = [...presented.decision.facts, await lookUp(options.keys, noted(presented).documentId)];
  await noteOpening(options.keys, "deposit/not-fetched", noted(presented), host);
  await tellNotFetched(presented, ticket, facts, words, host);
}

const unopened = { documentId: null, key: null, issuer: null, accepted: [] } as const;

/** What our keys do not open, or what opens and is damaged inside, is logged too. */
async function logged<T>(
  opening: NotedOpening,
  options: ScanOptions,
  host: Host,
  open: () => T | Promise<T>,
): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof QrsealError && /^(?:open|envelope|document|deposit)\//.test(error.code))
      await noteOpening(options.keys, error.code, opening, host);
    throw error;
  }
}

async function judgeHere(
  carried: Carried,
  unlocked: Unlocked,
  options: ScanOptions,
  words: VerdictWords,
  host: Host,
): Promise<Decision> {
  const now = host.now();
  const trust = await readTrust(options.keys);
  const newest = await clockSetBack(options.keys, trust?.madeAt ?? 0, now);
  if (newest !== null) host.terminal.alarm(words.clockSetBack(minuteOf(newest)));
  return decide(carried, unlocked, options.keys, trust, options.accept ?? [], now);
}

/** Nothing of the document is shown or written; that it was presented and why it was refused is logged. */
async function refuse(
  objection: Objection,
  presented: Presented,
  options: ScanOptions,
  words: VerdictWords,
  host: Host,
): Promise<Refused> {
  const { decision } = presented;
  const { documentId } = noted(presented);
  const facts = [...decision.facts, await lookUp(options.keys, documentId)];
  await noteOpening(options.keys, objection.error, noted(presented), host);
  return new Refused(refusalFor(objection), tellRefused(presented, facts, words));
}

/** The document is on the disk before it is noted as seen, and takes its name only after. */
async function take(
  presented: Presented,
  options: ScanOptions,
  words: VerdictWords,
  host: Host,
): Promise<void> {
  const { unlocked, decision, output } = presented;
  const { documentId } = noted(presented);
  // Only a date that a known issuer signed tells the time: anyone can write any other.
  const issuedAt = isProved(decision) ? (unlocked.statement?.claims.issuedAt ?? null) : null;
  const document = await logged(noted(presented), options, host, () => {
    const bytes = unlocked.document();
    if (options.outJson !== undefined || unlocked.mediaType === JSON_MEDIA_TYPE)
      checkOpenedJson(bytes, options);
    return bytes;
  });
  const staged = output.path === STREAM ? null : await stageOutput({ path: output.path, bytes: document });
  try {
    const firstTime = await notePresentation(options.keys, documentId, issuedAt, decision.accepted, host);
    await noteOpening(options.keys, "ok", noted(presented), host);
    if (staged === null) await host.terminal.document(document);
    else await staged.publish(options.force === true);
    await tellTaken(presented, document, [...decision.facts, firstTime], words, host);
  } finally {
    await staged?.discard();
  }
}

const noted = ({
  carried,
  unlocked,
  decision,
}: Presented): NotedOpening & { readonly documentId: string } => ({
  documentId: identifyDocument(unlocked.statement, carried.bytes),
  envelope: carried.bytes,
  key: unlocked.key,
  issuer: decision.issuer,
  accepted: decision.accepted,
});

/** The output as the caller named it, or null: to be named after the input once its type and its maker are known. */
function namedOutput(document: string | undefined, options: ScanOptions): NamedFile | null {
  return oneOf([
    { option: "--out-json", path: options.outJson },
    { option: "--out", path: options.out },
    { option: phrase("the document"), path: document },
  ]);
}

async function checkPlan(
  carriers: readonly NamedFile[],
  output: NamedFile | null,
  options: ScanOptions,
  isDrawn = false,
): Promise<void> {
  const inputs: NamedFile[] = [...carriers];
  if (options.privateKey !== undefined) inputs.push({ option: "--private-key", path: options.privateKey });
  if (options.passphraseFile !== undefined)
    inputs.push({ option: "--passphrase-file", path: options.passphraseFile });
  checkOneInputOnStdin(inputs);
  if (options.explain !== undefined) {
    if (options.text !== undefined)
      throw clash("--text", "there is one picture to draw on, no more and no less");
    // A name found for the document later is not checked against a drawing that is there by then.
    const others = output === null ? inputs : [...inputs, output];
    if (!isDrawn) await checkExplanation(options.explain, others, options.force === true);
    inputs.push({ option: "--explain", path: options.explain });
  }
  if (output === null) return;
  checkOneResultOnStdout(options.json === true, [output]);
  await checkOutput(output, inputs, options.force === true);
}

/** The sender's tool may have sealed something else as JSON; --out takes it as it is. */
function checkOpenedJson(document: Uint8Array, options: ScanOptions): void {
  if (options.out !== undefined) return;
  const fault = findDocumentFault(document);
  if (fault !== null) throw failure("document/opened-not-json", fault);
}
