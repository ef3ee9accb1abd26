/** qrseal rewrap: a document that an old key opens, sealed again for the key that succeeds it. */
import type { Command } from "commander";
import { failure, limits, phrase, rewrap as sealAgain, shortFingerprint } from "../../core/index.ts";
import type { Format, RecipientKey } from "../../core/index.ts";
import { findEnvelope } from "../carrier.ts";
import { deliver } from "../deliver.ts";
import {
  checkPictureOffScreen,
  describePicture,
  describeSymbol,
  draw,
  drawingOptions,
  tellPicture,
} from "../drawing.ts";
import type { DrawingOptions } from "../drawing.ts";
import { checkOutput, readInput, STREAM } from "../../office/folder/files.ts";
import type { NamedFile, Output } from "../../office/folder/files.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyFolder, readPublicKey } from "../keys/keyring.ts";
import { passphraseOptions } from "../keys/passphrase.ts";
import type { PassphraseOptions } from "../keys/passphrase.ts";
import { looking } from "../looking.ts";
import { declare } from "../page/declaring.ts";
import { checkOneInputOnStdin, checkOneResultOnStdout, oneOf } from "../plan.ts";
import { identifyDocument, noteRewrapping } from "../desk/presentation.ts";
import { predecessorsOf, readSuccessions } from "../../office/folder/succession.ts";
import { unlock } from "../keys/unlock.ts";

const COMMAND = "rewrap";

interface RewrapOptions extends CommonOptions, PassphraseOptions, DrawingOptions {
  readonly keys: string;
  readonly privateKey?: string;
  readonly publicKey: string;
  readonly outPng?: string;
  readonly outEnvelope?: string;
  readonly force?: boolean;
}

export function addRewrap(program: Command, host: Host): void {
  declare(program, COMMAND, {
    arguments: { "<picture>": {}, "[png]": {} },
    options: {
      "--public-key <file>": { isRequired: true },
      "--keys <folder>": { usual: keyFolder(host.env) },
      "--private-key <file>": {},
      "--out-png <file>": {},
      "--out-envelope <file>": {},
      ...passphraseOptions,
      ...drawingOptions(COMMAND),
      "--force": {},
    },
  }).action((picture: string, png: string | undefined, options: RewrapOptions) =>
    rewrap(picture, png, options, host),
  );
}

async function rewrap(
  picture: string,
  png: string | undefined,
  options: RewrapOptions,
  host: Host,
): Promise<void> {
  const { terminal } = host;
  const outputs = planOutputs(png, options);
  await checkPlan(picture, outputs, options, host);

  const input = await readInput(picture, "the picture or envelope", limits.pictureFileBytes, host.stdin);
  const successor = await readPublicKey(options.publicKey, host);
  const { envelope, bytes } = await looking({ ...options, effort: "normal" }, host, (look) =>
    findEnvelope(input, look),
  );
  const unlocked = await unlock(envelope, options.keys, options, host);
  if (unlocked.key.fingerprint === successor.fingerprint) {
    const reason = "the document is for that key already";
    throw failure("usage/conflict", { first: picture, second: `--public-key ${options.publicKey}`, reason });
  }
  checkKind(successor, envelope.format, options.publicKey);
  const sealed = await sealAgain(unlocked, successor);
  const drawn = outputs.png === null ? null : { path: outputs.png.path, drawing: draw(sealed, options) };

  const written: Output[] = [];
  if (drawn !== null) written.push({ path: drawn.path, bytes: drawn.drawing.png });
  if (outputs.envelope !== null) written.push({ path: outputs.envelope.path, bytes: sealed });
  const documentId = unlocked.statement === null ? null : identifyDocument(unlocked.statement, bytes);
  await noteRewrapping(options.keys, { documentId, envelope: sealed, successor, key: unlocked.key }, host);
  await deliver(written, options.force === true, terminal);

  const successions = await readSuccessions(options.keys);
  const isNoted = predecessorsOf(successor.fingerprint, successions).includes(unlocked.key.fingerprint);
  const isSigned = unlocked.statement?.signature != null;
  if (isSigned && !isNoted) {
    terminal.warn(terminal.notices.successionNotNoted(options.keys));
  }
  const words = terminal.words.results.drawn;
  await terminal.result(
    {
      document: { id: documentId },
      envelope: { file: outputs.envelope?.path ?? null, format: envelope.format.name, bytes: sealed.length },
      old: { file: unlocked.key.file, sha256: unlocked.key.fingerprint },
      new: { file: options.publicKey, sha256: successor.fingerprint },
      signed: isSigned,
      noted: isNoted,
      picture:
        drawn === null
          ? null
          : { ...describePicture(drawn.path, drawn.drawing), version: drawn.drawing.symbol.version },
      symbol: drawn === null ? null : describeSymbol(drawn.drawing),
    },
    [
      ...(drawn === null ? [] : [tellPicture(drawn.path, drawn.drawing, words)]),
      ...(outputs.envelope === null ? [] : [words.envelope(outputs.envelope.path)]),
      words.from(shortFingerprint(unlocked.key.fingerprint), unlocked.key.file),
      words.to(shortFingerprint(successor.fingerprint), options.publicKey),
      isSigned ? words.signedBefore : words.unsignedBefore,
    ],
    written.some(({ path }) => path === STREAM),
  );
}

/** Throws key/wrong-type. */
function checkKind({ kind }: RecipientKey, { name, recipientKinds }: Format, file: string): void {
  if (recipientKinds?.includes(kind) !== false) return;
  const found = phrase("a key of type {}", kind.id);
  const expected = phrase("an RSA key for a {} envelope", name);
  throw failure("key/wrong-type", { path: file, expected, found });
}

interface Outputs {
  readonly png: NamedFile | null;
  readonly envelope: NamedFile | null;
}

function planOutputs(png: string | undefined, options: RewrapOptions): Outputs {
  const { outEnvelope } = options;
  const picture = oneOf([
    { option: "--out-png", path: options.outPng },
    { option: phrase("the new picture"), path: png },
  ]);
  if (picture === null && outEnvelope === undefined) {
    throw failure("usage/missing-input", {
      command: COMMAND,
      what: "a name for the new picture or envelope",
    });
  }
  return {
    png: picture,
    envelope: outEnvelope === undefined ? null : { option: "--out-envelope", path: outEnvelope },
  };
}

async function checkPlan(
  picture: string,
  outputs: Outputs,
  options: RewrapOptions,
  host: Host,
): Promise<void> {
  const inputs: NamedFile[] = [
    { option: phrase("the picture"), path: picture },
    { option: "--public-key", path: options.publicKey },
    ...(options.privateKey === undefined ? [] : [{ option: "--private-key", path: options.privateKey }]),
    ...(options.passphraseFile === undefined
      ? []
      : [{ option: "--passphrase-file", path: options.passphraseFile }]),
  ];
  checkOneInputOnStdin(inputs);
  const named = [outputs.png, outputs.envelope].filter((output) => output !== null);
  checkOneResultOnStdout(options.json === true, named);
  if (outputs.png !== null) checkPictureOffScreen(outputs.png, host.terminal);
  for (const [index, output] of named.entries())
    await checkOutput(output, [...inputs, ...named.slice(0, index)], options.force === true);
}
