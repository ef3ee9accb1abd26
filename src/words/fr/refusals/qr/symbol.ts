/** What `src/qr/symbol` refuses, in French. */
import type { symbolRefusals } from "../../../../qr/symbol/refusals.ts";
import { number, plural } from "../../numbers.ts";
import type { RefusalWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof symbolRefusals> = {
  "qr/too-large": (f) => ({
    says:
      `l'enveloppe compte ${plural(f.characters, "caractère")}, ${number(f.characters - f.capacity)} de trop pour un code QR` +
      ` au niveau de correction ${f.errorCorrection}, qui en tient ${number(f.capacity)}`,
    hint:
      f.fitsAt.length > 0
        ? `elle tient avec --error-correction ${f.fitsAt.join(" ou ")} ; un document plus court aide aussi`
        : "elle ne tient à aucun niveau de correction : raccourcissez le document ; une clé de destinataire de type x25519 prend le moins de place",
  }),
};
