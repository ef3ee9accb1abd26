/** Pages about whom this desk believes, in French. */
import type { Pages } from "../../help.ts";

const folder = { "--keys <folder>": "le dossier de clés du bureau" };

export const trust: Pick<
  Pages,
  "trust" | "trust add" | "trust list" | "trust remove" | "trust revoke" | "trust export" | "trust import"
> = {
  trust: {
    summary: "dire de qui ce poste croit les signatures",
    description: "De qui ce poste croit les signatures, ce qui est révoqué, et leurs recueils.",
    arguments: {},
    options: {},
    examples: ["qrseal trust list"],
  },
  "trust add": {
    summary: "croire les signatures d'un émetteur",
    description: "Ajoute la clé publique de signature d'un émetteur à la liste de ce poste.",
    arguments: {
      "<name>": "nom de l'émetteur, tel que les lecteurs le verront",
      "<public-key-file>": "la clé publique de signature de l'émetteur",
    },
    options: {
      "--from <day>": "les documents signés avant ne sont pas crus",
      "--until <day>": "les documents signés après ne sont pas crus",
      "--speaks-for <place>": "le lieu ou le bureau pour lequel il signe",
      ...folder,
    },
    examples: ["qrseal trust add ANAE anae_signing_public.pem --until 2028-12-31"],
  },
  "trust list": {
    summary: "montrer qui est cru et ce qui est révoqué",
    description: "Montre émetteurs et révocations, de la liste propre et du recueil de l'autorité.",
    arguments: {},
    options: folder,
    examples: ["qrseal trust list --json"],
  },
  "trust remove": {
    summary: "retirer un émetteur de la liste propre",
    description: "Retire un émetteur de la liste de ce poste. Pour refuser sa clé, révoquez-la.",
    arguments: { "<issuer>": "son nom, ou l'empreinte de sa clé" },
    options: folder,
    examples: ["qrseal trust remove ANAE"],
  },
  "trust revoke": {
    summary: "refuser désormais une clé ou un document",
    description: "Refuse désormais tous les documents d'une clé, ou un seul document.",
    arguments: {},
    options: {
      "--key <key>": "nom de l'émetteur, empreinte ou fichier de clé publique",
      "--document <id>": "l'identifiant du document, 32 chiffres hexa",
      "--reason <text>": "pourquoi, tel que les lecteurs le verront",
      ...folder,
    },
    examples: ["qrseal trust revoke --key ANAE --reason 'clé volée'"],
  },
  "trust export": {
    summary: "signer la liste propre pour d'autres postes",
    description: "Écrit la liste de ce poste en recueil signé, que d'autres postes importent.",
    arguments: { "<file>": "texte ; .png : un code QR ; - : sortie standard" },
    options: {
      "--sign-key <file>": "clé de signature ; sinon celle du dossier",
      "--passphrase-file <file>": "sa phrase ; sinon QRSEAL_PASSPHRASE ou saisie",
      "--passphrase <text>": "la phrase elle-même ; d'autres peuvent la voir",
      "--force": "remplacer le fichier s'il existe",
      ...folder,
    },
    examples: ["qrseal trust export trust-2026.txt"],
  },
  "trust import": {
    summary: "prendre le recueil de l'autorité",
    description: "Prend un recueil signé. La première fois, --signed-by dit de qui les prendre.",
    arguments: { "<file>": "texte ou image du recueil ; - pour l'entrée standard" },
    options: {
      "--signed-by <file>": "la clé publique de signature de l'autorité",
      "--force": "changer d'autorité",
      ...folder,
    },
    examples: ["qrseal trust import trust.png --signed-by anae_signing_public.pem"],
  },
};
