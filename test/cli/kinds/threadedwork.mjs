/** What threaded.mjs has done in another thread: ephemeral-static Diffie-Hellman (RFC 7748) and AES key wrap (RFC 3394). */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
} from "node:crypto";
import { parentPort } from "node:worker_threads";

const curves = { 255: { type: "x25519", crv: "X25519" }, 448: { type: "x448", crv: "X448" } };
const initialValue = Buffer.alloc(8, 0xa6);

const der = (key, type) => Uint8Array.from(key.export({ type, format: "der" }));

const wrappingKey = (privateKey, publicKey) =>
  Buffer.from(hkdfSync("sha256", diffieHellman({ privateKey, publicKey }), "", "threaded", 32));

function generate({ bits }) {
  const pair = generateKeyPairSync(curves[bits].type);
  return { spki: der(pair.publicKey, "spki"), pkcs8: der(pair.privateKey, "pkcs8") };
}

function wrap({ wrap: contentKey, bits, spki }) {
  const recipient = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
  const fresh = generateKeyPairSync(curves[bits].type);
  const cipher = createCipheriv("id-aes256-wrap", wrappingKey(fresh.privateKey, recipient), initialValue);
  return {
    ephemeralKey: Uint8Array.from(Buffer.from(fresh.publicKey.export({ format: "jwk" }).x, "base64url")),
    wrappedKey: Uint8Array.from(Buffer.concat([cipher.update(contentKey), cipher.final()])),
  };
}

/** Null where it is not for this key, or altered. */
function unwrap({ unwrap: wrappedKey, bits, pkcs8, ephemeralKey }) {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  try {
    const x = Buffer.from(ephemeralKey).toString("base64url");
    const publicKey = createPublicKey({ key: { kty: "OKP", crv: curves[bits].crv, x }, format: "jwk" });
    const decipher = createDecipheriv("id-aes256-wrap", wrappingKey(privateKey, publicKey), initialValue);
    return Uint8Array.from(Buffer.concat([decipher.update(wrappedKey), decipher.final()]));
  } catch {
    return null;
  }
}

parentPort.on("message", ({ id, ...work }) => {
  try {
    const result = "wrap" in work ? wrap(work) : "unwrap" in work ? unwrap(work) : generate(work);
    parentPort.postMessage({ id, result });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) });
  }
});
