/** qrseal encrypt-to-qr: a document signed, sealed for its receivers and drawn as a QR code in a PNG. */
import { Option } from "commander";
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
import { addDepositOptions, certificateOf, checkDepositOptions, depositLife } from "../deposit/options.ts";
import type { DepositOptions } from "../deposit/options.ts";
import { officeAt } from "../desk/office.ts";
import type { DeskOffice, OfficeOptions } from "../desk/office.ts";
import { checkOneInputOnStdin, checkOneResultOnStdout, namedAfter, oneOf } from "../files/plan.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyFolder } from "../keys/folder.ts";
import { checkOutput, readInput } from "../../office/folder/files.ts";
import type { NamedFile } from "../../office/folder/files.ts";
import { KEY_NAME, publicKeyPath } from "../../office/folder/keyring.ts";
import { chooseSigner, issue, openDepositor } from "../../office/index.ts";
import type { Depositor, IssueOptions, Signer } from "../../office/index.ts";
import { codeDelivery, tellIssued } from "../sealing/code.ts";
import type { CodeFiles } from "../sealing/code.ts";
import { addDrawingOptions, checkPictureOffScreen } from "../sealing/drawing.ts";
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
  const command = program
    .command(COMMAND)
    .summary("sign a document, seal it for its receivers and draw it as a QR code")
    .description("Signs a document, encrypts it for one receiver or several and draws it as a QR code.")
    .argument("[document]", "the document; - for standard input")
    .argument("[png]", "the picture; else named after the document")
    .option("--in-json <file>", "the document, JSON")
    .option("--in <file>", "a document of any type")
    .option("--public-key <file>", "a receiver's key; may stand several times", collectFiles)
    .option("--keys <folder>", "your keys", keyFolder(host.env))
    .option("--sign-key <file>", "your signing key; else the one in that folder")
    .option("--unsigned", "do not sign, even with a key there")
    .option("--issuer <name>", "who you are, inside the document", readText("--issuer"))
    .option("--subject <text>", "what it is about, inside the document", readText("--subject"))
    .option("--valid-for <time>", "such as 90d, 12h, 6w or 2y", readDuration)
    .option("--passphrase-file <file>", "of the signing key; else QRSEAL_PASSPHRASE or asked")
    .option("--passphrase <text>", "the passphrase itself; others can see it")
    .option("--out-png <file>", "the picture; - for standard output")
    .option("--out-envelope <file>", "the envelope's text as well")
    .addOption(new Option("--format <format>", "envelope").choices(formatNames).default("compact"));
  addDepositOptions(addDrawingOptions(command))
    .option("--force", "replace files that exist")
    .addHelpText(
      "after",
      "\nExample: qrseal encrypt-to-qr label.json --public-key keys/port_public.pem --valid-for 90d",
    )
    .action((document: string | undefined, png: string | undefined, options: EncryptOptions) =>
      encryptToQr(document, png, options, host),
    );
}

const collectFiles = (file: string, others: readonly string[] = []): readonly string[] => [...others, file];

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
