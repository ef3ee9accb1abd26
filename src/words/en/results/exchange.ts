/** What is told of a service's answers, in English. */
import { column } from "../../columns.ts";
import type { ExchangeWords } from "../../results.ts";

const line = column(12);
const answered = column(10);

const done = {
  shown: "participant",
  registered: "registered",
  replaced: "replaced",
  suspended: "suspended",
  resumed: "resumed",
};

export const exchange: ExchangeWords = {
  participant: (what, name, state) => line(done[what], `${name}  (${state})`),
  signsWith: (fingerprint) => line("signs with", fingerprint),
  encryptFor: (fingerprint) => line("encrypt for", fingerprint ?? "no key"),
  removed: (name) => line("removed", name),
  nobody: (url) => `nobody is registered with ${url}`,
  listed: (name, state, fingerprint) => `${name}  ${state}  ${fingerprint}`,

  answer: (file) => answered("answer", file),

  deposit: ({ state, bytes, until, once, claimedAt }) =>
    `${state}: ${bytes} bytes until ${until}${once ? ", for one reader" : ""}${claimedAt === null ? "" : `, claimed ${claimedAt}`}`,
  depositRemoved: (url, id) => `removed from ${url}: ${id}`,
  noDeposit: (url, id) => `there was none of yours at ${url}: ${id}`,
};
