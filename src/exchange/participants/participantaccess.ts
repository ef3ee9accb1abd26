/** Who may ask what of a participant: it itself, by its signature, or the administration, by its token. */
import type { FastifyRequest } from "fastify";
import { authorityOf, proveKey, proveParticipant } from "../auth/authenticator.ts";
import type { AuthenticatorOptions } from "../auth/authenticator.ts";
import type { AuthenticateAdmin } from "../auth/caller.ts";
import { messageOf } from "../http/signedrequests.ts";
import type { NewParticipant } from "../protocol/participantmessages.ts";
import { RequestRefused } from "../protocol/refusals.ts";
import type { NonceStore } from "../store/contract/noncestore.ts";
import type { Participant, ParticipantStore } from "../store/contract/participantstore.ts";
import { readNewParticipant, register } from "./registry.ts";

export interface ParticipantNeeds extends AuthenticatorOptions {
  readonly store: ParticipantStore & NonceStore;
  readonly random: (length: number) => Uint8Array;
  /** Who may register: anybody with a key, or only with the administration's token. */
  readonly registration: "open" | "admin";
  readonly authenticateAdmin: AuthenticateAdmin;
}

/** Registers whoever signed the request with the key that it brings. Throws RequestRefused, as all of these do. */
export async function registerSigned(
  needs: ParticipantNeeds,
  request: FastifyRequest,
  asked: NewParticipant,
): ReturnType<typeof register> {
  const message = messageOf(request);
  if (needs.registration === "admin") needs.authenticateAdmin(message);
  const keys = readNewParticipant(asked);
  await proveKey(needs, message, keys.signingKey.key);
  return register(needs, authorityOf(needs, message), asked.name, keys);
}

/** The participant of this name, for the administration. */
export async function knownToAdmin(
  needs: ParticipantNeeds,
  request: FastifyRequest,
  name: string,
): Promise<Participant> {
  needs.authenticateAdmin(messageOf(request));
  return known(needs, name);
}

/** The participant of this name, which signed the request. */
export async function itself(
  needs: ParticipantNeeds,
  request: FastifyRequest,
  name: string,
): Promise<Participant> {
  const caller = await callerOf(needs, request);
  if (caller.name !== name) throw new RequestRefused("participant/not-yours");
  return caller;
}

export async function itselfOrAdmin(
  needs: ParticipantNeeds,
  request: FastifyRequest,
  name: string,
): Promise<Participant> {
  return claimsToBeAdmin(request) ? knownToAdmin(needs, request, name) : itself(needs, request, name);
}

/** The participant of this name, for any other: one whose own key is not proved yet sees itself alone. */
export async function seenByOthers(
  needs: ParticipantNeeds,
  request: FastifyRequest,
  name: string,
): Promise<Participant> {
  if (claimsToBeAdmin(request)) return knownToAdmin(needs, request, name);
  const caller = await callerOf(needs, request);
  if (caller.state === "pending" && caller.name !== name) throw new RequestRefused("participant/pending");
  return known(needs, name);
}

/** Whoever sends a token is judged by it alone. */
const claimsToBeAdmin = ({ headers }: FastifyRequest): boolean => headers.authorization !== undefined;

async function callerOf(needs: ParticipantNeeds, request: FastifyRequest): Promise<Participant> {
  const caller = await proveParticipant(needs, messageOf(request), { mayBePending: true });
  await request.server.countCaller(request, caller);
  return caller;
}

async function known({ store }: ParticipantNeeds, name: string): Promise<Participant> {
  const participant = await store.participant(name);
  if (participant === null) throw new RequestRefused("participant/unknown");
  return participant;
}
