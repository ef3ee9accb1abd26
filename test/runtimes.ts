/**
 * What CI runs besides the quick suite on every version of Node but the oldest: where versions differ. The whole suite
 * runs on the oldest. `npm run runtimes` runs this with whatever Node is there.
 */

/** Test files by their path, and why they are here. */
export const slowFiles: Readonly<Record<string, string>> = {
  "test/exchange/store/kill/sqlite.slow.test.ts":
    "better-sqlite3 is compiled for each version, and where it is missing Node's own SQLite stands in, which 20 lacks",
  "test/exchange/http/sockets.slow.test.ts":
    "each version has timeouts and a way of its own to close an HTTP server",
  "test/exchange/keys/protection.slow.test.ts": "scrypt and its memory bound are OpenSSL's",
  "test/core/keys/keyfile.slow.test.ts":
    "OpenSSL 3.5 in Node 24 reads and refuses other key files than 3.0 in 20",
  "test/office/keys/unlock.slow.test.ts": "so it does with passphrases",
  "test/interop/openssl.slow.test.ts":
    "the OpenSSL inside Node and that of the system are of different versions",
  "test/core/envelope/bombs.slow.test.ts":
    "zlib and brotli come with Node, and so does how they stop at a bound",
  "test/core/envelope/compact/compact.slow.test.ts": "what zlib and brotli make of a document is theirs",
  "test/pictures/scanning.slow.test.ts": "threads: how they start, end and hand over pictures",
  "test/pictures/heic/load.slow.test.ts": "threads with a memory of their own, and how they break down",
  "test/qr/decoders/decoders.slow.test.ts": "WebAssembly is the engine's",
  "test/qr/decoders/wechat.slow.test.ts": "WebAssembly with a heap that grows, in a module of the older kind",
  "test/cli/terminal.slow.test.ts": "the raw mode of a terminal, and what is typed into it",
};

/** One case of a transcript for every command at least: topic, then the case's name, and what of Node it goes through. */
export const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  keygen: {
    "a passphrase from a file protects the private key": "keygen: pairs of keys, PBKDF2, modes of files",
  },
  "encrypt-to-qr": {
    "through streams": "encrypt-to-qr, and scan-decrypt: standard input and output as pipes",
    "as JWE, for other tools": "inspect",
  },
  "scan-decrypt": {
    "a photograph as phones write it": "scan-decrypt: a thread for HEIC, and WebAssembly in it",
  },
  read: {
    "how long to look, and what each way of reading came to": "read: every rung in a thread with an end",
  },
  keys: {
    "a key that succeeds another: what was made for the old one is sealed again, and opens as ours by our own record":
      "keys and rewrap: retired keys under several kinds",
  },
  trust: {
    "text around the bundle is passed over, as scanners and editors add it": "trust: UTF-16, signatures",
  },
  register: {
    "merges, each presentation once, into the folder that is named": "register: journals read and written",
  },
  audit: {
    "proves that it was not changed, and that the noted head is still there": "audit: the chain",
  },
  verdict: {
    "a signed document of a known issuer, the first time and the second":
      "the verdict, and the desk's journals",
  },
  serve: {
    "settings come from flags, a file and nowhere else, and are shown without secrets": "serve: its settings",
  },
  participant: {
    "an office registers, looks at itself, and changes its keys": "participant: signed requests over HTTP",
  },
  call: {
    "the answer comes out exactly, and the service is remembered": "call: the encrypted API",
  },
  deposit: {
    "over TLS the code says by which certificate the service is known":
      "deposit: pieces, and TLS of Node's OpenSSL",
  },
  usage: {
    "mistakes in options": "completion, and every other command's options: commander is loaded and refuses",
  },
};

declare module "vitest" {
  interface ProvidedContext {
    /** Whether transcripts play these cases only. */
    readonly runtimes: boolean;
  }
}
