/** Real photographs: how many of their codes are read, in what time, and what every rung of ours is good for. */
import type { ReadSymbol } from "../../src/qr/picture/findings.ts";
import type { Effort } from "../../src/qr/ladder/effort.ts";
import { loadImage } from "../../src/pictures/image.ts";
import type { GreyPixels } from "../../src/qr/picture/pixels.ts";
import { categoriesOf, namesOf, openPhotograph } from "../../test/photographs/collection.ts";
import type { ListedPhotograph } from "../../test/photographs/collection.ts";
import type { Column, Report, Table, Verdict } from "../lib/report.ts";
import type { Spent } from "../lib/spent.ts";
import { percentileOf, spend } from "../lib/spent.ts";
import type { Count } from "./count.ts";
import { countPicture, misreadsOf, shareOfCodes, shareOfPictures, shareOfSingles } from "./count.ts";
import { climbAll, climbToFirst } from "./ladder.ts";
import { ladderTable } from "./contribution.ts";
import type { Climb } from "./contribution.ts";
import { peers, plainZxing } from "./peers.ts";

export interface PhotographChoice {
  /** Every how many pictures of a category one is taken; 1: all. */
  readonly every: number;
  /** All rungs on every picture, for the codes; the first code alone, for the time; or one after the other. */
  readonly pass: "codes" | "first" | "both";
  /** How long the search for the first code may take. */
  readonly effort: Effort;
}

/** One reader at one picture. */
interface Look extends Spent {
  readonly name: string;
  readonly category: string;
  readonly count: Count;
  /** It threw. */
  readonly failed: boolean;
}

/** One reader at all of them, in the order of the pictures. */
interface Reader {
  readonly name: string;
  readonly looks: Look[];
}

const OURS = "qrseal";
const OURS_FIRST = "qrseal, first code";

/** @param folder one folder a category in it, as test/photographs/collection.ts finds them */
export async function readPhotographs(
  folder: string,
  { every, pass, effort }: PhotographChoice,
  progress: (line: string) => void,
): Promise<Report> {
  const all: Reader = { name: OURS, looks: [] };
  const first: Reader = { name: OURS_FIRST, looks: [] };
  const others = peers.map(({ name, decoder }) => ({ decoder, name, looks: [] as Look[] }));
  const climbs: Climb[] = [];

  /** Readers take turns in going first: what one leaves in the caches and to the collector hits all of them alike. */
  const work: ((picture: ListedPhotograph, image: GreyPixels) => Promise<void>)[] = others.map((peer) => {
    return (picture, image) => look(picture, peer, async () => (await peer.decoder.decode(image)).read);
  });
  if (pass !== "codes")
    work.push((picture, image) => look(picture, first, () => climbToFirst(image, effort)));
  if (pass !== "first") {
    work.push(async (picture, image) => {
      const { value: rungs, wall, cpu } = await spend(() => climbAll(image));
      const read = rungs.flatMap((rung) => rung.read);
      const { name, category, listed } = picture;
      const failed = rungs.some((rung) => rung.failed);
      all.looks.push({ name, category, count: countPicture(listed, read), failed, wall, cpu });
      climbs.push({
        rungs: rungs.map((rung) => ({ ...rung, count: countPicture(listed, rung.read) })),
      });
    });
  }

  let pictures = 0;
  for (const category of categoriesOf(folder)) {
    progress(category);
    for (const name of namesOf(folder, category).filter((_, at) => at % every === 0)) {
      const picture = await openPhotograph(folder, category, name);
      const image = await loadImage(picture.file);
      if (pictures === 0) await warmUp(image, effort);
      for (let turn = 0; turn < work.length; turn += 1) {
        await work[(turn + pictures) % work.length]?.(picture, image);
      }
      pictures += 1;
    }
  }

  const ours = [all, first].filter(({ looks }) => looks.length > 0);
  const readers = [...ours, ...others];
  return {
    rows: [],
    tables: [
      categoryTable("codes read, %", readers, shareOfCodes),
      categoryTable("pictures with a code read, %", readers, shareOfPictures),
      categoryTable("pictures of one code, read, %", readers, shareOfSingles),
      ...(first.looks.length > 0 ? [ownTable(first)] : []),
      timeTable(readers.filter(({ name }) => name !== OURS)),
      misreadTable(readers),
      ...(climbs.length > 0 ? [ladderTable(climbs)] : []),
    ],
    verdicts: verdictsOn(readers),
    notes: [
      `${pictures} photographs, ${ours[0]?.looks.reduce((sum, { count }) => sum + count.listed, 0) ?? 0} listed codes`,
      "a code is read where a result overlaps the listed place; a result counts for one place, the nearest it overlaps",
      `qrseal: every rung on every picture; first code: as the command reads with --effort ${effort}, done at the first code`,
      "times: from grey pixels in memory to the first call that has a code, over the pictures in which one was read",
      "given up: the pictures in which nothing was read",
      ...compareLikeWithLike(readers),
      "misreads: results outside every listed place, and places for which different texts were read",
      ...readers.flatMap(({ name, looks }) =>
        looks.filter(({ count }) => misreadsOf(count) > 0).map((each) => `misread by ${name}: ${each.name}`),
      ),
    ],
  };
}

async function look(
  { name, category, listed }: ListedPhotograph,
  { looks }: Reader,
  read: () => Promise<readonly ReadSymbol[]>,
): Promise<void> {
  const { value, wall, cpu } = await spend(() => read().catch(() => null));
  looks.push({ name, category, count: countPicture(listed, value ?? []), failed: value === null, wall, cpu });
}

/** Libraries load and code compiles before anything counts. One that cannot even be loaded ends the benchmark. */
async function warmUp(image: GreyPixels, effort: Effort): Promise<void> {
  for (const { decoder } of peers) await decoder.decode(image);
  await climbAll(image);
  await climbToFirst(image, effort);
}

type ShareOf = (counts: readonly Count[]) => number | null;

const countsOf = ({ looks }: Reader, category: string | null): readonly Count[] =>
  looks.filter((each) => category === null || each.category === category).map(({ count }) => count);

const categoriesIn = ({ looks }: Reader): readonly string[] => [
  ...new Set(looks.map(({ category }) => category)),
];

/** Categories without any such picture or code do not count. */
function meanOfCategories(reader: Reader, share: ShareOf): number | null {
  const shares = categoriesIn(reader)
    .map((category) => share(countsOf(reader, category)))
    .filter((value) => value !== null);
  return shares.length === 0 ? null : shares.reduce((sum, value) => sum + value, 0) / shares.length;
}

function categoryTable(title: string, readers: readonly Reader[], share: ShareOf): Table {
  const [some] = readers;
  const categories = some === undefined ? [] : categoriesIn(some);
  return {
    title,
    columns: readers.map(({ name }) => ({ name, digits: 1 })),
    rows: [
      ...categories.map((category) => ({
        name: category,
        values: readers.map((reader) => share(countsOf(reader, category))),
      })),
      { name: "mean of categories", values: readers.map((reader) => meanOfCategories(reader, share)) },
      { name: "all together", values: readers.map((reader) => share(countsOf(reader, null))) },
    ],
  };
}

const percentiles: readonly { readonly name: string; readonly share: number }[] = [
  { name: "median", share: 0.5 },
  { name: "p95", share: 0.95 },
  { name: "p99", share: 0.99 },
];

const timeColumns: readonly Column[] = [
  { name: "pictures read", digits: 0 },
  ...["wall", "CPU"].flatMap((clock) =>
    percentiles.map(({ name }) => ({ name: `${clock} ${name}`, digits: 0 })),
  ),
];

const isRead = ({ count }: Look): boolean => count.read.size > 0;

function timesOf(looks: readonly Look[]): (number | null)[] {
  const read = looks.filter(isRead);
  const spread = (values: readonly number[]): (number | null)[] =>
    percentiles.map(({ share }) => percentileOf(values, share));
  return [read.length, ...spread(read.map(({ wall }) => wall)), ...spread(read.map(({ cpu }) => cpu))];
}

function timeTable(readers: readonly Reader[]): Table {
  return {
    title: "time to the first code, ms",
    columns: [
      ...timeColumns,
      { name: "given up", digits: 0 },
      { name: "CPU median", digits: 0 },
      { name: "CPU most", digits: 0 },
    ],
    rows: readers.map(({ name, looks }) => {
      const unread = looks.filter((each) => !isRead(each)).map(({ cpu }) => cpu);
      return {
        name,
        values: [...timesOf(looks), unread.length, percentileOf(unread, 0.5), percentileOf(unread, 1)],
      };
    }),
  };
}

function ownTable(reader: Reader): Table {
  return {
    title: `${reader.name}, ms`,
    columns: [...timeColumns, { name: "misreads", digits: 0 }],
    rows: categoriesIn(reader).map((category) => {
      const looks = reader.looks.filter((each) => each.category === category);
      const misreads = looks.reduce((sum, { count }) => sum + misreadsOf(count), 0);
      return { name: category, values: [...timesOf(looks), misreads] };
    }),
  };
}

function misreadTable(readers: readonly Reader[]): Table {
  const sum = ({ looks }: Reader, of: (count: Count) => number): number =>
    looks.reduce((total, { count }) => total + of(count), 0);
  return {
    title: "misreads",
    columns: [
      { name: "outside", digits: 0 },
      { name: "two texts", digits: 0 },
      { name: "broke down", digits: 0 },
    ],
    rows: readers.map((reader) => ({
      name: reader.name,
      values: [
        sum(reader, ({ outside }) => outside),
        sum(reader, ({ contradicted }) => contradicted),
        reader.looks.filter(({ failed }) => failed).length,
      ],
    })),
  };
}

/** Ours takes in the pictures that zxing-wasm does not read; this is about the others alone. */
function compareLikeWithLike(readers: readonly Reader[]): string[] {
  const first = readers.find(({ name, looks }) => name === OURS_FIRST && looks.length > 0);
  const plain = readers.find(({ name }) => name === plainZxing.name);
  if (first === undefined || plain === undefined) return [];
  // Both looked at the same pictures in the same order.
  const ours = first.looks.filter((_, at) => plain.looks[at] !== undefined && isRead(plain.looks[at]));
  const theirs = plain.looks.filter(isRead);
  const median = (looks: readonly Look[]): number | null =>
    percentileOf(
      looks.map(({ wall }) => wall),
      0.5,
    );
  const [our, their] = [median(ours), median(theirs)];
  if (our === null || their === null) return [];
  return [
    `on the ${theirs.length} pictures that plain zxing-wasm reads, the median to the first code is ${(our / their).toFixed(2)} × its own`,
  ];
}

/** Percent of the codes and of the pictures, means of the categories; milliseconds. */
const aims = { codes: 95, pictures: 97, timesPlain: 1.5, cpuP95: 400 } as const;

function verdictsOn(readers: readonly Reader[]): Verdict[] {
  const named = (name: string): Reader | undefined =>
    readers.find((reader) => reader.name === name && reader.looks.length > 0);
  const verdicts: Verdict[] = [];
  const all = named(OURS);
  const first = named(OURS_FIRST);
  const plain = named(plainZxing.name);
  const atLeast = (what: string, reader: Reader, share: ShareOf, aim: number): Verdict => {
    const measured = meanOfCategories(reader, share);
    return {
      aim: `${what}: at least ${aim} %, mean of the categories`,
      measured: measured === null ? "no picture" : `${measured.toFixed(1)} %`,
      met: measured === null ? null : measured >= aim,
    };
  };
  if (all !== undefined) {
    verdicts.push(
      atLeast("codes read", all, shareOfCodes, aims.codes),
      atLeast("pictures with a code read", all, shareOfPictures, aims.pictures),
    );
    const misreads = countsOf(all, null).reduce((sum, count) => sum + misreadsOf(count), 0);
    verdicts.push({ aim: "no misread by any rung", measured: String(misreads), met: misreads === 0 });
  }
  if (first !== undefined && plain !== undefined) {
    const medianWall = (reader: Reader): number | null =>
      percentileOf(
        reader.looks.filter(isRead).map(({ wall }) => wall),
        0.5,
      );
    const [ours, theirs] = [medianWall(first), medianWall(plain)];
    const ratio = ours === null || theirs === null ? null : ours / theirs;
    verdicts.push({
      aim: `median time to the first code at most ${aims.timesPlain} × that of plain zxing-wasm`,
      measured: ratio === null ? "no picture" : `${ratio.toFixed(2)} ×`,
      met: ratio === null ? null : ratio <= aims.timesPlain,
    });
    const p95 = percentileOf(
      first.looks.filter(isRead).map(({ cpu }) => cpu),
      0.95,
    );
    verdicts.push({
      aim: `p95 to the first code under ${aims.cpuP95} ms of CPU`,
      measured: p95 === null ? "no picture" : `${p95.toFixed(0)} ms`,
      met: p95 === null ? null : p95 < aims.cpuP95,
    });
  }
  return verdicts;
}
