/** qrseal rewrap: a document that an old key opens, sealed again for the key that succeeds it. */
import type { Command } from "commander";
import { limits, shortFingerprint } from "../../core/index.ts";
import type { Format } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { findEnvelope } from "../carrier.ts";
import { officeAt } from "../desk/office.ts";
import type { OfficeOptions } from "../desk/office.ts";
import { deliver } from "../files/deliver.ts";
import { checkOneInputOnStdin, checkOneResultOnStdout, oneOf } from "../files/plan.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyFolder } from "../keys/folder.ts";
import { passphraseOptions } from "../keys/passphrase.ts";
import { declare } from "../page/declaring.ts";
import { looking } from "../looking.ts";
import { checkOutput, readInput, STREAM } from "../../office/folder/files.ts";
import type { NamedFile, Output } from "../../office/folder/files.ts";
import { rewrap as sealAgain } from "../../office/index.ts";
import type { EnvelopeDelivery, Receiver, Rewrapped } from "../../office/index.ts";
import {
  checkPictureOffScreen,
  describePicture,
  describeSymbol,
  draw,
  drawingOptions,
  tellPicture,
} from "../sealing/drawing.ts";
import type { Drawing, DrawingOptions } from "../sealing/drawing.ts";

const COMMAND = "rewrap";

interface RewrapOptions extends CommonOptions, OfficeOptions, DrawingOptions {
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
  const outputs = planOutputs(png, options);
  await checkPlan(picture, outputs, options, host);

  const input = await readInput(picture, term("picture-or-envelope"), limits.pictureFileBytes, host.stdin);
  const office = officeAt(options, host);
  const successor = { file: options.publicKey, key: await office.keyRing.readPublic(options.publicKey) };
  const carried = await looking({ ...options, effort: "normal" }, host, (look) => findEnvelope(input, look));
  const delivery = deliveryOf(outputs, options, host);
  const { privateKey } = options;
  const rewrapped = await sealAgain(carried, { ...office, delivery }, { successor, privateKey });
  if (rewrapped.outcome === "not-needed") {
    const reason = term("already-for-key");
    throw failure("usage/conflict", { first: picture, second: `--public-key ${options.publicKey}`, reason });
  }
  await tellRewrapped(rewrapped, carried.envelope.format, successor, outputs, options, host);
}

/** Null: no picture was asked for. */
interface Code {
  readonly drawing: Drawing | null;
  readonly written: readonly Output[];
}

function deliveryOf(
  { png, envelope }: Outputs,
  options: RewrapOptions,
  { terminal }: Host,
): EnvelopeDelivery<Uint8Array, Code> {
  return {
    draw: async (sealed) => {
      const drawing = png === null ? null : await draw(sealed, options);
      const written: Output[] = [];
      if (png !== null && drawing !== null) written.push({ path: png.path, bytes: drawing.png });
      if (envelope !== null) written.push({ path: envelope.path, bytes: sealed });
      return { drawing, written };
    },
    deliver: ({ written }) => deliver(written, options.force === true, terminal),
  };
}

async function tellRewrapped(
  { envelope, drawn: code, documentId, key, isSigned, isNoted }: Rewrapped<Code>,
  format: Format,
  { key: successor }: Receiver,
  outputs: Outputs,
  options: RewrapOptions,
  { terminal }: Host,
): Promise<void> {
  const { drawing, written } = code;
  const drawn = outputs.png === null || drawing === null ? null : { path: outputs.png.path, drawing };
  if (isSigned && !isNoted) {
    terminal.warn(terminal.notices.successionNotNoted(options.keys));
  }
  const words = terminal.words.results.drawn;
  await terminal.result(
    {
      document: { id: documentId },
      envelope: { file: outputs.envelope?.path ?? null, format: format.name, bytes: envelope.length },
      old: { file: key.file, sha256: key.fingerprint },
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
      words.from(shortFingerprint(key.fingerprint), key.file),
      words.to(shortFingerprint(successor.fingerprint), options.publicKey),
      isSigned ? words.signedBefore : words.unsignedBefore,
    ],
    written.some(({ path }) => path === STREAM),
  );
}

interface Outputs {
  readonly png: NamedFile | null;
  readonly envelope: NamedFile | null;
}

function planOutputs(png: string | undefined, options: RewrapOptions): Outputs {
  const { outEnvelope } = options;
  const picture = oneOf([
    { option: "--out-png", path: options.outPng },
    { option: term("new-picture"), path: png },
  ]);
  if (picture === null && outEnvelope === undefined) {
    throw failure("usage/missing-input", {
      command: COMMAND,
      what: term("name-for-new"),
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
    { option: term("picture"), path: picture },
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
