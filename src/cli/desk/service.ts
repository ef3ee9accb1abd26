/** How a command names the service it asks, and what it goes by to know it again. */
import type { Connection } from "../../exchange/client/index.ts";
import { limits } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { readInput } from "../../office/folder/files.ts";
import type { Host } from "../host.ts";

export interface ServiceOptions {
  readonly serviceCertificate?: string;
  readonly ca?: string;
}

export const serviceOptions = (command: string) => ({
  "--service-certificate <sha256>": {
    parse: (text: string) => parseFingerprint("--service-certificate", text, command),
  },
  "--ca <file>": {},
});

/** 64 small hexadecimal digits. Throws usage/bad-option. */
export function parseFingerprint(option: string, text: string, command: string): string {
  const digits = text
    .replace(/^sha-?256[:=]/i, "")
    .replaceAll(":", "")
    .toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return digits;
  throw failure("usage/bad-option", {
    problem: term("fingerprint-malformed", option, text),
    command,
  });
}

/** Asks nothing yet. Throws exchange/bad-address and the input/ errors. */
export async function openService(
  url: string,
  { serviceCertificate, ca }: ServiceOptions,
  host: Host,
): Promise<Connection> {
  const authorities =
    ca === undefined ? undefined : await readInput(ca, term("authorities"), limits.keyFileBytes, host.stdin);
  // Loaded when it is needed: most commands ask no service.
  const { connect } = await import("../../exchange/client/index.ts");
  return connect({
    url,
    certificateFingerprint: serviceCertificate,
    ca: authorities === undefined ? undefined : new TextDecoder().decode(authorities),
  });
}
