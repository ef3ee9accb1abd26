/** qrseal deposit: how a deposit of this office is, and taking it out again before its time. */
import type { Command } from "commander";
import { failure, term } from "../refusals.ts";
import type { Connection, Signer } from "../../exchange/client/index.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyFolder } from "../keys/folder.ts";
import { chooseParticipantKey, chooseSigner } from "../../office/index.ts";
import { keyRingAt } from "../desk/office.ts";
import type { OfficeOptions } from "../desk/office.ts";
import { addServiceOptions, openService } from "../desk/service.ts";
import type { ServiceOptions } from "../desk/service.ts";
import { minuteOf } from "../../words/index.ts";

interface DepositCommandOptions extends CommonOptions, OfficeOptions, ServiceOptions {
  readonly participantKey?: string;
}

export function addDeposit(program: Command, host: Host): void {
  const group = program
    .command("deposit")
    .summary("show or remove a document that was deposited")
    .description("Documents that encrypt-to-qr --deposit put into a service.")
    .addHelpText("after", "\nExample: qrseal deposit status https://exchange.example:5443 ID");
  const named = (name: string, summary: string, description: string): Command =>
    addServiceOptions(
      group
        .command(name)
        .summary(summary)
        .description(description)
        .argument("<url>", "the service, as https://exchange.example:5443")
        .argument("<id>", "the deposit, as encrypt-to-qr told it")
        .option("--participant-key <file>", "your Ed25519 key there; else your signing key")
        .option("--keys <folder>", "your keys", keyFolder(host.env))
        .option("--passphrase-file <file>", "of the key; else QRSEAL_PASSPHRASE or asked")
        .option("--passphrase <text>", "the passphrase itself; others can see it"),
    ).addHelpText("after", `\nExample: qrseal deposit ${name} https://exchange.example:5443 ID`);
  named(
    "status",
    "tell whether it was fetched",
    "Tells how far a deposit is, and whether a reader has it.",
  ).action((url: string, id: string, options: DepositCommandOptions) => status(url, id, options, host));
  named("remove", "take it out before its time", "Removes a deposit: its codes lead to nothing then.").action(
    (url: string, id: string, options: DepositCommandOptions) => remove(url, id, options, host),
  );
}

async function status(url: string, id: string, options: DepositCommandOptions, host: Host): Promise<void> {
  const bytes = parseId(id, "deposit status");
  await asParticipant(url, options, host, async (connection, signer) => {
    const { depositStatus } = await import("../../exchange/client/index.ts");
    const found = await depositStatus(connection, signer, bytes);
    const { state, size, digest, expires, once, claimed_at: claimedAt, receipt } = found;
    const fetched = claimedAt === null ? "" : `, claimed ${minuteOf(claimedAt)}`;
    await host.terminal.result(
      {
        service: connection.url,
        deposit: { id, state, bytes: size, sha256: digest, expiresAt: expires, once, claimedAt, receipt },
      },
      [`${state}: ${size} bytes until ${minuteOf(expires)}${once ? ", for one reader" : ""}${fetched}`],
    );
  });
}

async function remove(url: string, id: string, options: DepositCommandOptions, host: Host): Promise<void> {
  const bytes = parseId(id, "deposit remove");
  await asParticipant(url, options, host, async (connection, signer) => {
    const { removeDeposit } = await import("../../exchange/client/index.ts");
    const removed = await removeDeposit(connection, signer, bytes);
    const line = removed
      ? `removed from ${connection.url}: ${id}`
      : `there was none of yours at ${connection.url}: ${id}`;
    await host.terminal.result({ service: connection.url, id, removed }, [line]);
  });
}

async function asParticipant(
  url: string,
  options: DepositCommandOptions,
  host: Host,
  act: (connection: Connection, signer: Signer) => Promise<void>,
): Promise<void> {
  const connection = await openService(url, options, host);
  try {
    const keyRing = keyRingAt(options, host);
    const signer = options.participantKey === undefined ? await chooseSigner({}, keyRing) : null;
    const key = await chooseParticipantKey(options.participantKey, signer, keyRing);
    await act(connection, { key, now: () => host.now().getTime() });
  } finally {
    await connection.close();
  }
}

function parseId(id: string, command: string): Uint8Array {
  if (/^[0-9a-f]{32}$/.test(id)) return Uint8Array.from(Buffer.from(id, "hex"));
  const problem = term("deposit-id-malformed", id);
  throw failure("usage/bad-option", { problem, command });
}
