/** What is told of a code that was drawn, in French. */
import { column } from "../../columns.ts";
import type { DrawnWords } from "../../results.ts";
import { plural } from "../numbers.ts";

const line = column(14);

export const drawn: DrawnWords = {
  picture: (file, { version, modules, errorCorrection, pixels }) =>
    line(
      "image",
      `${file}  (QR version ${version}, ${modules} × ${modules} modules, correction d'erreurs ${errorCorrection}, ${pixels} pixels)`,
    ),
  envelope: (file) => line("enveloppe", file),
  document: (bytes, characters, format) =>
    line("document", `${plural(bytes, "octet")}, ${plural(characters, "caractère")} en enveloppe ${format}`),
  deposit: (bytes, url, until, once) =>
    line(
      "dépôt",
      `${plural(bytes, "octet")} à ${url} jusqu'au ${until}, pour ${once ? "un seul lecteur" : "tous ses destinataires"}`,
    ),
  depositId: (id) => line("", id),
  receipt: (depositor, at, file) =>
    line("reçu", `pour ${depositor}, du ${at}${file === null ? "" : `  (${file})`}`),
  receiver: (fingerprint, name, file) => line("destinataire", `${fingerprint}  (${name}, ${file})`),
  signed: (fingerprint, name, file, until) =>
    line(
      "signé",
      `par ${fingerprint}  (${name}, ${file})${until === null ? "" : `, valable jusqu'au ${until}`}`,
    ),
  unsigned: line(
    "signé",
    "non : quiconque a la clé du destinataire a pu le faire ; qrseal keygen --use signing y remédie",
  ),
  unsignable: (format) => line("signé", `non : une enveloppe ${format} ne peut pas l'être`),
  id: (documentId) => line("identifiant", `${documentId}  (s'il faut un jour le révoquer)`),
  from: (fingerprint, file) => line("de la clé", `${fingerprint}  (${file})`),
  to: (fingerprint, file) => line("pour la clé", `${fingerprint}  (${file})`),
  signedBefore: line("signé", "comme avant, par son émetteur et pour l'ancienne clé"),
  unsignedBefore: line("signé", "non, comme avant"),
};
