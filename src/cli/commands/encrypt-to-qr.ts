/** qrseal encrypt-to-qr: a document signed, sealed for its receivers and drawn as a QR code in a PNG. */
import type { Command } from "commander";
import {
  DEPOSIT_MEDIA_TYPE,
  failure,
  formatNames,
  formats,
  JSON_MEDIA_TYPE,
  limits,
  mediaTypeOfFile,
  phrase,
  UNKNOWN_MEDIA_TYPE,
} from "../../core/index.ts";
import type { FormatName } from "../../core/index.ts";
import { parseDuration } from "../dates.ts";
import { deliver } from "../deliver.ts";
import { depositDocument } from "../deposit/depositing.ts";
import type { Deposited } from "../deposit/depositing.ts";
import { warnOfEnd } from "../deposit/tell.ts";
import { checkDepositOptions, depositOptions } from "../deposit/options.ts";
import type { DepositOptions } from "../deposit/options.ts";
import { noteSealing } from "../desk/presentation.ts";
import { checkPictureOffScreen, draw, drawingOptions } from "../drawing.ts";
import type { DrawingOptions } from "../drawing.ts";
import { checkOutput, readInput, STREAM } from "../../office/folder/files.ts";
import type { NamedFile, Output } from "../../office/folder/files.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyFolder, KEY_NAME, publicKeyPath } from "../keys/keyring.ts";
import { passphraseOptions } from "../keys/passphrase.ts";
import type { PassphraseOptions } from "../keys/passphrase.ts";
import { chooseSigner } from "../keys/signer.ts";
import type { Signer } from "../keys/signer.ts";
import { collect, declare } from "../page/declaring.ts";
import { checkOneInputOnStdin, checkOneResultOnStdout, namedAfter, oneOf } from "../plan.ts";
import { readReceivers, sealFor } from "../sealing/sealing.ts";
import { describeDrawn, tellDrawn } from "../sealing/tell.ts";
import type { Drawn } from "../sealing/tell.ts";

const COMMAND = "encrypt-to-qr";

interface EncryptOptions extends CommonOptions, PassphraseOptions, DrawingOptions, DepositOptions {
  readonly inJson?: string;
  readonly in?: string;
  readonly publicKey?: readonly string[];
  readonly keys: string;
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
    const problem = phrase(
      "{} has {} characters, expected 1 to {}",
      option,
      String(length),
      limits.claimTextCharacters,
    );
    throw failure("usage/bad-option", { problem, command: COMMAND });
  };

const readDuration = (text: string): number => parseDuration(text, "--valid-for", COMMAND);

async function encryptToQr(
  document: string | undefined,
  png: string | undefined,
  options: EncryptOptions,
  host: Host,
): Promise<void> {
  const { format, deposit } = options;
  const plan = planFiles(document, png, options);
  checkFormat(options);
  checkDepositOptions(options, format, COMMAND);
  await checkPlan(plan, options, host);

  const maxBytes = deposit === undefined ? limits.documentBytes : limits.depositDocumentBytes;
  const bytes = await readInput(plan.input.path, "the document", maxBytes, host.stdin);
  const receivers = await readReceivers(plan.publicKeys, host);
  const signer = formats[format].carriesStatement ? await chooseSigner(options, options.keys, host) : null;
  const deposited =
    deposit === undefined
      ? null
      : await depositDocument(bytes, plan.mediaType, signer, options.keys, { ...options, deposit }, host);
  const code = await drawCode({ bytes, receivers, signer, deposited }, plan, options, host).catch(
    async (error: unknown) => {
      await deposited?.undo();
      throw error;
    },
  );
  // Whatever becomes of the rest: there is a code by now, and what it leads to stays.
  await deposited?.finish();
  await tellCode(code, options, host);
}

interface Content {
  readonly bytes: Uint8Array;
  readonly receivers: Awaited<ReturnType<typeof readReceivers>>;
  readonly signer: Signer | null;
  /** Null where the code holds the document itself. */
  readonly deposited: Deposited | null;
}

interface Code {
  readonly drawn: Drawn;
  /** What goes to standard output and is not there yet. */
  readonly left: readonly Output[];
  readonly isOnStdout: boolean;
}

/** Ends when the files are written; without any, when standard output has the code. */
async function drawCode(content: Content, plan: Plan, options: EncryptOptions, host: Host): Promise<Code> {
  const { bytes, receivers, signer, deposited } = content;
  const { mediaType, input, png, envelope, receipt } = plan;
  const { format, force = false } = options;
  const [inCode, type] = deposited === null ? [bytes, mediaType] : [deposited.document, DEPOSIT_MEDIA_TYPE];
  const sealed = await sealFor(inCode, type, receivers, signer?.key ?? null, options, host.now());
  const drawing = draw(sealed.envelope, options);

  const outputs = [{ path: png.path, bytes: drawing.png }];
  if (envelope !== null) outputs.push({ path: envelope.path, bytes: sealed.envelope });
  if (receipt !== null && deposited !== null)
    outputs.push({ path: receipt.path, bytes: Buffer.from(`${deposited.receipt}\n`) });
  await noteSealing(options.keys, { ...sealed, receivers, signer: signer?.key ?? null }, host);
  const files = outputs.filter(({ path }) => path !== STREAM);
  const first = files.length === 0 ? outputs : files;
  await deliver(first, force, host.terminal);

  const drawn = {
    document: { file: input.path, bytes: bytes.length, mediaType },
    sealed,
    format,
    receivers,
    signer,
    deposited,
    drawing,
    pictureFile: png.path,
    envelopeFile: envelope?.path ?? null,
  };
  const left = outputs.filter((output) => !first.includes(output));
  return { drawn, left, isOnStdout: files.length < outputs.length };
}

async function tellCode(
  { drawn, left, isOnStdout }: Code,
  { force = false }: EncryptOptions,
  { terminal }: Host,
): Promise<void> {
  await deliver(left, force, terminal);
  const { deposited, sealed } = drawn;
  if (deposited !== null) warnOfEnd(deposited, sealed.expiresAt, terminal);
  await terminal.result(describeDrawn(drawn), tellDrawn(drawn, terminal.words.results.drawn), isOnStdout);
}

interface Plan {
  readonly input: NamedFile;
  readonly mediaType: string;
  readonly publicKeys: readonly string[];
  readonly png: NamedFile;
  readonly envelope: NamedFile | null;
  readonly receipt: NamedFile | null;
}

function planFiles(document: string | undefined, png: string | undefined, options: EncryptOptions): Plan {
  const { format, publicKey: publicKeys = [publicKeyPath(options.keys, KEY_NAME)] } = options;
  const input = oneOf([
    { option: "--in-json", path: options.inJson },
    { option: "--in", path: options.in },
    { option: phrase("the document"), path: document },
  ]);
  if (input === null) throw failure("usage/missing-input", { command: COMMAND, what: "a document" });
  const { carriesAnyType } = formats[format];
  if (options.in !== undefined && !carriesAnyType) {
    const reason = "that format carries JSON only; the others carry any file";
    throw failure("usage/conflict", { first: "--in", second: `--format ${format}`, reason });
  }
  const out = oneOf([
    { option: "--out-png", path: options.outPng },
    { option: phrase("the picture"), path: png },
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
    const reason = "one asks for a signature, the other for none";
    throw failure("usage/conflict", { first: "--sign-key", second: "--unsigned", reason });
  }
  if (publicKey.length > limits.recipients) {
    const problem = phrase(
      "--public-key stands {} times, at most {} receivers share a code",
      publicKey.length,
      limits.recipients,
    );
    throw failure("usage/bad-option", { problem, command: COMMAND });
  }
  const { carriesStatement, mostRecipients } = formats[format];
  const carried = [
    ["--sign-key", signKey, carriesStatement],
    ["--valid-for", options.validFor, carriesStatement],
    ["--issuer", options.issuer, carriesStatement],
    ["--subject", options.subject, carriesStatement],
    [phrase("a second --public-key"), publicKey[1], mostRecipients > 1],
  ] as const;
  const [used] = carried.find(([, value, isCarried]) => value !== undefined && !isCarried) ?? [];
  if (used === undefined) return;
  const reason = "only a compact envelope carries that";
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
