/** qrseal serve example-status: a service to put behind an exchange, which tells what became of a document. */
import { findDocumentFault, limits } from "../../core/index.ts";
import type { Term } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { StatusList } from "../../exchange/example/status.ts";
import { readInput, STREAM } from "../../office/folder/files.ts";
import type { CommonOptions, Host } from "../host.ts";
import { untilStopped } from "./untilstopped.ts";

export const EXAMPLE_STATUS = "example-status";

/** The options that it has besides those of every command. */
export interface ExampleStatusOptions extends CommonOptions {
  readonly port?: string;
  readonly statuses?: string;
}

const PORT = "5444";

/** Serves until a signal stops it. Throws usage/, input/ and service/ errors. */
export async function serveExampleStatus(options: ExampleStatusOptions, host: Host): Promise<void> {
  const port = parsePort(options.port ?? PORT);
  const statuses = await readStatuses(options.statuses, host);
  // Loaded here: no other command needs it.
  const { startStatusService } = await import("../../exchange/example/status.ts");
  const service = await startStatusService(statuses, port);
  const stopped = untilStopped(host, null);
  const documents = Object.keys(statuses).length;
  const words = host.terminal.words.results.serving;
  await host.terminal.result({ url: service.url, documents }, [
    words.example(service.url),
    words.exampleDocuments(documents),
    words.beside(service.url),
    words.stopExample,
  ]);
  await stopped;
  await service.close();
}

async function readStatuses(file: string | undefined, host: Host): Promise<StatusList> {
  const what = term("statuses");
  if (file === undefined) throw failure("usage/missing-input", { command: `serve ${EXAMPLE_STATUS}`, what });
  const bytes = await readInput(file, what, limits.statusListBytes, host.stdin);
  const path = file === STREAM ? term("standard-input") : file;
  const refuse = (found: Term): Error => failure("service/bad-statuses", { path, found });
  const fault = findDocumentFault(bytes);
  if (fault !== null) {
    throw refuse(term("no-json-from", String(fault.line), String(fault.column)));
  }
  const { statusList } = await import("../../exchange/example/status.ts");
  const read = statusList.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (read.success) return read.data;
  const id = read.error.issues[0]?.path[0];
  throw refuse(id === undefined ? term("other-json") : term("something-under", String(id)));
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw failure("service/bad-setting", { setting: "port", origin: "--port", form: "0-65535" });
}
