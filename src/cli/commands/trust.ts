/** qrseal trust: whose signatures this desk believes, and the bundles by which many desks believe the same. */
import type { Command } from "commander";
import type { Host } from "../host.ts";
import { keyFolder } from "../keys/folder.ts";
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
  const group = program
    .command("trust")
    .summary("say whose signatures this desk believes")
    .description("Whose signatures this desk believes, what is revoked, and bundles of both.")
    .addHelpText("after", "\nExample: qrseal trust list");
  const withKeys = (command: Command): Command =>
    command.option("--keys <folder>", "the office's key folder", keyFolder(host.env));

  withKeys(
    group
      .command("add")
      .summary("believe an issuer's signatures")
      .description("Adds an issuer's public signing key to this desk's own list.")
      .argument("<name>", "what the issuer is called, as readers will see it")
      .argument("<public-key-file>", "the issuer's public signing key")
      .option("--from <day>", "documents signed before are not believed")
      .option("--until <day>", "documents signed after are not believed")
      .option("--speaks-for <place>", "the place or office they sign for"),
  )
    .addHelpText("after", "\nExample: qrseal trust add ANAE anae_signing_public.pem --until 2028-12-31")
    .action((name: string, file: string, options: AddOptions) => addIssuer(name, file, options, host));

  withKeys(
    group
      .command("list")
      .summary("show who is believed and what is revoked")
      .description("Shows issuers and revocations, of the own list and of the authority's bundle."),
  )
    .addHelpText("after", "\nExample: qrseal trust list --json")
    .action((options: ListOptions) => listTrust(options, host));

  withKeys(
    group
      .command("remove")
      .summary("take an issuer out of the own list")
      .description("Takes an issuer out of this desk's own list. To refuse its key, revoke it.")
      .argument("<issuer>", "its name, or its key's fingerprint"),
  )
    .addHelpText("after", "\nExample: qrseal trust remove ANAE")
    .action((issuer: string, options: RemoveOptions) => removeIssuer(issuer, options, host));

  withKeys(
    group
      .command("revoke")
      .summary("refuse a key or a document from now on")
      .description("Refuses all documents of a key, or one document, from now on.")
      .option("--key <key>", "issuer's name, fingerprint or public key file")
      .option("--document <id>", "the document's id, 32 digits")
      .option("--reason <text>", "why, as readers will see it"),
  )
    .addHelpText("after", "\nExample: qrseal trust revoke --key ANAE --reason 'key stolen'")
    .action((options: RevokeOptions) => revoke(options, host));

  withKeys(
    group
      .command("export")
      .summary("sign the own list for other desks")
      .description("Writes this desk's own list as a signed bundle, which other desks import.")
      .argument("<file>", "text; with .png a QR code; - for standard output")
      .option("--sign-key <file>", "signing key; else the one in the folder")
      .option("--passphrase-file <file>", "its passphrase; else QRSEAL_PASSPHRASE or asked")
      .option("--passphrase <text>", "the passphrase itself; others can see it")
      .option("--force", "replace the file if it exists"),
  )
    .addHelpText("after", "\nExample: qrseal trust export trust-2026.txt")
    .action((file: string, options: ExportOptions) => exportBundle(file, options, host));

  withKeys(
    group
      .command("import")
      .summary("take the bundle of the authority")
      .description("Takes a signed bundle. The first time, --signed-by says whose bundles to take.")
      .argument("<file>", "the bundle's text or a picture of it; - for standard input")
      .option("--signed-by <file>", "the authority's public signing key")
      .option("--force", "change the authority"),
  )
    .addHelpText("after", "\nExample: qrseal trust import trust.png --signed-by anae_signing_public.pem")
    .action((file: string, options: ImportOptions) => importBundle(file, options, host));
}
