/** Why nothing was read in a picture: the error for people, and what was measured for programs. */
import type { QrsealError, Term } from "../core/index.ts";
import { failure, term } from "./refusals.ts";
import { toStoredCorners } from "../pictures/index.ts";
import type { Corners, Diagnosis } from "../qr/index.ts";
import type { PictureShape } from "../office/carrying/searchpictures.ts";

/** One of the qr/ errors, with its advice. */
export function refusalFor(diagnosis: Diagnosis, { width, height }: PictureShape): QrsealError {
  switch (diagnosis.cause) {
    case "blurred":
      return failure("qr/blurred", { moved: diagnosis.moved });
    case "too-small":
      return failure("qr/too-small", { pixels: diagnosis.pixels, needed: diagnosis.needed });
    case "glare":
      return failure("qr/glare", { percent: toPercent(diagnosis.share) });
    case "shaded":
      return failure("qr/shaded", { percent: toPercent(diagnosis.share) });
    case "cut-off":
      return failure("qr/cut-off", { edge: edges[diagnosis.edge] });
    case "crumpled":
      return failure("qr/crumpled", {});
    case "too-dark":
      return failure("qr/too-dark", {});
    case "no-contrast":
      return failure("qr/no-contrast", { washedOut: diagnosis.washedOut });
    case "foreign-characters":
      return failure("qr/foreign-characters", {});
    case "none":
      return failure("qr/none-found", { width, height });
  }
}

const toPercent = (share: number): number => Math.round(100 * share);

const edges: Readonly<Record<"left" | "right" | "top" | "bottom", Term>> = {
  left: term("left-edge"),
  right: term("right-edge"),
  top: term("upper-edge"),
  bottom: term("lower-edge"),
};

/** The code of the error, the corners in the picture as it is stored, and what was measured, to thousandths. */
export function describeDiagnosis(diagnosis: Diagnosis, image: PictureShape): object {
  const { corners } = diagnosis;
  const measured = Object.entries(diagnosis)
    .filter(([name]) => name !== "cause" && name !== "corners")
    .map(([name, fact]: [string, unknown]) => [name, typeof fact === "number" ? toThousandths(fact) : fact]);
  return {
    code: refusalFor(diagnosis, image).code,
    corners: corners === null ? null : roundCorners(toStoredCorners(corners, image)),
    ...(Object.fromEntries(measured) as object),
  };
}

const toThousandths = (fact: number): number => Math.round(fact * 1000) / 1000;

/** To hundredths of a pixel. */
export function roundCorners([a, b, c, d]: Corners): Corners {
  const round = ({ x, y }: Corners[0]): Corners[0] => ({
    x: Math.round(x * 100) / 100,
    y: Math.round(y * 100) / 100,
  });
  return [round(a), round(b), round(c), round(d)];
}
