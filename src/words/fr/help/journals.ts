/** Pages about the register and the audit log, in French. */
import type { Pages } from "../../help.ts";

const folder = { "--keys <folder>": "le dossier de clés du bureau" };

export const journals: Pick<
  Pages,
  "register" | "register list" | "register merge" | "audit" | "audit verify" | "audit list"
> = {
  register: {
    summary: "montrer ou réunir ce qui a été présenté à ce poste",
    description: "Le registre des documents présentés à ce poste, register.jsonl.",
    arguments: {},
    options: {},
    examples: ["qrseal register list"],
  },
  "register list": {
    summary: "montrer les documents présentés, le premier d'abord",
    description: "Montre les documents présentés à ce poste et ceux repris d'autres postes.",
    arguments: {},
    options: { "--document <id>": "seulement les présentations de ce document", ...folder },
    examples: ["qrseal register list --keys keys"],
  },
  "register merge": {
    summary: "ajouter ce qui a été présenté à d'autres postes",
    description: "Ajoute les présentations d'autres registres à celui-ci, chacune une fois.",
    arguments: { "<file...>": "register.jsonl d'un autre poste ; - pour l'entrée standard" },
    options: folder,
    examples: ["qrseal register merge /media/stick/register.jsonl"],
  },
  audit: {
    summary: "montrer ou vérifier le journal des scellements et ouvertures",
    description: "Le journal de ce qui a été scellé et ouvert à ce poste, audit.jsonl.",
    arguments: {},
    options: {},
    examples: ["qrseal audit verify"],
  },
  "audit verify": {
    summary: "prouver que le journal n'a pas été modifié",
    description: "Prouve que rien n'a été modifié, ôté ni déplacé ; donne la tête à noter.",
    arguments: {},
    options: { "--noted <hash>": "la tête notée auparavant ; prouve qu'elle est toujours là", ...folder },
    examples: ["qrseal audit verify --keys keys"],
  },
  "audit list": {
    summary: "montrer les entrées, la plus ancienne d'abord",
    description: "Montre ce qui a été scellé et ouvert, le plus ancien d'abord ; ne prouve rien.",
    arguments: {},
    options: { "--last <n>": "seulement les n dernières entrées", ...folder },
    examples: ["qrseal audit list --last 20"],
  },
};
