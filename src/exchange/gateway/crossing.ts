/**
 * Requests on their way in and answers on their way out, in three forms. Bound: AES-256-GCM whose additional data name
 * direction, route and status. Plain: AES-256-GCM without, which anybody can write from the shortest description. CBC: where
 * the operator allows it. They are tried in this order; the first two cannot be mistaken for anything else, since their
 * tags are right once in 2^128 times. An answer goes out in the form in which its request came in.
 */
import { createHmac } from "node:crypto";
import { concat, equalBytes, wipe } from "../../core/encoding/bytes.ts";
import type { RandomSource } from "../../core/random.ts";
import {
  openSessionBytes,
  sealSessionData,
  SESSION_NONCE_BYTES,
  sessionBinding,
} from "../../core/sessiondata.ts";
import { decodeBase64, encodeBase64 } from "../../core/encoding/text.ts";
import type { EncryptedAnswer, EncryptedRequest } from "../protocol/gatewaymessages.ts";
import { RequestRefused } from "../protocol/refusals.ts";
import { decryptCbc, encryptCbc } from "./cbc.ts";
import type { FailureCount } from "./failures.ts";
import { isJson } from "./plainjson.ts";
import { openingKeys, unwrapSessionKey } from "./sessionkey.ts";
import type { GatewayKeys } from "./sessionkey.ts";
import type { UpstreamAnswer } from "./upstream.ts";

export interface Crossing {
  readonly form: "bound" | "plain" | "cbc";
  readonly sessionKey: Uint8Array;
  readonly data: Uint8Array;
}

export interface CrossingOptions {
  readonly keys: GatewayKeys;
  readonly random: RandomSource;
  /** Null where CBC is not allowed. */
  readonly cbcFailures: FailureCount | null;
  /** After which a refusal is told, counted from when the request came. */
  readonly refusalMilliseconds: number;
}

const nothing = new Uint8Array(0);
const IV_BYTES = 16;

/** Decrypts, has the answer made, and encrypts it. Throws RequestRefused where there is nothing to encrypt it with. */
export async function answerEncrypted(
  request: EncryptedRequest,
  route: string,
  options: CrossingOptions,
  answer: (data: Uint8Array) => Promise<UpstreamAnswer>,
): Promise<{ readonly status: number; readonly body: EncryptedAnswer }> {
  const opened = await openRequest(request, route, options);
  if (opened === null) throw new RequestRefused("gateway/undecryptable");
  const made = await answer(opened.data);
  const body = sealAnswer(opened, route, made, options.random);
  wipe(opened.sessionKey, opened.data);
  return { status: made.status, body };
}

/**
 * What a request holds, or null. Every failure takes the same way to the end, whichever step failed: no key, no form, no
 * padding and no character of it is told from another. It ends when its time has come, not when it is done: a library
 * that reports by an exception takes some microseconds longer than one that has nothing to report.
 */
export async function openRequest(
  { encrypted_data, encrypted_session_key }: EncryptedRequest,
  route: string,
  { keys, random, cbcFailures, refusalMilliseconds }: CrossingOptions,
): Promise<Crossing | null> {
  const refusal = startTimer(refusalMilliseconds);
  const wrapped = decodeBase64(encrypted_session_key) ?? nothing;
  const bytes = decodeBase64(encrypted_data) ?? nothing;
  const isSpent = cbcFailures?.isSpent(wrapped) ?? true;
  for (const key of openingKeys(keys)) {
    const sessionKey = await unwrapSessionKey(key, wrapped, random);
    const crossing =
      openAuthenticated(sessionKey, bytes, route) ??
      (cbcFailures === null ? null : openCbc(sessionKey, bytes, isSpent));
    if (crossing !== null) {
      refusal.cancel();
      return crossing;
    }
    wipe(sessionKey);
  }
  cbcFailures?.note(wrapped);
  await refusal.due;
  return null;
}

function startTimer(milliseconds: number): { readonly due: Promise<void>; readonly cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const due = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return {
    due,
    cancel: () => {
      clearTimeout(timer);
    },
  };
}

function openAuthenticated(sessionKey: Uint8Array, bytes: Uint8Array, route: string): Crossing | null {
  const bound = openSessionBytes(sessionKey, bytes, sessionBinding("request", route));
  if (bound !== null) return { form: "bound", sessionKey, data: bound };
  const plain = openSessionBytes(sessionKey, bytes);
  if (plain === null || isOurs(sessionKey, bytes.subarray(0, SESSION_NONCE_BYTES))) return null;
  return { form: "plain", sessionKey, data: plain };
}

/** Only JSON counts, wherever it goes: what else decrypts says nothing of who made it, and would tell of its padding. */
function openCbc(sessionKey: Uint8Array, bytes: Uint8Array, isSpent: boolean): Crossing | null {
  const opened = decryptCbc(sessionKey, bytes);
  if (opened === null) return null;
  const isMadeHere = isOurs(sessionKey, bytes.subarray(0, IV_BYTES));
  const isTaken = isJson(opened.data) && opened.isPadded && !isMadeHere && !isSpent;
  return isTaken ? { form: "cbc", sessionKey, data: opened.data } : null;
}

function sealAnswer(
  { form, sessionKey }: Crossing,
  route: string,
  { status, body: data }: UpstreamAnswer,
  random: RandomSource,
): EncryptedAnswer {
  const encrypted_data =
    form === "bound"
      ? sealSessionData(
          sessionKey,
          random(SESSION_NONCE_BYTES),
          data,
          sessionBinding("answer", route, status),
        )
      : form === "plain"
        ? sealSessionData(sessionKey, markOurs(sessionKey, random(SESSION_NONCE_BYTES)), data)
        : encodeBase64(encryptCbc(sessionKey, markOurs(sessionKey, random(IV_BYTES)), data));
  return { encrypted_data, encrypted_session_key: "" };
}

// --- answers that come back as requests ------------------------------------------------------------------

const MARK_BYTES = 4;

/**
 * Without additional data an answer could be sent back to us as a request under the same session key. Its nonce or IV
 * therefore ends in four bytes that only the session key can make of the others; a client's own random nonce does so
 * once in 2^32 times.
 */
function markOurs(sessionKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  const free = nonce.subarray(0, nonce.length - MARK_BYTES);
  return concat(free, markOf(sessionKey, free));
}

const isOurs = (sessionKey: Uint8Array, nonce: Uint8Array): boolean =>
  equalBytes(nonce.subarray(-MARK_BYTES), markOf(sessionKey, nonce.subarray(0, nonce.length - MARK_BYTES)));

const markOf = (sessionKey: Uint8Array, free: Uint8Array): Uint8Array =>
  createHmac("sha256", sessionKey).update("qrseal answer").update(free).digest().subarray(0, MARK_BYTES);
