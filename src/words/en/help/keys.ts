/** Pages about the office's own keys, in English. */
import type { Pages } from "../../help.ts";

export const keys: Pick<Pages, "keygen" | "keys" | "keys list" | "keys succeed"> = {
  keygen: {
    summary: "make a private key to open or sign with, and its public key",
    description: "Makes <name>_private.pem (keep it) and <name>_public.pem (give it away).",
    arguments: {},
    options: {
      "--out-dir <folder>": "where to write them",
      "--name <name>": "how the files are called",
      "--use <use>": "to open or to sign",
      "--type <type>": "else rsa, or ed25519 to sign",
      "--bits <bits>": "of an RSA key to open with",
      "--succeeds <file>": "the office's public key until now; noted",
      "--encrypt-private": "protect the private key; asks twice",
      "--passphrase-file <file>": "its passphrase; else QRSEAL_PASSPHRASE or asked",
      "--passphrase <text>": "the passphrase itself; others can see it",
      "--force": "move an old pair of that name aside, dated",
    },
    examples: ["qrseal keygen --name customs --encrypt-private"],
  },
  keys: {
    summary: "list the keys of the folder, and note which succeeds which",
    description: "Lists the keys of the key folder, and notes which key of the office succeeds which.",
    arguments: {},
    options: {},
    examples: [],
  },
  "keys list": {
    summary: "list the keys of the folder",
    description: "Lists every key of the folder: what it is for, its fingerprint, which halves are there.",
    arguments: {},
    options: { "--keys <folder>": "the folder" },
    examples: ["qrseal keys list"],
  },
  "keys succeed": {
    summary: "note that a key of the office succeeds another",
    description:
      "Notes that documents made for the old key and sealed again for the new one (qrseal rewrap) are yours.",
    arguments: { "<old>": "public key until now", "<new>": "public key from now on" },
    options: { "--keys <folder>": "where it is noted" },
    examples: ["qrseal keys succeed keys/port-2026_public.pem keys/port-2036_public.pem"],
  },
};
