/** The routes of participants: what each asks of whoever calls it. */
import { z } from "zod";
import { authorityOf } from "../auth/authenticator.ts";
import type { App, Routes } from "../http/routes.ts";
import { messageOf } from "../http/signedrequests.ts";
import {
  MAX_LISTED,
  newKeys,
  newParticipant,
  participantList,
  participantPath,
  participantQuery,
  participantView,
  possession,
  registered,
} from "../protocol/participantmessages.ts";
import type { ParticipantList } from "../protocol/participantmessages.ts";
import type { ParticipantStore } from "../store/contract/participantstore.ts";
import { itself, itselfOrAdmin, knownToAdmin, registerSigned, seenByOthers } from "./participantaccess.ts";
import type { ParticipantNeeds } from "./participantaccess.ts";
import { provePossession, replaceKeys, suspend, viewOf } from "./registry.ts";

const tags = ["participants"];

export function participantRoutes(needs: ParticipantNeeds): Routes {
  return (app) => {
    addRegistration(app, needs);
    addPossession(app, needs);
    addLooking(app, needs);
    addNewKeys(app, needs);
    addSuspension(app, needs);
    addRemoval(app, needs);
  };
}

function addRegistration(app: App, needs: ParticipantNeeds): void {
  app.post(
    "/v1/participants",
    {
      schema: {
        tags,
        summary: "Register (signed by the new signing key); the same registration again finds it again",
        body: newParticipant,
        response: { 200: registered, 201: registered },
      },
    },
    async (request, reply) => {
      const { isNew, ...answer } = await registerSigned(needs, request, request.body);
      return reply.status(isNew ? 201 : 200).send(answer);
    },
  );
}

function addPossession(app: App, needs: ParticipantNeeds): void {
  app.post(
    "/v1/participants/:name/possession",
    {
      schema: {
        tags,
        summary: "Answer the challenge that is sealed for the encryption key (signed)",
        params: participantPath,
        body: possession,
        response: { 200: participantView },
      },
    },
    async (request) => {
      const participant = await itself(needs, request, request.params.name);
      return provePossession(needs, participant, Buffer.from(request.body.answer, "base64"));
    },
  );
}

function addLooking(app: App, needs: ParticipantNeeds): void {
  app.get(
    "/v1/participants/:name",
    {
      schema: {
        tags,
        summary:
          "A participant's public keys (signed by any participant, or with the administration's token)",
        params: participantPath,
        response: { 200: participantView },
      },
    },
    async (request) => viewOf(await seenByOthers(needs, request, request.params.name)),
  );

  app.get(
    "/v1/participants",
    {
      schema: {
        tags,
        summary: "All participants in order of their names, a page at a time (administration)",
        querystring: participantQuery,
        response: { 200: participantList },
      },
    },
    async (request) => {
      needs.authenticateAdmin(messageOf(request));
      return listAfter(needs.store, request.query.after);
    },
  );
}

async function listAfter(store: ParticipantStore, after: string): Promise<ParticipantList> {
  const participants = await store.participants(after, MAX_LISTED);
  const last = participants.length === MAX_LISTED ? participants.at(-1) : undefined;
  return { participants: participants.map(viewOf), next: last?.name ?? null };
}

function addNewKeys(app: App, needs: ParticipantNeeds): void {
  app.put(
    "/v1/participants/:name/keys",
    {
      schema: {
        tags,
        summary: "Replace the keys (signed by the old signing key, or with the administration's token)",
        params: participantPath,
        body: newKeys,
        response: { 200: registered },
      },
    },
    async (request) => {
      const participant = await itselfOrAdmin(needs, request, request.params.name);
      return replaceKeys(needs, authorityOf(needs, messageOf(request)), participant, request.body);
    },
  );
}

function addSuspension(app: App, needs: ParticipantNeeds): void {
  for (const [action, isSuspended] of [
    ["suspend", true],
    ["resume", false],
  ] as const) {
    app.post(
      `/v1/participants/:name/${action}`,
      {
        schema: {
          tags,
          summary: isSuspended ? "Refuse all its requests (administration)" : "End that (administration)",
          params: participantPath,
          response: { 200: participantView },
        },
      },
      async (request) => suspend(needs, await knownToAdmin(needs, request, request.params.name), isSuspended),
    );
  }
}

function addRemoval(app: App, needs: ParticipantNeeds): void {
  app.delete(
    "/v1/participants/:name",
    {
      schema: {
        tags,
        summary: "Remove a participant (signed by itself, or with the administration's token)",
        params: participantPath,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      const { name } = await itselfOrAdmin(needs, request, request.params.name);
      await needs.store.removeParticipant(name);
      return reply.status(204).send();
    },
  );
}
