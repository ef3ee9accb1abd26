/** qrseal trust export: the desk's own list as a signed bundle, which other desks import. */
import { encodeBundle, failure, shortFingerprint } from "../../core/index.ts";
import type { TrustList } from "../../core/index.ts";
import { drawSymbol, maxCapacity, modeFor, renderPng, smallestVersion } from "../../qr/index.ts";
import type { ErrorCorrection, QrSymbol } from "../../qr/index.ts";
import { showTime } from "../dates.ts";
import { checkOutput, STREAM, writeOutput } from "../files.ts";
import type { NamedFile } from "../files.ts";
import type { CommonOptions, Host } from "../host.ts";
import { listKeys } from "../keyfolder.ts";
import { readSigningKey } from "../keyring.ts";
import type { PassphraseOptions } from "../passphrase.ts";
import { checkOneResultOnStdout } from "../plan.ts";
import { readTrustStore } from "../truststore.ts";
import { countEntries, describeCounts, keyFacts, secondsOf } from "./entries.ts";

const COMMAND = "trust export";
const MODULE_PIXELS = 8;
/** As strong as fits: a bundle outlives the paper it was first printed on. */
const errorCorrections: readonly ErrorCorrection[] = ["M", "L"];

export interface ExportOptions extends CommonOptions, PassphraseOptions {
  readonly keys: string;
  readonly signKey?: string;
  readonly force?: boolean;
}

export async function exportBundle(file: string, options: ExportOptions, host: Host): Promise<void> {
  const { keys: folder, force = false, json = false } = options;
  const output: NamedFile = { option: "the bundle", path: file };
  checkOneResultOnStdout(json, [output]);
  const list = await readOwnList(folder);
  const signKey = options.signKey ?? (await onlySigningKey(folder));
  const inputs = [{ option: "--sign-key", path: signKey }];
  if (options.passphraseFile !== undefined)
    inputs.push({ option: "--passphrase-file", path: options.passphraseFile });
  await checkOutput(output, inputs, force);

  const signer = await readSigningKey(signKey, options, host);
  const bundle = { ...list, authority: null, madeAt: secondsOf(host.now()) };
  const text = encodeBundle(bundle, signer);
  const symbol = /\.png$/i.test(file) ? drawBundle(text) : null;
  const bytes = symbol === null ? text : renderPng(symbol, { modulePixels: MODULE_PIXELS });
  if (file === STREAM) await host.terminal.document(bytes);
  else await writeOutput({ path: file, bytes }, force);

  await host.terminal.result(
    {
      file,
      bundle: { madeAt: showTime(bundle.madeAt), ...countEntries(bundle) },
      characters: text.length,
      signer: { file: signKey, ...keyFacts(signer) },
      symbol:
        symbol === null
          ? null
          : { version: symbol.version, modules: symbol.size, errorCorrection: symbol.errorCorrection },
    },
    [
      `bundle    ${file}  (${describeCounts(bundle)}; ${text.length} characters)`,
      `made      ${showTime(bundle.madeAt)}`,
      `signed    with ${shortFingerprint(signer.fingerprint)}, ${signKey}`,
      ...(symbol === null
        ? []
        : [`QR code   version ${symbol.version}, error correction ${symbol.errorCorrection}`]),
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

/** The one current signing key of the folder. Throws key/not-found, and usage/bad-option where there are several. */
async function onlySigningKey(folder: string): Promise<string> {
  const files = (await listKeys(folder)).flatMap(({ use, privateFile }) =>
    use === "signing" && privateFile?.endsWith("_private.pem") === true ? [privateFile] : [],
  );
  const [only, second] = files;
  if (only === undefined) {
    const remedy = "name one with --sign-key, or make one with qrseal keygen --use signing";
    throw failure("key/not-found", { what: "a signing key", path: folder, remedy });
  }
  if (second === undefined) return only;
  const problem = `${folder} holds several signing keys, name one with --sign-key: ${files.join(", ")}`;
  throw failure("usage/bad-option", { problem, command: COMMAND });
}

/** Throws trust/too-large-for-code. */
function drawBundle(text: Uint8Array): QrSymbol {
  const mode = modeFor(text);
  const fitting = errorCorrections.find((level) => smallestVersion(text.length, level, mode) !== null);
  if (fitting !== undefined) return drawSymbol(text, fitting);
  throw failure("trust/too-large-for-code", {
    characters: text.length,
    capacity: maxCapacity("L", mode),
  });
}
