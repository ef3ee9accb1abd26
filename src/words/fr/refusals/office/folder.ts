/** What `src/office/folder` refuses, in French. */
import type { folderRefusals, FolderTerms } from "../../../../office/folder/refusals.ts";
import { bytes, number } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof folderRefusals> = {
  "usage/same-file": (f) => ({
    says: `${f.output} et ${f.other} sont un seul et même fichier, ${f.path}`,
    hint: "donnez un autre nom au fichier à écrire",
  }),
  "input/not-found": (f) => ({
    says: `${f.what} est introuvable : ${f.path}`,
    hint: "vérifiez le nom et le dossier",
  }),
  "input/is-folder": (f) => ({
    says: `il fallait ${f.what}, et c'est un dossier : ${f.path}`,
    hint: "nommez un fichier de ce dossier",
  }),
  "input/unreadable": (f) => ({
    says: `on ne peut pas lire ${f.what} : ${f.path} (${f.reason})`,
    hint: "vérifiez que vous avez le droit de lire ce fichier et que le disque ou la clé USB est toujours là",
  }),
  "input/empty": (f) => ({
    says: `il fallait ${f.what}, et il n'y a rien : ${f.path} est vide`,
    hint: "vérifiez que le fichier a été copié, ou l'image enregistrée, en entier",
  }),
  "input/too-large": (f) => ({
    says: `${f.what} dépasse les ${bytes(f.maxBytes)} permis : ${f.path}`,
    hint: "vérifiez que c'est le bon fichier",
  }),
  "output/exists": (f) => ({
    says: `${f.path} existe déjà et n'a pas été touché`,
    hint: "donnez un autre nom, ou --force pour le remplacer",
  }),
  "output/no-folder": (f) => ({
    says: `le dossier où écrire n'existe pas : ${f.path}`,
    hint: "créez d'abord ce dossier, ou nommez-en un autre",
  }),
  "output/is-folder": (f) => ({
    says: `il fallait un nom de fichier où écrire, et c'est un dossier : ${f.path}`,
    hint: "ajoutez-y un nom de fichier",
  }),
  "output/disk-full": (f) => ({
    says: `le disque est plein, rien n'a été écrit : ${f.path}`,
    hint: "libérez de la place ou nommez un autre disque, puis relancez la même commande",
  }),
  "output/broken-pipe": () => ({
    says: "le programme qui lisait la sortie s'est arrêté avant la fin",
    hint: "relancez avec la sortie dans un fichier, puis transmettez ce fichier",
  }),
  "key/bad-succession": (f) => ({
    says: `le registre des successions de clés est abîmé : ${f.path} (${f.problem})`,
    hint: "reprenez-la d'une copie, ou retirez-la et notez de nouveau les successions avec qrseal keys succeed",
  }),
  "trust/store-damaged": (f) => ({
    says: `la liste de confiance de ce poste est abîmée, personne n'est cru tant qu'elle n'est pas réparée : ${f.path} (${f.problem})`,
    hint: "reprenez le fichier d'une copie ; sinon mettez-le de côté, importez le recueil de l'autorité et ajoutez de nouveau vos émetteurs",
  }),
  "trust/busy": (f) => ({
    says: `d'autres commandes modifient sans cesse la liste de confiance, ce changement n'a pas été fait : ${f.path}`,
    hint: "relancez la commande quand elles auront fini",
  }),
  "register/not-a-register": (f) => ({
    says: `il fallait le registre d'un autre poste, et c'est autre chose à la ligne ${number(f.line)} : ${f.path}`,
    hint: "nommez le register.jsonl du dossier de clés de ce poste ; votre propre registre est resté tel quel",
  }),
  "exchange/bad-record": (f) => ({
    says: `le registre des services connus est abîmé : ${f.path}`,
    hint: "reprenez-le d'une copie ; sinon demandez aux exploitants l'empreinte de leur clé RSA avant le prochain appel",
  }),
};

export const terms: TermWords<FolderTerms> = {
  document: "le document",
  "trust-list": "la liste de confiance",
  register: "le registre",
  "key-folder": "le dossier de clés",
  successions: "le registre des successions de clés",
  "other-register": "le registre de l'autre poste",
  "audit-log": "le journal d'audit",
  "known-services": "le registre des services connus",
  "standard-input": "l'entrée standard",
  "disk-read-only": "le disque est en lecture seule",
  "disk-error": "le disque signale une erreur",
  "in-use": "un autre programme s'en sert",
  "changed-by-another": "un autre programme le modifie",
  "name-too-long": "le nom est trop long",
  "links-in-a-circle": "ses liens tournent en rond",
  "path-through-file": "une partie du chemin est un fichier",
  "file-in-the-way": "un fichier de ce nom occupe la place",
  "name-not-allowed": "ce nom n'est pas permis ici",
  "not-successions": "ce n'est pas une liste d'anciennes et de nouvelles empreintes avec leurs dates",
  "list-empty": "il n'y a rien dedans",
  "dangling-link": "c'est un lien vers rien",
  "bundle-missing": "il manque, et trust.txt nomme son autorité",
  "authority-not-named": "trust.txt ne nomme pas l'autorité dont il vient",
  "authority-did-not-sign": "l'autorité nommée dans trust.txt ne l'a pas signé",
  "signature-broken": "la signature ne tient pas",
  "no-entry": "ce n'est pas une entrée de ce journal",
  "head-missing": "la tête notée n'y est pas : des entrées ont été coupées ou remplacées",
  "written-further-down":
    "cette entrée a été écrite plus bas dans le fichier : ce qui la précédait a disparu",
  "foreign-line-before": "elle suit une ligne qu'aucune écriture ne laisse à cet endroit",
  "copied-line": "c'est la copie d'une ligne antérieure",
  "chain-broken": "sa valeur de chaîne ne va ni avec ce qui précède ni avec son propre contenu",
};
