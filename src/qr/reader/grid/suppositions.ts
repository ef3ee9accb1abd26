/** Which suppositions about a located symbol are followed to the end, and in what order. */
import type { GreyPixels } from "../../picture/pixels.ts";
import { LAST_SMALL_VERSION } from "../finding/locate.ts";
import type { Location } from "../finding/locate.ts";
import type { DisplacementField } from "../geometry/field.ts";
import { flatField } from "../geometry/field.ts";
import { project } from "../geometry/projection.ts";
import type { Projection } from "../geometry/projection.ts";
import { alignProjection } from "./align.ts";
import { trackGrid } from "./track.ts";

export interface Supposition {
  readonly version: number;
  readonly projection: Projection;
  readonly field: DisplacementField;
  /** Only for comparison. */
  readonly merit: number;
}

/** Suppositions of one triple that are followed to the end; small symbols have few patterns to choose by. */
const LOCATIONS = 3;
const TRACKED_OF_SMALL = 6;
/**
 * Of a large symbol: less than noise reaches, and agreement and the share of alignment patterns that were followed
 * together. Three finders seen in writing come to 0.9 at the most and mostly to half of that; symbols on paper bowed
 * by six modules to 1.2, and what is hidden of a symbol that can still be read takes less than a third of it.
 */
const LEAST_AGREEMENT = 0.1;
const LEAST_MERIT = 0.75;
/** Of what is known of a small symbol: a wrong version comes to half of it, a right one to more than four fifths. */
const LEAST_EXPLAINED = 0.4;
const ALMOST_ALL_EXPLAINED = 0.93;

/**
 * Small symbols first as flat ones, fitted to all that is known of them; then, and large symbols at once, along the
 * tracked grid, by how well it could be followed.
 */
export function chooseSuppositions(
  picture: GreyPixels,
  locations: readonly Location[],
  shouldStop: () => boolean,
): readonly Supposition[] {
  const likeliest = locations[0]?.layout.version ?? 0;
  const tracked = trackLocations(picture, locations);
  if (likeliest > LAST_SMALL_VERSION) return tracked.slice(0, LOCATIONS);
  const flat = alignLocations(picture, locations, shouldStop);
  return [...flat.slice(0, LOCATIONS), ...tracked.slice(0, TRACKED_OF_SMALL)];
}

function trackLocations(picture: GreyPixels, locations: readonly Location[]): readonly Supposition[] {
  const suppositions: Supposition[] = [];
  const tries = new Map<number, number>();
  for (const location of locations) {
    const { projection, agreement } = location;
    const { version, alignment } = location.layout;
    const isSmall = version <= LAST_SMALL_VERSION;
    const already = tries.get(version) ?? 0;
    if (already >= 2 || (!isSmall && agreement < LEAST_AGREEMENT)) continue;
    tries.set(version, already + 1);
    const { field, followed } = trackGrid(picture, location);
    // Where the supposed plane folds over inside the symbol there is no place for some modules.
    if (!field.du.every(Number.isFinite) || !field.dv.every(Number.isFinite)) continue;
    const share = alignment.length === 0 ? 0.5 : followed / alignment.length;
    if (!isSmall && agreement + share < LEAST_MERIT) continue;
    suppositions.push({ version, projection, field, merit: agreement + share });
  }
  return suppositions.sort((a, b) => b.merit - a.merit);
}

function alignLocations(
  picture: GreyPixels,
  locations: readonly Location[],
  shouldStop: () => boolean,
): readonly Supposition[] {
  const suppositions: Supposition[] = [];
  for (const location of locations) {
    const { layout } = location;
    if (shouldStop()) break;
    if (layout.version > LAST_SMALL_VERSION) continue;
    const { projection, explained } = alignProjection(picture, layout, location.projection);
    const { version, size } = layout;
    if (explained < LEAST_EXPLAINED) continue;
    // Different starts end in the same place, which is to be tried once.
    const far = project(projection, size, size);
    const isKnown = suppositions.some((other) => {
      const { x, y } = project(other.projection, size, size);
      return other.version === version && Math.hypot(x - far.x, y - far.y) < 1;
    });
    if (!isKnown) suppositions.push({ version, projection, field: flatField(size), merit: explained });
    if (explained > ALMOST_ALL_EXPLAINED) break;
  }
  return suppositions.sort((a, b) => b.merit - a.merit);
}
