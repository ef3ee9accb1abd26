/** What the servers are asked, made before the clock runs. */
import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from "node:crypto";
import { Agent, request } from "undici";
import { issuedDocument } from "../lib/documents.ts";
import type { Server } from "./servers.ts";

const COUNT = 200;
const document = new TextDecoder().decode(issuedDocument("label-certificate").bytes);
const agent = new Agent({ connect: { rejectUnauthorized: false } });

async function ask(server: Server, path: string, body: string | null): Promise<Record<string, unknown>> {
  const answer = await request(server.url + path, {
    dispatcher: agent,
    method: body === null ? "GET" : "POST",
    headers: body === null ? {} : { "content-type": "application/json" },
    body,
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${server.name} answered ${answer.statusCode}: ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}

export const storeBodies: readonly string[] = [JSON.stringify({ data: document })];

/** What was stored, to be asked for; the first is asked for here, to see that it comes back whole. */
export async function retrieveBodies(server: Server): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (let index = 0; index < COUNT; index++) {
    const { data } = await ask(server, "/store", storeBodies[0] ?? "");
    bodies.push(JSON.stringify(data));
  }
  const { decrypted_data: data } = await ask(server, "/retrieve", bodies[0] ?? "");
  if (data !== document) throw new Error(`${server.name} did not give back what was stored`);
  return bodies;
}

/** Requests sealed for the server's public key, as docs/EXCHANGE.md describes them. */
export async function encryptedBodies(server: Server): Promise<readonly string[]> {
  const { public_key: pem } = await ask(server, "/api/encryption/public-key/", null);
  const key = createPublicKey(String(pem));
  const bodies = Array.from({ length: COUNT }, () => {
    const sessionKey = randomBytes(32);
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", sessionKey, nonce);
    const sealed = Buffer.concat([nonce, cipher.update(document), cipher.final(), cipher.getAuthTag()]);
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const wrapped = publicEncrypt({ key, padding, oaepHash: "sha256" }, sessionKey);
    return JSON.stringify({
      encrypted_data: sealed.toString("base64"),
      encrypted_session_key: wrapped.toString("base64"),
    });
  });
  const answer = await ask(server, "/api/encryption/test/", bodies[0] ?? "");
  if (answer["encrypted_session_key"] !== "") throw new Error(`${server.name} did not answer as described`);
  return bodies;
}

export async function endAsking(): Promise<void> {
  await agent.close();
}
