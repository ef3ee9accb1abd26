/** What is told of keys, in English. */
import { column } from "../../columns.ts";
import type { KeyUse, KeyWords } from "../../results.ts";

const line = column(13);

const holders: Readonly<Record<KeyUse, string>> = {
  recipient: "whoever seals documents for you",
  signing: "whoever receives documents from you: qrseal trust add",
};

export const keys: KeyWords = {
  privateKey: (file, name, use, isProtected) =>
    line(
      "private key",
      `${file}  (${name}${use === "signing" ? ", for signing" : ""}, ${isProtected ? "protected by its passphrase" : "not protected: --encrypt-private does"})`,
    ),
  publicKey: (file, use) => line("public key", `${file}  (give this one to ${holders[use]})`),
  fingerprint: (fingerprint) => line("fingerprint", `${fingerprint}  (compare it by telephone)`),
  succeeds: (fingerprint, folder) => line("succeeds", `${fingerprint}  (noted in ${folder})`),
  movedAside: (file) => line("moved aside", file),

  none: (folder) => `no keys in ${folder}`,
  uses: { recipient: "opens", signing: "signs" },
  typeUnknown: "type not known",
  fingerprintUnknown: "fingerprint not known",
  halves: {
    public: "public half only",
    protected: "protected private half",
    open: "private half",
    unreadable: "private half that cannot be read",
  },
  alone: (half) => `${half} only`,
  succession: (next, old, day) => `${next} succeeds ${old} (noted ${day})`,
  noted: (next, old, folder) => `noted in ${folder}: ${next} succeeds ${old}`,
  notedBefore: (next, old) => `noted before: ${next} succeeds ${old}`,
};
