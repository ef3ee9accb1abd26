/** What pictures carry: their symbols are read until the one thing that is wanted is there. */
import { Collector } from "../../carry/index.ts";
import type { Complete, Conflicting, Foreign, Wanted } from "../../carry/index.ts";
import { bug } from "../../core/index.ts";
import type { GreyImage, PictureSource } from "../../pictures/index.ts";
import { diagnose, scan, scanTogether } from "../../qr/index.ts";
import type {
  Diagnosis,
  FoundSymbol,
  ReadSymbol,
  RungTrace,
  ScanOptions,
  UnreadSymbol,
} from "../../qr/index.ts";

/** For a scan: how to look, and where it notes what each rung came to. */
export interface Look extends ScanOptions {
  readonly trace: RungTrace[];
}

/** A picture and what the scan saw in it. */
export interface Scanned {
  readonly image: GreyImage;
  readonly read: readonly ReadSymbol[];
  readonly unread: readonly UnreadSymbol[];
}

/** What is told of a picture; its pixels are given back before the next one is made. */
export type PictureShape = Pick<GreyImage, "format" | "width" | "height" | "orientation">;

/** The symbol that made it complete, and the picture which that is in. */
export interface FoundInPicture<T> extends Complete<T> {
  readonly symbol: FoundSymbol;
  readonly picture: PictureShape;
}

/** No symbol could be read: why, in the first picture. */
export interface Unread {
  readonly state: "unread";
  readonly picture: PictureShape;
  readonly diagnosis: Diagnosis;
}

export type Searched<T> = FoundInPicture<T> | Foreign | Conflicting<T> | Unread;

/**
 * Looks at one picture after the other, no further than the first that shows what is wanted; several such things in it
 * are in conflict. `watch` is told of every picture that was looked at. Throws what the source throws.
 */
export async function searchPictures<T>(
  pictures: PictureSource,
  wanted: Wanted<T>,
  look: Look,
  watch: (scanned: Scanned) => unknown,
): Promise<Searched<T>> {
  const collector = new Collector(wanted);
  let without: Unread | null = null;
  for await (const image of pictures) {
    const { accepted, refused, unread, trace } = await scan(image, (payload) => collector.add(payload), look);
    look.trace.push(...trace);
    watch({ image, read: [...accepted, ...refused], unread });
    const [symbol] = accepted;
    if (symbol !== undefined) return tellFound(collector, symbol, image);
    // Where symbols were read, nobody asks why others were not.
    if (collector.collected.state === "waiting") without ??= explainPicture(image, unread);
  }
  return tellMissing(collector, without);
}

/**
 * Looks at several photographs of one sheet, each of them by itself and all of them together. `watch` is told of the
 * first.
 */
export async function searchPhotographs<T>(
  images: readonly GreyImage[],
  wanted: Wanted<T>,
  look: Look,
  watch: (scanned: Scanned) => unknown,
): Promise<Searched<T>> {
  const collector = new Collector(wanted);
  const scanned = await scanTogether(images, (payload) => collector.add(payload), look);
  look.trace.push(...scanned.trace);
  const [image] = images;
  const [first] = scanned.alone;
  if (image === undefined || first === undefined) throw bug("photographs without a picture");
  watch({ image, read: [...first.accepted, ...first.refused], unread: first.unread });
  const [symbol] = scanned.accepted;
  if (symbol !== undefined) return tellFound(collector, symbol, images[symbol.picture] ?? image);
  const isUnread = collector.collected.state === "waiting";
  return tellMissing(collector, isUnread ? explainPicture(image, first.unread) : null);
}

const explainPicture = (image: GreyImage, unread: readonly UnreadSymbol[]): Unread => ({
  state: "unread",
  picture: shapeOf(image),
  diagnosis: diagnose(image, unread),
});

const shapeOf = ({ format, width, height, orientation }: GreyImage): PictureShape => ({
  format,
  width,
  height,
  orientation,
});

function tellFound<T>({ collected }: Collector<T>, symbol: FoundSymbol, image: GreyImage): Searched<T> {
  if (collected.state === "complete") return { ...collected, symbol, picture: shapeOf(image) };
  if (collected.state === "conflicting") return collected;
  throw bug(`a scan had enough of what is ${collected.state}`);
}

function tellMissing<T>({ collected }: Collector<T>, without: Unread | null): Searched<T> {
  if (collected.state === "foreign") return collected;
  if (without === null) throw bug("a source without a picture");
  return without;
}
