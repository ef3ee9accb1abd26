/** The routes of whoever deposits, each of them signed. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { App } from "../http/routes.ts";
import type { AuthenticateRequest } from "../http/signedrequests.ts";
import { depositPath, depositState, newDeposit, piecePath } from "../protocol/depositmessages.ts";
import { RequestRefused } from "../protocol/refusals.ts";
import type { Deposit, DepositStore } from "../store/contract/depositstore.ts";
import { announce, complete, describeDeposit, keepPiece, ownDeposit } from "./depositing.ts";
import type { DepositRules } from "./depositing.ts";
import type { ReceiptSigner } from "./receipt.ts";

export interface DepositorNeeds {
  readonly store: DepositStore;
  readonly authenticate: AuthenticateRequest;
  /** Of the service's newest keys. */
  readonly receiptSigner: () => ReceiptSigner;
  readonly rules: DepositRules;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const tags = ["deposits"];
const nothing = z.void();

export function addDepositorRoutes(app: App, needs: DepositorNeeds): void {
  addAnnouncement(app, needs);
  addPieces(app, needs);
  addState(app, needs);
  addCompletion(app, needs);
  addRemoval(app, needs);
}

/** The deposit of this id, which whoever signed the request has made. Throws RequestRefused. */
async function own(
  { store, authenticate, now }: DepositorNeeds,
  request: FastifyRequest,
  id: string,
): Promise<Deposit> {
  return ownDeposit(store, await authenticate(request), id, now());
}

function addAnnouncement(app: App, { store, authenticate, rules, now }: DepositorNeeds): void {
  app.post(
    "/v1/deposits",
    {
      schema: {
        tags,
        summary: "Announce a deposit (signed); the same announcement again finds it again",
        body: newDeposit,
        response: { 200: depositState, 201: depositState },
      },
    },
    async (request, reply) => {
      const caller = await authenticate(request);
      const { deposit, isNew } = await announce(store, rules, caller, request.body, now());
      return reply.status(isNew ? 201 : 200).send(await describeDeposit(store, deposit));
    },
  );
}

function addPieces(app: App, needs: DepositorNeeds): void {
  app.put(
    "/v1/deposits/:id/pieces/:n",
    {
      bodyLimit: needs.rules.pieceBytes,
      config: { octets: true },
      schema: {
        tags,
        summary: "Send a piece, application/octet-stream (signed); it may be sent again",
        params: piecePath,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const deposit = await own(needs, request, request.params.id);
      if (!Buffer.isBuffer(request.body)) throw new RequestRefused("request/unsupported-type");
      await keepPiece(needs.store, deposit, Number(request.params.n), request.body);
      return reply.status(204).send();
    },
  );
}

function addState(app: App, needs: DepositorNeeds): void {
  app.get(
    "/v1/deposits/:id",
    {
      schema: {
        tags,
        summary: "How far a deposit is, and which pieces are there (signed)",
        params: depositPath,
        response: { 200: depositState },
      },
    },
    async (request) => describeDeposit(needs.store, await own(needs, request, request.params.id)),
  );
}

function addCompletion(app: App, needs: DepositorNeeds): void {
  const { store, receiptSigner, now } = needs;
  app.post(
    "/v1/deposits/:id/complete",
    {
      schema: {
        tags,
        summary: "All pieces are there: verify the digest and sign a receipt (signed)",
        params: depositPath,
        response: { 200: depositState },
      },
    },
    async (request) => {
      const deposit = await own(needs, request, request.params.id);
      return describeDeposit(store, await complete(store, deposit, receiptSigner(), now));
    },
  );
}

function addRemoval(app: App, needs: DepositorNeeds): void {
  app.delete(
    "/v1/deposits/:id",
    {
      schema: {
        tags,
        summary: "Remove a deposit, in any state (signed)",
        params: depositPath,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { id } = await own(needs, request, request.params.id);
      await needs.store.removeDeposit(id);
      return reply.status(204).send();
    },
  );
}
