import { bounds, fuzz } from "../test/exchange/fuzz/fuzzing.ts";
import type { Bench } from "./lib/report.ts";

export const bench: Bench = {
  summary:
    "requests to the exchange drawn from its own description: what comes of them, and that nothing fails",
  options: [
    { name: "count", takes: "number", summary: "requests, 100,000 if left out" },
    { name: "seed", takes: "number", summary: "draws others, 1 if left out" },
  ],
  run: async (progress, given) => {
    const [count, seed] = [given.number("count") ?? 100_000, given.number("seed") ?? 1];
    const { requests, counts, most, problems } = await fuzz({ count, seed, progress });
    for (const problem of problems) progress(problem);
    const groups = [
      "2xx",
      "400",
      "401",
      "403",
      "404",
      "409",
      "410",
      "413",
      "415",
      "416",
      "500",
      "502",
      "504",
    ];
    const groupOf = (status: number): string => (status < 300 ? "2xx" : String(status));
    const other = Array.from(counts.values()).flatMap((statuses) =>
      Array.from(statuses.keys()).filter((status) => !groups.includes(groupOf(status))),
    );
    return {
      notes: [
        `seed ${seed}; half of the requests are signed, carry a token or are properly encrypted`,
        "in memory, without sockets; 500 is what stands behind the gateway says, 502 and 504 are told of it",
      ],
      rows: [],
      tables: [
        {
          title: "requests",
          columns: groups.map((name) => ({ name, digits: 0 })),
          rows: Array.from(counts)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, statuses]) => ({
              name,
              values: groups.map((group) =>
                Array.from(statuses).reduce(
                  (sum, [status, times]) => sum + (groupOf(status) === group ? times : 0),
                  0,
                ),
              ),
            })),
        },
      ],
      verdicts: [
        {
          aim: "every answer is one that the description allows, every refusal of the one shape with a listed code",
          measured: `${problems.length} of ${requests} were not; statuses beside those above: ${other.length === 0 ? "none" : other.join(", ")}`,
          met: problems.length === 0 && requests === count,
        },
        {
          aim: `a request costs ${bounds.operations} operations of the store and ${bounds.answerBytes} bytes at most`,
          measured: `${most.operations} and ${most.answerBytes}`,
          met: most.operations <= bounds.operations && most.answerBytes <= bounds.answerBytes,
        },
      ],
    };
  },
};
