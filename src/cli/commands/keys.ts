/** qrseal keys: what lies in the key folder, and which key of the office succeeds which. */
import type { Command } from "commander";
import { failure, shortFingerprint } from "../../core/index.ts";
import type { CommonOptions, Host } from "../host.ts";
import { listKeys } from "../../office/folder/keyfolder.ts";
import type { FolderKey } from "../../office/folder/keyfolder.ts";
import { keyFolder, readPublicKey } from "../keys/keyring.ts";
import { declare, declareGroup } from "../page/declaring.ts";
import { readSuccessions, recordSuccession } from "../../office/folder/succession.ts";
import type { Succession } from "../../office/folder/succession.ts";

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
    host.terminal.warn(
      `${publicFile ?? ""} is not the public half of ${privateFile ?? ""}: what is sealed with it, that key does not open`,
    );
  }
  const rows = keys.map((key) => describeRow(key));
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
      ...(keys.length === 0 ? [`no keys in ${folder}`] : []),
      ...rows.map((row) =>
        row
          .map((text, column) => text.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd(),
      ),
      ...successions.map(describeSuccession),
    ],
  );
}

function describeRow(key: FolderKey): readonly string[] {
  const { name, use, label, fingerprint, privateFile, publicFile, needsPassphrase } = key;
  const secret = key.isPrivateReadable
    ? needsPassphrase
      ? "protected private half"
      : "private half"
    : "private half that cannot be read";
  const halves = privateFile === null ? "public half only" : `${secret}${publicFile === null ? " only" : ""}`;
  return [
    name,
    use === "signing" ? "signs" : "opens",
    label ?? "type not known",
    fingerprint === null ? "fingerprint not known" : shortFingerprint(fingerprint),
    halves,
  ];
}

const describeSuccession = ({ old, new: next, at }: Succession): string =>
  `${shortFingerprint(next)} succeeds ${shortFingerprint(old)} (noted ${at.slice(0, 10)})`;

async function succeed(
  oldFile: string,
  newFile: string,
  { keys: folder }: KeysOptions,
  host: Host,
): Promise<void> {
  const old = (await readPublicKey(oldFile, host)).fingerprint;
  const next = (await readPublicKey(newFile, host)).fingerprint;
  if (old === next) {
    throw failure("usage/conflict", { first: oldFile, second: newFile, reason: "they are the same key" });
  }
  const succession = { old, new: next, at: host.now().toISOString() };
  const isNew = await recordSuccession(folder, succession);
  await host.terminal.result({ folder, succession: { old, new: next }, noted: isNew }, [
    isNew
      ? `noted in ${folder}: ${shortFingerprint(next)} succeeds ${shortFingerprint(old)}`
      : `noted before: ${shortFingerprint(next)} succeeds ${shortFingerprint(old)}`,
  ]);
}
