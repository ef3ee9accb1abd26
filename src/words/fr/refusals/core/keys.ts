/** What `src/core/keys` refuses, in French. */
import type { keyRefusals, KeyTerms } from "../../../../core/keys/refusals.ts";
import { number } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof keyRefusals> = {
  "key/not-a-key": (f) => ({
    says: `il fallait ${f.what} en PEM, et c'est ${f.found} : ${f.path}`,
    hint: "nommez un fichier .pem tel qu'en font qrseal keygen, openssl ou le module cryptography de Python",
  }),
  "key/private-needed": (f) => ({
    says: `il fallait une clé privée, et c'est une clé publique : ${f.path}`,
    hint: "nommez la moitié privée, en général …_private.pem",
  }),
  "key/public-needed": (f) => ({
    says: `il fallait une clé publique, et c'est une clé privée : ${f.path}`,
    hint: "nommez plutôt …_public.pem ; une clé privée ne doit jamais quitter son bureau",
  }),
  "key/wrong-type": (f) => ({
    says: `il fallait ${f.expected}, et c'est ${f.found} : ${f.path}`,
    hint: "nommez un autre fichier de clé, ou faites une paire avec qrseal keygen",
  }),
  "key/bad-size": (f) => ({
    says: `la clé RSA a ${f.bits} bits, il en faut ${f.minBits} à ${f.maxBits} en octets entiers : ${f.path}`,
    hint:
      f.bits < f.minBits
        ? "elle est trop petite pour être sûre ; faites une nouvelle paire avec qrseal keygen"
        : "faites une nouvelle paire avec qrseal keygen",
  }),
  "key/bad-exponent": (f) => ({
    says: `l'exposant public de la clé RSA n'est pas un nombre impair compris entre 3 et 32 bits : ${f.path}`,
    hint: "n'utilisez pas cette clé ; faites une nouvelle paire avec qrseal keygen",
  }),
  "key/unknown-protection": (f) => ({
    says: `le fichier de clé est protégé d'une manière qui ne se lit pas ici (${f.found}) : ${f.path}`,
    hint: "convertissez-le une fois : openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000",
  }),
  "key/costly-protection": (f) => ({
    says: `le fichier de clé demande ${Number.isFinite(f.found) ? number(f.found) : "plus qu'on ne peut compter"} (${f.parameter}), ${number(f.max)} au plus se calculent ici : ${f.path}`,
    hint: "aucun outil honnête n'écrit cela ; reprenez le fichier de clé à son origine",
  }),
  "passphrase/wrong": (f) => ({
    says: `la phrase secrète n'ouvre pas la clé privée : ${f.path}`,
    hint: "tapez-la de nouveau, attention aux majuscules et au clavier ; si elle est sûrement juste, le fichier est abîmé",
  }),
};

export const terms: TermWords<KeyTerms> = {
  "private-key": "une clé privée",
  "public-key": "une clé publique",
  "pem-block": (label) => `un bloc PEM de ${label}`,
  "pem-damaged": "un bloc PEM abîmé",
  "pem-cut-short": "un bloc PEM coupé ou abîmé",
  "several-pem-blocks": "plusieurs blocs PEM",
  "recipient-key": "une clé RSA ou X25519",
  "verifying-key": "une clé de signature Ed25519, P-256, RSA ou DSA-2048",
  "ed25519-key": "une clé de signature Ed25519",
  "rsa-pss-key": "une clé RSA réservée aux signatures PSS",
  "point-whole": "une clé P-256 dont le point est écrit en entier",
  "point-compressed": "un point comprimé",
  "key-of-type": (type) => `une clé de type ${type}`,
  "key-of-unknown-type": "une clé de type inconnu",
  iterations: "nombre d'itérations",
  "scrypt-memory": "mémoire de scrypt en octets",
  "scrypt-parallelisation": "parallélisme de scrypt",
  "no-algorithm": "aucun algorithme nommé",
  "no-derivation": "aucune dérivation de clé nommée",
  algorithm: (id) => `algorithme ${id}`,
  derivation: (id) => `dérivation de clé ${id}`,
};
