/** The key folder as all that the use cases ask for: its one office. */
import type { Clock, Deposits, KeyRing, Records, TrustLists } from "../ports.ts";
import { depositsIn } from "./deposits/deposits.ts";
import type { ServicePorts } from "./deposits/serviceports.ts";
import { keyRingIn } from "./keyring.ts";
import type { KeyRingPorts } from "./keyring.ts";
import { recordsIn } from "./records.ts";
import { readTrust } from "./truststore.ts";

/** What the folder itself does not hold. */
export interface Surroundings extends KeyRingPorts, ServicePorts {
  /** The desk's name in register and audit log. */
  readonly deskName: () => string;
  readonly now: Clock;
}

export interface FolderOffice {
  readonly keyRing: KeyRing;
  readonly trust: TrustLists;
  readonly records: Records;
  readonly deposits: Deposits;
}

/** Reads nothing yet. A folder that is not there has no keys, believes nobody, and nothing is noted. */
export const officeIn = (folder: string, surroundings: Surroundings): FolderOffice => ({
  keyRing: keyRingIn(folder, surroundings),
  trust: { read: () => readTrust(folder) },
  records: recordsIn(folder, { now: surroundings.now, name: surroundings.deskName }),
  deposits: depositsIn(folder, surroundings),
});
