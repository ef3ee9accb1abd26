import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { PresetName } from "../test/simulator/index.ts";
import { loadPicture, photograph, preset } from "../test/simulator/index.ts";
import type { Peer } from "./lib/python.ts";
import { findPeer, notesAbout, peerRun } from "./lib/python.ts";
import type { Contestant } from "./lib/processes.ts";
import { runToEnd } from "./lib/processes.ts";
import type { Bench } from "./lib/report.ts";
import { rowOf } from "./lib/report.ts";
import type { Scene } from "./lib/scene.ts";
import { emptyNode, expectDocument, scanning, withScene } from "./lib/scene.ts";

const rounds = 5;
const aimMegabytes = 350;
const photoSize = { width: 4000, height: 3000 };
const lib = join(dirname(fileURLToPath(import.meta.url)), "lib");

/** A process whose peak is taken, and how to fetch the document that it was to give back. */
interface Subject {
  readonly contestant: Contestant;
  readonly opened: ((stdout: Buffer) => Buffer) | null;
  /** Others' programs may fail to read a photograph: then there is a note instead of a figure. */
  readonly mayFail: boolean;
}

export const bench: Bench = {
  summary: "peak memory of scan-decrypt on photographs of 12 megapixels, beside an empty Node and Python",
  run: (progress) =>
    withScene(async (scene) => {
      const peer = findPeer();
      const subjects: Subject[] = [{ contestant: emptyNode, opened: null, mayFail: false }];
      // The peer reads few of the hurried photographs; the easy one is there so that both can be compared.
      for (const kind of ["counter", "easy"] as const) {
        progress(`taking a photograph of 12 megapixels (${kind})`);
        const photo = await takePhotograph(scene, kind);
        subjects.push(ours(scene, photo, kind));
        if (peer?.hasPictures === true) subjects.push(theirs(peer, scene, photo, kind));
      }
      if (peer?.hasPictures === false) subjects.push(theirsWithoutPicture(peer, scene));

      const peaks = new Map<Subject, number[]>(subjects.map((subject) => [subject, []]));
      const failed = new Set<Subject>();
      for (let round = 1; round <= rounds; round++) {
        for (const subject of subjects) {
          if (failed.has(subject)) continue;
          try {
            peaks.get(subject)?.push(takePeak(subject, scene));
          } catch (problem) {
            if (!subject.mayFail) throw problem;
            failed.add(subject);
          }
        }
        progress(`round ${round} of ${rounds}`);
      }

      const highest = Math.max(
        ...subjects.filter(({ mayFail }) => !mayFail).flatMap((subject) => peaks.get(subject) ?? []),
      );
      return {
        notes: [
          ...notesAbout(peer),
          ...[...failed].map(({ contestant }) => `${contestant.name} could not read the code: no figure`),
          `simulated JPEGs of ${photoSize.width} × ${photoSize.height} pixels, the code about half as wide`,
          "1 MB is a million bytes; the aim is held against the highest of all runs",
        ],
        rows: subjects
          .filter((subject) => !failed.has(subject))
          .map((subject) => rowOf(subject.contestant.name, "MB", peaks.get(subject) ?? [])),
        verdicts: [
          {
            aim: `qrseal scan-decrypt peaks under ${aimMegabytes} MB`,
            measured: `${highest.toFixed(1)} MB`,
            met: highest < aimMegabytes,
          },
        ],
      };
    }),
};

/** Photographs the code from so near that it fills about half of the width; returns the file's name. */
async function takePhotograph(scene: Scene, kind: PresetName): Promise<string> {
  const file = scene.file(`${kind}.jpg`);
  const printed = await loadPicture(scene.code);
  const modulePixels = 8;
  const settings = preset(kind, "memory", {
    canvas: photoSize,
    modulePixels,
    pixelsPerModule: photoSize.width / 2 / (printed.width / modulePixels),
  });
  writeFileSync(file, await photograph(printed, settings, "memory").toJpeg());
  return file;
}

function ours(scene: Scene, photo: string, kind: string): Subject {
  const output = scene.file("opened.json");
  const contestant = scanning(scene, photo, output);
  return {
    contestant: { ...contestant, name: `${contestant.name}, ${kind} photograph` },
    opened: () => readFileSync(output),
    mayFail: false,
  };
}

function theirs(peer: Peer, scene: Scene, photo: string, kind: string): Subject {
  const args = ["from-qr", "--private-key", scene.privateKey, "--qr", photo];
  return {
    contestant: peerRun(peer, `Python from-qr, ${kind} photograph`, args),
    opened: (stdout) => stdout,
    mayFail: true,
  };
}

function theirsWithoutPicture(peer: Peer, scene: Scene): Subject {
  const args = ["open", "--private-key", scene.privateKey];
  const contestant = peerRun(peer, "Python open, no picture", args, readFileSync(scene.envelope));
  return { contestant, opened: (stdout) => stdout, mayFail: true };
}

/** Peak resident memory of one whole process, in millions of bytes, told by the process itself as it ends. */
function takePeak({ contestant, opened }: Subject, scene: Scene): number {
  const file = scene.file("peak.txt");
  writeFileSync(file, "");
  const isNode = contestant.program === process.execPath;
  const witness = isNode
    ? ["--import", pathToFileURL(join(lib, "peak-rss.mjs")).href]
    : [join(lib, "peak_rss.py")];
  const watched = { ...contestant, args: [...witness, ...contestant.args] };
  const { stdout } = runToEnd(watched, { BENCH_PEAK_FILE: file });
  if (opened !== null) expectDocument(scene, contestant, opened(stdout));
  const kibibytes = Number.parseInt(readFileSync(file, "utf8"), 10);
  if (Number.isNaN(kibibytes)) throw new Error(`${contestant.name} ended without telling its peak`);
  return (kibibytes * 1024) / 1e6;
}
