/** What `src/qr/symbol` refuses, in English. */
import type { symbolRefusals } from "../../../../qr/symbol/refusals.ts";
import { number, plural } from "../../numbers.ts";
import type { RefusalWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof symbolRefusals> = {
  "qr/too-large": (f) => ({
    says:
      `the envelope has ${plural(f.characters, "character")}, ${number(f.characters - f.capacity)} too many for one QR code` +
      ` at error correction ${f.errorCorrection}, which holds ${number(f.capacity)}`,
    hint:
      f.fitsAt.length > 0
        ? `it fits with --error-correction ${f.fitsAt.join(" or ")}; a shorter document also helps`
        : "it fits at no error correction: shorten the document; a receiver key of type x25519 takes the least room",
  }),
};
