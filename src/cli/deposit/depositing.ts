/** Puts a document into a service, and gives what the code holds in its place. */
import { createHash, randomBytes } from "node:crypto";
import { encodeTicket, isServiceOrigin, QrsealError, sealDeposit } from "../../core/index.ts";
import type { DepositTicket, SealedDeposit } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { Connection, Uploaded } from "../../exchange/client/index.ts";
import type { Host } from "../host.ts";
import { chooseParticipantKey } from "../keys/participant.ts";
import type { PassphraseOptions } from "../keys/passphrase.ts";
import type { Signer } from "../keys/signer.ts";
import { openService } from "../service.ts";
import { begunFile, readBegun, removeBegun, writeBegun } from "../../office/folder/begun.ts";
import type { Begun } from "../../office/folder/begun.ts";
import { depositLife } from "./options.ts";
import type { DepositOptions } from "./options.ts";
import { percentShown } from "./progress.ts";

export interface Deposited extends Pick<Uploaded, "receipt" | "claims"> {
  readonly ticket: DepositTicket;
  /** The ticket as the document of an envelope. */
  readonly document: Uint8Array;
  readonly receiptFile: string | null;
  /** The code is where it belongs: nothing needs to be gone on with. */
  readonly finish: () => Promise<void>;
  /** There will be no code: takes the document out again, as far as that can be done. */
  readonly undo: () => Promise<void>;
}

/**
 * Broken off, the same command goes on where it was. Throws document/too-large, document/not-json, document/not-utf8,
 * key/wrong-type, the exchange/ errors and those of keys and files.
 */
export async function depositDocument(
  document: Uint8Array,
  mediaType: string,
  signer: Signer | null,
  folder: string,
  options: DepositOptions & PassphraseOptions & { readonly deposit: string },
  host: Host,
): Promise<Deposited> {
  const connection = await openService(options.deposit, options, host);
  try {
    checkOrigin(connection);
    const key = await chooseParticipantKey(signer, folder, options, host);
    const asked = [connection.url, options.once === true, depositLife(options), mediaType, sha256(document)];
    const file = await begunFile(folder, asked);
    const { sealed, begun } = await begin(document, mediaType, file, options, host);
    const { once = false } = options;
    const { uploadDeposit } = await import("../../exchange/client/index.ts");
    const shown = percentShown(host.terminal, host.terminal.notices.depositing);
    const uploaded = await uploadDeposit(
      connection,
      { key, now: () => host.now().getTime() },
      sealed,
      { ...begun, once },
      shown.tell,
    )
      .catch(async (error: unknown) => {
        // Asked again it would be refused again: there is nothing to go on with.
        if (file !== null && isRefusal(error)) await removeBegun(file);
        throw error;
      })
      .finally(shown.done);
    const { id, receipt, claims } = uploaded;
    const ticket = {
      ...sealed,
      origin: connection.url,
      id,
      readToken: begun.readToken,
      expiresAt: begun.expiresAt,
      certificate: certificateOf(options),
      once,
    };
    const finish = async (): Promise<void> => {
      if (file !== null) await removeBegun(file);
      await connection.close();
    };
    return {
      ticket,
      document: encodeTicket(ticket),
      receipt,
      claims,
      receiptFile: options.receipt ?? null,
      finish,
      undo: async () => {
        const { removeDeposit } = await import("../../exchange/client/index.ts");
        await removeDeposit(connection, { key, now: () => host.now().getTime() }, id).catch(() => false);
        await finish();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** With what was begun before, where that is still this document in the same ciphertext and has time left. */
async function begin(
  document: Uint8Array,
  mediaType: string,
  file: string | null,
  options: DepositOptions,
  host: Host,
): Promise<{ readonly sealed: SealedDeposit; readonly begun: Begun }> {
  const now = Math.floor(host.now().getTime() / 1000);
  const found = file === null ? null : await readBegun(file);
  if (found !== null && found.expiresAt > now) {
    const sealed = sealDeposit(document, mediaType, () => found.contentKey);
    // Another version of zlib: the key has encrypted something else already, and must not encrypt this.
    if (Buffer.compare(sealed.digest, found.digest) === 0) return { sealed, begun: found };
  }
  const sealed = sealDeposit(document, mediaType);
  const begun = {
    contentKey: sealed.contentKey,
    digest: sealed.digest,
    readToken: Uint8Array.from(randomBytes(32)),
    expiresAt: now + depositLife(options),
  };
  if (file !== null) await writeBegun(file, begun);
  return { sealed, begun };
}

const isRefusal = (error: unknown): boolean =>
  error instanceof QrsealError && error.code === "exchange/refused";

function checkOrigin({ url }: Connection): void {
  if (isServiceOrigin(url)) return;
  throw failure("exchange/bad-address", { url, problem: term("path-in-address") });
}

const certificateOf = ({ serviceCertificate }: DepositOptions): Uint8Array | null =>
  serviceCertificate === undefined ? null : Uint8Array.from(Buffer.from(serviceCertificate, "hex"));

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
