/** A caller of the encrypted API, written from its description with node:crypto alone; and one that alters requests. */
import {
  constants,
  createCipheriv,
  createDecipheriv,
  generateKeyPairSync,
  publicEncrypt,
  randomBytes,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { GatewayKeys } from "../../../src/exchange/gateway/sessionkey.ts";

export type Form = "bound" | "plain" | "cbc";
export interface Wire {
  readonly encrypted_data: string;
  readonly encrypted_session_key: string;
}

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}
/** The smallest size there is: tests count keys and not bits. */
export const makePair = (): KeyPair => generateKeyPairSync("rsa", { modulusLength: 2048 });

/** The oldest first. */
export function keysOf(...pairs: readonly KeyPair[]): GatewayKeys {
  const keys = pairs.map(({ publicKey, privateKey }) => {
    const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
    return { rsa: { publicKey: { key: publicKey }, privateKey: { key: privateKey, bits } } };
  });
  return { all: () => keys, refresh: () => Promise.resolve() };
}

export const wrap = (key: KeyObject, message: Uint8Array): Buffer =>
  publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }, message);

const binding = (form: Form, direction: string, route: string): Buffer =>
  Buffer.from(form === "bound" ? `qrseal ${direction} ${route}` : "");

export function encrypt(
  form: Form,
  sessionKey: Uint8Array,
  route: string,
  data: Uint8Array,
  direction = "request",
): Buffer {
  if (form === "cbc") {
    const iv = randomBytes(16);
    const cipher = createCipheriv("aes-256-cbc", sessionKey, iv);
    return Buffer.concat([iv, cipher.update(data), cipher.final()]);
  }
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", sessionKey, nonce).setAAD(binding(form, direction, route));
  return Buffer.concat([nonce, cipher.update(data), cipher.final(), cipher.getAuthTag()]);
}

export function decrypt(
  form: Form,
  sessionKey: Uint8Array,
  route: string,
  text: string,
  direction = "answer",
): Buffer {
  const bytes = Buffer.from(text, "base64");
  if (form === "cbc") {
    const decipher = createDecipheriv("aes-256-cbc", sessionKey, bytes.subarray(0, 16));
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
  }
  const decipher = createDecipheriv("aes-256-gcm", sessionKey, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(binding(form, direction, route)).setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
}

export interface Call {
  readonly sessionKey: Buffer;
  readonly wire: Wire;
}

export function makeCall(form: Form, key: KeyObject, route: string, data: string | Uint8Array): Call {
  const sessionKey = randomBytes(32);
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  return {
    sessionKey,
    wire: {
      encrypted_data: encrypt(form, sessionKey, route, bytes).toString("base64"),
      encrypted_session_key: wrap(key, sessionKey).toString("base64"),
    },
  };
}

// --- altered requests ------------------------------------------------------------------------------------

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
