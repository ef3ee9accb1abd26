/** What asking a service takes, beside the key folder. */
import type { Connection } from "../../../exchange/client/index.ts";
import type { Clock } from "../../ports.ts";

export interface ServicePorts {
  /** `certificate` is the fingerprint that goes with the address. Asks nothing yet. Throws exchange/bad-address. */
  readonly connect: (url: string, certificate: Uint8Array | null) => Promise<Connection>;
  readonly now: Clock;
}
