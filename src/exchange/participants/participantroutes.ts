/** The routes of participants: what each asks of whoever calls it. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { authorityOf, proveKey, proveParticipant } from "../auth/authenticator.ts";
import type { AuthenticatorOptions } from "../auth/authenticator.ts";
import type { Routes, AuthenticateAdmin } from "../http/routes.ts";
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
import { RequestRefused } from "../protocol/refusals.ts";
import type { NonceStore } from "../store/contract/noncestore.ts";
import type { Participant, ParticipantStore } from "../store/contract/participantstore.ts";
import { provePossession, readNewParticipant, register, replaceKeys, suspend, viewOf } from "./registry.ts";

export interface ParticipantsNeeds extends AuthenticatorOptions {
  readonly store: ParticipantStore & NonceStore;
  readonly random: (length: number) => Uint8Array;
  /** Who may register: anybody with a key, or only with the administration's token. */
  readonly registration: "open" | "admin";
  readonly authenticateAdmin: AuthenticateAdmin;
}

const tags = ["participants"];

export function participantRoutes(needs: ParticipantsNeeds): Routes {
  const { store, authenticateAdmin } = needs;

  const known = async (name: string): Promise<Participant> => {
    const participant = await store.participant(name);
    if (participant === null) throw new RequestRefused("participant/unknown");
    return participant;
  };
  const callerOf = async (request: FastifyRequest): Promise<Participant> => {
    const caller = await proveParticipant(needs, request, { mayBePending: true });
    await request.server.countCaller(request, caller);
    return caller;
  };
  /** The participant of this name, which signed the request. */
  const itself = async (request: FastifyRequest, name: string): Promise<Participant> => {
    const caller = await callerOf(request);
    if (caller.name !== name) throw new RequestRefused("participant/not-yours");
    return caller;
  };
  const itselfOrAdmin = async (request: FastifyRequest, name: string): Promise<Participant> => {
    if (!claimsToBeAdmin(request)) return itself(request, name);
    authenticateAdmin(request);
    return known(name);
  };

  return (app) => {
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
        if (needs.registration === "admin") authenticateAdmin(request);
        const keys = readNewParticipant(request.body);
        await proveKey(needs, request, keys.signingKey.key);
        const authority = authorityOf(needs, request);
        const { isNew, ...answer } = await register(needs, authority, request.body.name, keys);
        return reply.status(isNew ? 201 : 200).send(answer);
      },
    );

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
        const participant = await itself(request, request.params.name);
        return provePossession(needs, participant, Buffer.from(request.body.answer, "base64"));
      },
    );

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
      async (request) => {
        const { name } = request.params;
        if (claimsToBeAdmin(request)) authenticateAdmin(request);
        else {
          const caller = await callerOf(request);
          if (caller.state === "pending" && caller.name !== name) {
            throw new RequestRefused("participant/pending");
          }
        }
        return viewOf(await known(name));
      },
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
        authenticateAdmin(request);
        const participants = await store.participants(request.query.after, MAX_LISTED);
        const last = participants.length === MAX_LISTED ? participants.at(-1) : undefined;
        return { participants: participants.map(viewOf), next: last?.name ?? null };
      },
    );

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
        const participant = await itselfOrAdmin(request, request.params.name);
        return replaceKeys(needs, authorityOf(needs, request), participant, request.body);
      },
    );

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
        async (request) => {
          authenticateAdmin(request);
          return suspend(needs, await known(request.params.name), isSuspended);
        },
      );
    }

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
        const { name } = await itselfOrAdmin(request, request.params.name);
        await store.removeParticipant(name);
        return reply.status(204).send();
      },
    );
  };
}

/** Whoever sends a token is judged by it alone. */
const claimsToBeAdmin = ({ headers }: FastifyRequest): boolean => headers.authorization !== undefined;
