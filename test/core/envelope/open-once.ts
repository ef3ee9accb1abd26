/**
 * One process that opens one envelope, for tests that look at what it takes: prints the document's length, or the code
 * that refused it.
 *
 * usage: open-once.ts ENVELOPE OFFICE SIGNER|-
 */
import { readFileSync } from "node:fs";
import { documentOf, openCompact } from "../../../src/core/envelope/compact/open.ts";
import { verifySignature } from "../../../src/core/envelope/compact/statement.ts";
import { QrsealError } from "../../../src/core/errors.ts";
import { parseEnvelope } from "../../../src/core/envelope/detect.ts";
import { open } from "../../../src/core/envelope/open.ts";
import { office, signer } from "./compact/keys.ts";
import type { OfficeName, SignerName } from "./compact/keys.ts";

const [file = "", reader, issuer] = process.argv.slice(2);

function openOnce(): number {
  const envelope = parseEnvelope(new Uint8Array(readFileSync(file)));
  const { privateKey } = office(reader as OfficeName);
  if (envelope.format !== "compact") {
    if (privateKey.type !== "rsa") throw new Error("expected an RSA key");
    return open(envelope, privateKey)?.length ?? -1;
  }
  const opened = openCompact(envelope, privateKey);
  if (opened === null) return -1;
  if (issuer !== "-") {
    const { publicKey } = signer(issuer as SignerName);
    if (!verifySignature(opened, publicKey, opened.signedFor)) throw new Error("its signature does not hold");
  }
  return documentOf(opened).length;
}

try {
  console.log(openOnce());
} catch (error) {
  if (!(error instanceof QrsealError)) throw error;
  console.log(error.code);
}
