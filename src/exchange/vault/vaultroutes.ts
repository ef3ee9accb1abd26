/** The routes of secure data handling. */
import { limits } from "../../core/limits.ts";
import type { App, Routes } from "../http/routes.ts";
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
import type { VaultRecord } from "../store/contract/vaultstore.ts";
import { keep, knownSignerOf, openVerified, soundRecord } from "./keeping.ts";
import type { VaultNeeds } from "./keeping.ts";
import { encodeSealed, parseSealed } from "./sealedfields.ts";

const tags = ["secure data handling"];

export function vaultRoutes(needs: VaultNeeds): Routes {
  return (app) => {
    // With a slash at the end they are the same, and described once.
    for (const slash of ["", "/"] as const) {
      addStoring(app, needs, slash);
      addRetrieving(app, needs, slash);
    }
    addKeeping(app, needs);
    addReading(app, needs);
    addSealedReading(app, needs);
  };
}

function addStoring(app: App, needs: VaultNeeds, slash: "" | "/"): void {
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
}

function addRetrieving(app: App, { keys }: VaultNeeds, slash: "" | "/"): void {
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
      const decrypted = sealed === null ? null : await openVerified(sealed, keys);
      if (decrypted === null) return reply.status(400).send(INVALID_SIGNATURE);
      return { decrypted_data: decrypted, signature_status: "Signature is valid." as const };
    },
  );
}

function addKeeping(app: App, needs: VaultNeeds): void {
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
}

function addReading(app: App, { store, keys }: VaultNeeds): void {
  app.get(
    `${vaultRoute}/:id`,
    { schema: { tags, summary: "The data of an id", params: vaultPath, response: { 200: vaultData } } },
    async (request) => {
      const record = await soundRecord(request.params.id, store);
      const data = await openVerified(record, keys);
      if (data === null) throw new RequestRefused("vault/damaged");
      return { ...receiptOf(record), data };
    },
  );
}

function addSealedReading(app: App, { store, keys }: VaultNeeds): void {
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
      const record = await soundRecord(request.params.id, store);
      if ((await knownSignerOf(record, keys)) === null) throw new RequestRefused("vault/damaged");
      return { ...receiptOf(record), ...encodeSealed(record) };
    },
  );
}

const receiptOf = ({ id, storedAt }: VaultRecord): { id: string; stored_at: string } => ({
  id,
  stored_at: new Date(storedAt).toISOString(),
});
