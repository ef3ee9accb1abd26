import { describe, expect, test } from "vitest";
import { asText, medianOf, rowOf } from "../../bench/lib/report.ts";

describe("the median", () => {
  test.each([
    [[3, 1, 2], 2],
    [[10, 9, 2, 1], 5.5],
    [[7], 7],
    // As text, 10 would stand before 9.
    [[10, 9, 8], 9],
  ])("of %j is %d", (values, median) => {
    expect(medianOf(values)).toBe(median);
  });

  test("of nothing is no number, so that it meets no aim", () => {
    expect(medianOf([])).toBeNaN();
  });

  test("leaves the order of what it is given alone", () => {
    const values = [3, 1, 2];
    medianOf(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

test("a row holds median, extremes and count, to a tenth", () => {
  expect(rowOf("scan", "ms", [10.04, 12.36, 11.25])).toEqual({
    name: "scan",
    unit: "ms",
    median: 11.3,
    lowest: 10,
    highest: 12.4,
    runs: 3,
  });
});

describe("a report in words", () => {
  test("with rows, verdicts and notes, numbers to the right", () => {
    const text = asText({
      rows: [rowOf("empty", "ms", [40, 41, 42]), rowOf("encrypt-to-qr", "ms", [100, 110, 120])],
      verdicts: [
        { aim: "fast", measured: "2.68 ×", met: true },
        { aim: "small", measured: "0.88 ×", met: false },
        { aim: "faster than Python", measured: "no Python", met: null },
      ],
      notes: ["medians"],
    });
    expect(text).toBe(
      [
        "                  median   lowest … highest   runs",
        "empty            41.0 ms        40.0 … 42.0      3",
        "encrypt-to-qr   110.0 ms      100.0 … 120.0      3",
        "",
        "met           fast: 2.68 ×",
        "MISSED        small: 0.88 ×",
        "not measured  faster than Python: no Python",
        "",
        "- medians",
        "",
      ].join("\n"),
    );
  });

  test("with tables: a dash where there is no figure, digits as the column asks", () => {
    const text = asText({
      rows: [],
      tables: [
        {
          title: "label",
          columns: [
            { name: "version", digits: 0 },
            { name: "ratio", digits: 2 },
          ],
          rows: [
            { name: "classic", values: [28, 1] },
            { name: "jose", values: [null, null] },
            { name: "compact", values: [26, 0.8798] },
          ],
        },
      ],
      verdicts: [],
      notes: [],
    });
    expect(text.split("\n").slice(0, 4)).toEqual([
      "label     version   ratio",
      "classic        28    1.00",
      "jose            –       –",
      "compact        26    0.88",
    ]);
  });
});
