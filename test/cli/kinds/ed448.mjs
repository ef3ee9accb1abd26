/** A kind of signing keys that the program does not know: Ed448 (RFC 8032). For `node --import`, as threaded.mjs. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from "node:crypto";
import { addSignerKind } from "qrseal";

const fingerprintOf = (spki) => createHash("sha256").update(spki).digest("hex");
const pem = (key, options) => new TextEncoder().encode(key.export({ format: "pem", ...options }));

function verifyingKey(spki) {
  const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
  return {
    kind: ed448,
    spki,
    fingerprint: fingerprintOf(spki),
    verify: async (message, signature) => verify(null, message, key, signature),
    toFile: () => pem(key, { type: "spki" }),
  };
}

function signingKey(spki, pkcs8) {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  return {
    kind: ed448,
    spki,
    fingerprint: fingerprintOf(spki),
    sign: async (message) => Uint8Array.from(sign(null, message, key)),
    toFile: (passphrase) => {
      const protection =
        passphrase === null ? {} : { cipher: "aes-256-cbc", passphrase: Buffer.from(passphrase) };
      return pem(key, { type: "pkcs8", ...protection });
    },
  };
}

/** @type {import("qrseal").SignerKind} */
const ed448 = {
  id: "ed448",
  name: "Ed448",
  // From the range for private use (below -65536): EdDSA's own number means Ed25519 here.
  coseId: -70_002,
  files: {
    form: "standard",
    readPublic: ({ algorithm, spki }) => (algorithm === "ed448" ? verifyingKey(spki) : null),
    readPrivate: ({ publicHalf: { algorithm, spki }, toPkcs8 }) =>
      algorithm === "ed448" ? signingKey(spki, toPkcs8()) : null,
  },
  generate: async () => {
    const pair = generateKeyPairSync("ed448");
    const spki = Uint8Array.from(pair.publicKey.export({ type: "spki", format: "der" }));
    const pkcs8 = pair.privateKey.export({ type: "pkcs8", format: "der" });
    return { publicKey: verifyingKey(spki), privateKey: signingKey(spki, pkcs8) };
  },
};

addSignerKind(ed448);
