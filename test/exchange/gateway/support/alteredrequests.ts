/** Requests of which nothing can be decrypted any more, and what is answered to them. */
import type { KeyObject } from "node:crypto";
import type { App } from "../../../../src/exchange/http/routes.ts";
import { makeCall, wrap } from "./encryptedcaller.ts";
import type { Call, KeyPair, Wire } from "./encryptedcaller.ts";

/** Ways to alter a request in CBC; none leaves JSON, as the end of the document is never closed again. */
export const alterations = [
  "last byte of the block before",
  "any byte of the last two blocks",
  "a block in the middle",
  "the IV",
  "cut by a block",
  "cut by a byte",
  "only the IV",
  "nothing",
  "no base64",
  "session key bit",
  "session key of another length",
  "session key for another key",
  "session key of 16 bytes",
  "no session key",
] as const;
export type Alteration = (typeof alterations)[number];

const flip = (bytes: Buffer, at: number, by: number): Buffer => {
  const altered = Buffer.from(bytes);
  altered.writeUInt8(altered.readUInt8(at) ^ by, at);
  return altered;
};

/** `roll` gives whole numbers from 0 to below its argument. */
export function alter(
  { wire, sessionKey }: Call,
  alteration: Alteration,
  key: KeyObject,
  otherKey: KeyObject,
  roll: (below: number) => number,
): Wire {
  const data = Buffer.from(wire.encrypted_data, "base64");
  const wrapped = Buffer.from(wire.encrypted_session_key, "base64");
  const by = 1 + roll(255);
  const withData = (bytes: Buffer): Wire => ({ ...wire, encrypted_data: bytes.toString("base64") });
  const withKey = (bytes: Buffer): Wire => ({ ...wire, encrypted_session_key: bytes.toString("base64") });
  switch (alteration) {
    case "last byte of the block before":
      return withData(flip(data, data.length - 17, by));
    case "any byte of the last two blocks":
      return withData(flip(data, data.length - 1 - roll(32), by));
    case "a block in the middle":
      return withData(flip(data, 16 + roll(data.length - 48), by));
    case "the IV":
      // The document begins with a brace, and no other byte begins JSON that goes on as this one does.
      return withData(flip(data, 0, by));
    case "cut by a block":
      return withData(data.subarray(0, -16));
    case "cut by a byte":
      return withData(data.subarray(0, -1));
    case "only the IV":
      return withData(data.subarray(0, 16));
    case "nothing":
      return { ...wire, encrypted_data: "" };
    case "no base64":
      return { ...wire, encrypted_data: `${wire.encrypted_data.slice(0, -1)}*` };
    case "session key bit":
      return withKey(flip(wrapped, roll(wrapped.length), by));
    case "session key of another length":
      return withKey(wrapped.subarray(0, roll(wrapped.length)));
    case "session key for another key":
      return withKey(wrap(otherKey, sessionKey));
    case "session key of 16 bytes":
      return withKey(wrap(key, sessionKey.subarray(0, 16)));
    case "no session key":
      return { ...wire, encrypted_session_key: "" };
  }
}

/** A document whose every block matters: after any of the alterations it is no JSON, or no document at all. */
export const alteredDocument = JSON.stringify({
  document_id: "3f9a77c10b2e9d44a1c33f9a77c10b2e",
  note: "x".repeat(40),
});

/** Requests that are under way at the same time. */
const TOGETHER = 70;

/**
 * The different answers to altered requests in CBC, on the test route and on another: status, headers and body, but for
 * what names the request. No session key fails so often that it is refused for that.
 */
export async function answersToAltered(
  app: App,
  requests: number,
  own: KeyPair,
  other: KeyPair,
  roll: (below: number) => number,
): Promise<Set<string>> {
  const seen = new Set<string>();
  for (let begun = 0; begun < requests; begun += TOGETHER) {
    const calls = Array.from({ length: TOGETHER / 7 }, () =>
      makeCall("cbc", own.publicKey, "/api/encryption/test/", alteredDocument),
    );
    const wires = Array.from({ length: Math.min(TOGETHER, requests - begun) }, (_, index) => {
      const alteration = alterations[index % alterations.length] ?? "nothing";
      const call = calls[Math.floor(index / 7)];
      if (call === undefined) throw new Error("too few calls");
      return alter(call, alteration, own.publicKey, other.publicKey, roll);
    });
    const answers = await Promise.all(
      wires.map((payload, index) =>
        app.inject({
          method: "POST",
          url: index % 2 === 0 ? "/api/encryption/test/" : "/api/encrypted/status/",
          payload,
        }),
      ),
    );
    for (const { statusCode, headers, body } of answers) {
      const told = Object.entries(headers).filter(([name]) => !["date", "x-request-id"].includes(name));
      seen.add([statusCode, ...told.map((header) => header.join(": ")), body].join("\n"));
    }
  }
  return seen;
}
