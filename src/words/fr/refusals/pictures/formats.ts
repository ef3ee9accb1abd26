/** What `src/pictures/formats` refuses, in French. */
import type { pictureRefusals, PictureTerms } from "../../../../pictures/formats/refusals.ts";
import { bytes, number } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof pictureRefusals> = {
  "image/unsupported": (f) =>
    f.textAllowed
      ? {
          says: `il fallait une image ou le texte d'une enveloppe, et c'est ${f.found}`,
          hint: "donnez une image PNG, JPEG, WebP, TIFF, GIF, AVIF ou HEIC, ou le texte d'une enveloppe",
        }
      : {
          says: `il fallait une image, et c'est ${f.found}`,
          hint: "donnez une image PNG, JPEG, WebP, TIFF, GIF, AVIF ou HEIC",
        },
  "image/too-many-pixels": (f) => ({
    says: `l'image fait ${f.width} × ${f.height} pixels, on en lit ${number(f.maxPixels / 1e6)} millions au plus`,
    hint: "enregistrez-la plus petite ou découpez le code, puis réessayez",
  }),
  "image/damaged": (f) => ({
    says: `l'image ${f.format} est abîmée ou incomplète`,
    hint: "copiez-la de nouveau depuis son origine, ou refaites la photo",
  }),
};

export const terms: TermWords<PictureTerms> = {
  "empty-file": "un fichier vide",
  "heic-of-other-kind": "une image HEIC d'un type qui n'est pas lu ici",
  "media-file": "une vidéo ou un autre fichier multimédia",
  pdf: "un PDF",
  bmp: "une image BMP",
  "jpeg-xl": "une image JPEG XL",
  "jpeg-2000": "une image JPEG 2000",
  photoshop: "un document Photoshop",
  icon: "une icône",
  zip: "une archive ZIP ou un document bureautique",
  gzip: "une archive gzip",
  svg: "un dessin SVG",
  "foreign-file": (count) => `un fichier de ${bytes(count)} qui n'est pas une image`,
};
