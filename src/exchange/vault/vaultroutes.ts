/** The routes of secure data handling. */
import { decodeBase64, encodeBase64 } from "../../core/encoding/text.ts";
import { limits } from "../../core/limits.ts";
import type { RandomSource } from "../../core/random.ts";
import type { App, Routes } from "../http/routes.ts";
import type { ServiceKeys } from "../keys/servicekeys.ts";
import { RequestRefused } from "../protocol/refusals.ts";
import {
  INVALID_SIGNATURE,
  retrieveAnswer,
  retrieveRefusal,
  retrieveRequest,
  retrieveRoute,
  storeAnswer,
  storeRequest,
  storeRoute,
  vaultData,
  vaultPath,
  vaultReceipt,
  vaultRecordPath,
  vaultRoute,
  vaultSealedData,
} from "../protocol/vaultmessages.ts";
import type { SealedDataFields } from "../protocol/vaultmessages.ts";
import type { VaultRecord, VaultStore } from "../store/contract/vaultstore.ts";
import { openData, recordIdOf, sealData, signerOf } from "./sealing.ts";
import type { SealedData } from "./sealing.ts";

export interface VaultNeeds {
  readonly store: VaultStore;
  readonly keys: ServiceKeys;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: RandomSource;
}

const tags = ["secure data handling"];

export function vaultRoutes(needs: VaultNeeds): Routes {
  return (app) => {
    addSealingRoutes(app, needs);
    addRecordRoutes(app, needs);
  };
}

/** The two routes whose bodies carry everything; with a slash at the end they are the same, and described once. */
function addSealingRoutes(app: App, needs: VaultNeeds): void {
  for (const slash of ["", "/"]) {
    app.post(
      storeRoute + slash,
      {
        schema: {
          hide: slash !== "",
          tags,
          summary: "Seal and sign data, and keep them",
          description: "The Location of the answer is where the service keeps them.",
          body: storeRequest,
          response: { 200: storeAnswer },
        },
      },
      async (request, reply) => {
        const record = await keep(request.body.data, needs);
        void reply.header("location", vaultRecordPath(record.id));
        return { message: "Data stored securely" as const, data: encodeSealed(record) };
      },
    );

    app.post(
      retrieveRoute + slash,
      {
        // Base64 takes a third more than what the other route took in.
        bodyLimit: limits.sealedDataRequestBytes,
        schema: {
          hide: slash !== "",
          tags,
          summary: "Verify sealed data, and open them",
          body: retrieveRequest,
          response: { 200: retrieveAnswer, 400: retrieveRefusal },
        },
      },
      async (request, reply) => {
        const sealed = parseSealed(request.body);
        const decrypted = sealed === null ? null : await openVerified(sealed, needs.keys);
        if (decrypted === null) return reply.status(400).send(INVALID_SIGNATURE);
        return { decrypted_data: decrypted, signature_status: "Signature is valid." as const };
      },
    );
  }
}

function addRecordRoutes(app: App, needs: VaultNeeds): void {
  app.post(
    vaultRoute,
    {
      schema: {
        tags,
        summary: "Keep data, sealed and signed, under an id",
        body: storeRequest,
        response: { 201: vaultReceipt },
      },
    },
    async (request, reply) => {
      const record = await keep(request.body.data, needs);
      void reply.header("location", vaultRecordPath(record.id));
      return reply.status(201).send(receiptOf(record));
    },
  );

  app.get(
    `${vaultRoute}/:id`,
    { schema: { tags, summary: "The data of an id", params: vaultPath, response: { 200: vaultData } } },
    async (request) => {
      const record = await soundRecord(request.params.id, needs.store);
      const data = await openVerified(record, needs.keys);
      if (data === null) throw new RequestRefused("vault/damaged");
      return { ...receiptOf(record), data };
    },
  );

  app.get(
    `${vaultRoute}/:id/sealed`,
    {
      schema: {
        tags,
        summary: "The sealed data of an id, as /retrieve takes them",
        params: vaultPath,
        response: { 200: vaultSealedData },
      },
    },
    async (request) => {
      const record = await soundRecord(request.params.id, needs.store);
      if ((await knownSignerOf(record, needs.keys)) === null) throw new RequestRefused("vault/damaged");
      return { ...receiptOf(record), ...encodeSealed(record) };
    },
  );
}

/** Answered only after it is stored for good. */
async function keep(data: string, { store, keys, now, random }: VaultNeeds): Promise<VaultRecord> {
  const sealed = await sealData(data, keys.current(), random);
  const record = { ...sealed, id: recordIdOf(sealed), storedAt: now() };
  await store.putVaultRecord(record);
  return record;
}

/** Throws vault/unknown, or vault/damaged where the row is not the one that was stored under this id. */
async function soundRecord(id: string, store: VaultStore): Promise<VaultRecord> {
  const record = await store.vaultRecord(id);
  if (record === null) throw new RequestRefused("vault/unknown");
  if (recordIdOf(record) !== id) throw new RequestRefused("vault/damaged");
  return record;
}

/** The text, or null where no generation of this service has signed it as it is. */
async function openVerified(sealed: SealedData, keys: ServiceKeys): Promise<string | null> {
  const signer = await knownSignerOf(sealed, keys);
  return signer === null ? null : openData(sealed, signer);
}

async function knownSignerOf(sealed: SealedData, keys: ServiceKeys): ReturnType<typeof signerOf> {
  const known = keys.all();
  const signer = await signerOf(sealed, known);
  if (signer !== null) return signer;
  // Another process may have rotated the keys since, and sealed this with the new ones.
  await keys.refresh();
  return signerOf(sealed, keys.all().slice(known.length));
}

const receiptOf = ({ id, storedAt }: VaultRecord): { id: string; stored_at: string } => ({
  id,
  stored_at: new Date(storedAt).toISOString(),
});

function encodeSealed({ nonce, encryptedData, tag, signature }: SealedData): SealedDataFields {
  return {
    nonce: encodeBase64(nonce),
    encrypted_data: encodeBase64(encryptedData),
    tag: encodeBase64(tag),
    signature: encodeBase64(signature),
  };
}

/** Null where a field is not the one spelling of any bytes: it was not written by this service. */
function parseSealed(fields: SealedDataFields): SealedData | null {
  const nonce = decodeBase64(fields.nonce);
  const encryptedData = decodeBase64(fields.encrypted_data);
  const tag = decodeBase64(fields.tag);
  const signature = decodeBase64(fields.signature);
  return nonce && encryptedData && tag && signature ? { nonce, encryptedData, tag, signature } : null;
}
