/** Pages about whom this desk believes, in English. */
import type { Pages } from "../../help.ts";

const folder = { "--keys <folder>": "the office's key folder" };

export const trust: Pick<
  Pages,
  "trust" | "trust add" | "trust list" | "trust remove" | "trust revoke" | "trust export" | "trust import"
> = {
  trust: {
    summary: "say whose signatures this desk believes",
    description: "Whose signatures this desk believes, what is revoked, and bundles of both.",
    arguments: {},
    options: {},
    examples: ["qrseal trust list"],
  },
  "trust add": {
    summary: "believe an issuer's signatures",
    description: "Adds an issuer's public signing key to this desk's own list.",
    arguments: {
      "<name>": "what the issuer is called, as readers will see it",
      "<public-key-file>": "the issuer's public signing key",
    },
    options: {
      "--from <day>": "documents signed before are not believed",
      "--until <day>": "documents signed after are not believed",
      "--speaks-for <place>": "the place or office they sign for",
      ...folder,
    },
    examples: ["qrseal trust add ANAE anae_signing_public.pem --until 2028-12-31"],
  },
  "trust list": {
    summary: "show who is believed and what is revoked",
    description: "Shows issuers and revocations, of the own list and of the authority's bundle.",
    arguments: {},
    options: folder,
    examples: ["qrseal trust list --json"],
  },
  "trust remove": {
    summary: "take an issuer out of the own list",
    description: "Takes an issuer out of this desk's own list. To refuse its key, revoke it.",
    arguments: { "<issuer>": "its name, or its key's fingerprint" },
    options: folder,
    examples: ["qrseal trust remove ANAE"],
  },
  "trust revoke": {
    summary: "refuse a key or a document from now on",
    description: "Refuses all documents of a key, or one document, from now on.",
    arguments: {},
    options: {
      "--key <key>": "issuer's name, fingerprint or public key file",
      "--document <id>": "the document's id, 32 digits",
      "--reason <text>": "why, as readers will see it",
      ...folder,
    },
    examples: ["qrseal trust revoke --key ANAE --reason 'key stolen'"],
  },
  "trust export": {
    summary: "sign the own list for other desks",
    description: "Writes this desk's own list as a signed bundle, which other desks import.",
    arguments: { "<file>": "text; with .png a QR code; - for standard output" },
    options: {
      "--sign-key <file>": "signing key; else the one in the folder",
      "--passphrase-file <file>": "its passphrase; else QRSEAL_PASSPHRASE or asked",
      "--passphrase <text>": "the passphrase itself; others can see it",
      "--force": "replace the file if it exists",
      ...folder,
    },
    examples: ["qrseal trust export trust-2026.txt"],
  },
  "trust import": {
    summary: "take the bundle of the authority",
    description: "Takes a signed bundle. The first time, --signed-by says whose bundles to take.",
    arguments: { "<file>": "the bundle's text or a picture of it; - for standard input" },
    options: {
      "--signed-by <file>": "the authority's public signing key",
      "--force": "change the authority",
      ...folder,
    },
    examples: ["qrseal trust import trust.png --signed-by anae_signing_public.pem"],
  },
};
