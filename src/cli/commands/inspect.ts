/** qrseal inspect: what a code or envelope says to someone without a key. */
import type { Command } from "commander";
import { inspect, limits, shortFingerprint } from "../../core/index.ts";
import type { RecipientFacts } from "../../core/index.ts";
import { findEnvelope } from "../carrier.ts";
import { readInput } from "../files.ts";
import type { CommonOptions, Host } from "../host.ts";

export function addInspect(program: Command, host: Host): void {
  program
    .command("inspect")
    .summary("say what can be said about a code without a key")
    .description("Shows format, algorithms and sizes of an envelope and its code, without a key.")
    .argument("<file>", "picture or text of the envelope; - for standard input")
    .addHelpText("after", "\nExample: qrseal inspect label.png")
    .action((file: string, options: CommonOptions) => inspectFile(file, options, host));
}

async function inspectFile(file: string, _options: CommonOptions, host: Host): Promise<void> {
  const input = await readInput(file, "the picture or envelope", limits.pictureFileBytes, host.stdin);
  const done = host.terminal.progress(host.terminal.notices.readingCode);
  const { bytes, picture } = await findEnvelope(input).finally(done);
  const facts = inspect(bytes);
  await host.terminal.result({ file, envelope: facts, picture }, [
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

function describeRecipient({ keyWrap, keyId, keyBits }: RecipientFacts): string {
  const key = keyWrap.startsWith("RSA") ? `an RSA key of ${keyBits} bits` : "an X25519 key";
  return `for          ${keyId === null ? key : `${shortFingerprint(keyId)}, ${key}`} (${keyWrap})`;
}
