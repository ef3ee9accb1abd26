/** What `src/pictures/formats` refuses, in English. */
import type { pictureRefusals, PictureTerms } from "../../../../pictures/formats/refusals.ts";
import { bytes } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof pictureRefusals> = {
  "image/unsupported": (f) =>
    f.textAllowed
      ? {
          says: `expected a picture or an envelope's text, found ${f.found}`,
          hint: "give a PNG, JPEG, WebP, TIFF, GIF, AVIF or HEIC picture, or the text of an envelope",
        }
      : {
          says: `expected a picture, found ${f.found}`,
          hint: "give a PNG, JPEG, WebP, TIFF, GIF, AVIF or HEIC picture",
        },
  "image/too-many-pixels": (f) => ({
    says: `the picture has ${f.width} × ${f.height} pixels, at most ${f.maxPixels / 1e6} million are read`,
    hint: "save it smaller or cut out the code, then try again",
  }),
  "image/damaged": (f) => ({
    says: `the ${f.format} picture is damaged or cut short`,
    hint: "copy it again from where it came, or take the picture again",
  }),
};

export const terms: TermWords<PictureTerms> = {
  "empty-file": "an empty file",
  "heic-of-other-kind": "a HEIC picture of a kind that is not read here",
  "media-file": "a video or another media file",
  pdf: "a PDF",
  bmp: "a BMP picture",
  "jpeg-xl": "a JPEG XL picture",
  "jpeg-2000": "a JPEG 2000 picture",
  photoshop: "a Photoshop document",
  icon: "an icon",
  zip: "a ZIP archive or an office document",
  gzip: "a gzip archive",
  svg: "an SVG drawing",
  "foreign-file": (count) => `a file of ${bytes(count)} that is no picture`,
};
