/** Documents of this office that lie with a service, and those that it fetches from one. */
import type { Deposits } from "../../ports.ts";
import { download } from "./downloading.ts";
import type { ServicePorts } from "./serviceports.ts";
import { openDepositor } from "./uploading.ts";

export const depositsIn = (folder: string, ports: ServicePorts): Deposits => ({
  fetch: (ticket, progress) => download(folder, ticket, progress, ports),
  openDepositor: (service, key) => openDepositor(folder, service, key, ports),
});
