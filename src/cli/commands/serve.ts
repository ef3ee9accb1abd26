/** qrseal serve: runs the exchange, rotates its keys, and runs an example of what is put behind it. */
import type { Command } from "commander";
import { limits, systemRandom } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { ReadConfig } from "../../exchange/config/config.ts";
import type { RunningService, Surroundings } from "../../exchange/server.ts";
import { EXAMPLE_STATUS, serveExampleStatus } from "../serving/examplestatus.ts";
import { readInput } from "../../office/folder/files.ts";
import type { CommonOptions, Host } from "../host.ts";
import { collect, declare } from "../page/declaring.ts";
import { restrictToOwner } from "../../office/folder/permissions.ts";
import { untilStopped } from "../serving/untilstopped.ts";

interface ServeOptions extends CommonOptions {
  readonly config?: string;
  readonly printConfig?: boolean;
  readonly upstream?: readonly string[];
  readonly host?: string;
  readonly port?: string;
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly plainHttp?: boolean;
  readonly keyFile?: string;
  readonly passphraseFile?: string;
  readonly allowCbc?: boolean;
  readonly statuses?: string;
}

const tasks = ["rotate-keys", EXAMPLE_STATUS] as const;
type Task = (typeof tasks)[number];

export function addServe(program: Command, host: Host): void {
  declare(program, "serve", {
    arguments: { "[task]": { choices: tasks } },
    options: {
      "--host <address>": {},
      "--port <number>": {},
      "--data <folder>": {},
      "--database-url <url>": {},
      "--tls-cert <file>": {},
      "--tls-key <file>": {},
      "--plain-http": {},
      "--key-file <file>": {},
      "--passphrase-file <file>": {},
      "--allow-cbc": {},
      "--upstream <name=url>": { parse: collect },
      "--config <file>": {},
      "--print-config": {},
      "--statuses <file>": {},
    },
  }).action((task: Task | undefined, options: ServeOptions, command: Command) => {
    checkOptionsOf(task, options, command);
    return task === EXAMPLE_STATUS
      ? serveExampleStatus(options, host)
      : serve(task, options, host, program.version() ?? "");
  });
}

/** The example has options of its own, and none of the exchange's settings. Throws usage/ errors. */
function checkOptionsOf(task: Task | undefined, options: ServeOptions, command: Command): void {
  if (task !== EXAMPLE_STATUS) {
    if (options.statuses === undefined) return;
    const problem = term("needs", "--statuses", EXAMPLE_STATUS);
    throw failure("usage/bad-option", { problem, command: command.name() });
  }
  const its = ["port", "statuses", "json", "quiet", "lang"];
  const given = Object.keys(options).find((name) => !its.includes(name));
  if (given === undefined) return;
  const option = command.options.find((one) => one.attributeName() === given)?.long ?? given;
  const reason = term("example-settings");
  throw failure("usage/conflict", { first: EXAMPLE_STATUS, second: option, reason });
}

async function serve(
  task: Exclude<Task, typeof EXAMPLE_STATUS> | undefined,
  options: ServeOptions,
  host: Host,
  version: string,
): Promise<void> {
  const read = await readSettings(options, host);
  if (options.printConfig === true) return printConfig(read, host);
  const surroundings: Surroundings = {
    now: () => host.now().getTime(),
    random: systemRandom,
    log: (line) => {
      host.terminal.log(line);
    },
    restrict: (file) => restrictToOwner(file, 0o600),
    version,
  };
  // Loaded here: no other command needs it.
  const { rotateKeys, startServer } = await import("../../exchange/server.ts");
  if (task === "rotate-keys") {
    const { generation, createdAt, fingerprints } = await rotateKeys(read.config, surroundings);
    const created = new Date(createdAt).toISOString();
    const { rotated, earlier } = host.terminal.words.results.serving;
    return host.terminal.result({ generation, created, fingerprints }, [rotated(generation), earlier]);
  }
  const service = await startServer(read.config, surroundings);
  const stopped = untilStopped(host, () => void service.reloadCertificate());
  await tellStart(service, read, host);
  await stopped;
  await service.close();
}

async function readSettings(options: ServeOptions, host: Host): Promise<ReadConfig> {
  const { config: path, upstream, host: address, port, data, databaseUrl, tlsCert, tlsKey } = options;
  const { plainHttp, keyFile, passphraseFile, allowCbc } = options;
  const bytes =
    path === undefined
      ? null
      : await readInput(path, term("config-file"), limits.serviceConfigBytes, host.stdin);
  const { readConfig } = await import("../../exchange/config/config.ts");
  return readConfig({
    file: path === undefined || bytes === null ? null : { path, text: new TextDecoder().decode(bytes) },
    env: host.env,
    flags: {
      host: address,
      port,
      data,
      databaseUrl,
      tlsCert,
      tlsKey,
      plainHttp,
      keyFile,
      passphraseFile,
      allowCbc,
      upstreams: upstream === undefined ? undefined : parseUpstreams(upstream),
    },
  });
}

/** Each as NAME=URL. */
function parseUpstreams(written: readonly string[]): Readonly<Record<string, { readonly url: string }>> {
  return Object.fromEntries(
    written.map((text) => {
      const at = text.indexOf("=");
      if (at < 1)
        throw failure("service/bad-setting", {
          setting: "upstreams",
          origin: "--upstream",
          form: "NAME=URL",
        });
      return [text.slice(0, at), { url: text.slice(at + 1) }];
    }),
  );
}

async function printConfig({ config, origins }: ReadConfig, host: Host): Promise<void> {
  const { settingNames, withoutSecrets } = await import("../../exchange/config/config.ts");
  const shown = withoutSecrets(config);
  const width = Math.max(...settingNames.map(({ length }) => length));
  const { origin } = host.terminal.words.results.serving;
  await host.terminal.result(
    { config: shown, origins },
    settingNames.map(
      (name) => `${name.padEnd(width)}  ${JSON.stringify(shown[name])}  ${origin(origins[name])}`,
    ),
  );
}

async function tellStart(service: RunningService, { config }: ReadConfig, host: Host): Promise<void> {
  const { url, fingerprint, certificateMade, adminTokenFile } = service;
  const words = host.terminal.words.results.serving;
  await host.terminal.result({ url, fingerprint, data: config.data, adminTokenFile }, [
    words.serving(url),
    fingerprint === null ? words.plainHttp : words.certificate(fingerprint, certificateMade),
    words.data(config.data, config.databaseUrl !== null),
    words.adminToken(adminTokenFile),
    words.stop,
  ]);
}
