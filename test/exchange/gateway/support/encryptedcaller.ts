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
import type { GatewayKeys } from "../../../../src/exchange/gateway/sessionkey.ts";
import { openingKeyIn, recipientKeyIn } from "../../../core/support/nodekeys.ts";

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
  const keys = pairs.map(({ publicKey, privateKey }) => ({
    rsa: {
      publicKey: recipientKeyIn(publicKey, "a key of the tests"),
      privateKey: openingKeyIn(privateKey, "a key of the tests"),
    },
  }));
  return { all: () => keys, refresh: () => Promise.resolve() };
}

export const wrap = (key: KeyObject, message: Uint8Array): Buffer =>
  publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }, message);

const binding = (form: Form, text: string): Buffer => Buffer.from(form === "bound" ? `qrseal ${text}` : "");

export function encrypt(form: Form, sessionKey: Uint8Array, route: string, data: Uint8Array): Buffer {
  if (form === "cbc") {
    const iv = randomBytes(16);
    const cipher = createCipheriv("aes-256-cbc", sessionKey, iv);
    return Buffer.concat([iv, cipher.update(data), cipher.final()]);
  }
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", sessionKey, nonce).setAAD(binding(form, `request ${route}`));
  return Buffer.concat([nonce, cipher.update(data), cipher.final(), cipher.getAuthTag()]);
}

export function decrypt(
  form: Form,
  sessionKey: Uint8Array,
  route: string,
  text: string,
  status: number,
): Buffer {
  const bytes = Buffer.from(text, "base64");
  if (form === "cbc") {
    const decipher = createDecipheriv("aes-256-cbc", sessionKey, bytes.subarray(0, 16));
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
  }
  const decipher = createDecipheriv("aes-256-gcm", sessionKey, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(binding(form, `answer ${route} ${status}`)).setAuthTag(bytes.subarray(-16));
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
