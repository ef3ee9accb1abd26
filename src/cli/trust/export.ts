/** qrseal trust export: the desk's own list as a signed bundle, which other desks import. */
import { encodeBundle, shortFingerprint } from "../../core/index.ts";
import type { TrustList } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { maxCapacity, modeFor, smallestVersion } from "../../qr/index.ts";
import type { ErrorCorrection } from "../../qr/index.ts";
import { showTime } from "../dates.ts";
import { deliver } from "../files/deliver.ts";
import { describeSymbol, draw } from "../sealing/drawing.ts";
import type { Drawing } from "../sealing/drawing.ts";
import { checkOutput, STREAM } from "../../office/folder/files.ts";
import type { NamedFile } from "../../office/folder/files.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyRingAt } from "../desk/office.ts";
import type { OfficeOptions } from "../desk/office.ts";
import { checkOneResultOnStdout } from "../files/plan.ts";
import { chooseSigner } from "../../office/index.ts";
import type { Signer } from "../../office/index.ts";
import { readTrustStore } from "../../office/folder/truststore.ts";
import { countEntries, keyFacts, secondsOf } from "./entries.ts";

/** As strong as fits: a bundle outlives the paper it was first printed on. */
const errorCorrections: readonly ErrorCorrection[] = ["M", "L"];

export interface ExportOptions extends CommonOptions, OfficeOptions {
  readonly signKey?: string;
  readonly force?: boolean;
}

export async function exportBundle(file: string, options: ExportOptions, host: Host): Promise<void> {
  const { keys: folder, force = false, json = false } = options;
  const output: NamedFile = { option: term("bundle"), path: file };
  checkOneResultOnStdout(json, [output]);
  const list = await readOwnList(folder);
  const inputs = [
    { option: "--sign-key", path: options.signKey },
    { option: "--passphrase-file", path: options.passphraseFile },
  ].flatMap(({ option, path }) => (path === undefined ? [] : [{ option, path }]));
  await checkOutput(output, inputs, force);

  // Only now, with a list to sign and a place for it, is anybody asked for a passphrase.
  const signer = await readSigner(options, host);
  await checkOutput(output, [{ option: term("signing-key-file"), path: signer.file }], force);
  const bundle = { ...list, authority: null, madeAt: secondsOf(host.now()) };
  const text = await encodeBundle(bundle, signer.key);
  const drawing = /\.png$/i.test(file) ? await drawBundle(text) : null;
  await deliver([{ path: file, bytes: drawing?.png ?? text }], force, host.terminal);

  const words = host.terminal.words.results.trust;
  await host.terminal.result(
    {
      file,
      bundle: { madeAt: showTime(bundle.madeAt), ...countEntries(bundle) },
      characters: text.length,
      signer: { file: signer.file, ...keyFacts(signer.key) },
      symbol: drawing === null ? null : describeSymbol(drawing),
    },
    [
      words.exported(file, countEntries(bundle), text.length),
      words.made(showTime(bundle.madeAt)),
      words.signed(shortFingerprint(signer.key.fingerprint), signer.file),
      ...(drawing === null ? [] : [words.code(drawing.symbol.version, drawing.symbol.errorCorrection)]),
    ],
    file === STREAM,
  );
}

/** Throws trust/empty: a desk that named the wrong folder would empty the lists of all others. */
async function readOwnList(folder: string): Promise<TrustList> {
  const { own } = await readTrustStore(folder);
  const isEmpty =
    own === null || own.issuers.length + own.revokedKeys.length + own.revokedDocuments.length === 0;
  if (isEmpty) throw failure("trust/empty", { folder });
  return own;
}

/** Throws key/not-found, and key/ambiguous where the folder holds several. */
async function readSigner(options: ExportOptions, host: Host): Promise<Signer> {
  const signer = await chooseSigner(options, keyRingAt(options, host));
  if (signer !== null) return signer;
  const remedy = term("name-some-sign-key");
  throw failure("key/not-found", { what: term("signing-key-file"), path: options.keys, remedy });
}

/** Throws trust/too-large-for-code. */
async function drawBundle(text: Uint8Array): Promise<Drawing> {
  const mode = modeFor(text);
  const fitting = errorCorrections.find((level) => smallestVersion(text.length, level, mode) !== null);
  if (fitting !== undefined) return draw(text, { errorCorrection: fitting });
  throw failure("trust/too-large-for-code", {
    characters: text.length,
    capacity: maxCapacity("L", mode),
  });
}
