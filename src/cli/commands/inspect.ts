/** qrseal inspect: what a code or envelope says to someone without a key. */
import type { Command } from "commander";
import { inspect, limits, shortFingerprint } from "../../core/index.ts";
import type { RecipientFacts } from "../../core/index.ts";
import { findEnvelope } from "../carrier.ts";
import { readInput } from "../../office/folder/files.ts";
import type { Host } from "../host.ts";
import { looking, lookOptions } from "../looking.ts";
import type { LookOptions } from "../looking.ts";
import { declare } from "../page/declaring.ts";

export function addInspect(program: Command, host: Host): void {
  declare(program, "inspect", { arguments: { "<file>": {} }, options: lookOptions }).action(
    (file: string, options: LookOptions) => inspectFile(file, options, host),
  );
}

async function inspectFile(file: string, options: LookOptions, host: Host): Promise<void> {
  const { bytes, picture, trace } = await looking(options, host, async (look) => {
    const input = await readInput(file, "the picture or envelope", limits.pictureFileBytes, host.stdin);
    const done = host.terminal.progress(host.terminal.notices.readingCode);
    return findEnvelope(input, look).finally(done);
  });
  const facts = inspect(bytes);
  const recipients = facts.recipients.map(({ keyWrap, keyId, keyBits }) => ({ keyWrap, keyId, keyBits }));
  await host.terminal.result({ file, envelope: { ...facts, recipients }, picture, trace }, [
    `format       ${facts.format}, ${facts.envelopeBytes} bytes`,
    facts.mediaType === null
      ? `document     ${facts.encryptedBytes} bytes encrypted; its type, issuer and dates are inside`
      : `document     ${facts.mediaType}, ${facts.encryptedBytes} bytes, ${facts.compression === "none" ? "not compressed" : `compressed with ${facts.compression ?? ""}`}`,
    `encryption   ${facts.contentEncryption}`,
    ...facts.recipients.map(describeRecipient),
    ...(picture === null
      ? []
      : [
          `QR code      version ${picture.version ?? "unknown"}, error correction ${picture.errorCorrection ?? "unknown"}`,
          `picture      ${picture.format.toUpperCase()}, ${picture.width} × ${picture.height} pixels`,
        ]),
    "not proved   nothing of this is authenticated; only opening shows whether it was altered",
  ]);
}

function describeRecipient({ kind, keyWrap, keyId, keyBits }: RecipientFacts): string {
  const key = `${articleFor(kind.name)} ${kind.name} key${kind.lengths === null ? "" : ` of ${keyBits} bits`}`;
  return `for          ${keyId === null ? key : `${shortFingerprint(keyId)}, ${key}`} (${keyWrap})`;
}

/** "an RSA key", "a DSA key": capitals are read one by one, and these begin with a vowel. */
const articleFor = (name: string): string =>
  /^(?:[AEFHILMNORSX](?![a-z])|[AEIOU][a-z])/.test(name) ? "an" : "a";
