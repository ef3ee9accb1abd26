/** What reading pictures refuses. */
import { naming, raising, refusal } from "../../core/refusal.ts";
import type { Term } from "../../core/refusal.ts";

export const pictureRefusals = {
  /** No picture of a kind we read, nor (where one is taken) an envelope's text. */
  "image/unsupported": refusal<{ found: Term; textAllowed: boolean }>("input"),
  /** Beyond 100 megapixels; refused from the header, before decoding. */
  "image/too-many-pixels": refusal<{ width: number; height: number; maxPixels: number }>("input"),
  /** A picture cut short or broken. */
  "image/damaged": refusal<{ format: string }>("input"),
};

export interface PictureTerms {
  "empty-file": [];
  "heic-of-other-kind": [];
  "media-file": [];
  pdf: [];
  bmp: [];
  "jpeg-xl": [];
  "jpeg-2000": [];
  photoshop: [];
  icon: [];
  zip: [];
  gzip: [];
  svg: [];
  "foreign-file": [bytes: number];
}

export const failure = raising(pictureRefusals);

export const term = naming<PictureTerms>();
