/** qrseal encrypt-to-qr: a document sealed for one receiver, as a QR code in a PNG. */
import { Option } from "commander";
import type { Command } from "commander";
import {
  failure,
  keyWrappedFormatNames,
  keyWrappedFormats,
  JSON_MEDIA_TYPE,
  limits,
  mediaTypeOfFile,
  seal,
  shortFingerprint,
} from "../../core/index.ts";
import type { KeyWrappedFormatName } from "../../core/index.ts";
import { drawSymbol, errorCorrections, renderPng } from "../../qr/index.ts";
import type { ErrorCorrection } from "../../qr/index.ts";
import { checkOutput, readInput, STREAM, writeOutputs } from "../files.ts";
import type { NamedFile, Output } from "../files.ts";
import type { CommonOptions, Host } from "../host.ts";
import { KEY_FOLDER, KEY_NAME, publicKeyPath, readPublicKey } from "../keyring.ts";
import { checkOneResultOnStdout, namedAfter, oneOf } from "../plan.ts";

const COMMAND = "encrypt-to-qr";
const MODULE_PIXELS = { min: 1, max: 64, usual: 8 };

interface EncryptOptions extends CommonOptions {
  readonly inJson?: string;
  readonly in?: string;
  readonly publicKey: string;
  readonly outPng?: string;
  readonly outEnvelope?: string;
  readonly format: KeyWrappedFormatName;
  readonly errorCorrection: ErrorCorrection;
  readonly moduleSize: number;
  readonly force?: boolean;
}

export function addEncryptToQr(program: Command, host: Host): void {
  program
    .command(COMMAND)
    .summary("seal a document for a receiver and draw it as a QR code")
    .description("Compresses and encrypts a document for one receiver and draws it as a QR code.")
    .argument("[document]", "the document; - for standard input")
    .argument("[png]", "the picture; else named after the document")
    .option("--in-json <file>", "the document, JSON")
    .option("--in <file>", "a document of any type (classic-v1)")
    .option("--public-key <file>", "receiver's key", publicKeyPath(KEY_FOLDER, KEY_NAME))
    .option("--out-png <file>", "the picture; - for standard output")
    .option("--out-envelope <file>", "the envelope's text as well")
    .addOption(new Option("--format <format>", "envelope").choices(keyWrappedFormatNames).default("classic"))
    .addOption(
      new Option("--error-correction <level>", "dirt it bears, least to most")
        .choices(errorCorrections)
        .default("M"),
    )
    .option("--module-size <px>", "pixels per module, 1 to 64", readModulePixels, MODULE_PIXELS.usual)
    .option("--force", "replace files that exist")
    .addHelpText("after", "\nExample: qrseal encrypt-to-qr label.json --public-key keys/system_public.pem")
    .action((document: string | undefined, png: string | undefined, options: EncryptOptions) =>
      encryptToQr(document, png, options, host),
    );
}

function readModulePixels(text: string): number {
  const pixels = Number(text);
  if (Number.isInteger(pixels) && pixels >= MODULE_PIXELS.min && pixels <= MODULE_PIXELS.max) return pixels;
  const problem = `--module-size ${text} is not a whole number of pixels from ${MODULE_PIXELS.min} to ${MODULE_PIXELS.max}`;
  throw failure("usage/bad-option", { problem, command: COMMAND });
}

async function encryptToQr(
  document: string | undefined,
  png: string | undefined,
  options: EncryptOptions,
  host: Host,
): Promise<void> {
  const { terminal } = host;
  const { format, errorCorrection, moduleSize, force = false } = options;
  const plan = planFiles(document, png, options);
  await checkPlan(plan, options, host);

  const bytes = await readInput(plan.input.path, "the document", limits.documentBytes, host.stdin);
  const receiver = await readPublicKey(options.publicKey, host);
  const envelope = seal(bytes, receiver, { format, mediaType: plan.mediaType });
  const symbol = drawSymbol(envelope, errorCorrection);
  const picture = renderPng(symbol, { modulePixels: moduleSize });

  const outputs: Output[] = [];
  if (plan.png.path !== STREAM) outputs.push({ path: plan.png.path, bytes: picture });
  if (plan.envelope !== null && plan.envelope.path !== STREAM)
    outputs.push({ path: plan.envelope.path, bytes: envelope });
  await writeOutputs(outputs, force);
  if (plan.png.path === STREAM) await terminal.document(picture);
  if (plan.envelope?.path === STREAM) await terminal.document(envelope);

  const pixels = (symbol.size + 8) * moduleSize;
  await terminal.result(
    {
      document: { file: plan.input.path, bytes: bytes.length, mediaType: plan.mediaType },
      envelope: { file: plan.envelope?.path ?? null, format, bytes: envelope.length },
      receiver: {
        fingerprint: shortFingerprint(receiver.fingerprint),
        sha256: receiver.fingerprint,
        bits: receiver.bits,
      },
      picture: { file: plan.png.path, width: pixels, height: pixels },
      symbol: { version: symbol.version, modules: symbol.size, errorCorrection },
    },
    [
      `picture   ${plan.png.path}  (QR version ${symbol.version}, ${symbol.size} × ${symbol.size} modules, error correction ${errorCorrection}, ${pixels} pixels)`,
      ...(plan.envelope === null ? [] : [`envelope  ${plan.envelope.path}`]),
      `document  ${bytes.length} bytes, ${envelope.length} as a ${format} envelope`,
      `receiver  ${shortFingerprint(receiver.fingerprint)}  (RSA ${receiver.bits}, ${options.publicKey})`,
    ],
    plan.png.path === STREAM || plan.envelope?.path === STREAM,
  );
}

interface Plan {
  readonly input: NamedFile;
  readonly mediaType: string;
  readonly png: NamedFile;
  readonly envelope: NamedFile | null;
}

function planFiles(document: string | undefined, png: string | undefined, options: EncryptOptions): Plan {
  const input = oneOf([
    { option: "--in-json", path: options.inJson },
    { option: "--in", path: options.in },
    { option: "the document", path: document },
  ]);
  if (input === null) throw failure("usage/missing-input", { command: COMMAND, what: "a document" });
  const carriesAnyType = keyWrappedFormats[options.format].carriesAnyType;
  if (options.in !== undefined && !carriesAnyType) {
    const reason = "that format carries JSON only; --format classic-v1 carries any file";
    throw failure("usage/conflict", { first: "--in", second: `--format ${options.format}`, reason });
  }
  const out = oneOf([
    { option: "--out-png", path: options.outPng },
    { option: "the picture", path: png },
  ]);
  return {
    input,
    mediaType:
      options.inJson !== undefined || !carriesAnyType ? JSON_MEDIA_TYPE : mediaTypeOfFile(input.path),
    png: out ?? { option: "--out-png", path: namedAfter(input.path, ".png") },
    envelope:
      options.outEnvelope === undefined ? null : { option: "--out-envelope", path: options.outEnvelope },
  };
}

async function checkPlan(plan: Plan, options: EncryptOptions, host: Host): Promise<void> {
  const { force = false, json = false } = options;
  const inputs: NamedFile[] = [plan.input, { option: "--public-key", path: options.publicKey }];
  if (plan.input.path === STREAM && options.publicKey === STREAM) {
    const reason = "both read standard input";
    throw failure("usage/conflict", { first: `${plan.input.option} -`, second: "--public-key -", reason });
  }
  const outputs = plan.envelope === null ? [plan.png] : [plan.png, plan.envelope];
  checkOneResultOnStdout(json, outputs);
  if (plan.png.path === STREAM && host.terminal.stdoutIsTerminal) {
    throw failure("usage/binary-on-terminal", { option: "--out-png", what: "a picture" });
  }
  await checkOutput(plan.png, inputs, force);
  if (plan.envelope !== null) await checkOutput(plan.envelope, [...inputs, plan.png], force);
}
