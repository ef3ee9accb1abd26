import { describe, expect, test } from "vitest";
import type { BenchOption } from "../../bench/lib/options.ts";
import { nameOption, parseOptions } from "../../bench/lib/options.ts";

const options: readonly BenchOption[] = [
  { name: "set", takes: ["boofcv", "blur"], summary: "one set alone" },
  { name: "seeds", takes: "number", summary: "pictures a cell" },
  { name: "json", takes: "nothing", summary: "one line of JSON" },
];

describe("options of a benchmark", () => {
  test("as they were typed", () => {
    const given = parseOptions(options, ["--set", "blur", "--seeds=12", "--json"]);
    expect([given.word("set"), given.number("seeds"), given.has("json")]).toEqual(["blur", 12, true]);
  });

  test("those left out have no value", () => {
    const given = parseOptions(options, []);
    expect([given.word("set"), given.number("seeds"), given.has("json")]).toEqual([null, null, false]);
  });

  test.each([
    [["--set", "blurred"], "--set takes boofcv or blur, found blurred"],
    [["--seeds", "0"], "--seeds takes a whole number from 1, found 0"],
    [["--seeds", "2.5"], "--seeds takes a whole number from 1, found 2.5"],
    [["--sets", "blur"], "--sets"],
    [["--set"], "--set"],
    [["blur"], "blur"],
  ])("%j is refused", (args, message) => {
    expect(() => parseOptions(options, args)).toThrow(message);
  });

  test("are listed as they are typed", () => {
    expect(options.map(nameOption)).toEqual(["--set boofcv|blur", "--seeds N", "--json"]);
  });
});
