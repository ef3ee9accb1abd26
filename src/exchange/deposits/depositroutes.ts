/** The routes of deposits. Those of a depositor are signed; those of a reader show the token that the code holds. */
import { Readable } from "node:stream";
import { z } from "zod";
import type { App, Routes, Authenticate } from "../http/routes.ts";
import {
  CLAIM_FIELD,
  claimed,
  collected,
  depositPath,
  depositState,
  newDeposit,
  piecePath,
  readerClaim,
} from "../protocol/depositmessages.ts";
import { RequestRefused } from "../protocol/refusals.ts";
import type { DepositStore } from "../store/contract/depositstore.ts";
import { announce, complete, describeDeposit, keepPiece, ownDeposit } from "./depositing.ts";
import type { DepositRules } from "./depositing.ts";
import { readPieces } from "./pieces.ts";
import { parseRange } from "./range.ts";
import { checkClaim, claim, collect, depositFor } from "./reading.ts";
import type { ReceiptSigner } from "./receipt.ts";

export interface DepositsNeeds {
  readonly store: DepositStore;
  readonly authenticate: Authenticate;
  /** Of the service's newest keys. */
  readonly receiptSigner: () => ReceiptSigner;
  readonly rules: DepositRules;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const tags = ["deposits"];
const nothing = z.void();

export function depositRoutes(needs: DepositsNeeds): Routes {
  return (app) => {
    addDepositorRoutes(app, needs);
    addReaderRoutes(app, needs);
  };
}

function addDepositorRoutes(app: App, needs: DepositsNeeds): void {
  const { store, authenticate, receiptSigner, rules, now } = needs;

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

  app.put(
    "/v1/deposits/:id/pieces/:n",
    {
      bodyLimit: rules.pieceBytes,
      config: { octets: true },
      schema: {
        tags,
        summary: "Send a piece, application/octet-stream (signed); it may be sent again",
        params: piecePath,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const caller = await authenticate(request);
      const { id, n } = request.params;
      const deposit = await ownDeposit(store, caller, id, now());
      if (!Buffer.isBuffer(request.body)) throw new RequestRefused("request/unsupported-type");
      await keepPiece(store, deposit, Number(n), request.body);
      return reply.status(204).send();
    },
  );

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
    async (request) => {
      const caller = await authenticate(request);
      return describeDeposit(store, await ownDeposit(store, caller, request.params.id, now()));
    },
  );

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
      const caller = await authenticate(request);
      const deposit = await ownDeposit(store, caller, request.params.id, now());
      return describeDeposit(store, await complete(store, deposit, receiptSigner(), now));
    },
  );

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
      const caller = await authenticate(request);
      const { id } = await ownDeposit(store, caller, request.params.id, now());
      await store.removeDeposit(id);
      return reply.status(204).send();
    },
  );
}

function addReaderRoutes(app: App, { store, now }: DepositsNeeds): void {
  app.post(
    "/v1/deposits/:id/claim",
    {
      schema: {
        tags,
        summary:
          "Be its reader (Authorization: Bearer read token); of a deposit for one reader the first one is it",
        params: depositPath,
        body: readerClaim,
        response: { 200: claimed },
      },
    },
    async (request) => {
      const deposit = await depositFor(store, request.params.id, request.headers.authorization, now());
      return claim(store, deposit, request.body.claim, now());
    },
  );

  app.get(
    "/v1/deposits/:id/content",
    {
      schema: {
        tags,
        summary: "The bytes, whole or one range of them (Authorization: Bearer read token); changes nothing",
        params: depositPath,
      },
    },
    async (request, reply) => {
      const { headers, params } = request;
      const deposit = await depositFor(store, params.id, headers.authorization, now());
      const shown = headers[CLAIM_FIELD];
      checkClaim(deposit, Array.isArray(shown) ? undefined : shown);
      const { size, digest } = deposit;
      const etag = `"${Buffer.from(digest).toString("hex")}"`;
      // RFC 9110 §13.1.5: a part only of what the reader has the beginning of.
      const isOfThis = headers["if-range"] === undefined || headers["if-range"] === etag;
      const range = isOfThis ? parseRange(headers.range, size) : null;
      if (range === "unsatisfiable") {
        void reply.header("content-range", `bytes */${size}`);
        throw new RequestRefused("request/unsatisfiable-range");
      }
      const { from, to } = range ?? { from: 0, to: size };
      void reply.headers({
        "accept-ranges": "bytes",
        "cache-control": "no-store",
        "content-length": to - from,
        "content-type": "application/octet-stream",
        etag,
      });
      if (range !== null) void reply.status(206).header("content-range", `bytes ${from}-${to - 1}/${size}`);
      return reply.send(Readable.from(readPieces(store, deposit, { from, to })));
    },
  );

  app.post(
    "/v1/deposits/:id/collected",
    {
      schema: {
        tags,
        summary:
          "It arrived and is what it should be (Authorization: Bearer read token): its bytes are removed",
        params: depositPath,
        body: readerClaim,
        response: { 200: collected },
      },
    },
    async (request) => {
      const { headers, params, body } = request;
      return { removed: await collect(store, params.id, headers.authorization, body.claim, now()) };
    },
  );
}
