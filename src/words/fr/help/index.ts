/** The pages of help in French. */
import type { Help } from "../../help.ts";
import { documents } from "./documents.ts";
import { exchange } from "./exchange.ts";
import { journals } from "./journals.ts";
import { keys } from "./keys.ts";
import { trust } from "./trust.ts";

export const help: Help = {
  headings: {
    "Usage:": "Usage :",
    "Arguments:": "Arguments :",
    "Options:": "Options :",
    "Commands:": "Commandes :",
  },
  example: "Exemple : ",
  places: {
    options: "options",
    command: "commande",
    address: "adresse",
    bits: "bits",
    day: "jour",
    days: "jours",
    document: "document",
    effort: "effort",
    file: "fichier",
    folder: "dossier",
    format: "format",
    hash: "tête",
    id: "id",
    issuer: "émetteur",
    key: "clé",
    language: "langue",
    level: "niveau",
    n: "n",
    name: "nom",
    "name=url": "nom=url",
    new: "nouvelle",
    number: "numéro",
    old: "ancienne",
    picture: "image",
    place: "lieu",
    png: "png",
    "public-key-file": "fichier-clé-publique",
    px: "px",
    sha256: "sha256",
    shell: "shell",
    task: "tâche",
    text: "texte",
    time: "durée",
    type: "type",
    url: "url",
    use: "usage",
  },
  choices: (values) => `(au choix : ${values.join(", ")})`,
  common: {
    "--json": "écrire un objet JSON au lieu du texte",
    "--quiet": "n'écrire que les erreurs et ce que - demande",
    "--help": "afficher cette aide",
    "--lang <language>": "de ce qui est dit ; sinon LANG",
  },
  pages: {
    "": {
      summary: "",
      description: "Porte des documents chiffrés sur papier, en codes QR.",
      arguments: {},
      options: { "--version": "afficher la version" },
      examples: ["qrseal keygen && qrseal encrypt-to-qr label.json"],
    },
    ...keys,
    ...documents,
    ...trust,
    ...journals,
    ...exchange,
    completion: {
      summary: "écrire le script de complétion d'un shell",
      description: "Écrit un script par lequel le shell complète commandes et options de qrseal.",
      arguments: { "<shell>": "quel shell" },
      options: {},
      examples: ["source <(qrseal completion bash)"],
    },
  },
};
