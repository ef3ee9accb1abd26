/** What is told of a code that was drawn, in English. */
import { column } from "../../columns.ts";
import type { DrawnWords } from "../../results.ts";

const line = column(10);

export const drawn: DrawnWords = {
  picture: (file, { version, modules, errorCorrection, pixels }) =>
    line(
      "picture",
      `${file}  (QR version ${version}, ${modules} × ${modules} modules, error correction ${errorCorrection}, ${pixels} pixels)`,
    ),
  envelope: (file) => line("envelope", file),
  document: (bytes, characters, format) =>
    line("document", `${bytes} bytes, ${characters} characters as a ${format} envelope`),
  deposit: (bytes, url, until, once) =>
    line(
      "deposit",
      `${bytes} bytes at ${url} until ${until}, for ${once ? "one reader only" : "any number of its receivers"}`,
    ),
  depositId: (id) => line("", id),
  receipt: (depositor, at, file) =>
    line("receipt", `for ${depositor}, of ${at}${file === null ? "" : `  (${file})`}`),
  receiver: (fingerprint, name, file) => line("receiver", `${fingerprint}  (${name}, ${file})`),
  signed: (fingerprint, name, file, until) =>
    line("signed", `by ${fingerprint}  (${name}, ${file})${until === null ? "" : `, valid until ${until}`}`),
  unsigned: line(
    "signed",
    "no: whoever has the receiver's key could have made it; qrseal keygen --use signing helps",
  ),
  unsignable: (format) => line("signed", `no: a ${format} envelope cannot be`),
  id: (documentId) => line("id", `${documentId}  (should it ever be revoked)`),
  from: (fingerprint, file) => line("from", `${fingerprint}  (${file})`),
  to: (fingerprint, file) => line("to", `${fingerprint}  (${file})`),
  signedBefore: line("signed", "as before, by its issuer and for the old key"),
  unsignedBefore: line("signed", "no, as before"),
};
