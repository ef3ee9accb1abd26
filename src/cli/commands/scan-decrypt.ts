/** qrseal scan-decrypt: from a picture of a code, or an envelope's text, to a verdict and the document. */
import type { Command } from "commander";
import { acceptances, refusalFor } from "../../core/index.ts";
import type { Acceptance } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { Carried } from "../carrier.ts";
import { officeAt } from "../desk/office.ts";
import type { OfficeOptions } from "../desk/office.ts";
import { serviceOptions } from "../desk/service.ts";
import type { ServiceOptions } from "../desk/service.ts";
import { checkExplanation, clash } from "../explanation.ts";
import { checkOneInputOnStdin, checkOneResultOnStdout, namedAfter, oneOf } from "../files/plan.ts";
import type { Host } from "../host.ts";
import { keyFolder } from "../keys/folder.ts";
import { passphraseOptions } from "../keys/passphrase.ts";
import { lookOptions } from "../looking.ts";
import type { LookOptions } from "../looking.ts";
import { checkOutput, stageOutput, STREAM } from "../../office/folder/files.ts";
import type { NamedFile } from "../../office/folder/files.ts";
import { extensionFor, present } from "../../office/index.ts";
import type { DocumentDelivery, DocumentKind, LeftAtService, RefusedDocument } from "../../office/index.ts";
import { collect, declare, lang } from "../page/declaring.ts";
import { readCarrier, readText } from "../readcarrier.ts";
import { Refused } from "../refused.ts";

import { tellNotFetched, tellRefused, tellTaken } from "../verdict/tellverdict.ts";
import { wordsIn } from "../../words/index.ts";
import type { Language, VerdictWords } from "../../words/index.ts";

const COMMAND = "scan-decrypt";

interface ScanOptions extends LookOptions, OfficeOptions, ServiceOptions {
  readonly qr?: readonly string[];
  readonly text?: string;
  readonly privateKey?: string;
  readonly accept?: readonly Acceptance[];
  readonly outJson?: string;
  readonly out?: string;
  readonly explain?: string;
  readonly lang?: Language;
  /** The service that may be asked, whoever made the code. */
  readonly exchange?: string;
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
  const problem = term("accept-unknown", name, acceptances.join(", "));
  throw failure("usage/bad-option", { problem, command: COMMAND });
}

async function scanDecrypt(
  picture: string | undefined,
  document: string | undefined,
  options: ScanOptions,
  host: Host,
): Promise<void> {
  const inputs = planInputs(picture, options);
  const named = namedOutput(document, options);
  await checkPlan(inputs, named, options);

  const [input] = inputs;
  const carried = await (options.text === undefined
    ? readCarrier(inputs, options, host)
    : readText(input, host));

  // Only now, with an envelope in hand, is anybody asked for a passphrase.
  const delivery = deliveryOf(carried, inputs, named, options, host);
  const { privateKey, accept, fetch, exchange } = options;
  const how = { privateKey, accept, fetch, exchange, isJson: mustBeJson(options) };
  const outcome = await present(carried, { ...officeAt(options, host), delivery }, how);
  // What was taken is told as it is delivered.
  if (outcome.outcome !== "taken") await tellNotTaken(outcome, carried, named ?? input, host);
}

/** Several only of one code. Throws usage/missing-input and usage/conflict. */
function planInputs(picture: string | undefined, options: ScanOptions): readonly [NamedFile, ...NamedFile[]] {
  const input = oneOf([
    { option: "--qr", path: options.qr?.[0] },
    { option: "--text", path: options.text },
    { option: term("picture"), path: picture },
  ]);
  if (input === null)
    throw failure("usage/missing-input", { command: COMMAND, what: term("some-picture-or-envelope") });
  return [input, ...(options.qr ?? []).slice(1).map((path) => ({ option: "--qr", path }))];
}

/** The sender's tool may have sealed something else as JSON; --out takes it as it is. */
function mustBeJson({ out, outJson }: ScanOptions): boolean | undefined {
  if (out !== undefined) return false;
  return outJson === undefined ? undefined : true;
}

/** To the file or stream that was named, else to a file named after the input. What is taken is told there and then. */
function deliveryOf(
  carried: Carried,
  inputs: readonly [NamedFile, ...NamedFile[]],
  named: NamedFile | null,
  options: ScanOptions,
  host: Host,
): DocumentDelivery {
  const outputFor = ({ mediaType, decision }: DocumentKind): NamedFile =>
    named ?? { option: "--out", path: namedAfter(inputs[0].path, extensionFor(mediaType, decision)) };
  return {
    check: async (kind) => {
      if (named === null) await checkPlan(inputs, outputFor(kind), options, true);
    },
    stage: async (document, kind) => {
      const output = outputFor(kind);
      const { path } = output;
      const staged = path === STREAM ? null : await stageOutput({ path, bytes: document });
      return {
        publish: async (taken) => {
          if (staged === null) await host.terminal.document(document);
          else await staged.publish(options.force === true);
          const { decision, ticket, facts } = taken;
          const told = { carried, unlocked: taken, decision, output, ticket };
          await tellTaken(told, document, facts, verdictWords(host), host);
        },
        discard: async () => staged?.discard(),
      };
    },
  };
}

/** Throws the refusal of what was refused. */
async function tellNotTaken(
  outcome: RefusedDocument | LeftAtService,
  carried: Carried,
  output: NamedFile,
  host: Host,
): Promise<void> {
  const words = verdictWords(host);
  const { decision, facts } = outcome;
  if (outcome.outcome === "refused")
    throw new Refused(refusalFor(outcome.objection), tellRefused({ decision, output }, facts, words));
  await tellNotFetched({ carried, unlocked: outcome, decision }, outcome.ticket, facts, words, host);
}

const verdictWords = ({ terminal }: Host): VerdictWords => wordsIn[terminal.language].verdict;

/** The output as the caller named it, or null: to be named after the input once its type and its maker are known. */
function namedOutput(document: string | undefined, options: ScanOptions): NamedFile | null {
  return oneOf([
    { option: "--out-json", path: options.outJson },
    { option: "--out", path: options.out },
    { option: term("document"), path: document },
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
    if (options.text !== undefined) throw clash("--text", term("one-picture-only"));
    // A name found for the document later is not checked against a drawing that is there by then.
    const others = output === null ? inputs : [...inputs, output];
    if (!isDrawn) await checkExplanation(options.explain, others, options.force === true);
    inputs.push({ option: "--explain", path: options.explain });
  }
  if (output === null) return;
  checkOneResultOnStdout(options.json === true, [output]);
  await checkOutput(output, inputs, options.force === true);
}
