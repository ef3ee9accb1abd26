/** qrseal call: asks a service behind the gateway of an exchange, encrypted from here to there and back. */
import type { Command } from "commander";
import { checkJsonDocument, limits } from "../../core/index.ts";
import { term } from "../refusals.ts";
import type { KnownKeys, Signer } from "../../exchange/client/index.ts";
import { deliver } from "../files/deliver.ts";
import { checkOutput, readInput, STREAM } from "../../office/folder/files.ts";
import type { NamedFile } from "../../office/folder/files.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyFolder } from "../keys/folder.ts";
import { passphraseOptions } from "../keys/passphrase.ts";
import { declare } from "../page/declaring.ts";
import { chooseParticipantKey } from "../../office/index.ts";
import { keyRingAt } from "../desk/office.ts";
import type { OfficeOptions } from "../desk/office.ts";
import { readKnownService, rememberService } from "../../office/folder/knownservices.ts";
import { checkOneInputOnStdin, checkOneResultOnStdout } from "../files/plan.ts";
import { openService, parseFingerprint, serviceOptions } from "../desk/service.ts";
import type { ServiceOptions } from "../desk/service.ts";

const COMMAND = "call";

interface CallOptions extends CommonOptions, ServiceOptions, OfficeOptions {
  readonly participantKey?: string;
  readonly inJson: string;
  readonly out?: string;
  readonly pin?: string;
  readonly force?: boolean;
}

export function addCall(program: Command, host: Host): void {
  declare(program, COMMAND, {
    arguments: { "<url>": {}, "<name>": {} },
    options: {
      "--in-json <file>": { isRequired: true },
      "--out <file>": {},
      "--keys <folder>": { usual: keyFolder(host.env) },
      "--participant-key <file>": {},
      ...passphraseOptions,
      "--pin <sha256>": {},
      ...serviceOptions(COMMAND),
      "--force": {},
    },
  }).action((url: string, name: string, options: CallOptions) => call(url, name, options, host));
}

async function call(url: string, name: string, options: CallOptions, host: Host): Promise<void> {
  const { terminal } = host;
  const output: NamedFile = { option: "--out", path: options.out ?? STREAM };
  const inputs = await checkPlan(output, options);
  const pin = options.pin === undefined ? undefined : parseFingerprint("--pin", options.pin, COMMAND);
  checkOneInputOnStdin(inputs);
  const json = await readInput(options.inJson, term("document"), limits.gatewayRequestBytes, host.stdin);
  checkJsonDocument(json, { isJsonOnly: true });

  const signer = await signerOf(options, host);

  const connection = await openKnown(url, options, host);
  // Loaded already, for the connection.
  const { checkAnswer, openGateway } = await import("../../exchange/client/index.ts");
  const known = await readKnownService(options.keys, connection.url);
  const remember = async (keys: KnownKeys): Promise<void> => {
    const { notices } = terminal;
    const notice = known === null ? notices.serviceNew : notices.serviceKeysNew;
    // Whoever named the key knows it.
    if (pin === undefined) terminal.warn(notice(connection.url, keys.rsa));
    const certificate = options.serviceCertificate ?? known?.certificate ?? null;
    const since = host.now().toISOString();
    await rememberService(options.keys, { url: connection.url, certificate, ...keys, since });
  };
  try {
    const answer = await openGateway(connection, { known, pin, remember, signer }).send(name, json);
    checkAnswer(answer);
    await deliver([{ path: output.path, bytes: answer.body }], options.force === true, terminal);
    await terminal.result(
      {
        service: connection.url,
        name,
        answer: { file: output.path, bytes: answer.body.length, status: answer.status },
      },
      output.path === STREAM ? [] : [terminal.words.results.exchange.answer(output.path)],
      output.path === STREAM,
    );
  } finally {
    await connection.close();
  }
}

/** Nobody is told who calls who does not ask for it. */
async function signerOf(options: CallOptions, host: Host): Promise<Signer | undefined> {
  if (options.participantKey === undefined) return undefined;
  const key = await chooseParticipantKey(options.participantKey, null, keyRingAt(options, host));
  return { key, now: () => host.now().getTime() };
}

/** The certificate that was given once need not be given again, unless other authorities are to judge. */
async function openKnown(
  url: string,
  options: CallOptions,
  host: Host,
): Promise<Awaited<ReturnType<typeof openService>>> {
  const named = await openService(url, options, host);
  if (options.serviceCertificate !== undefined || options.ca !== undefined) return named;
  const known = await readKnownService(options.keys, named.url);
  return known?.certificate == null
    ? named
    : openService(url, { ...options, serviceCertificate: known.certificate }, host);
}

async function checkPlan(output: NamedFile, options: CallOptions): Promise<readonly NamedFile[]> {
  const inputs: NamedFile[] = [
    { option: "--in-json", path: options.inJson },
    ...(options.participantKey === undefined
      ? []
      : [{ option: "--participant-key", path: options.participantKey }]),
    ...(options.ca === undefined ? [] : [{ option: "--ca", path: options.ca }]),
  ];
  checkOneResultOnStdout(options.json === true, [output]);
  await checkOutput(output, inputs, options.force === true);
  return inputs;
}
