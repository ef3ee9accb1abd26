/** qrseal trust: whose signatures this desk believes, and the bundles by which many desks believe the same. */
import type { Command } from "commander";
import type { Host } from "../host.ts";
import { keyFolder } from "../keys/folder.ts";
import { passphraseOptions } from "../keys/passphrase.ts";
import { declare, declareGroup } from "../page/declaring.ts";
import { addIssuer } from "../trust/add.ts";
import type { AddOptions } from "../trust/add.ts";
import { exportBundle } from "../trust/export.ts";
import type { ExportOptions } from "../trust/export.ts";
import { importBundle } from "../trust/import.ts";
import type { ImportOptions } from "../trust/import.ts";
import { listTrust } from "../trust/list.ts";
import type { ListOptions } from "../trust/list.ts";
import { removeIssuer } from "../trust/remove.ts";
import type { RemoveOptions } from "../trust/remove.ts";
import { revoke } from "../trust/revoke.ts";
import type { RevokeOptions } from "../trust/revoke.ts";

export function addTrust(program: Command, host: Host): void {
  const group = declareGroup(program, "trust");
  const folder = { "--keys <folder>": { usual: keyFolder(host.env) } };
  declare(group, "trust add", {
    arguments: { "<name>": {}, "<public-key-file>": {} },
    options: { "--from <day>": {}, "--until <day>": {}, "--speaks-for <place>": {}, ...folder },
  }).action((name: string, file: string, options: AddOptions) => addIssuer(name, file, options, host));
  declare(group, "trust list", { options: folder }).action((options: ListOptions) =>
    listTrust(options, host),
  );
  declare(group, "trust remove", { arguments: { "<issuer>": {} }, options: folder }).action(
    (issuer: string, options: RemoveOptions) => removeIssuer(issuer, options, host),
  );
  declare(group, "trust revoke", {
    options: { "--key <key>": {}, "--document <id>": {}, "--reason <text>": {}, ...folder },
  }).action((options: RevokeOptions) => revoke(options, host));
  declare(group, "trust export", {
    arguments: { "<file>": {} },
    options: { "--sign-key <file>": {}, ...passphraseOptions, "--force": {}, ...folder },
  }).action((file: string, options: ExportOptions) => exportBundle(file, options, host));
  declare(group, "trust import", {
    arguments: { "<file>": {} },
    options: { "--signed-by <file>": {}, "--force": {}, ...folder },
  }).action((file: string, options: ImportOptions) => importBundle(file, options, host));
}
