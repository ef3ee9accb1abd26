/** What `src/cli` refuses, in French. */
import type { cliRefusals, CliTerms } from "../../../cli/refusals.ts";
import { list, number, plural } from "../numbers.ts";
import type { RefusalWords, TermWords } from "../../wordings.ts";

export const refusals: RefusalWords<typeof cliRefusals> = {
  "usage/bad-option": (f) => ({
    says: f.problem,
    hint: `voir : qrseal ${f.command === "" ? "" : `${f.command} `}--help`,
  }),
  "usage/missing-input": (f) => ({
    says: `il manque à ${f.command} ${f.what}`,
    hint: `nommez un fichier, ou - pour l'entrée standard ; voir : qrseal ${f.command} --help`,
  }),
  "usage/conflict": (f) => ({
    says: `${f.first} et ${f.second} ne vont pas ensemble : ${f.reason}`,
    hint: "retirez l'un des deux",
  }),
  "usage/picture-as-text": (f) => ({
    says: `--text prend le texte d'une enveloppe, et c'est une image ${f.format} : ${f.path}`,
    hint: "nommez une image avec --qr",
  }),
  "usage/binary-on-terminal": (f) => ({
    says: `${f.what} ne peut pas s'afficher dans un terminal`,
    hint: `nommez un fichier avec ${f.option} FICHIER, ou dirigez la sortie avec | ou >`,
  }),
  "input/some-unreadable": (f) => ({
    says: `on ne peut pas lire ${f.paths.length} des ${f.count} images : ${list(f.paths)}`,
    hint: "les résultats disent pourquoi pour chacune ; ceux des autres images sont complets",
  }),
  "input/interrupted": () => ({
    says: "arrêt avant que le texte de l'enveloppe soit là, rien n'a été écrit",
    hint: "relancez la commande et lisez le code au lecteur, ou tapez son texte puis Entrée",
  }),
  "qr/none-found": (f) => ({
    says: `aucun code QR n'a pu être lu dans l'image (${f.width} × ${f.height} pixels)`,
    hint: "refaites la photo : de plus près, à plat, nette, bien éclairée, le code entier avec sa bordure blanche",
  }),
  "qr/blurred": (f) =>
    f.moved
      ? {
          says: "le code est filé : le téléphone a bougé pendant la prise de vue",
          hint: "tenez le téléphone à deux mains ou appuyez-le, puis refaites la photo",
        }
      : {
          says: "l'image est trop floue pour qu'un code y soit lu",
          hint: "touchez le code à l'écran pour faire la mise au point, ne bougez plus, puis refaites la photo",
        },
  "qr/too-small": (f) => ({
    says:
      f.needed === null
        ? `le code est trop petit dans l'image : il n'y couvre que ${f.pixels} pixels environ`
        : `le code est trop petit dans l'image : il y couvre ${f.pixels} pixels, il en faut ${f.needed}`,
    hint: "approchez le téléphone jusqu'à ce que le code remplisse presque l'image",
  }),
  "qr/glare": (f) => ({
    says: `un reflet sur le code en cache ${f.percent} %`,
    hint: "inclinez le papier ou tournez-vous par rapport à la lampe jusqu'à ce que la tache blanche disparaisse, puis refaites la photo",
  }),
  "qr/shaded": (f) => ({
    says: `une ombre cache ${f.percent} % du code`,
    hint: "tournez-vous pour que la lumière tombe également sur tout le papier, puis refaites la photo",
  }),
  "qr/cut-off": (f) => ({
    says: `le code est coupé ${f.edge} de l'image`,
    hint: "refaites la photo avec le code entier et sa bordure blanche",
  }),
  "qr/crumpled": () => ({
    says: "le code est bien là, mais il est trop froissé, abîmé ou couvert",
    hint: "lissez le papier, retirez ce qui couvre le code, puis refaites la photo bien au-dessus",
  }),
  "qr/too-dark": () => ({
    says: "l'image est trop sombre pour qu'on y voie un code",
    hint: "allumez la lumière ou cherchez un endroit plus clair, puis refaites la photo",
  }),
  "qr/no-contrast": (f) =>
    f.washedOut
      ? {
          says: "l'image est trop claire : elle est blanche presque partout",
          hint: "touchez le code à l'écran pour que le téléphone règle la lumière sur lui, puis refaites la photo",
        }
      : {
          says: "le code est trop pâle pour se détacher de son papier",
          hint: "refaites la photo avec plus de lumière ; si l'impression est pâle, il en faut une nouvelle",
        },
  "qr/foreign-characters": () => ({
    says: "le code est bien là, mais écrit dans des caractères qu'on ne lit pas ici",
    hint: "photographiez le code du document scellé ; celui-ci est d'un autre système",
  }),
  "qr/none-in-any": (f) => ({
    says: `aucun code QR n'a pu être lu dans aucune des ${f.count} images`,
    hint: "refaites les photos : de plus près, à plat, nettes, bien éclairées, le code entier avec sa bordure blanche",
  }),
  "qr/not-an-envelope": (f) => ({
    says: `${f.count === 1 ? "le code QR ne contient" : `les ${f.count} codes QR ne contiennent`} aucune de nos enveloppes, mais ${f.found}`,
    hint: "photographiez le code du document scellé, et lui seul",
  }),
  "qr/several-envelopes": (f) => ({
    says: `il fallait un seul document scellé, il y en a ${f.count} différents`,
    hint: "photographiez un code à la fois",
  }),
  "key/exists": (f) => ({
    says: `une clé de ce nom existe déjà et n'a pas été touchée : ${f.path}`,
    hint: "choisissez un autre --name, ou --force pour mettre l'ancienne paire de côté et en faire une nouvelle",
  }),
  "trust/not-recognised": (f) => ({
    says: `il fallait un recueil de confiance, et c'est ${f.found}`,
    hint: "nommez le fichier ou l'image que qrseal trust export a fait",
  }),
  "trust/no-authority": () => ({
    says: "ce poste ne sait pas encore de qui il prend les recueils de confiance",
    hint: "nommez une fois la clé publique de l'autorité avec --signed-by FICHIER, après comparaison de l'empreinte par téléphone",
  }),
  "trust/other-authority": (f) => ({
    says: `ce poste prend les recueils de ${f.authority}, et --signed-by nomme ${f.named}`,
    hint: "comparez la nouvelle empreinte par téléphone ; --force change alors d'autorité",
  }),
  "trust/older": (f) => ({
    says: `le recueil de confiance est du ${f.madeAt}, plus ancien que celui d'ici, du ${f.present}`,
    hint: "une vieille liste rétablirait des clés révoquées depuis ; demandez la dernière à l'autorité",
  }),
  "trust/from-future": (f) => ({
    says: `le recueil de confiance a été fait le ${f.madeAt}, après l'heure de cette machine (${f.now})`,
    hint: "mettez l'horloge de cette machine à l'heure ; si elle l'est, c'est celle de l'autorité qui se trompe",
  }),
  "trust/too-large-for-code": (f) => ({
    says: `le recueil de confiance compte ${plural(f.characters, "caractère")}, un code QR en tient ${number(f.capacity)}`,
    hint: "remettez-le en fichier : donnez un nom qui ne finit pas en .png",
  }),
  "trust/empty": (f) => ({
    says: `la liste propre à ce poste est vide, il n'y a rien à exporter : ${f.folder}`,
    hint: "ajoutez des émetteurs avec qrseal trust add, ou nommez le dossier qui les contient avec --keys",
  }),
  "trust/exists": (f) => ({
    says: `cette clé est déjà dans la liste, au nom de ${f.name} (${f.fingerprint}, ${f.dates})`,
    hint: "donnez des dates qui ne chevauchent pas celles-là, ou retirez d'abord l'entrée avec qrseal trust remove",
  }),
  "trust/not-found": (f) => ({
    says: `aucun émetteur ni clé du nom de ${f.wanted} dans ${f.where}`,
    hint: "voyez ce qui s'y trouve avec qrseal trust list",
  }),
  "trust/ambiguous": (f) => ({
    says: `plusieurs clés portent le nom de ${f.wanted} : ${list(f.fingerprints)}`,
    hint: "désignez-en une par son empreinte",
  }),
  "passphrase/mismatch": () => ({
    says: "les deux phrases secrètes diffèrent, aucune clé n'a été faite",
    hint: "relancez la commande et tapez deux fois la même phrase secrète",
  }),
  "passphrase/interrupted": () => ({
    says: "arrêt à la demande de la phrase secrète, rien n'a été écrit",
    hint: "relancez la commande quand vous aurez la phrase secrète",
  }),
  "audit/broken": (f) => ({
    says: `le journal d'audit a été modifié : ${f.path}${f.line === null ? "" : `, ligne ${number(f.line)}`} : ${f.problem}`,
    hint: "laissez le fichier tel quel, et comparez-le à votre dernière copie",
  }),
  "service/bad-statuses": (f) => ({
    says: `il fallait un seul objet JSON avec l'état de chaque document, trouvé ${f.found} : ${f.path}`,
    hint: 'écrivez-le ainsi : {"3f9a":{"status":"issued","since":"2026-01-31"}}, par identifiant de document',
  }),
};

export const terms: TermWords<CliTerms> = {
  picture: "l'image",
  "new-picture": "la nouvelle image",
  bundle: "le recueil",
  "picture-or-envelope": "l'image ou l'enveloppe",
  "envelope-text": "le texte de l'enveloppe",
  "passphrase-file": "le fichier de la phrase secrète",
  "issuer-key-file": "la clé publique de l'émetteur",
  "trust-bundle": "le recueil de confiance",
  "config-file": "le fichier de configuration",
  authorities: "les certificats des autorités",
  "admin-token": "le jeton de l'administration",
  statuses: "les états",
  "token-malformed": (file) =>
    `--admin-token-file ${file} ne contient pas de jeton : une ligne de lettres, chiffres et - . _ ~ + /`,
  "some-document": "un document",
  "some-picture": "une image",
  "some-picture-or-envelope": "une image ou une enveloppe",
  "name-for-new": "un nom pour la nouvelle image ou enveloppe",
  "standard-output": "la sortie standard",
  typed: "au clavier",
  stream: (option, stream) => `${option} ${stream}`,
  "second-public-key": "un second --public-key",
  "same-meaning": "les deux nomment la même chose",
  "both-to-output": "les deux vont à la sortie standard",
  "both-from-input": "les deux lisent l'entrée standard",
  "both-passphrases": "les deux donnent la phrase secrète",
  "picture-to-stream": "c'est une image, qui a besoin de son propre fichier",
  "one-picture-only": "on dessine sur une image, ni plus ni moins",
  "already-for-key": "le document est déjà pour cette clé",
  "one-at-a-time": "on révoque une chose à la fois",
  "signed-or-not": "l'un demande une signature, l'autre n'en veut pas",
  "compact-only": "seule une enveloppe compact porte cela",
  "json-only": "ce format ne porte que du JSON ; les autres portent tout fichier",
  "rsa-lengths-only": "seules les clés RSA pour ouvrir existent en plusieurs longueurs",
  "dates-in-lists": "les dates d'une clé de signature sont dans les listes de confiance de ses lecteurs",
  "example-settings": "l'exemple n'a d'autres réglages que --port et --statuses",
  "no-command": "aucune commande n'est nommée",
  "unknown-option": (option) => `option inconnue : ${option}`,
  "unknown-option-like": (option, suggestion) =>
    `option inconnue : ${option} (vouliez-vous dire ${suggestion} ?)`,
  "unknown-option-among": (option, suggestions) =>
    `option inconnue : ${option} (vouliez-vous dire l'une de celles-ci : ${suggestions} ?)`,
  "unknown-command": (command) => `commande inconnue : ${command}`,
  "unknown-command-like": (command, suggestion) =>
    `commande inconnue : ${command} (vouliez-vous dire ${suggestion} ?)`,
  "unknown-command-among": (command, suggestions) =>
    `commande inconnue : ${command} (vouliez-vous dire l'une de celles-ci : ${suggestions} ?)`,
  "argument-missing": (argument) => `il manque l'argument ${argument}`,
  "value-missing": (option) => `il manque la valeur de l'option ${option}`,
  "option-missing": (option) => `il manque l'option obligatoire ${option}`,
  "option-not-among": (option, value, choices) =>
    `l'option ${option} n'admet pas la valeur « ${value} » : il faut l'une des valeurs ${choices}`,
  "argument-not-among": (value, argument, choices) =>
    `la valeur « ${value} » n'est pas admise pour l'argument ${argument} : il faut l'une des valeurs ${choices}`,
  "too-many-arguments": (command, expected, given) =>
    `trop d'arguments pour ${command} : ${expected} ${expected === "1" ? "attendu" : "attendus"}, ${given} donnés`,
  "accept-unknown": (name, names) => `--accept ${name} : il faut un nom parmi ${names}`,
  "type-not-for-use": (type, use, expected) =>
    `--type ${type} ne va pas avec --use ${use} : il faut ${expected}`,
  "bits-not-for-type": (bits, type, expected) =>
    `--bits ${bits} ne va pas avec --type ${type} : il faut ${expected}`,
  either: (one, other) => `${one} ou ${other}`,
  "name-not-plain": (name) =>
    `--name ${name} n'est pas un nom simple : lettres, chiffres, point, tiret et tiret bas, 64 au plus`,
  "name-of-signing-key": (name) =>
    `--name ${name} finit comme les noms des clés de signature, et cette clé sert à ouvrir`,
  "module-size-refused": (given, min, max) =>
    `--module-size ${given} n'est pas un nombre entier de pixels de ${number(min)} à ${number(max)}`,
  "too-many-receivers": (count, max) =>
    `--public-key figure ${number(count)} fois, ${number(max)} destinataires au plus partagent un code`,
  "document-not-named": (given) =>
    `--document ${given} n'identifie aucun document : 32 chiffres hexadécimaux en minuscules, ou sha256: et 64 de ces chiffres`,
  "document-id-malformed": (given) =>
    `--document ${given} n'est pas l'identifiant d'un document : 32 chiffres de 0 à 9 et de a à f`,
  "head-malformed": (given) =>
    `--noted ${given} n'est pas une tête de journal : 64 chiffres hexadécimaux, comme audit verify les affiche`,
  "deposit-id-malformed": (given) =>
    `${given} n'est pas le numéro d'un dépôt : 32 chiffres de 0 à 9 et de a à f`,
  "deposit-days-refused": (given, max) =>
    `--deposit-days ${given} n'est pas un nombre entier de jours de 1 à ${number(max)}`,
  needs: (option, other) => `${option} demande ${other}`,
  "name-new-sign-key":
    "nommez la nouvelle clé avec --new-sign-key, ou créez-en une avec qrseal keygen --use signing",
  "fingerprint-malformed": (option, given) =>
    `${option} ${given} n'est pas une empreinte : 64 chiffres hexadécimaux`,
  "last-malformed": (given) => `--last ${given} n'est pas un nombre entier d'entrées à partir de 1`,
  "until-before-from": (until, from) => `--until ${until} est avant --from ${from}`,
  "duration-malformed": (option, given) =>
    `${option} ${given} n'est pas une durée : heures (h), jours (d), semaines (w) ou années (y), comme 12h, 90d, 6w ou 2y`,
  "moment-malformed": (option, given) =>
    `${option} ${given} n'est pas un jour ni une heure à partir de 1970, comme 2026-01-31 ou 2026-01-31T18:00:00Z`,
  "text-empty": (what) => `${what} : il n'y a rien`,
  "text-too-long": (what, characters, max) =>
    `${what} compte ${characters} caractères, ${number(max)} au plus sont gardés`,
  "claim-length": (option, characters, max) =>
    `${option} compte ${characters} caractères, il en fallait 1 à ${number(max)}`,
  "needs-key-or-document": (command) => `${command} demande --key ou --document`,
  name: "le nom",
  "desk-name-too-long": (characters, max) =>
    `le nom du poste dans QRSEAL_DESK compte ${characters} caractères, ${number(max)} au plus sont consignés`,
  "no-json-from": (line, column) => `autre chose que du JSON à partir de la ligne ${line}, colonne ${column}`,
  "something-under": (name) => `autre chose sous ${name}`,
  "sealed-document": "un document scellé",
  "code-holding": (content) => `un code QR qui contient ${content}`,
  "several-in-picture": (count) => `une image qui en montre ${number(count)} différents`,
  "utf-16": "de l'UTF-16",
  "not-utf-8": "des octets qui ne sont pas de l'UTF-8",
  "left-edge": "au bord gauche",
  "right-edge": "au bord droit",
  "upper-edge": "au bord supérieur",
  "lower-edge": "au bord inférieur",
  "name-some-sign-key": "nommez-en une avec --sign-key, ou faites-en une avec qrseal keygen --use signing",
  "name-issuer-key":
    "nommez le fichier de clé publique que l'émetteur vous a remis, en général …_signing_public.pem",
  "any-time": "sans limite de dates",
  from: (from) => `à partir du ${from}`,
  until: (until) => `jusqu'au ${until}`,
  "from-until": (from, until) => `du ${from} au ${until}`,
  "own-list": "la liste propre à ce poste",
  "own-list-of-bundle":
    "la liste propre à ce poste ; il vient du recueil de l'autorité, contre lequel agit qrseal trust revoke",
  "lists-without-file": "les listes de confiance, ni de fichier de clé de ce nom",
  "lists-by-digits":
    "les listes de confiance ; une clé qui n'y est pas se désigne par ses 64 chiffres, ou par son fichier",
};
