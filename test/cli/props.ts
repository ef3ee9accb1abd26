/** Things a transcript lays on the desk before the command runs: pictures of codes, damaged envelopes. */
import { PNG } from "pngjs";
import { drawSymbol, renderPng } from "../../src/qr/index.ts";

export function drawCode(text: Uint8Array): Uint8Array {
  return renderPng(drawSymbol(text, "M"), { modulePixels: 4 });
}

/** Several codes side by side in one picture. */
export function drawSheet(texts: readonly Uint8Array[]): Uint8Array {
  const codes = texts.map((text) => PNG.sync.read(Buffer.from(drawCode(text))));
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

/** Changes one character in the middle of a field's base64, to another that base64 has. */
export function alterField(envelope: string, field: string): string {
  const start = envelope.indexOf(`"${field}":"`) + field.length + 4;
  const middle = (start + envelope.indexOf('"', start)) >> 1;
  return envelope.slice(0, middle) + (envelope[middle] === "A" ? "B" : "A") + envelope.slice(middle + 1);
}
