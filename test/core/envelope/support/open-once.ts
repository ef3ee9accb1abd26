/**
 * One process that opens one envelope, for tests that look at what it takes: prints the document's length, or the code
 * that refused it.
 *
 * usage: open-once.ts ENVELOPE OFFICE SIGNER|-
 */
import { readFileSync } from "node:fs";
import { verifySignature } from "../../../../src/core/envelope/statement.ts";
import { QrsealError } from "../../../../src/core/refusal.ts";
import { parseEnvelope } from "../../../../src/core/envelope/detect.ts";
import { office, signer } from "../compact/keys.ts";
import type { OfficeName, SignerName } from "../compact/keys.ts";
import { documentOf, openCompact, openDocument } from "./sealing.ts";

const [file = "", reader, issuer] = process.argv.slice(2);

async function openOnce(): Promise<number> {
  const envelope = parseEnvelope(new Uint8Array(readFileSync(file)));
  const { privateKey } = office(reader as OfficeName);
  if (!envelope.format.carriesStatement) return (await openDocument(envelope, privateKey))?.length ?? -1;
  const opened = await openCompact(envelope, privateKey);
  if (opened === null) return -1;
  if (issuer !== "-") {
    const { publicKey } = signer(issuer as SignerName);
    if (!(await verifySignature(opened, publicKey, opened.signedFor)))
      throw new Error("its signature does not hold");
  }
  return documentOf(opened).length;
}

try {
  console.log(await openOnce());
} catch (error) {
  if (!(error instanceof QrsealError)) throw error;
  console.log(error.code);
}
