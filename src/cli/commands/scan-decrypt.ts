/** qrseal scan-decrypt: from a picture of a code, or an envelope's text, back to the document. */
import { createHash } from "node:crypto";
import type { Command } from "commander";
import {
  bug,
  extensionOf,
  failure,
  findDocumentFault,
  JSON_MEDIA_TYPE,
  limits,
  open,
  shortFingerprint,
} from "../../core/index.ts";
import { findEnvelope } from "../carrier.ts";
import type { Carried } from "../carrier.ts";
import { checkOutput, readInput, STREAM, writeOutput } from "../files.ts";
import type { NamedFile } from "../files.ts";
import type { CommonOptions, Host } from "../host.ts";
import { KEY_FOLDER, KEY_NAME, privateKeyPath, readPrivateKey } from "../keyring.ts";
import type { PassphraseOptions } from "../passphrase.ts";
import { checkOneResultOnStdout, namedAfter, oneOf } from "../plan.ts";

const COMMAND = "scan-decrypt";

interface ScanOptions extends CommonOptions, PassphraseOptions {
  readonly qr?: string;
  readonly privateKey: string;
  readonly outJson?: string;
  readonly out?: string;
  readonly force?: boolean;
}

export function addScanDecrypt(program: Command, host: Host): void {
  program
    .command(COMMAND)
    .summary("read a code and open the document in it")
    .description("Reads the code in a picture, or its text, and opens the document in it.")
    .argument("[picture]", "photograph, scan or text; - for standard input")
    .argument("[document]", "where to write it; else named after the picture")
    .option("--qr <file>", "the picture or text")
    .option("--private-key <file>", "your key", privateKeyPath(KEY_FOLDER, KEY_NAME))
    .option("--out-json <file>", "the document, JSON; - for standard output")
    .option("--out <file>", "the document, of any type")
    .option("--passphrase-file <file>", "its passphrase; else QRSEAL_PASSPHRASE or asked")
    .option("--passphrase <text>", "the passphrase itself; others can see it")
    .option("--force", "replace the document if it exists")
    .addHelpText("after", "\nExample: qrseal scan-decrypt photo.jpg --out-json label.json")
    .action((picture: string | undefined, document: string | undefined, options: ScanOptions) =>
      scanDecrypt(picture, document, options, host),
    );
}

async function scanDecrypt(
  picture: string | undefined,
  document: string | undefined,
  options: ScanOptions,
  host: Host,
): Promise<void> {
  const { terminal } = host;
  const { force = false } = options;
  const input = oneOf([
    { option: "--qr", path: options.qr },
    { option: "the picture", path: picture },
  ]);
  if (input === null)
    throw failure("usage/missing-input", { command: COMMAND, what: "a picture or an envelope" });
  const named = namedOutput(document, options);
  await checkPlan(input, named, options);

  const bytes = await readInput(input.path, "the picture or envelope", limits.pictureFileBytes, host.stdin);
  const done = terminal.progress("reading the code");
  const carried = await findEnvelope(bytes).finally(done);
  const { envelope } = carried;
  if (envelope.format === "compact") throw bug("a compact envelope");
  const { mediaType } = envelope;
  const output = named ?? { option: "--out", path: namedAfter(input.path, usualExtension(mediaType)) };
  if (named === null) await checkPlan(input, output, options);

  // Only now, with an envelope in hand, is anybody asked for a passphrase.
  const key = await readPrivateKey(options.privateKey, options, host);
  const opened = open(envelope, key);
  if (opened === null) {
    throw failure("open/not-for-this-key", {
      key: options.privateKey,
      fingerprint: shortFingerprint(key.fingerprint),
      bits: key.bits,
      envelopeBits: envelope.wrappedKey.length * 8,
    });
  }
  if (options.outJson !== undefined || mediaType === JSON_MEDIA_TYPE) checkOpenedJson(opened, options);

  if (output.path === STREAM) await terminal.document(opened);
  else await writeOutput({ path: output.path, bytes: opened }, force);
  const sha256 = createHash("sha256").update(opened).digest("hex");
  await terminal.result(
    {
      document: { file: output.path, bytes: opened.length, mediaType, sha256 },
      issuer: null,
      envelope: { format: carried.envelope.format, bytes: carried.bytes.length },
      key: {
        file: options.privateKey,
        fingerprint: shortFingerprint(key.fingerprint),
        sha256: key.fingerprint,
      },
      picture: carried.picture,
    },
    [
      `document  ${output.path}  (${opened.length} bytes, ${mediaType}, exactly as it was sealed)`,
      `sealed    for ${shortFingerprint(key.fingerprint)}, your key ${options.privateKey}`,
      `read      ${describeSource(carried)}`,
      `issuer    not known: a ${carried.envelope.format} code is not signed, anyone with your public key can make one`,
    ],
    output.path === STREAM,
  );
}

/** The output as the caller named it, or null: to be named after the input once the type is known. */
function namedOutput(document: string | undefined, options: ScanOptions): NamedFile | null {
  return oneOf([
    { option: "--out-json", path: options.outJson },
    { option: "--out", path: options.out },
    { option: "the document", path: document },
  ]);
}

async function checkPlan(input: NamedFile, output: NamedFile | null, options: ScanOptions): Promise<void> {
  if (input.path === STREAM && options.privateKey === STREAM) {
    const reason = "both read standard input";
    throw failure("usage/conflict", { first: `${input.option} -`, second: "--private-key -", reason });
  }
  if (output === null) return;
  checkOneResultOnStdout(options.json === true, [output]);
  const inputs: NamedFile[] = [input, { option: "--private-key", path: options.privateKey }];
  if (options.passphraseFile !== undefined)
    inputs.push({ option: "--passphrase-file", path: options.passphraseFile });
  await checkOutput(output, inputs, options.force === true);
}

const usualExtension = (mediaType: string): string =>
  mediaType === JSON_MEDIA_TYPE ? ".json" : extensionOf(mediaType);

/** The sender's tool may have sealed something else as JSON; --out takes it as it is. */
function checkOpenedJson(document: Uint8Array, options: ScanOptions): void {
  if (options.out !== undefined) return;
  const fault = findDocumentFault(document);
  if (fault !== null) throw failure("document/opened-not-json", fault);
}

function describeSource({ picture, envelope, bytes }: Carried): string {
  const text = `${envelope.format} envelope of ${bytes.length} bytes`;
  if (picture === null) return `${text}, from text`;
  const version = picture.version === null ? "" : ` version ${picture.version}`;
  return `${text}, from the QR code${version} in a ${picture.format.toUpperCase()} of ${picture.width} × ${picture.height} pixels`;
}
