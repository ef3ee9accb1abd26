/** The code of a document that is issued: drawn, put where it belongs, and told of. */
import { deliver } from "../files/deliver.ts";
import { STREAM } from "../../office/folder/files.ts";
import type { NamedFile, Output } from "../../office/folder/files.ts";
import type { EnvelopeDelivery, Issued, SealedEnvelope } from "../../office/index.ts";
import { warnOfEnd } from "../deposit/telldeposited.ts";
import type { Terminal } from "../terminal.ts";
import { draw } from "./drawing.ts";
import type { Drawing, DrawingOptions } from "./drawing.ts";
import { describeDrawn, tellDrawn } from "./telldrawn.ts";
import type { Drawn } from "./telldrawn.ts";

/** Where the parts of it go; null where that part is not wanted. */
export interface CodeFiles {
  readonly png: NamedFile;
  readonly envelope: NamedFile | null;
  readonly receipt: NamedFile | null;
}

export interface CodeOptions extends DrawingOptions {
  readonly force?: boolean;
}

export interface Code {
  readonly drawing: Drawing;
  /** Files; without any, what goes to standard output. */
  readonly first: readonly Output[];
  /** What goes to standard output and is not there yet. */
  readonly left: readonly Output[];
  readonly isOnStdout: boolean;
}

/** It is delivered when the files are written; without any, when standard output has the code. */
export const codeDelivery = (
  files: CodeFiles,
  options: CodeOptions,
  terminal: Terminal,
): EnvelopeDelivery<SealedEnvelope, Code> => ({
  draw: (made) => drawCode(made, files, options),
  deliver: ({ first }) => deliver(first, options.force === true, terminal),
});

/** Throws qr/too-large. */
async function drawCode(
  { sealed, deposited }: SealedEnvelope,
  { png, envelope, receipt }: CodeFiles,
  options: DrawingOptions,
): Promise<Code> {
  const drawing = await draw(sealed.envelope, options);
  const outputs = [{ path: png.path, bytes: drawing.png }];
  if (envelope !== null) outputs.push({ path: envelope.path, bytes: sealed.envelope });
  if (receipt !== null && deposited !== null)
    outputs.push({ path: receipt.path, bytes: Buffer.from(`${deposited.receipt}\n`) });
  const files = outputs.filter(({ path }) => path !== STREAM);
  const first = files.length === 0 ? outputs : files;
  const left = outputs.filter((output) => !first.includes(output));
  return { drawing, first, left, isOnStdout: files.length < outputs.length };
}

/** After what is left for standard output. */
export async function tellIssued(
  issued: Issued<Code>,
  about: Pick<Drawn, "document" | "format" | "receivers" | "signer">,
  { png, envelope, receipt }: CodeFiles,
  { force = false }: CodeOptions,
  terminal: Terminal,
): Promise<void> {
  const { sealed, deposited } = issued;
  const { drawing, left, isOnStdout } = issued.drawn;
  await deliver(left, force, terminal);
  warnOfEnd(issued, terminal);
  const drawn = {
    ...about,
    sealed,
    deposited: deposited === null ? null : { ...deposited, receiptFile: receipt?.path ?? null },
    drawing,
    pictureFile: png.path,
    envelopeFile: envelope?.path ?? null,
  };
  await terminal.result(describeDrawn(drawn), tellDrawn(drawn, terminal.words.results.drawn), isOnStdout);
}
