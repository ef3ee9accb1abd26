/** What a service says when it starts, in English. */
import { column } from "../../columns.ts";
import type { ServingWords } from "../../results.ts";

const line = column(13);
const rotated = column(9);
const example = column(11);

const made = { first: "  (made now)", renewed: "  (made now: the one before had expired)" };

export const serving: ServingWords = {
  serving: (url) => line("serving", url),
  plainHttp: line("certificate", "none: plain HTTP, for this machine only"),
  certificate: (fingerprint, how) => line("certificate", `${fingerprint}${how === null ? "" : made[how]}`),
  data: (folder, isPostgres) => line("data", isPostgres ? `PostgreSQL, keys in ${folder}` : folder),
  adminToken: (file) => line("admin token", file),
  stop: line("stop", "Ctrl-C, or SIGTERM"),

  rotated: (generation) =>
    rotated(
      "rotated",
      `the keys are of generation ${generation} now; services that run take them up within 30 seconds`,
    ),
  earlier: rotated("open", "what was stored and sent under earlier generations is opened as before"),
  origin: (origin) => `(${origin})`,

  example: (url) => example("serving", url),
  exampleDocuments: (count) => example("documents", String(count)),
  beside: (url) => example("beside", `qrseal serve --upstream status=${url}`),
  stopExample: example("stop", "Ctrl-C, or SIGTERM"),
};
