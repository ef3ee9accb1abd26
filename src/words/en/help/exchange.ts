/** Pages about the exchange and what is asked of it, in English. */
import type { Pages } from "../../help.ts";

const service = {
  "--service-certificate <sha256>": "the fingerprint of the service's certificate",
  "--ca <file>": "authorities that vouch for it (PEM), instead of the system's",
};
const passphrase = { "--passphrase <text>": "the passphrase itself; others can see it" };
const token = { "--admin-token-file <file>": "the service's administration token" };
const asker = {
  "--sign-key <file>": "Ed25519 signing key; else the one in the folder",
  "--keys <folder>": "your keys",
  "--passphrase-file <file>": "of the keys; else QRSEAL_PASSPHRASE or asked",
  ...passphrase,
  ...token,
  ...service,
};
const depositor = {
  "--participant-key <file>": "your Ed25519 key there; else your signing key",
  "--keys <folder>": "your keys",
  "--passphrase-file <file>": "of the key; else QRSEAL_PASSPHRASE or asked",
  ...passphrase,
  ...service,
};

const url = { "<url>": "the service, as https://exchange.example:5443" };
const participant = { ...url, "<name>": "the participant" };
const deposit = { ...url, "<id>": "the deposit, as encrypt-to-qr told it" };

export const exchange: Pick<
  Pages,
  | "participant"
  | "participant register"
  | "participant show"
  | "participant replace-key"
  | "participant remove"
  | "participant suspend"
  | "participant resume"
  | "participant list"
  | "call"
  | "deposit"
  | "deposit status"
  | "deposit remove"
  | "serve"
> = {
  participant: {
    summary: "register with a service, and show or replace keys there",
    description: "Participants of an exchange: who may ask a service, and with which keys.",
    arguments: {},
    options: {},
    examples: ["qrseal participant register https://exchange.example:5443 city-office"],
  },
  "participant register": {
    summary: "register a name with your keys",
    description: "Registers, and proves that the keys are yours.",
    arguments: participant,
    options: {
      ...asker,
      "--private-key <file>": "the key to encrypt for; its public half is registered",
    },
    examples: ["qrseal participant register https://exchange.example:5443 city-office"],
  },
  "participant show": {
    summary: "show a participant's public keys",
    description: "Shows what the service knows of a participant.",
    arguments: participant,
    options: asker,
    examples: ["qrseal participant show https://exchange.example:5443 port"],
  },
  "participant replace-key": {
    summary: "put new keys in the place of the old ones",
    description: "Replaces keys. The old one counts no longer.",
    arguments: participant,
    options: {
      ...asker,
      "--new-sign-key <file>": "the Ed25519 key that signs from now on",
      "--private-key <file>": "another key to encrypt for; else it stays",
    },
    examples: ["qrseal participant replace-key https://exchange.example:5443 port --new-sign-key k.pem"],
  },
  "participant remove": {
    summary: "remove a participant",
    description: "Removes a participant. Its name is free then.",
    arguments: participant,
    options: asker,
    examples: ["qrseal participant remove https://exchange.example:5443 port"],
  },
  "participant suspend": {
    summary: "refuse what a participant asks",
    description: "Refuses a participant until it is resumed.",
    arguments: participant,
    options: { ...token, ...service },
    examples: ["qrseal participant suspend https://exchange.example:5443 port --admin-token-file t.txt"],
  },
  "participant resume": {
    summary: "end a suspension",
    description: "Ends the suspension of a participant.",
    arguments: participant,
    options: { ...token, ...service },
    examples: ["qrseal participant resume https://exchange.example:5443 port --admin-token-file t.txt"],
  },
  "participant list": {
    summary: "show all participants",
    description: "Shows all participants of a service, in order of their names.",
    arguments: url,
    options: { ...token, ...service },
    examples: ["qrseal participant list https://exchange.example:5443 --admin-token-file t.txt"],
  },
  call: {
    summary: "ask a service behind an exchange, encrypted end to end",
    description: "Sends JSON through the encrypted API of an exchange and prints the answer.",
    arguments: {
      "<url>": "the exchange, as https://exchange.example:5443",
      "<name>": "the service behind it",
    },
    options: {
      "--in-json <file>": "what to send, JSON; - for standard input",
      "--out <file>": "the answer; else standard output",
      "--keys <folder>": "where known services are remembered",
      "--participant-key <file>": "your Ed25519 key there, where it asks who calls",
      "--passphrase-file <file>": "of that key; else QRSEAL_PASSPHRASE or asked",
      ...passphrase,
      "--pin <sha256>": "fingerprint of its RSA key, instead of what is remembered",
      ...service,
      "--force": "replace a file that exists",
    },
    examples: ["qrseal call https://exchange.example:5443 status --in-json ask.json"],
  },
  deposit: {
    summary: "show or remove a document that was deposited",
    description: "Documents that encrypt-to-qr --deposit put into a service.",
    arguments: {},
    options: {},
    examples: ["qrseal deposit status https://exchange.example:5443 ID"],
  },
  "deposit status": {
    summary: "tell whether it was fetched",
    description: "Tells how far a deposit is, and whether a reader has it.",
    arguments: deposit,
    options: depositor,
    examples: ["qrseal deposit status https://exchange.example:5443 ID"],
  },
  "deposit remove": {
    summary: "take it out before its time",
    description: "Removes a deposit: its codes lead to nothing then.",
    arguments: deposit,
    options: depositor,
    examples: ["qrseal deposit remove https://exchange.example:5443 ID"],
  },
  serve: {
    summary: "run the service through which offices exchange envelopes",
    description:
      "Runs the exchange until it is stopped, rotates its keys, or runs an example service to put behind it.",
    arguments: { "[task]": "instead of serving" },
    options: {
      "--host <address>": "the address to listen on [127.0.0.1]",
      "--port <number>": "the port to listen on [5443]",
      "--data <folder>": "where keys and the database are [exchange]",
      "--database-url <url>": "a PostgreSQL database instead of a file",
      "--tls-cert <file>": "certificate (PEM); one is made where none is named",
      "--tls-key <file>": "the certificate's key (PEM)",
      "--plain-http": "no TLS, on this machine only",
      "--key-file <file>": "what protects the service's keys",
      "--passphrase-file <file>": "a passphrase that does so instead",
      "--allow-cbc": "take encrypted requests in AES-256-CBC too",
      "--upstream <name=url>": "a service behind the encrypted API; repeatable",
      "--config <file>": "all settings, as JSON",
      "--print-config": "show the settings and where each is from",
      "--statuses <file>": "what example-status answers, JSON; its port is 5444",
    },
    examples: [
      "qrseal serve --data /var/lib/qrseal --port 5443",
      "qrseal serve example-status --statuses statuses.json",
    ],
  },
};
