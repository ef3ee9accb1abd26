/** Things a transcript lays on the desk before the command runs: pictures of codes, damaged envelopes. */
import { PNG } from "pngjs";
import { openSigningKeyFile, readPrivateKeyFile, readPublicKeyFile } from "../../../src/core/index.ts";
import { renderPng } from "../../../src/pictures/index.ts";
import { drawSymbol } from "../../../src/qr/index.ts";
import { sealCompact } from "../../core/envelope/support/sealing.ts";
import { makeTrouble } from "../../qr/support/troubles.ts";
import type { Trouble } from "../../qr/support/troubles.ts";

export async function drawCode(text: Uint8Array): Promise<Uint8Array> {
  return renderPng(await drawSymbol(text, "M"), { modulePixels: 4 });
}

/** Several codes side by side in one picture. */
export async function drawSheet(texts: readonly Uint8Array[]): Promise<Uint8Array> {
  const codes = await Promise.all(
    texts.map(async (text) => PNG.sync.read(Buffer.from(await drawCode(text)))),
  );
  const sheet = new PNG({
    width: codes.reduce((sum, code) => sum + code.width, 0),
    height: Math.max(...codes.map((code) => code.height)),
  });
  sheet.data.fill(255);
  let left = 0;
  for (const code of codes) {
    PNG.bitblt(code, sheet, 0, 0, code.width, code.height, left, 0);
    left += code.width;
  }
  return PNG.sync.write(sheet);
}

/** A photograph in which no code can be read, for a known cause. */
export function drawTrouble(trouble: string, seed: number): Uint8Array {
  const { width, height, pixels } = makeTrouble(trouble as Trouble, seed).image;
  const png = new PNG({ width, height });
  pixels.forEach((grey, index) => {
    png.data.set([grey, grey, grey, 255], 4 * index);
  });
  return PNG.sync.write(png);
}

/** Changes one character in the middle of a field's base64, to another that base64 has. */
export function alterField(envelope: string, field: string): string {
  const start = envelope.indexOf(`"${field}":"`) + field.length + 4;
  const middle = (start + envelope.indexOf('"', start)) >> 1;
  return envelope.slice(0, middle) + (envelope[middle] === "A" ? "B" : "A") + envelope.slice(middle + 1);
}

const units = { m: 60, h: 3600, d: 86_400 } as const;

/** Whole seconds since 1970 of "+3d" or "-2h", from now; null of "-". */
function moment(text: string): number | null {
  const [, sign, count, unit] = /^([+-])(\d+)([mhd])$/.exec(text) ?? [];
  if (text === "-") return null;
  if (sign === undefined || unit === undefined) throw new Error(`cannot read the time ${text}`);
  const seconds = Number(count) * units[unit as keyof typeof units];
  return Math.floor(Date.now() / 1000) + (sign === "-" ? -seconds : seconds);
}

/** What an issuer sealed some time ago, or will: the command itself seals only now. */
export function sealDocument(
  publicKey: Uint8Array,
  signingKey: Uint8Array | null,
  issued: string,
  expires: string,
  document: string,
): Promise<Uint8Array> {
  const signer =
    signingKey === null ? null : openSigningKeyFile(readPrivateKeyFile(signingKey, "signer"), null);
  const expiresAt = moment(expires);
  return sealCompact(new TextEncoder().encode(document), [readPublicKeyFile(publicKey, "receiver")], {
    signer,
    issuedAt: moment(issued) ?? 0,
    ...(expiresAt === null ? {} : { expiresAt }),
  });
}
