import { cannotLook, sendCanary } from "../test/exchange/canary/canary.ts";
import type { Canary } from "../test/exchange/canary/canary.ts";
import { skipped, startPostgres } from "../test/exchange/store/postgres/support/postgresserver.ts";
import type { Trace } from "../test/exchange/canary/marks.ts";
import type { Bench, Verdict } from "./lib/report.ts";

export const bench: Bench = {
  summary: "marked plaintext sent through the exchange, and looked for in all it wrote and in its memory",
  options: [{ name: "store", takes: ["sqlite", "postgres"], summary: "one of the two; default both" }],
  run: async (progress, given) => {
    const verdicts: Verdict[] = [];
    const notes = [
      "each mark in UTF-8, UTF-16 of both orders, hexadecimal and base64 at its three alignments",
      "looked for in database, journal, every other file, logs at level trace, metrics, refusals, and every page of its memory",
      "what the service encrypts or decrypts itself passes through its memory as text, which JavaScript cannot wipe",
    ];
    for (const store of ["sqlite", "postgres"] as const) {
      if ((given.word("store") ?? store) !== store) continue;
      progress(store);
      const canary = store === "sqlite" ? await sendCanary() : await throughPostgres();
      if (canary === null) notes.push(`postgres ${skipped}`);
      else verdicts.push(...verdictsOf(store, canary));
    }
    return { notes, rows: [], verdicts };
  },
};

async function throughPostgres(): Promise<Canary | null> {
  const server = await startPostgres();
  if (server === null) return null;
  try {
    const [row] = await server.run("SHOW data_directory");
    const { data_directory: folder } = row as { data_directory: string };
    return await sendCanary({ database: { url: await server.newDatabase(), folder } });
  } finally {
    await server.stop();
  }
}

function verdictsOf(store: string, { marks, written, memory }: Canary): Verdict[] {
  const copies = (traces: readonly Trace[], mark: string): number =>
    traces.reduce((sum, trace) => sum + (trace.mark === mark ? trace.times : 0), 0);
  const inMemory = (name: "deposit" | "vault" | "gateway"): Verdict => ({
    aim: `${store}: nothing of what went ${passages[name]} in memory`,
    measured: memory === null ? cannotLook : `${copies(memory, marks[name])} copies`,
    met: memory === null ? null : copies(memory, marks[name]) === 0,
  });
  const secret = written.filter(({ mark }) => mark !== marks.control);
  return [
    {
      aim: `${store}: nothing in files, logs, metrics and refusals`,
      measured:
        secret.length === 0
          ? "nothing found"
          : secret.map(({ encoding, file }) => `${encoding} in ${file}`).join(", "),
      met: secret.length === 0,
    },
    {
      aim: `${store}: the search of files finds what is there`,
      measured: `${copies(written, marks.control)} copies`,
      met: copies(written, marks.control) > 0,
    },
    {
      aim: `${store}: the search of memory finds what is there`,
      measured: memory === null ? cannotLook : `${copies(memory, marks.control)} copies`,
      met: memory === null ? null : copies(memory, marks.control) > 0,
    },
    inMemory("deposit"),
    inMemory("vault"),
    inMemory("gateway"),
  ];
}

const passages = {
  deposit: "through a deposit",
  vault: "into the vault",
  gateway: "through the encrypted API",
} as const;
