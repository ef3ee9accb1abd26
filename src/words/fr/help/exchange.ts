/** Pages about the exchange and what is asked of it, in French. */
import type { Pages } from "../../help.ts";

const service = {
  "--service-certificate <sha256>": "l'empreinte du certificat du service",
  "--ca <file>": "autorités qui s'en portent garantes (PEM), au lieu de celles du système",
};
const passphrase = { "--passphrase <text>": "la phrase elle-même ; d'autres peuvent la voir" };
const token = { "--admin-token-file <file>": "le jeton d'administration du service" };
const asker = {
  "--sign-key <file>": "clé de signature Ed25519 ; sinon celle du dossier",
  "--keys <folder>": "vos clés",
  "--passphrase-file <file>": "des clés ; sinon QRSEAL_PASSPHRASE ou saisie",
  ...passphrase,
  ...token,
  ...service,
};
const depositor = {
  "--participant-key <file>": "votre clé Ed25519 là-bas ; sinon de signature",
  "--keys <folder>": "vos clés",
  "--passphrase-file <file>": "de la clé ; sinon QRSEAL_PASSPHRASE ou saisie",
  ...passphrase,
  ...service,
};

const url = { "<url>": "le service : https://exchange.example:5443" };
const participant = { ...url, "<name>": "le participant" };
const deposit = { ...url, "<id>": "le dépôt, comme encrypt-to-qr l'a dit" };

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
    summary: "s'inscrire à un service, y montrer ou remplacer des clés",
    description: "Participants d'un échange : qui peut interroger un service, et sous quelle clé.",
    arguments: {},
    options: {},
    examples: ["qrseal participant register https://exchange.example:5443 city-office"],
  },
  "participant register": {
    summary: "inscrire un nom avec vos clés",
    description: "Inscrit, et prouve que les clés sont les vôtres.",
    arguments: participant,
    options: {
      ...asker,
      "--private-key <file>": "la clé pour laquelle chiffrer ; sa moitié publique est inscrite",
    },
    examples: ["qrseal participant register https://exchange.example:5443 city-office"],
  },
  "participant show": {
    summary: "montrer les clés publiques d'un participant",
    description: "Montre ce que le service sait d'un participant.",
    arguments: participant,
    options: asker,
    examples: ["qrseal participant show https://exchange.example:5443 port"],
  },
  "participant replace-key": {
    summary: "mettre de nouvelles clés à la place des anciennes",
    description: "Remplace des clés. L'ancienne ne compte plus.",
    arguments: participant,
    options: {
      ...asker,
      "--new-sign-key <file>": "la clé Ed25519 qui signe désormais",
      "--private-key <file>": "autre clé pour laquelle chiffrer",
    },
    examples: ["qrseal participant replace-key URL port --new-sign-key k.pem"],
  },
  "participant remove": {
    summary: "retirer un participant",
    description: "Retire un participant. Son nom est alors libre.",
    arguments: participant,
    options: asker,
    examples: ["qrseal participant remove https://exchange.example:5443 port"],
  },
  "participant suspend": {
    summary: "refuser ce qu'un participant demande",
    description: "Refuse un participant jusqu'à ce qu'il soit rétabli.",
    arguments: participant,
    options: { ...token, ...service },
    examples: ["qrseal participant suspend URL port --admin-token-file t.txt"],
  },
  "participant resume": {
    summary: "mettre fin à une suspension",
    description: "Met fin à la suspension d'un participant.",
    arguments: participant,
    options: { ...token, ...service },
    examples: ["qrseal participant resume URL port --admin-token-file t.txt"],
  },
  "participant list": {
    summary: "montrer tous les participants",
    description: "Montre tous les participants d'un service, dans l'ordre de leurs noms.",
    arguments: url,
    options: { ...token, ...service },
    examples: ["qrseal participant list URL --admin-token-file t.txt"],
  },
  call: {
    summary: "interroger un service derrière un échange, chiffré de bout en bout",
    description: "Envoie du JSON par l'API chiffrée d'un échange et affiche la réponse.",
    arguments: {
      "<url>": "l'échange, comme https://exchange.example:5443",
      "<name>": "le service derrière lui",
    },
    options: {
      "--in-json <file>": "quoi envoyer, JSON ; - pour l'entrée standard",
      "--out <file>": "la réponse ; sinon la sortie standard",
      "--keys <folder>": "où les services connus sont retenus",
      "--participant-key <file>": "votre clé Ed25519 là-bas, s'il demande qui appelle",
      "--passphrase-file <file>": "sa phrase ; sinon QRSEAL_PASSPHRASE ou saisie",
      ...passphrase,
      "--pin <sha256>": "empreinte de sa clé RSA, au lieu de celle qui est retenue",
      ...service,
      "--force": "remplacer un fichier qui existe",
    },
    examples: ["qrseal call https://exchange.example:5443 status --in-json ask.json"],
  },
  deposit: {
    summary: "montrer ou retirer un document déposé",
    description: "Documents qu'encrypt-to-qr --deposit a mis dans un service.",
    arguments: {},
    options: {},
    examples: ["qrseal deposit status https://exchange.example:5443 ID"],
  },
  "deposit status": {
    summary: "dire si un lecteur l'a récupéré",
    description: "Dit où en est un dépôt, et si un lecteur l'a.",
    arguments: deposit,
    options: depositor,
    examples: ["qrseal deposit status https://exchange.example:5443 ID"],
  },
  "deposit remove": {
    summary: "le reprendre avant son terme",
    description: "Retire un dépôt : ses codes ne mènent alors à rien.",
    arguments: deposit,
    options: depositor,
    examples: ["qrseal deposit remove https://exchange.example:5443 ID"],
  },
  serve: {
    summary: "faire tourner le service d'échange entre bureaux",
    description:
      "Fait tourner l'échange jusqu'à son arrêt, renouvelle ses clés, ou lance un service d'exemple à mettre derrière lui.",
    arguments: { "[task]": "au lieu de servir" },
    options: {
      "--host <address>": "l'adresse où écouter [127.0.0.1]",
      "--port <number>": "le port où écouter [5443]",
      "--data <folder>": "où sont les clés et la base [exchange]",
      "--database-url <url>": "une base PostgreSQL au lieu d'un fichier",
      "--tls-cert <file>": "certificat (PEM) ; sinon, il en est créé un",
      "--tls-key <file>": "la clé du certificat (PEM)",
      "--plain-http": "sans TLS, sur cette machine seulement",
      "--key-file <file>": "ce qui protège les clés du service",
      "--passphrase-file <file>": "une phrase secrète qui le fait à sa place",
      "--allow-cbc": "accepter aussi les demandes en AES-256-CBC",
      "--upstream <name=url>": "un service derrière l'API chiffrée ; répétable",
      "--config <file>": "tous les réglages, en JSON",
      "--print-config": "montrer les réglages et d'où vient chacun",
      "--statuses <file>": "réponses d'example-status, JSON ; port 5444",
    },
    examples: [
      "qrseal serve --data /var/lib/qrseal --port 5443",
      "qrseal serve example-status --statuses statuses.json",
    ],
  },
};
