/** Broken pictures of every format: each is read or refused in a documented way, and no code is read wrongly. */
import { beforeAll, describe, expect, it } from "vitest";
import { randomFor } from "../simulator/random.ts";
import { drawMutant, makeBasePictures } from "./support/mutants.ts";
import type { BasePicture } from "./support/mutants.ts";
import { allowedOutcomes, readBroken } from "./support/reading.ts";

const seed = process.env["QRSEAL_PICTURES_SEED"] ?? "1";
console.log(
  `broken pictures: seed ${seed}; QRSEAL_PICTURES_SEED draws others, npm run bench -- fuzz many more`,
);

const MUTANTS = 400;
let bases: readonly BasePicture[] = [];
const known = new Set<string>();

beforeAll(async () => {
  bases = await makeBasePictures();
  for (const { file } of bases) for (const text of (await readBroken(file)).envelopes) known.add(text);
});

describe("broken pictures", () => {
  it("come from pictures whose code is read in every format", async () => {
    const formats = new Set<string>();
    for (const { file, format } of bases)
      if ((await readBroken(file)).outcome === "read") formats.add(format);
    expect([...formats].sort()).toEqual(["avif", "gif", "heic", "jpeg", "png", "tiff", "webp"]);
    // Ours and the fixture's.
    expect(known.size).toBe(2);
  });

  it("are read rightly or refused in a documented way, in bounded memory", async () => {
    const random = randomFor(seed, "pictures");
    const outcomes = new Set<string>();
    const before = process.memoryUsage().rss;
    for (let count = 0; count < MUTANTS; count += 1) {
      const { base, mutation, file } = drawMutant(bases, random);
      const { outcome, envelopes } = await readBroken(file);
      const wrong = envelopes.some((text) => !known.has(text));
      if (wrong || !allowedOutcomes.includes(outcome))
        throw new Error(
          `${base.name}, ${mutation}: ${wrong ? "read wrongly" : outcome}: ${file.toString("base64")}`,
        );
      outcomes.add(outcome);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(1e9);
    // All sorts of breaking were there.
    expect([...outcomes].sort()).toEqual([...allowedOutcomes].sort());
  });
});
