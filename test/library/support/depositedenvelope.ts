/** An envelope whose document lies with a service, and what lies there. */
import { DEPOSIT_MEDIA_TYPE, encodeTicket, JSON_MEDIA_TYPE, sealDeposit } from "../../../src/core/index.ts";
import type { DepositTicket } from "../../../src/core/index.ts";
import { issue } from "../../../src/index.ts";
import type { RecipientKey, SigningKey } from "../../../src/index.ts";

export async function depositedEnvelope(
  document: Uint8Array,
  receiver: RecipientKey,
  signer: SigningKey,
  now: number,
): Promise<{ readonly envelope: Uint8Array; readonly blob: Uint8Array; readonly ticket: DepositTicket }> {
  const { blob, ...sealed } = sealDeposit(document, JSON_MEDIA_TYPE);
  const ticket: DepositTicket = {
    origin: "https://exchange.example",
    id: new Uint8Array(16),
    readToken: new Uint8Array(32),
    ...sealed,
    expiresAt: now + 3600,
    once: false,
    certificate: null,
  };
  const { envelope } = await issue(encodeTicket(ticket), {
    receivers: [receiver],
    signer,
    mediaType: DEPOSIT_MEDIA_TYPE,
    now: () => new Date(now * 1000),
  });
  return { envelope, blob, ticket };
}
