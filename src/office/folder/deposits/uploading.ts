/** Puts documents into a service, and keeps in the key folder what goes on with one that was broken off. */
import { randomBytes } from "node:crypto";
import { isServiceOrigin, QrsealError, sealDeposit } from "../../../core/index.ts";
import type { SealedDeposit, SigningKey } from "../../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { Connection, Signer, Uploaded } from "../../../exchange/client/index.ts";
import type { Clock, Deposited, Depositor, DepositTerms, Progress, ServiceAddress } from "../../ports.ts";
import { sha256 } from "../../presented.ts";
import { begunFile, readBegun, removeBegun, writeBegun } from "./begun.ts";
import type { Begun } from "./begun.ts";
import type { ServicePorts } from "./serviceports.ts";

/** Throws exchange/bad-address, and what `key` throws. */
export async function openDepositor(
  folder: string,
  { url, certificate }: ServiceAddress,
  key: () => Promise<SigningKey>,
  { connect, now }: ServicePorts,
): Promise<Depositor> {
  const connection = await connect(url, certificate);
  try {
    checkOrigin(connection);
    const signer = { key: await key(), now: () => now().getTime() };
    const service = { connection, signer, certificate, now };
    return {
      deposit: (document, terms, progress) => upload(folder, document, terms, service, progress),
      close: () => connection.close(),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

interface OpenedService {
  readonly connection: Connection;
  readonly signer: Signer;
  readonly certificate: Uint8Array | null;
  readonly now: Clock;
}

async function upload(
  folder: string,
  document: Uint8Array,
  terms: DepositTerms,
  service: OpenedService,
  progress: Progress,
): Promise<Deposited> {
  const { connection, signer, certificate, now } = service;
  const { mediaType, once, seconds } = terms;
  const file = await begunFile(folder, [connection.url, once, seconds, mediaType, sha256(document)]);
  const { sealed, begun } = await begin(document, terms, file, now);
  const { id, receipt, claims } = await send(sealed, { ...begun, once }, file, service, progress);
  const { readToken, expiresAt } = begun;
  const finish = async (): Promise<void> => {
    if (file !== null) await removeBegun(file);
  };
  return {
    ticket: { ...sealed, origin: connection.url, id, readToken, expiresAt, certificate, once },
    receipt,
    claims,
    finish,
    undo: async () => {
      const { removeDeposit } = await import("../../../exchange/client/index.ts");
      await removeDeposit(connection, signer, id).catch(() => false);
      await finish();
    },
  };
}

async function send(
  sealed: SealedDeposit,
  begun: Begun & { readonly once: boolean },
  file: string | null,
  { connection, signer }: OpenedService,
  progress: Progress,
): Promise<Uploaded> {
  const { uploadDeposit } = await import("../../../exchange/client/index.ts");
  try {
    return await uploadDeposit(connection, signer, sealed, begun, progress);
  } catch (error) {
    // Asked again it would be refused again: there is nothing to go on with.
    if (file !== null && isRefusal(error)) await removeBegun(file);
    throw error;
  }
}

/** With what was begun before, where that is still this document in the same ciphertext and has time left. */
async function begin(
  document: Uint8Array,
  { mediaType, seconds }: DepositTerms,
  file: string | null,
  clock: Clock,
): Promise<{ readonly sealed: SealedDeposit; readonly begun: Begun }> {
  const now = Math.floor(clock().getTime() / 1000);
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
    expiresAt: now + seconds,
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
