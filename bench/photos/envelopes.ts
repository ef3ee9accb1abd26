/** Our own signed envelopes on paper as it comes to a desk: what is read, and that it opens to the document sealed in it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Effort } from "../../src/qr/ladder/effort.ts";
import { loadImage } from "../../src/pictures/image.ts";
import { drawSymbol } from "../../src/qr/symbol/symbol.ts";
import type { QrSymbol } from "../../src/qr/symbol/symbol.ts";
import { office, signer } from "../../test/core/envelope/compact/keys.ts";
import { drawModules, photograph, randomFor } from "../../test/simulator/index.ts";
import type { PhotoSettings } from "../../test/simulator/index.ts";
import { openedFrom } from "../lib/readback.ts";
import type { Report, Table, Verdict } from "../lib/report.ts";
import { project } from "../lib/scene.ts";
import { percentileOf } from "../lib/spent.ts";
import { climbToFirst } from "./ladder.ts";
import { shareRead, tryReader } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { denoisingZxing } from "./peers.ts";

export interface EnvelopeChoice {
  /** Golden envelopes for the office `port`, signed by the issuer with Ed25519. */
  readonly envelopes: readonly string[];
  readonly conditions: readonly Condition[];
  /** Photographs of every envelope in every condition. */
  readonly seeds: number;
  readonly effort: Effort;
}

/** What happened to the paper, or how it was photographed; in modules where it has a length. */
export interface Condition {
  readonly name: string;
  readonly changes: Partial<PhotoSettings>;
  /** Standard deviation of the blur in modules. Default 0.25. */
  readonly blur?: number;
}

/** Of 348, 979 and 2,368 characters: versions 11, 21 and 33. */
export const sealedEnvelopes: readonly string[] = [
  "qrseal-compact-port-ed25519-short",
  "qrseal-compact-port-ed25519",
  "qrseal-compact-port-ed25519-limits",
];

export const conditions: readonly Condition[] = [
  { name: "flat", changes: {} },
  { name: "crumpled by 1", changes: { crumple: { reach: 1, creases: 6, relief: 0.25 } } },
  { name: "crumpled by 2", changes: { crumple: { reach: 2, creases: 10, relief: 0.4 } } },
  { name: "crumpled by 4", changes: { crumple: { reach: 4, creases: 14, relief: 0.5 } } },
  { name: "bent by 4", changes: { bow: 4 } },
  { name: "bent by 8", changes: { bow: 8 } },
  { name: "stained", changes: { stain: { radius: 10, darkness: 0.6 } } },
  { name: "stained, black", changes: { stain: { radius: 4, darkness: 1 } } },
  { name: "in half shadow", changes: { shadow: { depth: 0.6, softness: 6 } } },
  { name: "in deep half shadow", changes: { shadow: { depth: 0.85, softness: 1.5 } } },
  { name: "glare", changes: { glare: { strength: 1.5, radius: 3 } } },
  { name: "large glare", changes: { glare: { strength: 0.95, radius: 12 } } },
  { name: "plastic cover", changes: { plastic: { haze: 0.4, streaks: 3, streakWidth: 1 } } },
  { name: "corner torn off", changes: { torn: 14 } },
  { name: "blurred by 0.55", changes: {}, blur: 0.55 },
  { name: "blurred by 0.70", changes: {}, blur: 0.7 },
  { name: "far away", changes: { pixelsPerModule: 2.2 }, blur: 0.35 },
  {
    name: "a bad day",
    changes: {
      pixelsPerModule: 4,
      crumple: { reach: 1, creases: 8, relief: 0.3 },
      stain: { radius: 5, darkness: 0.4 },
      shadow: { depth: 0.5, softness: 4 },
      bow: 1.5,
    },
    blur: 0.4,
  },
];

interface Sealed {
  readonly text: Uint8Array;
  readonly document: Uint8Array;
  readonly symbol: QrSymbol;
}

interface Look {
  readonly condition: string;
  readonly version: number;
  readonly ours: Outcome;
  readonly zxing: Outcome;
  /** What was read opens to the document; null where nothing was. */
  readonly opens: boolean | null;
}

const DRAWN_MODULE = 8;
const PIXELS_PER_MODULE = 5;
const BLUR = 0.25;

export async function readEnvelopes(
  { envelopes, conditions: all, seeds, effort }: EnvelopeChoice,
  progress: (line: string) => void,
): Promise<Report> {
  const sealed = await Promise.all(envelopes.map(loadSealed));
  const looks: Look[] = [];
  for (const condition of all) {
    progress(condition.name);
    for (const each of sealed) {
      for (let seed = 0; seed < seeds; seed += 1) looks.push(await lookAt(each, condition, seed, effort));
    }
  }
  return {
    rows: [],
    tables: [conditionTable(looks)],
    verdicts: verdictsOn(looks),
    notes: [
      `${looks.length} simulated photographs of signed envelopes at M, versions ${sealed.map(({ symbol }) => symbol.version).join(", ")}`,
      `unless the condition says otherwise ${PIXELS_PER_MODULE} px a module, blur ${BLUR}, noise 4, any angle, corners off by up to 4 %`,
      `crumpled, bent: the farthest point is so many modules out of place; qrseal reads with --effort ${effort}`,
    ],
  };
}

async function loadSealed(name: string): Promise<Sealed> {
  const read = (ending: string): Uint8Array =>
    new Uint8Array(readFileSync(join(project, "fixtures", "envelopes", `${name}.${ending}`)));
  const text = read("envelope");
  return { text, document: read("document"), symbol: await drawSymbol(text, "M") };
}

async function lookAt(
  { text, document, symbol }: Sealed,
  { name, changes, blur = BLUR }: Condition,
  seed: number,
  effort: Effort,
): Promise<Look> {
  const { size, modules, version } = symbol;
  const page = drawModules(size, (row, column) => modules[row * size + column] === 1, DRAWN_MODULE);
  const run = `envelope ${version} ${name} ${seed}`;
  const random = randomFor(run, "case");
  const { pixelsPerModule = PIXELS_PER_MODULE } = changes;
  const settings: PhotoSettings = {
    modulePixels: DRAWN_MODULE,
    noise: 4,
    perspective: 0.04,
    rotation: random.uniform(0, 360),
    shade: random.uniform(0, 0.3),
    jpegQuality: 80,
    ...changes,
    pixelsPerModule,
    blur: blur * pixelsPerModule,
  };
  const image = await loadImage(await photograph(page, settings, run).toJpeg());

  const ours = await tryReader(() => climbToFirst(image, effort), text);
  const zxing = await tryReader(async () => (await denoisingZxing.decoder.decode(image)).read, text);
  return {
    condition: name,
    version,
    ours,
    zxing,
    opens: ours.first === null ? null : await opensTo(ours.first, document),
  };
}

/** Opened at the desk it is for, and signed by the issuer. */
async function opensTo(payload: Uint8Array, document: Uint8Array): Promise<boolean> {
  try {
    const opened = await openedFrom(payload, office("port").privateKey, signer("issuer-ed25519").publicKey);
    return opened !== null && Buffer.from(opened).equals(document);
  } catch {
    return false;
  }
}

function conditionTable(looks: readonly Look[]): Table {
  const versions = [...new Set(looks.map(({ version }) => version))];
  const names = [...new Set(looks.map(({ condition }) => condition))];
  const line = (name: string, here: readonly Look[]): Table["rows"][number] => {
    const cpu = here.filter(({ ours }) => ours.isRead).map(({ ours }) => ours.cpu);
    return {
      name,
      values: [
        here.length,
        shareRead(here.map(({ ours }) => ours)),
        shareRead(here.map(({ zxing }) => zxing)),
        ...versions.map((version) =>
          shareRead(here.filter((look) => look.version === version).map(({ ours }) => ours)),
        ),
        percentileOf(cpu, 0.5),
        percentileOf(cpu, 0.95),
      ],
    };
  };
  return {
    title: "envelopes: read, %",
    columns: [
      { name: "pictures", digits: 0 },
      { name: "qrseal", digits: 0 },
      { name: "zxing-wasm", digits: 0 },
      ...versions.map((version) => ({ name: `qrseal, version ${version}`, digits: 0 })),
      { name: "CPU median, ms", digits: 0 },
      { name: "p95", digits: 0 },
    ],
    rows: [
      ...names.map((name) =>
        line(
          name,
          looks.filter(({ condition }) => condition === name),
        ),
      ),
      line("all together", looks),
    ],
  };
}

function verdictsOn(looks: readonly Look[]): Verdict[] {
  const read = looks.filter(({ opens }) => opens !== null);
  const opened = read.filter(({ opens }) => opens === true);
  return [
    {
      aim: "all that was read opens to the document sealed in it, its signature verified",
      measured: `${opened.length} of ${read.length}`,
      met: read.length === 0 ? null : opened.length === read.length,
    },
  ];
}
