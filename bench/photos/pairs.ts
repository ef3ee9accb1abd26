/** Two photographs of one symbol, each too blurred by itself: what reading them together gives. */
import { limits } from "../../src/core/limits.ts";
import type { Effort } from "../../src/qr/ladder/effort.ts";
import type { GreyPixels } from "../../src/qr/picture/pixels.ts";
import type { Report } from "../lib/report.ts";
import { percentileOf } from "../lib/spent.ts";
import { readAlone } from "./ladder.ts";
import { shareRead, tryReader } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { stage } from "./stage.ts";

export type JointReader = (
  images: readonly GreyPixels[],
  shouldStop: () => boolean,
) => { readonly read: readonly { readonly payload: Uint8Array }[] };

export interface PairChoice {
  readonly version: number;
  readonly pixelsPerModule: number;
  /** Standard deviation in modules. */
  readonly blur: number;
  readonly pairs: number;
  readonly effort: Effort;
}

export const blurredPairs = { version: 20, pixelsPerModule: 4, blur: 0.85 } as const;

/** Percent of the pairs. */
const AIM = 80;

export async function readPairs(
  together: JointReader,
  { version, pixelsPerModule, blur, pairs, effort }: PairChoice,
  progress: (line: string) => void,
): Promise<Report> {
  const alone: Outcome[] = [];
  const joint: Outcome[] = [];
  for (let seed = 0; seed < pairs; seed += 1) {
    progress(`pair ${seed + 1} of ${pairs}`);
    const sheet = { version, pixelsPerModule, bow: 0, seed };
    const first = stage(sheet, " first");
    const second = stage(sheet, " second");
    const images = [await first.photograph(blur), await second.photograph(blur)];
    const { payload } = first;
    alone.push(
      await tryReader(
        async () => (await Promise.all(images.map((each) => readAlone(each, effort)))).flat(),
        payload,
      ),
    );
    // Each picture gets the time it would have alone.
    const end = performance.now() + images.length * limits.scanMilliseconds[effort];
    const read = (): Promise<readonly { readonly payload: Uint8Array }[]> =>
      Promise.resolve(together(images, () => performance.now() > end).read);
    joint.push(await tryReader(read, payload));
  }
  const share = shareRead(joint);
  const wrong = joint.filter(({ isWrong }) => isWrong).length;
  const values = (outcomes: readonly Outcome[]): (number | null)[] => [
    outcomes.length,
    shareRead(outcomes),
    percentileOf(
      outcomes.map(({ cpu }) => cpu),
      0.5,
    ),
    percentileOf(
      outcomes.map(({ cpu }) => cpu),
      0.95,
    ),
  ];
  return {
    rows: [],
    tables: [
      {
        title: `pairs at blur ${blur.toFixed(2)}, version ${version}`,
        columns: [
          { name: "pairs", digits: 0 },
          { name: "read, %", digits: 0 },
          { name: "CPU median, ms", digits: 0 },
          { name: "p95", digits: 0 },
        ],
        rows: [
          { name: "either by itself", values: values(alone) },
          { name: "together", values: values(joint) },
        ],
      },
    ],
    verdicts: [
      {
        aim: `two photographs together at blur ${blur}: at least ${AIM} %`,
        measured: share === null ? "no pair" : `${share.toFixed(0)} % of ${joint.length}`,
        met: share === null ? null : share >= AIM,
      },
      { aim: "no wrong text of two photographs", measured: String(wrong), met: wrong === 0 },
    ],
    notes: [],
  };
}
