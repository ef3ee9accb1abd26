/** The routes of whoever reads a deposit: each shows the token that the code holds (Authorization: Bearer). */
import { Readable } from "node:stream";
import type { App } from "../http/routes.ts";
import { CLAIM_FIELD, claimed, collected, depositPath, readerClaim } from "../protocol/depositmessages.ts";
import { RequestRefused } from "../protocol/refusals.ts";
import type { DepositStore } from "../store/contract/depositstore.ts";
import { contentFields, partAsked } from "./content.ts";
import { readPieces } from "./pieces.ts";
import { checkClaim, claim, collect, depositFor } from "./reading.ts";

export interface ReaderNeeds {
  readonly store: DepositStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const tags = ["deposits"];

export function addReaderRoutes(app: App, needs: ReaderNeeds): void {
  addClaim(app, needs);
  addContent(app, needs);
  addCollection(app, needs);
}

function addClaim(app: App, { store, now }: ReaderNeeds): void {
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
}

function addContent(app: App, { store, now }: ReaderNeeds): void {
  app.get(
    "/v1/deposits/:id/content",
    {
      schema: {
        tags,
        summary: "The bytes, whole or one range of them (Authorization: Bearer read token); changes nothing",
        params: depositPath,
      },
    },
    async ({ headers, params }, reply) => {
      const deposit = await depositFor(store, params.id, headers.authorization, now());
      const shown = headers[CLAIM_FIELD];
      checkClaim(deposit, Array.isArray(shown) ? undefined : shown);
      const part = partAsked(deposit, headers);
      if (part === "unsatisfiable") {
        void reply.header("content-range", `bytes */${deposit.size}`);
        throw new RequestRefused("request/unsatisfiable-range");
      }
      void reply.status(part === null ? 200 : 206).headers(contentFields(deposit, part));
      return reply.send(Readable.from(readPieces(store, deposit, part ?? { from: 0, to: deposit.size })));
    },
  );
}

function addCollection(app: App, { store, now }: ReaderNeeds): void {
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
    async ({ headers, params, body }) => ({
      removed: await collect(store, params.id, headers.authorization, body.claim, now()),
    }),
  );
}
