/** The office that a command works for: its key folder, with this desk's terminal and services around it. */
import { toHex } from "../../core/index.ts";
import { officeIn } from "../../office/index.ts";
import type { Clock, FolderOffice, KeyRing, Tell } from "../../office/index.ts";
import type { Host } from "../host.ts";
import { askPassphrase } from "../keys/passphrase.ts";
import type { PassphraseOptions } from "../keys/passphrase.ts";
import { deskName } from "./desk.ts";
import { tellOn } from "./events.ts";
import { openService } from "./service.ts";
import type { ServiceOptions } from "./service.ts";

export interface OfficeOptions extends PassphraseOptions {
  /** The key folder. */
  readonly keys: string;
}

export interface DeskOffice extends FolderOffice {
  readonly now: Clock;
  readonly tell: Tell;
}

export function officeAt(options: OfficeOptions & ServiceOptions, host: Host): DeskOffice {
  const { now } = host;
  const tell = tellOn(host.terminal);
  const office = officeIn(options.keys, {
    stdin: host.stdin,
    askPassphrase: askPassphrase(options, host),
    tell,
    now,
    deskName: () => deskName(host.env),
    connect: (url, certificate) => openService(url, withCertificate(options, certificate), host),
  });
  return { ...office, now, tell };
}

/** For commands that need nothing else of the office. */
export const keyRingAt = (options: OfficeOptions & ServiceOptions, host: Host): KeyRing =>
  officeAt(options, host).keyRing;

/** What the clerk names goes before what a code names. */
function withCertificate(options: ServiceOptions, certificate: Uint8Array | null): ServiceOptions {
  if (certificate === null || options.serviceCertificate !== undefined) return options;
  return { ...options, serviceCertificate: toHex(certificate) };
}
