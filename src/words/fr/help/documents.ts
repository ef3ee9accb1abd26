/** Pages about documents, codes and pictures, in French. */
import type { Pages } from "../../help.ts";

const drawing = {
  "--error-correction <level>": "saleté supportée, en croissant",
  "--module-size <px>": "pixels par module, 1 à 64",
};

const look = {
  "--effort <effort>": "temps passé sur une image",
  "--trace": "dire ce que chaque façon de lire a donné",
};

const service = {
  "--service-certificate <sha256>": "l'empreinte du certificat du service",
  "--ca <file>": "autorités qui s'en portent garantes (PEM), au lieu de celles du système",
};

const explain = { "--explain <file>": "ce qui a été vu dans l'image, dessiné dessus" };

const passphrase = { "--passphrase <text>": "la phrase elle-même ; d'autres peuvent la voir" };

export const documents: Pick<Pages, "encrypt-to-qr" | "scan-decrypt" | "inspect" | "read" | "rewrap"> = {
  "encrypt-to-qr": {
    summary: "signer un document, le sceller et le dessiner en code QR",
    description: "Signe un document, le chiffre pour un ou plusieurs destinataires et en fait un code QR.",
    arguments: {
      "[document]": "le document ; - pour l'entrée standard",
      "[png]": "l'image ; sinon nommée d'après le document",
    },
    options: {
      "--in-json <file>": "le document, JSON",
      "--in <file>": "un document de tout type",
      "--public-key <file>": "clé d'un destinataire ; peut se répéter",
      "--keys <folder>": "vos clés",
      "--sign-key <file>": "votre clé de signature ; sinon du dossier",
      "--unsigned": "ne pas signer, même si une clé est là",
      "--issuer <name>": "qui vous êtes, dans le document",
      "--subject <text>": "son objet, dans le document",
      "--valid-for <time>": "comme 90d, 12h, 6w ou 2y",
      "--passphrase-file <file>": "de la clé de signature ; sinon QRSEAL_PASSPHRASE ou saisie",
      ...passphrase,
      "--out-png <file>": "l'image ; - pour la sortie standard",
      "--out-envelope <file>": "le texte de l'enveloppe aussi",
      "--format <format>": "enveloppe",
      ...drawing,
      "--deposit <url>": "le mettre dans ce service ; le code dit où",
      "--once": "un seul lecteur peut l'y prendre",
      "--deposit-days <days>": "temps qu'il y reste, 1 à 366",
      "--participant-key <file>": "votre clé Ed25519 là-bas ; sinon de signature",
      "--receipt <file>": "le reçu du service, signé",
      ...service,
      "--force": "remplacer les fichiers qui existent",
    },
    examples: ["qrseal encrypt-to-qr label.json --public-key keys/port_public.pem"],
  },
  "scan-decrypt": {
    summary: "lire un code, dire ce qui parle pour lui, et ouvrir le document qu'il contient",
    description: "Lit le code d'une image, ou son texte, le juge et ouvre le document qu'il contient.",
    arguments: {
      "[picture]": "photo, scan, texte ; - pour l'entrée standard",
      "[document]": "où l'écrire ; sinon nommé d'après l'image",
    },
    options: {
      "--qr <file>": "l'image ou le texte ; ou plusieurs photos d'un même code",
      "--text <file>": "le texte ; - pour le lire ou le coller ici",
      "--keys <folder>": "vos clés, confiance et registre",
      "--private-key <file>": "votre clé ; sinon celle qui convient là",
      "--accept <name>": "l'accepter bien qu'il soit",
      "--out-json <file>": "le document, JSON ; - pour la sortie standard",
      "--out <file>": "le document, de tout type",
      "--passphrase-file <file>": "sa phrase secrète ; sinon QRSEAL_PASSPHRASE ou saisie",
      ...passphrase,
      ...explain,
      "--lang <language>": "en ou fr ; sinon LANG",
      "--force": "remplacer les fichiers qui existent",
      "--exchange <url>": "le service auquel on peut demander un document déposé",
      "--no-fetch": "ne pas le demander : dire où il est",
      ...service,
      ...look,
    },
    examples: ["qrseal scan-decrypt photo.jpg --out-json label.json"],
  },
  inspect: {
    summary: "dire d'un code ce qui peut se dire sans clé",
    description: "Montre format, algorithmes et tailles d'une enveloppe et de son code, sans clé.",
    arguments: { "<file>": "image ou texte de l'enveloppe ; - pour l'entrée standard" },
    options: look,
    examples: ["qrseal inspect label.png"],
  },
  read: {
    summary: "montrer ce que contiennent des codes QR de toute sorte",
    description: "Montre chaque code QR de chaque image, quel qu'il soit. N'ouvre et ne juge rien.",
    arguments: { "<picture...>": "photos ou scans ; - pour l'entrée standard" },
    options: { ...explain, "--force": "remplacer le dessin s'il existe", ...look },
    examples: ["qrseal read desk.jpg label.png --json"],
  },
  rewrap: {
    summary: "sceller un document de nouveau pour la clé qui succède à la sienne",
    description: "Ouvre un document avec l'ancienne clé et le scelle pour la nouvelle ; la signature reste.",
    arguments: {
      "<picture>": "photo, scan ou texte ; - pour l'entrée standard",
      "[png]": "la nouvelle image",
    },
    options: {
      "--public-key <file>": "la nouvelle clé, qui succède à l'ancienne",
      "--keys <folder>": "vos clés",
      "--private-key <file>": "l'ancienne ; sinon celle du dossier qui convient",
      "--out-png <file>": "la nouvelle image ; - pour la sortie standard",
      "--out-envelope <file>": "le texte de la nouvelle enveloppe",
      "--passphrase-file <file>": "sa phrase ; sinon QRSEAL_PASSPHRASE ou saisie",
      ...passphrase,
      ...drawing,
      "--force": "remplacer les fichiers qui existent",
    },
    examples: ["qrseal rewrap old.png new.png --public-key keys/port-36_public.pem"],
  },
};
