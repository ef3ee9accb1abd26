/** Gets the ciphertext of a deposit, and keeps in the key folder what was fetched of it already. */
import type { DepositTicket } from "../../../core/index.ts";
import type { FetchedDeposit, Progress } from "../../ports.ts";
import { openPartial } from "./partial.ts";
import type { ServicePorts } from "./serviceports.ts";

/** Throws the output/ errors, exchange/bad-address, and as fetchDeposit does. */
export async function download(
  folder: string,
  ticket: DepositTicket,
  progress: Progress,
  { connect }: ServicePorts,
): Promise<FetchedDeposit> {
  const partial = await openPartial(folder, ticket.id);
  const connection = await connect(ticket.origin, ticket.certificate).catch(async (error: unknown) => {
    await partial.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await partial.close();
    await connection.close();
  };
  try {
    const { confirmCollected, fetchDeposit } = await import("../../../exchange/client/index.ts");
    const { claim, had, keep } = partial;
    const blob = await fetchDeposit(connection, ticket, { claim, had, keep, progress });
    return {
      blob,
      confirm: async () => {
        // Where this does not arrive, the service keeps until its time what nobody else can read.
        await confirmCollected(connection, ticket, claim).catch(() => undefined);
        await partial.remove();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
