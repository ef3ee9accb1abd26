/** Every setting of the service: its name, what it may be, what it is where nobody says anything. */
import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { upstreamName, upstreamSettings } from "../protocol/gatewaymessages.ts";

interface Setting<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  /** What a text from the environment or the command line stands for. */
  readonly written: "text" | "number" | "yes" | "list" | "json";
  /** What it may be, as it is told to whoever gave something else. */
  readonly form: string;
}

const setting = <S extends z.ZodType>(written: Setting["written"], form: string, schema: S): Setting<S> => ({
  schema,
  written,
  form,
});

const file = setting("text", "FILE", z.string().min(1).nullable().default(null));
const yes = setting("yes", "true|false", z.boolean().default(false));
const choice = <const C extends readonly [string, ...string[]]>(choices: C, usual: C[number]) =>
  setting("text", choices.join("|"), z.enum(choices).default(usual as never));
const count = (min: number, max: number, usual: number) =>
  setting("number", `${min}-${max}`, z.int().min(min).max(max).default(usual));

const DAY = 86_400;

/** RFC 9110 §7.2: a host, and a port where it is not 443. */
const authorityPattern = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

export const settings = {
  host: setting("text", "HOST", z.string().min(1).max(255).default("127.0.0.1")),
  port: count(0, 65_535, 5443),
  /** What clients call the service, as exchange.example:5443; signatures name it. */
  authority: setting("text", "HOST[:PORT]", z.string().regex(authorityPattern).nullable().default(null)),

  /** Folder of the database, the certificate, the key file and the token that are made on first start. */
  data: setting("text", "FOLDER", z.string().min(1).default("exchange")),
  /** Instead of the embedded database. */
  databaseUrl: setting(
    "text",
    "postgres://USER:PASSWORD@HOST/NAME",
    z
      .string()
      .regex(/^postgres(?:ql)?:\/\//)
      .nullable()
      .default(null),
  ),

  tlsCert: file,
  tlsKey: file,
  /** Certificates of authorities: clients have to show one signed by them. */
  clientCa: file,
  plainHttp: yes,
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  trustProxy: setting(
    "list",
    "ADDRESS,…",
    z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).default([]),
  ),

  passphraseFile: file,
  keyFile: file,
  adminTokenFile: file,
  rsaBits: setting("number", "2048|3072|4096", z.literal([2048, 3072, 4096]).default(3072)),

  registration: choice(["open", "admin"], "open"),
  vaultAccess: choice(["open", "participants"], "open"),
  apiAccess: choice(["open", "participants"], "open"),
  metricsAccess: choice(["open", "admin"], "open"),

  allowCbc: yes,
  upstreams: setting("json", '{"NAME": {"url": …}}', z.record(upstreamName, upstreamSettings).default({})),

  /** Requests a minute; 0 is without limit. */
  ratePerAddress: count(0, 10_000_000, 6_000),
  ratePerKey: count(0, 10_000_000, 6_000),

  /** Days that the vault keeps a record; 0 is for ever. */
  vaultDays: count(0, 36_500, 0),
  depositBytes: count(1, 256 * 1024 * 1024, limits.depositDocumentBytes),
  depositDays: count(1, limits.depositSeconds / DAY, 31),
  depositQuotaBytes: count(1, 2 ** 40, limits.depositQuota.bytes),
  depositQuotaCount: count(1, 1_000_000, limits.depositQuota.count),

  logLevel: choice(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "info"),
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof settings;

export const settingNames = Object.keys(settings) as readonly SettingName[];

/** What the service does, in full. */
export type Config = {
  readonly [Name in SettingName]: z.output<(typeof settings)[Name]["schema"]>;
};

/** As in QRSEAL_SERVE_DATABASE_URL. */
export const variableOf = (name: SettingName): string =>
  `QRSEAL_SERVE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** As in --database-url. */
export const flagOf = (name: SettingName): string =>
  name === "upstreams" ? "--upstream" : `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
