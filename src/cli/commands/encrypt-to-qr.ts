/** qrseal encrypt-to-qr: a document signed, sealed for its receivers and drawn as a QR code in a PNG. */
import type { Command } from "commander";
import {
  formatNames,
  formats,
  JSON_MEDIA_TYPE,
  limits,
  mediaTypeOfFile,
  UNKNOWN_MEDIA_TYPE,
} from "../../core/index.ts";
import type { FormatName } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { parseDuration } from "../dates.ts";
import { certificateOf, checkDepositOptions, depositLife, depositOptions } from "../deposit/options.ts";
import type { DepositOptions } from "../deposit/options.ts";
import { officeAt } from "../desk/office.ts";
import type { DeskOffice, OfficeOptions } from "../desk/office.ts";
import { checkOneInputOnStdin, checkOneResultOnStdout, namedAfter, oneOf } from "../files/plan.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyFolder } from "../keys/folder.ts";
import { passphraseOptions } from "../keys/passphrase.ts";
import { collect, declare } from "../page/declaring.ts";
import { checkOutput, readInput } from "../../office/folder/files.ts";
import type { NamedFile } from "../../office/folder/files.ts";
import { KEY_NAME, publicKeyPath } from "../../office/folder/keyring.ts";
import { chooseSigner, issue, openDepositor } from "../../office/index.ts";
import type { Depositor, IssueOptions, Signer } from "../../office/index.ts";
import { codeDelivery, tellIssued } from "../sealing/code.ts";
import type { CodeFiles } from "../sealing/code.ts";
import { checkPictureOffScreen, drawingOptions } from "../sealing/drawing.ts";
import type { DrawingOptions } from "../sealing/drawing.ts";
import { readReceivers } from "../sealing/receivers.ts";

const COMMAND = "encrypt-to-qr";

interface EncryptOptions extends CommonOptions, OfficeOptions, DrawingOptions, DepositOptions {
  readonly inJson?: string;
  readonly in?: string;
  readonly publicKey?: readonly string[];
  readonly signKey?: string;
  readonly unsigned?: boolean;
  readonly issuer?: string;
  readonly subject?: string;
  readonly validFor?: number;
  readonly outPng?: string;
  readonly outEnvelope?: string;
  readonly format: FormatName;
  readonly force?: boolean;
}

export function addEncryptToQr(program: Command, host: Host): void {
  declare(program, COMMAND, {
    arguments: { "[document]": {}, "[png]": {} },
    options: {
      "--in-json <file>": {},
      "--in <file>": {},
      "--public-key <file>": { parse: collect },
      "--keys <folder>": { usual: keyFolder(host.env) },
      "--sign-key <file>": {},
      "--unsigned": {},
      "--issuer <name>": { parse: readText("--issuer") },
      "--subject <text>": { parse: readText("--subject") },
      "--valid-for <time>": { parse: readDuration },
      ...passphraseOptions,
      "--out-png <file>": {},
      "--out-envelope <file>": {},
      "--format <format>": { choices: formatNames, usual: "compact" },
      ...drawingOptions(COMMAND),
      ...depositOptions(COMMAND),
      "--force": {},
    },
  }).action((document: string | undefined, png: string | undefined, options: EncryptOptions) =>
    encryptToQr(document, png, options, host),
  );
}

const readText =
  (option: string) =>
  (text: string): string => {
    const { length } = Array.from(text);
    if (length >= 1 && length <= limits.claimTextCharacters && !text.startsWith("\ufeff")) return text;
    const problem = term("claim-length", option, String(length), limits.claimTextCharacters);
    throw failure("usage/bad-option", { problem, command: COMMAND });
  };

const readDuration = (text: string): number => parseDuration(text, "--valid-for", COMMAND);

async function encryptToQr(
  document: string | undefined,
  png: string | undefined,
  options: EncryptOptions,
  host: Host,
): Promise<void> {
  const { terminal } = host;
  const { format, deposit } = options;
  const plan = planFiles(document, png, options);
  checkFormat(options);
  checkDepositOptions(options, format, COMMAND);
  await checkPlan(plan, options, host);

  const maxBytes = deposit === undefined ? limits.documentBytes : limits.depositDocumentBytes;
  const bytes = await readInput(plan.input.path, term("document"), maxBytes, host.stdin);
  const office = officeAt(options, host);
  const { keyRing } = office;
  const receivers = await readReceivers(plan.publicKeys, keyRing);
  const signer = formats[format].carriesStatement ? await chooseSigner(options, keyRing) : null;
  const depositor = await findDepositor(signer, office, options);
  try {
    const { input, mediaType } = plan;
    const delivery = codeDelivery(plan, options, terminal);
    const how = { ...options, receivers, signer, deposit: depositTerms(depositor, options) };
    const issued = await issue({ bytes, mediaType }, { ...office, delivery }, how);
    const told = { file: input.path, bytes: bytes.length, mediaType };
    await tellIssued(issued, { document: told, format, receivers, signer }, plan, options, terminal);
  } finally {
    await depositor?.close();
  }
}

/** Null where the document is drawn, and not deposited. */
async function findDepositor(
  signer: Signer | null,
  office: DeskOffice,
  options: EncryptOptions,
): Promise<Depositor | null> {
  const { deposit: url, participantKey } = options;
  if (url === undefined) return null;
  return openDepositor({ url, certificate: certificateOf(options) }, participantKey, signer, office);
}

function depositTerms(depositor: Depositor | null, options: EncryptOptions): IssueOptions["deposit"] {
  if (depositor === null) return null;
  return { depositor, once: options.once === true, seconds: depositLife(options) };
}

interface Plan extends CodeFiles {
  readonly input: NamedFile;
  readonly mediaType: string;
  readonly publicKeys: readonly string[];
}

function planFiles(document: string | undefined, png: string | undefined, options: EncryptOptions): Plan {
  const { format, publicKey: publicKeys = [publicKeyPath(options.keys, KEY_NAME)] } = options;
  const input = oneOf([
    { option: "--in-json", path: options.inJson },
    { option: "--in", path: options.in },
    { option: term("document"), path: document },
  ]);
  if (input === null) throw failure("usage/missing-input", { command: COMMAND, what: term("some-document") });
  const { carriesAnyType } = formats[format];
  if (options.in !== undefined && !carriesAnyType) {
    const reason = term("json-only");
    throw failure("usage/conflict", { first: "--in", second: `--format ${format}`, reason });
  }
  const out = oneOf([
    { option: "--out-png", path: options.outPng },
    { option: term("picture"), path: png },
  ]);
  return {
    input,
    mediaType: carriesAnyType ? mediaTypeOf(input, options) : JSON_MEDIA_TYPE,
    publicKeys,
    png: out ?? { option: "--out-png", path: namedAfter(input.path, ".png") },
    envelope:
      options.outEnvelope === undefined ? null : { option: "--out-envelope", path: options.outEnvelope },
    receipt: options.receipt === undefined ? null : { option: "--receipt", path: options.receipt },
  };
}

/** JSON, unless --in or the file's name says otherwise. */
function mediaTypeOf(input: NamedFile, options: EncryptOptions): string {
  const byName = mediaTypeOfFile(input.path);
  if (options.in !== undefined) return byName;
  return options.inJson !== undefined || byName === UNKNOWN_MEDIA_TYPE ? JSON_MEDIA_TYPE : byName;
}

/** Signatures, dates and several receivers are for the formats that have room for them. */
function checkFormat(options: EncryptOptions): void {
  const { format, publicKey = [], signKey, unsigned } = options;
  if (signKey !== undefined && unsigned === true) {
    const reason = term("signed-or-not");
    throw failure("usage/conflict", { first: "--sign-key", second: "--unsigned", reason });
  }
  if (publicKey.length > limits.recipients) {
    const problem = term("too-many-receivers", publicKey.length, limits.recipients);
    throw failure("usage/bad-option", { problem, command: COMMAND });
  }
  const { carriesStatement, mostRecipients } = formats[format];
  const carried = [
    ["--sign-key", signKey, carriesStatement],
    ["--valid-for", options.validFor, carriesStatement],
    ["--issuer", options.issuer, carriesStatement],
    ["--subject", options.subject, carriesStatement],
    [term("second-public-key"), publicKey[1], mostRecipients > 1],
  ] as const;
  const [used] = carried.find(([, value, isCarried]) => value !== undefined && !isCarried) ?? [];
  if (used === undefined) return;
  const reason = term("compact-only");
  throw failure("usage/conflict", { first: used, second: `--format ${format}`, reason });
}

async function checkPlan(plan: Plan, options: EncryptOptions, host: Host): Promise<void> {
  const { force = false, json = false, signKey, passphraseFile, participantKey, ca } = options;
  const named: readonly (readonly [string, string | undefined])[] = [
    ["--sign-key", signKey],
    ["--passphrase-file", passphraseFile],
    ["--participant-key", participantKey],
    ["--ca", ca],
  ];
  const inputs: NamedFile[] = [
    plan.input,
    ...plan.publicKeys.map((path) => ({ option: "--public-key", path })),
    ...named.flatMap(([option, path]) => (path === undefined ? [] : [{ option, path }])),
  ];
  checkOneInputOnStdin(inputs);
  const outputs = [plan.png, plan.envelope, plan.receipt].filter((output) => output !== null);
  checkOneResultOnStdout(json, outputs);
  checkPictureOffScreen(plan.png, host.terminal);
  for (const [at, output] of outputs.entries())
    await checkOutput(output, [...inputs, ...outputs.slice(0, at)], force);
}
