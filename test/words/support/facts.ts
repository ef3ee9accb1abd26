/**
 * Facts to try out how codes are worded. Most need none: what is not named here stands in the sentence by its name,
 * and is a text as well as a list of one. Numbers, and what a sentence is chosen by, are named.
 */

const named: Readonly<Record<string, unknown>> = {
  // Each is a sentence by itself.
  problem: "‹problem›",
  remedy: "‹remedy›",
  maxBytes: 41,
  bytes: 542,
  characters: 952,
  line: 63,
  column: 74,
  width: 855,
  height: 866,
  maxPixels: 100_000_000,
  textAllowed: true,
  isJsonOnly: false,
  count: 27,
  capacity: 913,
  bits: 2048,
  envelopeBits: 3072,
  minBits: 2048,
  maxBits: 8192,
  max: 17,
  moved: false,
  washedOut: false,
  pixels: 280,
  needed: 452,
  percent: 21,
  refusal: "stranger/refusal",
  generation: 2,
  expectedBytes: 32,
  // Moments, in seconds since 1970.
  signedAt: 1_795_000_000,
  until: 1_796_000_000,
  from: 1_797_000_000,
  at: 1_798_000_000,
};

/** Beside the usual ones: what else a code's sentence is chosen by. */
const variants: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  "usage/bad-option": [{ command: "" }],
  "document/not-json": [{ isJsonOnly: true }],
  "exchange/refused": [{ refusal: "HTTP 404" }],
  "image/unsupported": [{ textAllowed: false }],
  "qr/blurred": [{ moved: true }],
  "qr/too-small": [{ needed: null }],
  "qr/no-contrast": [{ washedOut: true }],
  "qr/not-an-envelope": [{ count: 1 }],
  "qr/too-large": [{ fitsAt: [] }, { fitsAt: ["L", "M"] }],
  "open/not-for-this-key": [{ envelopeBits: 2048 }],
  "key/ambiguous": [{ use: "signing" }],
  "audit/broken": [{ line: null }],
  "open/for-another-key": [{ held: [] }],
  "deposit/not-fetched": [{ named: null }],
  "verdict/key-revoked": [{ reason: null }],
  "verdict/document-revoked": [{ reason: null }],
  "key/costly-protection": [{ found: 517 }, { found: Infinity }],
  "exchange/not-the-service": [{ expected: null }],
  "key/bad-size": [{ bits: 1024 }, { bits: 16384 }],
};

export const variantsOf = (code: string): readonly Readonly<Record<string, unknown>>[] => [
  {},
  ...(variants[code] ?? []),
];

/** Has every fact that a sentence may ask for. `asked` receives, by their names, those that it did ask for. */
export function anyFacts(more: Readonly<Record<string, unknown>>, asked: Map<string, unknown>): object {
  return new Proxy(more, {
    get: (_, name) => {
      if (typeof name !== "string") return undefined;
      const fact = name in more ? more[name] : (named[name] ?? [`‹${name}›`]);
      asked.set(name, fact);
      return fact;
    },
  });
}
