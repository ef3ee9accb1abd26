/** Pages about the register and the audit log, in English. */
import type { Pages } from "../../help.ts";

const folder = { "--keys <folder>": "the office's key folder" };

export const journals: Pick<
  Pages,
  "register" | "register list" | "register merge" | "audit" | "audit verify" | "audit list"
> = {
  register: {
    summary: "show or merge what was presented at this desk",
    description: "The register of documents presented at this desk, register.jsonl.",
    arguments: {},
    options: {},
    examples: ["qrseal register list"],
  },
  "register list": {
    summary: "show the documents presented, first one first",
    description: "Shows the documents presented at this desk and merged from others.",
    arguments: {},
    options: { "--document <id>": "only the presentations of this document", ...folder },
    examples: ["qrseal register list --keys keys"],
  },
  "register merge": {
    summary: "add what was presented at other desks",
    description: "Adds the presentations in other desks' registers to this one, each once.",
    arguments: { "<file...>": "register.jsonl of another desk; - for standard input" },
    options: folder,
    examples: ["qrseal register merge /media/stick/register.jsonl"],
  },
  audit: {
    summary: "show or verify the log of sealing and opening",
    description: "The log of what was sealed and opened at this desk, audit.jsonl.",
    arguments: {},
    options: {},
    examples: ["qrseal audit verify"],
  },
  "audit verify": {
    summary: "prove that the log was not changed",
    description: "Proves that no entry was changed, removed or moved; prints the head to note.",
    arguments: {},
    options: { "--noted <hash>": "the head noted down before; proves it is still there", ...folder },
    examples: ["qrseal audit verify --keys keys"],
  },
  "audit list": {
    summary: "show the entries, oldest first",
    description: "Shows what was sealed and opened, oldest first; it proves nothing.",
    arguments: {},
    options: { "--last <n>": "only the last n entries", ...folder },
    examples: ["qrseal audit list --last 20"],
  },
};
