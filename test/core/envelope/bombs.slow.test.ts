/** Documents of one GiB in envelopes that are right in everything else: refused before they take any room. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encryptContent } from "../../../src/core/primitives/aead.ts";
import { systemRandom } from "../../../src/core/random.ts";
import { temporaryFolder } from "../../interop/support/tools.ts";
import { brotliBombOfOneGiB, zlibBombOfOneGiB } from "./support/bomb.ts";
import { issuerNames } from "./compact/keys.ts";
import type { OfficeName, SignerName } from "./compact/keys.ts";
import { claims, document, envelopeOf, label, signed } from "./compact/parts.ts";
import { parseKeyWrapped, publicKey } from "../support/fixtures.ts";
import { encodeEnvelope, sealKeyWrapped, withWrappedKey } from "./support/sealing.ts";

const MiB = 1 << 20;
const ROOM = 64 * MiB;

const folder = temporaryFolder();
afterAll(folder.remove);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const peakWitness = new URL("../../../bench/lib/peak-rss.mjs", import.meta.url).href;

/** What a process of its own says of an envelope, and the most memory it held, in bytes. */
function openElsewhere(
  envelope: Uint8Array | string,
  reader: OfficeName,
  issuer: SignerName | null,
): { readonly says: string; readonly peak: number } {
  const [file, peakFile] = [folder.path("envelope"), folder.path("peak")];
  writeFileSync(file, envelope);
  const args = [
    "--import",
    peakWitness,
    "--import",
    "tsx",
    here("./support/open-once.ts"),
    file,
    reader,
    issuer ?? "-",
  ];
  const says = execFileSync(process.execPath, args, {
    cwd: here("../.."),
    env: { ...process.env, BENCH_PEAK_FILE: peakFile },
    encoding: "utf8",
  }).trim();
  return { says, peak: Number(readFileSync(peakFile, "utf8")) * 1024 };
}

/** A classic envelope of a stream that is already compressed. */
async function classicOf(stream: Uint8Array): Promise<Uint8Array> {
  const template = parseKeyWrapped(await sealKeyWrapped(document, publicKey(), { format: "classic" }));
  const contentKey = systemRandom(32);
  const ciphertext = encryptContent(contentKey, template.nonce, stream);
  const { wrappedKey } = await publicKey().wrap(contentKey);
  return encodeEnvelope({ ...withWrappedKey(template, wrappedKey), ciphertext });
}

const packed = (compression: number, stream: Uint8Array): Uint8Array =>
  claims([label.compression, compression], [label.content, stream]);

describe("a document of one GiB", () => {
  let zlib: Uint8Array;
  let brotli: Uint8Array;
  beforeAll(async () => {
    zlib = zlibBombOfOneGiB();
    brotli = await brotliBombOfOneGiB();
  });

  it.each([
    [
      "classic, zlib",
      "office-2048",
      null,
      () => classicOf(zlib),
      () => sealKeyWrapped(document, publicKey(), { format: "classic" }),
    ],
    ["compact, zlib", "port", null, () => envelopeOf(packed(1, zlib)), () => envelopeOf(claims())],
    ["compact, brotli", "port", null, () => envelopeOf(packed(2, brotli)), () => envelopeOf(claims())],
    ...issuerNames.map(
      (signer) =>
        [
          `compact, brotli, signed by ${signer}`,
          "port",
          signer,
          () => envelopeOf(signed({ signer, payload: packed(2, brotli) })),
          () => envelopeOf(signed({ signer })),
        ] as const,
    ),
    [
      "compact, zlib, signed by issuer-ed25519",
      "port",
      "issuer-ed25519",
      () => envelopeOf(signed({ payload: packed(1, zlib) })),
      () => envelopeOf(signed()),
    ],
  ] as const)(
    "in %s: refused within 64 MiB more than an honest one takes",
    async (_, reader, issuer, bomb, honest) => {
      const resting = openElsewhere(await honest(), reader, issuer);
      expect(resting.says).toBe(String(document.length));
      const refused = openElsewhere(await bomb(), reader, issuer);
      expect(refused.says).toBe("open/too-large");
      expect(refused.peak - resting.peak).toBeLessThan(ROOM);
      if (process.env["QRSEAL_MEASURE"] === "1")
        console.info(_, Math.round(resting.peak / MiB), Math.round(refused.peak / MiB));
    },
  );
});
