/** Pages about documents, codes and pictures, in English. */
import type { Pages } from "../../help.ts";

const drawing = {
  "--error-correction <level>": "dirt it bears, least to most",
  "--module-size <px>": "pixels per module, 1 to 64",
};

const look = {
  "--effort <effort>": "how long to look at a picture",
  "--trace": "tell what each way of reading it came to",
};

const service = {
  "--service-certificate <sha256>": "the fingerprint of the service's certificate",
  "--ca <file>": "authorities that vouch for it (PEM), instead of the system's",
};

const explain = { "--explain <file>": "what was seen in the picture, drawn on it" };

export const documents: Pick<Pages, "encrypt-to-qr" | "scan-decrypt" | "inspect" | "read" | "rewrap"> = {
  "encrypt-to-qr": {
    summary: "sign a document, seal it for its receivers and draw it as a QR code",
    description: "Signs a document, encrypts it for one receiver or several and draws it as a QR code.",
    arguments: {
      "[document]": "the document; - for standard input",
      "[png]": "the picture; else named after the document",
    },
    options: {
      "--in-json <file>": "the document, JSON",
      "--in <file>": "a document of any type",
      "--public-key <file>": "a receiver's key; may stand several times",
      "--keys <folder>": "your keys",
      "--sign-key <file>": "your signing key; else the one in that folder",
      "--unsigned": "do not sign, even with a key there",
      "--issuer <name>": "who you are, inside the document",
      "--subject <text>": "what it is about, inside the document",
      "--valid-for <time>": "such as 90d, 12h, 6w or 2y",
      "--passphrase-file <file>": "of the signing key; else QRSEAL_PASSPHRASE or asked",
      "--passphrase <text>": "the passphrase itself; others can see it",
      "--out-png <file>": "the picture; - for standard output",
      "--out-envelope <file>": "the envelope's text as well",
      "--format <format>": "envelope",
      ...drawing,
      "--deposit <url>": "put it into that service; the code says where",
      "--once": "one reader only gets it from there",
      "--deposit-days <days>": "how long it lies there, 1 to 366",
      "--participant-key <file>": "your Ed25519 key there; else your signing key",
      "--receipt <file>": "the service's receipt, signed",
      ...service,
      "--force": "replace files that exist",
    },
    examples: ["qrseal encrypt-to-qr label.json --public-key keys/port_public.pem --valid-for 90d"],
  },
  "scan-decrypt": {
    summary: "read a code, say what can be said for it, and open the document in it",
    description: "Reads the code in a picture, or its text, judges it and opens the document in it.",
    arguments: {
      "[picture]": "photograph, scan or text; - for standard input",
      "[document]": "where to write it; else named after the picture",
    },
    options: {
      "--qr <file>": "the picture or text; or several photographs of one code",
      "--text <file>": "the text; - to scan or paste it here",
      "--keys <folder>": "your keys, trust list and register",
      "--private-key <file>": "your key; else the one of the folder it is for",
      "--accept <name>": "take it although it is",
      "--out-json <file>": "the document, JSON; - for standard output",
      "--out <file>": "the document, of any type",
      "--passphrase-file <file>": "its passphrase; else QRSEAL_PASSPHRASE or asked",
      "--passphrase <text>": "the passphrase itself; others can see it",
      ...explain,
      "--lang <language>": "of the verdict; else LANG",
      "--force": "replace files that exist",
      "--exchange <url>": "the service that may be asked for a deposited document",
      "--no-fetch": "do not fetch it: tell where it is",
      ...service,
      ...look,
    },
    examples: ["qrseal scan-decrypt photo.jpg --out-json label.json"],
  },
  inspect: {
    summary: "say what can be said about a code without a key",
    description: "Shows format, algorithms and sizes of an envelope and its code, without a key.",
    arguments: { "<file>": "picture or text of the envelope; - for standard input" },
    options: look,
    examples: ["qrseal inspect label.png"],
  },
  read: {
    summary: "show what the QR codes in pictures hold, of any system",
    description: "Shows every QR code in every picture, of any system. Opens and judges nothing.",
    arguments: { "<picture...>": "photographs or scans; - for standard input" },
    options: { ...explain, "--force": "replace the drawing if it exists", ...look },
    examples: ["qrseal read desk.jpg label.png --json"],
  },
  rewrap: {
    summary: "seal a document again for the key that succeeds the one it is for",
    description: "Opens a document with an old key and seals it for the new one; the signature stays.",
    arguments: {
      "<picture>": "photograph, scan or text; - for standard input",
      "[png]": "the new picture",
    },
    options: {
      "--public-key <file>": "the new key, which succeeds the old",
      "--keys <folder>": "your keys",
      "--private-key <file>": "the old key; else the one of the folder it is for",
      "--out-png <file>": "the new picture; - for standard output",
      "--out-envelope <file>": "the new envelope's text",
      "--passphrase-file <file>": "of the old key; else QRSEAL_PASSPHRASE or asked",
      "--passphrase <text>": "the passphrase itself; others can see it",
      ...drawing,
      "--force": "replace files that exist",
    },
    examples: ["qrseal rewrap old.png new.png --public-key keys/port-2036_public.pem"],
  },
};
