/** qrseal encrypt-to-qr: a document signed, sealed for its receivers and drawn as a QR code in a PNG. */
import { Option } from "commander";
import type { Command } from "commander";
import {
  failure,
  formatNames,
  JSON_MEDIA_TYPE,
  keyWrappedFormats,
  limits,
  mediaTypeOfFile,
  newDocumentId,
  phrase,
  seal,
  sealCompact,
  shortFingerprint,
  UNKNOWN_MEDIA_TYPE,
} from "../../core/index.ts";
import type { FormatName, RecipientPublicKey, SigningPrivateKey } from "../../core/index.ts";
import { parseDuration } from "../dates.ts";
import { deliver } from "../deliver.ts";
import {
  addDrawingOptions,
  checkPictureOffScreen,
  describePicture,
  describeSymbol,
  draw,
  tellPicture,
} from "../drawing.ts";
import type { DrawingOptions } from "../drawing.ts";
import { checkOutput, readInput, STREAM } from "../files.ts";
import type { NamedFile } from "../files.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyFolder, KEY_NAME, publicKeyPath, readPublicKey } from "../keys/keyring.ts";
import type { PassphraseOptions } from "../keys/passphrase.ts";
import { checkOneInputOnStdin, checkOneResultOnStdout, namedAfter, oneOf } from "../plan.ts";
import { noteSealing } from "../desk/presentation.ts";
import { chooseSigner, nameSigningType } from "../keys/signer.ts";
import type { Signer } from "../keys/signer.ts";
import { minuteOf } from "../verdict/moments.ts";

const COMMAND = "encrypt-to-qr";

interface EncryptOptions extends CommonOptions, PassphraseOptions, DrawingOptions {
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
  addDrawingOptions(command)
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
  const { terminal } = host;
  const { format, force = false } = options;
  const plan = planFiles(document, png, options);
  checkFormat(options);
  await checkPlan(plan, options, host);

  const bytes = await readInput(plan.input.path, "the document", limits.documentBytes, host.stdin);
  const receivers = await readReceivers(plan.publicKeys, host);
  const signer = format === "compact" ? await chooseSigner(options, options.keys, host) : null;
  const sealed = sealFor(bytes, plan.mediaType, receivers, signer?.key ?? null, options, host.now());
  const drawing = draw(sealed.envelope, options);

  const outputs = [{ path: plan.png.path, bytes: drawing.png }];
  if (plan.envelope !== null) outputs.push({ path: plan.envelope.path, bytes: sealed.envelope });
  await noteSealing(options.keys, { ...sealed, receivers, signer: signer?.key ?? null }, host);
  await deliver(outputs, force, terminal);

  await terminal.result(
    {
      document: {
        file: plan.input.path,
        bytes: bytes.length,
        mediaType: plan.mediaType,
        id: sealed.documentId,
        issuedAt: sealed.issuedAt,
        expiresAt: sealed.expiresAt,
      },
      envelope: { file: plan.envelope?.path ?? null, format, bytes: sealed.envelope.length },
      receivers: receivers.map(({ file, key }) => ({
        file,
        fingerprint: shortFingerprint(key.fingerprint),
        sha256: key.fingerprint,
        type: key.type,
        bits: key.bits,
      })),
      signer: describeSigner(signer),
      picture: describePicture(plan.png.path, drawing),
      symbol: describeSymbol(drawing),
    },
    [
      tellPicture(plan.png.path, drawing),
      ...(plan.envelope === null ? [] : [`envelope  ${plan.envelope.path}`]),
      `document  ${bytes.length} bytes, ${sealed.envelope.length} characters as a ${format} envelope`,
      ...receivers.map(
        ({ file, key }) =>
          `receiver  ${shortFingerprint(key.fingerprint)}  (${key.type === "rsa" ? `RSA ${key.bits}` : "X25519"}, ${file})`,
      ),
      tellSigner(signer, sealed, format),
      ...(sealed.documentId === null ? [] : [`id        ${sealed.documentId}  (should it ever be revoked)`]),
    ],
    outputs.some(({ path }) => path === STREAM),
  );
}

interface Receiver {
  readonly file: string;
  readonly key: RecipientPublicKey;
}

async function readReceivers(files: readonly string[], host: Host): Promise<readonly Receiver[]> {
  const receivers: Receiver[] = [];
  for (const file of files) {
    const key = await readPublicKey(file, host);
    const same = receivers.find((other) => other.key.fingerprint === key.fingerprint);
    if (same !== undefined) {
      const reason = "they are the same key";
      throw failure("usage/conflict", {
        first: `--public-key ${same.file}`,
        second: `--public-key ${file}`,
        reason,
      });
    }
    receivers.push({ file, key });
  }
  return receivers;
}

interface Sealed {
  readonly envelope: Uint8Array;
  /** Null where the format has none. */
  readonly documentId: string | null;
  readonly issuedAt: number | null;
  readonly expiresAt: number | null;
}

function sealFor(
  document: Uint8Array,
  mediaType: string,
  receivers: readonly Receiver[],
  signer: SigningPrivateKey | null,
  options: EncryptOptions,
  now: Date,
): Sealed {
  const { format, validFor, issuer, subject } = options;
  if (format !== "compact") {
    const [receiver] = receivers;
    if (receiver?.key.type !== "rsa") {
      const found = phrase("a key of type {}", "x25519");
      const expected = phrase("an RSA key for --format {}", format);
      throw failure("key/wrong-type", { path: receiver?.file ?? "", expected, found });
    }
    const envelope = seal(document, receiver.key, { format, mediaType });
    return { envelope, documentId: null, issuedAt: null, expiresAt: null };
  }
  const issuedAt = Math.floor(now.getTime() / 1000);
  const expiresAt = validFor === undefined ? null : issuedAt + validFor;
  const documentId = newDocumentId();
  const envelope = sealCompact(
    document,
    receivers.map(({ key }) => key),
    {
      signer,
      mediaType,
      documentId,
      issuedAt,
      ...(expiresAt === null ? {} : { expiresAt }),
      ...(issuer === undefined ? {} : { issuer }),
      ...(subject === undefined ? {} : { subject }),
    },
  );
  return { envelope, documentId: Buffer.from(documentId).toString("hex"), issuedAt, expiresAt };
}

function describeSigner(signer: Signer | null): object | null {
  if (signer === null) return null;
  const { file, key } = signer;
  return { file, fingerprint: shortFingerprint(key.fingerprint), sha256: key.fingerprint, type: key.type };
}

function tellSigner(signer: Signer | null, sealed: Sealed, format: FormatName): string {
  if (signer === null) {
    return format === "compact"
      ? "signed    no: whoever has the receiver's key could have made it; qrseal keygen --use signing helps"
      : `signed    no: a ${format} envelope cannot be`;
  }
  const until = sealed.expiresAt === null ? "" : `, valid until ${minuteOf(sealed.expiresAt)}`;
  return `signed    by ${shortFingerprint(signer.key.fingerprint)}  (${nameSigningType(signer.key.type)}, ${signer.file})${until}`;
}

interface Plan {
  readonly input: NamedFile;
  readonly mediaType: string;
  readonly publicKeys: readonly string[];
  readonly png: NamedFile;
  readonly envelope: NamedFile | null;
}

function planFiles(document: string | undefined, png: string | undefined, options: EncryptOptions): Plan {
  const { format, publicKey: publicKeys = [publicKeyPath(options.keys, KEY_NAME)] } = options;
  const input = oneOf([
    { option: "--in-json", path: options.inJson },
    { option: "--in", path: options.in },
    { option: phrase("the document"), path: document },
  ]);
  if (input === null) throw failure("usage/missing-input", { command: COMMAND, what: "a document" });
  const carriesAnyType = format === "compact" || keyWrappedFormats[format].carriesAnyType;
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
  };
}

/** JSON, unless --in or the file's name says otherwise. */
function mediaTypeOf(input: NamedFile, options: EncryptOptions): string {
  const byName = mediaTypeOfFile(input.path);
  if (options.in !== undefined) return byName;
  return options.inJson !== undefined || byName === UNKNOWN_MEDIA_TYPE ? JSON_MEDIA_TYPE : byName;
}

/** Signatures, dates and several receivers are for compact envelopes alone. */
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
  if (format === "compact") return;
  const compactOnly = [
    ["--sign-key", signKey],
    ["--valid-for", options.validFor],
    ["--issuer", options.issuer],
    ["--subject", options.subject],
    [phrase("a second --public-key"), publicKey[1]],
  ] as const;
  const [used] = compactOnly.find(([, value]) => value !== undefined) ?? [];
  if (used === undefined) return;
  const reason = "only a compact envelope carries that";
  throw failure("usage/conflict", { first: used, second: `--format ${format}`, reason });
}

async function checkPlan(plan: Plan, options: EncryptOptions, host: Host): Promise<void> {
  const { force = false, json = false, signKey, passphraseFile } = options;
  const inputs: NamedFile[] = [
    plan.input,
    ...plan.publicKeys.map((path) => ({ option: "--public-key", path })),
    ...(signKey === undefined ? [] : [{ option: "--sign-key", path: signKey }]),
    ...(passphraseFile === undefined ? [] : [{ option: "--passphrase-file", path: passphraseFile }]),
  ];
  checkOneInputOnStdin(inputs);
  const outputs = plan.envelope === null ? [plan.png] : [plan.png, plan.envelope];
  checkOneResultOnStdout(json, outputs);
  checkPictureOffScreen(plan.png, host.terminal);
  await checkOutput(plan.png, inputs, force);
  if (plan.envelope !== null) await checkOutput(plan.envelope, [...inputs, plan.png], force);
}
