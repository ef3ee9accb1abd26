/** The pages of help in English. */
import type { Help } from "../../help.ts";
import { documents } from "./documents.ts";
import { exchange } from "./exchange.ts";
import { journals } from "./journals.ts";
import { keys } from "./keys.ts";
import { trust } from "./trust.ts";

export const help: Help = {
  headings: {
    "Usage:": "Usage:",
    "Arguments:": "Arguments:",
    "Options:": "Options:",
    "Commands:": "Commands:",
  },
  example: "Example: ",
  places: {
    options: "options",
    command: "command",
    address: "address",
    bits: "bits",
    day: "day",
    days: "days",
    document: "document",
    effort: "effort",
    file: "file",
    folder: "folder",
    format: "format",
    hash: "hash",
    id: "id",
    issuer: "issuer",
    key: "key",
    language: "language",
    level: "level",
    n: "n",
    name: "name",
    "name=url": "name=url",
    new: "new",
    number: "number",
    old: "old",
    picture: "picture",
    place: "place",
    png: "png",
    "public-key-file": "public-key-file",
    px: "px",
    sha256: "sha256",
    shell: "shell",
    task: "task",
    text: "text",
    time: "time",
    type: "type",
    url: "url",
    use: "use",
  },
  choices: (values) => `(choices: ${values.map((value) => JSON.stringify(value)).join(", ")})`,
  common: {
    "--json": "print one JSON object instead of text",
    "--quiet": "print only errors, and what - asks for",
    "--help": "show this help",
    "--lang <language>": null,
  },
  pages: {
    "": {
      summary: "",
      description: "Carries encrypted documents on paper as QR codes.",
      arguments: {},
      options: { "--version": "print the version" },
      examples: ["qrseal keygen && qrseal encrypt-to-qr label.json"],
    },
    ...keys,
    ...documents,
    ...trust,
    ...journals,
    ...exchange,
    completion: {
      summary: "print the completion script of a shell",
      description: "Prints a script that makes the shell complete qrseal's commands and options.",
      arguments: { "<shell>": "which shell" },
      options: {},
      examples: ["source <(qrseal completion bash)"],
    },
  },
};
