/** What is told of keys, in French. */
import { column } from "../../columns.ts";
import type { KeyUse, KeyWords } from "../../results.ts";

const line = column(14);

const holders: Readonly<Record<KeyUse, string>> = {
  recipient: "qui scelle des documents pour vous",
  signing: "qui reçoit des documents de vous : qrseal trust add",
};

export const keys: KeyWords = {
  privateKey: (file, name, use, isProtected) =>
    line(
      "clé privée",
      `${file}  (${name}${use === "signing" ? ", pour signer" : ""}, ${isProtected ? "protégée par sa phrase secrète" : "non protégée : --encrypt-private la protège"})`,
    ),
  publicKey: (file, use) => line("clé publique", `${file}  (à donner à ${holders[use]})`),
  fingerprint: (fingerprint) => line("empreinte", `${fingerprint}  (comparez-la par téléphone)`),
  succeeds: (fingerprint, folder) => line("succède à", `${fingerprint}  (noté dans ${folder})`),
  movedAside: (file) => line("mise de côté", file),

  none: (folder) => `aucune clé dans ${folder}`,
  uses: { recipient: "ouvre", signing: "signe" },
  typeUnknown: "type inconnu",
  fingerprintUnknown: "empreinte inconnue",
  halves: {
    public: "moitié publique seule",
    protected: "moitié privée protégée",
    open: "moitié privée",
    unreadable: "moitié privée illisible",
  },
  alone: (half) => `${half} seule`,
  succession: (next, old, day) => `${next} succède à ${old} (noté le ${day})`,
  noted: (next, old, folder) => `noté dans ${folder} : ${next} succède à ${old}`,
  notedBefore: (next, old) => `déjà noté : ${next} succède à ${old}`,
};
