/** Pages about the office's own keys, in French. */
import type { Pages } from "../../help.ts";

export const keys: Pick<Pages, "keygen" | "keys" | "keys list" | "keys succeed"> = {
  keygen: {
    summary: "créer une clé privée pour ouvrir ou signer, et sa clé publique",
    description: "Crée <nom>_private.pem (à garder) et <nom>_public.pem (à donner).",
    arguments: {},
    options: {
      "--out-dir <folder>": "où les écrire",
      "--name <name>": "nom des fichiers",
      "--use <use>": "ouvrir ou signer",
      "--type <type>": "sinon rsa, ou ed25519 pour signer",
      "--bits <bits>": "d'une clé RSA pour ouvrir",
      "--succeeds <file>": "clé publique du bureau jusqu'ici ; c'est noté",
      "--encrypt-private": "protéger la clé privée ; demande deux fois",
      "--passphrase-file <file>": "sa phrase ; sinon QRSEAL_PASSPHRASE ou saisie",
      "--passphrase <text>": "la phrase elle-même ; d'autres peuvent la voir",
      "--force": "mettre de côté, datée, l'ancienne paire du nom",
    },
    examples: ["qrseal keygen --name customs --encrypt-private"],
  },
  keys: {
    summary: "lister les clés du dossier, et noter leur succession",
    description: "Liste les clés du dossier, et note quelle clé du bureau succède à quelle autre.",
    arguments: {},
    options: {},
    examples: [],
  },
  "keys list": {
    summary: "lister les clés du dossier",
    description: "Liste chaque clé du dossier : son usage, son empreinte, et quelles moitiés sont là.",
    arguments: {},
    options: { "--keys <folder>": "le dossier" },
    examples: ["qrseal keys list"],
  },
  "keys succeed": {
    summary: "noter qu'une clé du bureau succède à une autre",
    description:
      "Note que les documents faits pour l'ancienne clé et scellés de nouveau pour la nouvelle (qrseal rewrap) sont les vôtres.",
    arguments: { "<old>": "clé publique jusqu'ici", "<new>": "clé publique désormais" },
    options: { "--keys <folder>": "où c'est noté" },
    examples: ["qrseal keys succeed keys/port-26_public.pem keys/port-36_public.pem"],
  },
};
