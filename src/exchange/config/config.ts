/** The service's configuration: from a file, the environment and the command line, the later before the earlier. */
import { failure } from "./refusals.ts";
import { flagOf, settingNames, settings, variableOf } from "./settings.ts";
import type { Config, SettingName } from "./settings.ts";

export type { Config, SettingName } from "./settings.ts";
export { settingNames } from "./settings.ts";

export interface ConfigSources {
  /** The text of a JSON object whose keys are the names of settings. */
  readonly file?: { readonly path: string; readonly text: string } | null;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** By the name of the setting: what was written behind the flag, or what it stands for. */
  readonly flags?: Readonly<Partial<Record<SettingName, unknown>>>;
}

/** "default", the name of a variable, a flag, or the path of the file. */
export type Origins = Readonly<Record<SettingName, string>>;

export interface ReadConfig {
  readonly config: Config;
  readonly origins: Origins;
}

const PREFIX = "QRSEAL_SERVE_";

/**
 * Throws service/unknown-setting, service/bad-setting, service/bad-config-file or service/plain-http. No refusal
 * repeats a value: it could be a password in the wrong place.
 */
export function readConfig({ file = null, env = {}, flags = {} }: ConfigSources): ReadConfig {
  const given = new Map<SettingName, { readonly value: unknown; readonly origin: string }>();
  for (const [name, value] of Object.entries(file === null ? {} : parseFile(file))) {
    if (!isSetting(name))
      throw failure("service/unknown-setting", { setting: name, origin: file?.path ?? "" });
    given.set(name, { value, origin: file?.path ?? "" });
  }
  const variables = new Map(settingNames.map((name) => [variableOf(name), name]));
  for (const [variable, text] of Object.entries(env)) {
    if (!variable.startsWith(PREFIX) || text === undefined) continue;
    const name = variables.get(variable);
    if (name === undefined)
      throw failure("service/unknown-setting", { setting: variable, origin: "environment" });
    given.set(name, { value: parseWritten(name, text), origin: variable });
  }
  for (const [name, value] of Object.entries(flags)) {
    if (value === undefined || !isSetting(name)) continue;
    given.set(name, {
      value: typeof value === "string" ? parseWritten(name, value) : value,
      origin: flagOf(name),
    });
  }

  const origins: Partial<Record<SettingName, string>> = {};
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of settingNames) {
    const { value, origin } = given.get(name) ?? { value: undefined, origin: "default" };
    const parsed = settings[name].schema.safeParse(value);
    if (!parsed.success) {
      throw failure("service/bad-setting", { setting: name, origin, form: settings[name].form });
    }
    values[name] = parsed.data;
    origins[name] = origin;
  }
  const config = values as Config;
  checkTogether(config, origins as Origins);
  return { config, origins: origins as Origins };
}

function parseFile({ path, text }: { readonly path: string; readonly text: string }): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw failure("service/bad-config-file", { path });
  }
  return value;
}

const isSetting = (name: string): name is SettingName => Object.hasOwn(settings, name);

/** What a text stands for; where it stands for nothing, the schema refuses the text itself. */
function parseWritten(name: SettingName, text: string): unknown {
  switch (settings[name].written) {
    case "text":
      return text;
    case "number":
      return /^\d{1,15}$/.test(text) ? Number(text) : text;
    case "yes":
      return text === "true" ? true : text === "false" ? false : text;
    case "list":
      return text === "" ? [] : text.split(",");
    case "json":
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return text;
      }
  }
}

/** The addresses of this machine that no other machine reaches. */
const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

function checkTogether(config: Config, origins: Origins): void {
  const { host, plainHttp, tlsCert, tlsKey, passphraseFile, keyFile } = config;
  if (plainHttp && !isLoopback(host)) throw failure("service/plain-http", { host });
  const needs = (name: SettingName, other: SettingName): never => {
    throw failure("service/needs-another", { setting: name, other, origin: origins[name] });
  };
  if (tlsCert !== null && tlsKey === null) needs("tlsCert", "tlsKey");
  if (tlsKey !== null && tlsCert === null) needs("tlsKey", "tlsCert");
  if (passphraseFile !== null && keyFile !== null) {
    throw failure("service/conflict", { setting: "passphraseFile", other: "keyFile" });
  }
  if (plainHttp && config.clientCa !== null) {
    throw failure("service/conflict", { setting: "plainHttp", other: "clientCa" });
  }
}

/** The configuration as it may be shown: without the password of the database and without headers for upstreams. */
export function withoutSecrets(config: Config): Config {
  const { databaseUrl, upstreams } = config;
  return {
    ...config,
    databaseUrl: databaseUrl === null ? null : maskUrl(databaseUrl),
    upstreams: Object.fromEntries(
      Object.entries(upstreams).map(([name, upstream]) => [
        name,
        {
          ...upstream,
          url: maskUrl(upstream.url),
          headers: Object.fromEntries(Object.keys(upstream.headers).map((field) => [field, MASK])),
        },
      ]),
    ),
  };
}

const MASK = "***";

/** A URL without what may be secret in it: the user's password, and the values of its query. */
function maskUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return MASK;
  }
  if (url.password !== "") url.password = MASK;
  for (const name of Array.from(url.searchParams.keys())) {
    if (name !== "sslmode") url.searchParams.set(name, MASK);
  }
  return url.href;
}
