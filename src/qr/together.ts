/** Several photographs of one sheet: each by itself, and together what none of them shows well enough. */
import { limits } from "../core/limits.ts";
import { jointRung } from "./ladder/rungs.ts";
import type { GreyPixels } from "./picture/pixels.ts";
import { contentKey, scan } from "./scan.ts";
import type { FoundSymbol, RungTrace, ScanOptions, ScanResult } from "./scan.ts";

/** The index of the picture that the corners are in. */
type InPicture = FoundSymbol & { readonly picture: number };

export interface TogetherResult {
  /** Different payloads that were wanted. */
  readonly accepted: readonly InPicture[];
  /** Different payloads of other codes. */
  readonly refused: readonly InPicture[];
  /** What each picture by itself came to. */
  readonly alone: readonly ScanResult[];
  readonly trace: readonly RungTrace[];
}

/**
 * Scans each picture as `scan` does, the later ones only quickly once `accept` has taken a payload: they may still show
 * that the pictures are not of one code. Where it has taken none, the pictures are read together.
 */
export async function scanTogether(
  images: readonly GreyPixels[],
  accept: (payload: Uint8Array) => boolean,
  options: ScanOptions,
): Promise<TogetherResult> {
  const { readers, effort = "normal", now = () => performance.now() } = options;
  const seen = new Set<string>();
  const accepted: InPicture[] = [];
  const refused: InPicture[] = [];
  const alone: ScanResult[] = [];
  const trace: RungTrace[] = [];
  const take = (symbol: InPicture): void => {
    const content = contentKey(symbol.payload);
    if (seen.has(content)) return;
    seen.add(content);
    (accept(symbol.payload) ? accepted : refused).push(symbol);
  };
  for (const [picture, image] of images.entries()) {
    const quickly = accepted.length > 0 ? ({ effort: "quick" } as const) : {};
    const result = await scan(image, accept, { ...options, ...quickly });
    alone.push(result);
    trace.push(...result.trace);
    for (const symbol of [...result.accepted, ...result.refused]) take({ ...symbol, picture });
  }
  if (accepted.length === 0 && images.length > 1) {
    const started = now();
    const time = jointRung.milliseconds * limits.scanPatience[effort];
    const { outcome, decoded } = await readers.attempt(jointRung, images, time, "all");
    const { name: rung } = jointRung;
    const [read, unread] = [decoded.read.length, decoded.unread.length];
    trace.push({ rung, outcome, read, unread, milliseconds: now() - started });
    // The joint rung tells of every symbol which picture it is in.
    for (const symbol of decoded.read as readonly (FoundSymbol & InPicture)[]) take({ ...symbol, rung });
  }
  return { accepted, refused, alone, trace };
}
