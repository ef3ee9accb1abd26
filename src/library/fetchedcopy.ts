/** A document from a service, got by a program: what it is asked with, and what it answers. */
import type { DepositTicket } from "../core/index.ts";
import type { Deposits, FetchedDeposit } from "../office/ports.ts";
import { copyBytes, isFunction, isObject, mustBe } from "./calls.ts";

/** What a service is asked with; what opens the answer stays here. */
export type FetchFromService = (ticket: Omit<DepositTicket, "contentKey">) => Promise<FetchedDeposit>;

export const depositsOf = (fetch: FetchFromService | null): Deposits => ({
  fetch: async (ticket) => checkFetched(await (fetch ?? nobody)(copyTicket(ticket))),
  openDepositor: nobody,
});

const nobody = (): Promise<never> => Promise.reject(new TypeError("a service that nobody asks"));

/** One that may be changed: what the document is held against is another. */
function copyTicket(ticket: DepositTicket): Omit<DepositTicket, "contentKey"> {
  const { origin, size, compression, mediaType, expiresAt, once } = ticket;
  const { id, readToken, digest, certificate } = ticket;
  return {
    ...{ origin, size, compression, mediaType, expiresAt, once },
    id: Uint8Array.from(id),
    readToken: Uint8Array.from(readToken),
    digest: Uint8Array.from(digest),
    certificate: certificate === null ? null : Uint8Array.from(certificate),
  };
}

/** Looked at before the document is noted as taken. What fails after that takes it from nobody. */
function checkFetched(fetched: unknown): FetchedDeposit {
  mustBe(isObject(fetched), "fetch gives blob, confirm and close");
  const { blob, confirm, close } = fetched;
  mustBe(isFunction(confirm) && isFunction(close), "confirm and close are functions");
  return {
    blob: copyBytes(blob, "blob"),
    // Where it does not arrive, the service keeps until its time what nobody else can read.
    confirm: () => inAnyCase(confirm as () => unknown),
    close: () => inAnyCase(close as () => unknown),
  };
}

async function inAnyCase(step: () => unknown): Promise<void> {
  try {
    await step();
  } catch {
    // It is the caller's own, and the document is there.
  }
}
