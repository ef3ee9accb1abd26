/**
 * A kind of recipient keys that the program does not know: the key is wrapped and unwrapped in another thread, and its
 * files are of a form of their own. For `node --import test/cli/kinds/threaded.mjs bin/qrseal.js …`.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  randomBytes,
  scryptSync,
} from "node:crypto";
import { Worker } from "node:worker_threads";
import { addRecipientKind, describeBytes, keyFailure } from "qrseal";

/** The curve's size, and the bytes of a point on it. */
const pointBytes = { 255: 32, 448: 56 };
/** A protected header of one algorithm, from the range for private use (below -65536): {1: -70001}. */
const header = Uint8Array.of(0xa1, 0x01, 0x3a, 0x00, 0x01, 0x11, 0x70);
const EPHEMERAL_KEY = -1;
const WRAPPED_BYTES = 40;

// --- the other thread ---------------------------------------------------------------------------------------

let worker;
const waiting = new Map();

/** Keeps the process alive while it works, and no longer. */
async function inThread(work) {
  worker ??= startWorker();
  worker.ref();
  try {
    return await new Promise((resolve, reject) => {
      const id = randomBytes(8).toString("hex");
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...work });
    });
  } finally {
    if (waiting.size === 0) worker.unref();
  }
}

function startWorker() {
  const started = new Worker(new URL("threadedwork.mjs", import.meta.url), { execArgv: [] });
  started.on("message", ({ id, result, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(result);
    else reject(new Error(error));
  });
  return started;
}

// --- keys ---------------------------------------------------------------------------------------------------

const fingerprintOf = (spki) => createHash("sha256").update(spki).digest("hex");

function recipientKey(bits, spki) {
  return {
    kind: threaded,
    bits,
    spki,
    fingerprint: fingerprintOf(spki),
    wrap: async (contentKey) => {
      const { ephemeralKey, wrappedKey } = await inThread({ wrap: contentKey, bits, spki });
      return { protectedHeader: header, unprotected: new Map([[EPHEMERAL_KEY, ephemeralKey]]), wrappedKey };
    },
    toFile: () => write("public", bits, spki),
  };
}

function openingKey(bits, pkcs8) {
  const spki = Uint8Array.from(
    createPublicKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" }).export({
      type: "spki",
      format: "der",
    }),
  );
  return {
    kind: threaded,
    bits,
    spki,
    fingerprint: fingerprintOf(spki),
    unwrap: ({ unprotected, wrappedKey }) =>
      inThread({ unwrap: wrappedKey, bits, pkcs8, ephemeralKey: unprotected.get(EPHEMERAL_KEY) }),
    toFile: (passphrase) =>
      passphrase === null ? write("private", bits, pkcs8) : write("locked", bits, lock(pkcs8, passphrase)),
  };
}

// --- key files: a word, the kind of half, the curve's size, the bytes in base64 --------------------------------

const form = /^threaded (?<half>public|private|locked) (?<bits>255|448) (?<content>[A-Za-z0-9+/=]+)\n$/;

const write = (half, bits, content) =>
  new TextEncoder().encode(`threaded ${half} ${bits} ${Buffer.from(content).toString("base64")}\n`);

function read(file, path, what) {
  const { half, bits, content } = form.exec(new TextDecoder().decode(file))?.groups ?? {};
  if (half === undefined) throw keyFailure("key/not-a-key", { what, path, found: describeBytes(file) });
  return { half, bits: Number(bits), content: Uint8Array.from(Buffer.from(content, "base64")) };
}

function lock(pkcs8, passphrase) {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", scryptSync(passphrase, salt, 32), nonce);
  return Buffer.concat([salt, nonce, cipher.update(pkcs8), cipher.final(), cipher.getAuthTag()]);
}

function unlock(content, passphrase, path) {
  try {
    const key = scryptSync(passphrase, content.subarray(0, 16), 32);
    const decipher = createDecipheriv("aes-256-gcm", key, content.subarray(16, 28), { authTagLength: 16 });
    decipher.setAuthTag(content.subarray(-16));
    return Uint8Array.from(Buffer.concat([decipher.update(content.subarray(28, -16)), decipher.final()]));
  } catch {
    throw keyFailure("passphrase/wrong", { path });
  }
}

// --- the kind -------------------------------------------------------------------------------------------------

/** @type {import("qrseal").RecipientKind} */
const threaded = {
  id: "threaded",
  name: "Threaded",
  lengths: { choices: [255, 448], usual: 448 },
  parse: ({ protectedHeader, unprotected, wrappedKey }) => {
    const ephemeralKey = unprotected.get(EPHEMERAL_KEY);
    const isOurs =
      Buffer.compare(protectedHeader, header) === 0 &&
      unprotected.size === 1 &&
      ephemeralKey instanceof Uint8Array &&
      wrappedKey.length === WRAPPED_BYTES;
    const bits = isOurs
      ? Object.keys(pointBytes).find((size) => pointBytes[size] === ephemeralKey.length)
      : undefined;
    return bits === undefined
      ? null
      : { keyWrap: "threaded agreement, AES-256 key wrap", keyBits: Number(bits) };
  },
  files: {
    form: "own",
    claims: (file) => new TextDecoder().decode(file.subarray(0, 9)) === "threaded ",
    readPublic: (file, path) => {
      const { half, bits, content } = read(file, path, "a public key");
      if (half !== "public") throw keyFailure("key/public-needed", { path });
      return recipientKey(bits, content);
    },
    readPrivate: (file, path) => {
      const { half, bits, content } = read(file, path, "a private key");
      if (half === "public") throw keyFailure("key/private-needed", { path });
      return {
        needsPassphrase: half === "locked",
        open: (passphrase) =>
          openingKey(bits, half === "locked" ? unlock(content, passphrase ?? "", path) : content),
      };
    },
  },
  generate: async (bits = 448) => {
    const { spki, pkcs8 } = await inThread({ generate: true, bits });
    return { publicKey: recipientKey(bits, spki), privateKey: openingKey(bits, pkcs8) };
  },
};

addRecipientKind(threaded);
