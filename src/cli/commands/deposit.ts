/** qrseal deposit: how a deposit of this office is, and taking it out again before its time. */
import type { Command } from "commander";
import { failure, term } from "../refusals.ts";
import type { Connection, Signer } from "../../exchange/client/index.ts";
import type { CommonOptions, Host } from "../host.ts";
import { keyFolder } from "../keys/folder.ts";
import { passphraseOptions } from "../keys/passphrase.ts";
import { declare, declareGroup } from "../page/declaring.ts";
import { chooseParticipantKey, chooseSigner } from "../../office/index.ts";
import { keyRingAt } from "../desk/office.ts";
import type { OfficeOptions } from "../desk/office.ts";
import { openService, serviceOptions } from "../desk/service.ts";
import type { ServiceOptions } from "../desk/service.ts";
import { minuteOf } from "../../words/index.ts";

interface DepositCommandOptions extends CommonOptions, OfficeOptions, ServiceOptions {
  readonly participantKey?: string;
}

export function addDeposit(program: Command, host: Host): void {
  const group = declareGroup(program, "deposit");
  const asking = (path: "deposit status" | "deposit remove"): Command =>
    declare(group, path, {
      arguments: { "<url>": {}, "<id>": {} },
      options: {
        "--participant-key <file>": {},
        "--keys <folder>": { usual: keyFolder(host.env) },
        ...passphraseOptions,
        ...serviceOptions(path),
      },
    });
  asking("deposit status").action((url: string, id: string, options: DepositCommandOptions) =>
    status(url, id, options, host),
  );
  asking("deposit remove").action((url: string, id: string, options: DepositCommandOptions) =>
    remove(url, id, options, host),
  );
}

async function status(url: string, id: string, options: DepositCommandOptions, host: Host): Promise<void> {
  const bytes = parseId(id, "deposit status");
  await asParticipant(url, options, host, async (connection, signer) => {
    const { depositStatus } = await import("../../exchange/client/index.ts");
    const found = await depositStatus(connection, signer, bytes);
    const { state, size, digest, expires, once, claimed_at: claimedAt, receipt } = found;
    const told = {
      state,
      bytes: size,
      until: minuteOf(expires),
      once,
      claimedAt: claimedAt === null ? null : minuteOf(claimedAt),
    };
    await host.terminal.result(
      {
        service: connection.url,
        deposit: { id, state, bytes: size, sha256: digest, expiresAt: expires, once, claimedAt, receipt },
      },
      [host.terminal.words.results.exchange.deposit(told)],
    );
  });
}

async function remove(url: string, id: string, options: DepositCommandOptions, host: Host): Promise<void> {
  const bytes = parseId(id, "deposit remove");
  await asParticipant(url, options, host, async (connection, signer) => {
    const { removeDeposit } = await import("../../exchange/client/index.ts");
    const removed = await removeDeposit(connection, signer, bytes);
    const { depositRemoved, noDeposit } = host.terminal.words.results.exchange;
    const tell = removed ? depositRemoved : noDeposit;
    await host.terminal.result({ service: connection.url, id, removed }, [tell(connection.url, id)]);
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
