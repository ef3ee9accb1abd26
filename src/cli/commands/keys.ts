/** qrseal keys: what lies in the key folder, and which key of the office succeeds which. */
import type { Command } from "commander";
import { shortFingerprint } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { CommonOptions, Host } from "../host.ts";
import { listKeys } from "../../office/folder/keyfolder.ts";
import type { HeldKey } from "../../office/heldkey.ts";
import { readPublicKey } from "../../office/folder/keyring.ts";
import { keyFolder } from "../keys/folder.ts";
import { declare, declareGroup } from "../page/declaring.ts";
import { readSuccessions, recordSuccession } from "../../office/folder/succession.ts";
import type { Results } from "../../words/index.ts";

interface KeysOptions extends CommonOptions {
  readonly keys: string;
}

export function addKeys(program: Command, host: Host): void {
  const group = declareGroup(program, "keys");
  const folder = { "--keys <folder>": { usual: keyFolder(host.env) } };
  declare(group, "keys list", { options: folder }).action((options: KeysOptions) =>
    listFolder(options, host),
  );
  declare(group, "keys succeed", { arguments: { "<old>": {}, "<new>": {} }, options: folder }).action(
    (old: string, next: string, options: KeysOptions) => succeed(old, next, options, host),
  );
}

async function listFolder({ keys: folder }: KeysOptions, host: Host): Promise<void> {
  const keys = await listKeys(folder);
  const successions = await readSuccessions(folder);
  for (const { privateFile, publicFile } of keys.filter(({ isMismatched }) => isMismatched)) {
    host.terminal.warn(host.terminal.notices.keysMismatched(publicFile ?? "", privateFile ?? ""));
  }
  const words = host.terminal.words.results.keys;
  const rows = keys.map((key) => describeRow(key, words));
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  await host.terminal.result(
    {
      folder,
      keys: keys.map((key) => ({
        name: key.name,
        use: key.use,
        type: key.type,
        bits: key.bits,
        fingerprint: key.fingerprint === null ? null : shortFingerprint(key.fingerprint),
        sha256: key.fingerprint,
        privateKey: key.privateFile,
        publicKey: key.publicFile,
        protected: key.needsPassphrase,
        retired: key.isRetired,
      })),
      successions,
    },
    [
      ...(keys.length === 0 ? [words.none(folder)] : []),
      ...rows.map((row) =>
        row
          .map((text, column) => text.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd(),
      ),
      ...successions.map(({ old, new: next, at }) =>
        words.succession(shortFingerprint(next), shortFingerprint(old), at.slice(0, 10)),
      ),
    ],
  );
}

function describeRow(key: HeldKey, words: Results["keys"]): readonly string[] {
  const { name, use, label, fingerprint, privateFile, publicFile } = key;
  const secret = words.halves[secretOf(key)];
  return [
    name,
    words.uses[use],
    label ?? words.typeUnknown,
    fingerprint === null ? words.fingerprintUnknown : shortFingerprint(fingerprint),
    privateFile !== null && publicFile === null ? words.alone(secret) : secret,
  ];
}

function secretOf({
  privateFile,
  isPrivateReadable,
  needsPassphrase,
}: HeldKey): keyof Results["keys"]["halves"] {
  if (privateFile === null) return "public";
  if (!isPrivateReadable) return "unreadable";
  return needsPassphrase ? "protected" : "open";
}

async function succeed(
  oldFile: string,
  newFile: string,
  { keys: folder }: KeysOptions,
  host: Host,
): Promise<void> {
  const old = (await readPublicKey(oldFile, host)).fingerprint;
  const next = (await readPublicKey(newFile, host)).fingerprint;
  if (old === next) {
    throw failure("usage/conflict", { first: oldFile, second: newFile, reason: term("same-key") });
  }
  const succession = { old, new: next, at: host.now().toISOString() };
  const isNew = await recordSuccession(folder, succession);
  const words = host.terminal.words.results.keys;
  await host.terminal.result({ folder, succession: { old, new: next }, noted: isNew }, [
    isNew
      ? words.noted(shortFingerprint(next), shortFingerprint(old), folder)
      : words.notedBefore(shortFingerprint(next), shortFingerprint(old)),
  ]);
}
