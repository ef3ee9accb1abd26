/** How a document is asked to be deposited instead of drawn. */
import { formats, limits } from "../../core/index.ts";
import type { FormatName } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { serviceOptions } from "../desk/service.ts";
import type { ServiceOptions } from "../desk/service.ts";

const DAY = 86_400;
const USUAL_DAYS = 30;

export interface DepositOptions extends ServiceOptions {
  readonly deposit?: string;
  readonly once?: boolean;
  readonly depositDays?: number;
  readonly participantKey?: string;
  readonly receipt?: string;
}

export const depositOptions = (command: string) => ({
  "--deposit <url>": {},
  "--once": {},
  "--deposit-days <days>": { parse: (text: string) => readDays(text, command) },
  "--participant-key <file>": {},
  "--receipt <file>": {},
  ...serviceOptions(command),
});

function readDays(text: string, command: string): number {
  const max = limits.depositSeconds / DAY;
  const days = Number(text);
  if (/^[1-9]\d{0,2}$/.test(text) && days <= max) return days;
  const problem = term("deposit-days-refused", text, max);
  throw failure("usage/bad-option", { problem, command });
}

/** Of the service that was named by it; null where the system's authorities vouch for the service. */
export const certificateOf = ({ serviceCertificate }: DepositOptions): Uint8Array | null =>
  serviceCertificate === undefined ? null : Uint8Array.from(Buffer.from(serviceCertificate, "hex"));

/** Seconds. */
export const depositLife = ({ depositDays = USUAL_DAYS }: DepositOptions): number => depositDays * DAY;

/** What goes with --deposit only, and what --deposit does not go with. Throws usage/conflict and usage/bad-option. */
export function checkDepositOptions(options: DepositOptions, format: FormatName, command: string): void {
  if (options.deposit !== undefined) {
    // A ticket is for whoever an issuer vouches to, and until a date.
    if (formats[format].carriesStatement) return;
    const reason = term("compact-only");
    throw failure("usage/conflict", { first: "--deposit", second: `--format ${format}`, reason });
  }
  const depositOnly = [
    ["--once", options.once],
    ["--deposit-days", options.depositDays],
    ["--participant-key", options.participantKey],
    ["--receipt", options.receipt],
    ["--service-certificate", options.serviceCertificate],
    ["--ca", options.ca],
  ] as const;
  const [alone] = depositOnly.find(([, value]) => value !== undefined) ?? [];
  if (alone === undefined) return;
  throw failure("usage/bad-option", { problem: term("needs", alone, "--deposit"), command });
}
