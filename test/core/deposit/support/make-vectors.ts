/**
 * Makes fixtures/deposits/vectors.json, once: it is never written again.
 *
 * usage: tsx test/core/deposit/make-vectors.ts
 */
import { writeFileSync } from "node:fs";
import { hex } from "../../support/fixtures.ts";
import { document, vectors } from "./defects.ts";

const lines = vectors().map(({ name, step, code, ticket, blob }) =>
  JSON.stringify({ name, step, code, ticket: hex(ticket), blob: Buffer.from(blob).toString("base64") }),
);
const folder = new URL("../../../../fixtures/deposits/", import.meta.url);
writeFileSync(new URL("vectors.json", folder), `[\n  ${lines.join(",\n  ")}\n]\n`, { flag: "wx" });
writeFileSync(new URL("document", folder), document, { flag: "wx" });
