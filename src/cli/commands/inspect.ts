/** qrseal inspect: what a code or envelope says to someone without a key. */
import type { Command } from "commander";
import { inspect, limits, shortFingerprint } from "../../core/index.ts";
import { term } from "../refusals.ts";
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
    const input = await readInput(file, term("picture-or-envelope"), limits.pictureFileBytes, host.stdin);
    const done = host.terminal.progress(host.terminal.notices.readingCode);
    return findEnvelope(input, look).finally(done);
  });
  const facts = inspect(bytes);
  const recipients = facts.recipients.map(({ keyWrap, keyId, keyBits }) => ({ keyWrap, keyId, keyBits }));
  const words = host.terminal.words.results.pictures;
  await host.terminal.result({ file, envelope: { ...facts, recipients }, picture, trace }, [
    words.format(facts.format, facts.envelopeBytes),
    facts.mediaType === null
      ? words.documentInside(facts.encryptedBytes)
      : words.document(facts.mediaType, facts.encryptedBytes, facts.compression),
    words.encryption(facts.contentEncryption),
    ...facts.recipients.map(({ kind, keyWrap, keyId, keyBits }) =>
      words.receiver(
        kind.name,
        kind.lengths === null ? null : keyBits,
        keyId === null ? null : shortFingerprint(keyId),
        keyWrap,
      ),
    ),
    ...(picture === null
      ? []
      : [
          words.code(picture.version, picture.errorCorrection),
          words.picture(picture.format.toUpperCase(), picture.width, picture.height),
        ]),
    words.notProved,
  ]);
}
