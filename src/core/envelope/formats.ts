/** The registry of formats. */
import { classicV1 } from "./classic/classic-v1.ts";
import { classic } from "./classic/classic.ts";
import { compact } from "./compact/compact.ts";
import type { Format, FormatName } from "./envelope.ts";
import { jwe } from "./jwe/jwe.ts";

/** The first is the usual one. */
export const formats: Readonly<Record<FormatName, Format>> = {
  compact,
  classic,
  "classic-v1": classicV1,
  jwe,
};

export const formatNames: readonly FormatName[] = Object.keys(formats) as FormatName[];
