import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Collector } from "../../src/carry/collector.ts";
import type { Collected } from "../../src/carry/collector.ts";
import type { Wanted } from "../../src/carry/wanted.ts";
import { describeBytes } from "../../src/core/encoding/text.ts";
import { failure } from "../../src/core/envelope/refusals.ts";

/** Every call makes bytes of its own, as every reading of a symbol does. */
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Takes "ours 1" for 1, and "ours" with anything else behind it for a damaged one. */
const ours: Wanted<number> = {
  looksLikeOne: (payload) => textOf(payload).startsWith("ours"),
  parse: (payload) => {
    const number = Number(textOf(payload).slice("ours ".length));
    if (Number.isInteger(number)) return number;
    throw failure("envelope/not-recognised", { found: describeBytes(payload) });
  },
};

function collect(texts: readonly string[]): Collected<number> {
  const collector = new Collector(ours);
  for (const text of texts) collector.add(bytesOf(text));
  return collector.collected;
}

describe("what the payloads come to", () => {
  it("waits where none was found", () => {
    expect(collect([])).toEqual({ state: "waiting" });
  });

  it("is complete with one that counts, its bytes as they were found", () => {
    expect(collect(["ours 7"])).toEqual({ state: "complete", content: 7, bytes: bytesOf("ours 7") });
  });

  it("is foreign with others alone, each told once, in the order of their finding", () => {
    expect(collect(["web", "card", "web"])).toEqual({
      state: "foreign",
      payloads: [bytesOf("web"), bytesOf("card")],
      refusal: null,
    });
  });

  it("tells what is wrong with the first that means to be one, wherever it stands among others", () => {
    const found = describeBytes(bytesOf("ours, damaged"));
    expect(collect(["web", "ours, damaged", "ours, also damaged"])).toMatchObject({
      state: "foreign",
      payloads: { length: 3 },
      refusal: { code: "envelope/not-recognised", facts: { found } },
    });
  });

  it("is in conflict with two that count, and stays so", () => {
    expect(collect(["ours 2", "ours 1"])).toEqual({ state: "conflicting", contents: [2, 1] });
    expect(collect(["ours 2", "ours 1", "web", "ours 2"])).toEqual({
      state: "conflicting",
      contents: [2, 1],
    });
  });

  it("is in conflict even where two say the same in different bytes", () => {
    expect(collect(["ours 1", "ours 01"])).toEqual({ state: "conflicting", contents: [1, 1] });
  });
});

it("whoever looks has enough with one that counts, new or found again, and with nothing else", () => {
  const collector = new Collector(ours);
  const add = (text: string): boolean => collector.add(bytesOf(text));
  expect(["web", "ours, damaged", "ours 1", "web", "ours 1", "ours 2", "ours, damaged"].map(add)).toEqual([
    false,
    false,
    true,
    false,
    true,
    true,
    false,
  ]);
});

it("looks at each payload once", () => {
  const asked: string[] = [];
  const looksLikeOne = (payload: Uint8Array): boolean => {
    asked.push(textOf(payload));
    return ours.looksLikeOne(payload);
  };
  const collector = new Collector({ ...ours, looksLikeOne });
  for (const text of ["ours 1", "web", "ours 1", "web"]) collector.add(bytesOf(text));
  expect(asked).toEqual(["ours 1", "web"]);
});

it("a fault of ours is no damaged payload", () => {
  const parse = (): never => {
    throw new RangeError("a fault");
  };
  expect(() => new Collector({ ...ours, parse }).add(bytesOf("ours 1"))).toThrow(RangeError);
});

describe("whatever is found, in whatever order", () => {
  const counting = fc.integer({ min: 0, max: 3 }).map((number) => `ours ${number}`);
  const other = fc.constantFrom("web", "card", "ours, damaged", "ours, also damaged", "");
  const texts = fc.array(fc.oneof(counting, other), { maxLength: 8 });
  const counts = (text: string): boolean => /^ours \d$/.test(text);
  const numberOf = (text: string): number => Number(text.slice(-1));

  /** What is found does not depend on the order; what is told first does. */
  function withoutOrder(collected: Collected<number>): unknown {
    if (collected.state === "conflicting") return new Set(collected.contents);
    if (collected.state === "foreign") return new Set(collected.payloads.map(textOf));
    return collected;
  }

  it("the different payloads that count decide, and only without them the others", () => {
    fc.assert(
      fc.property(texts, (found) => {
        const contents = [...new Set(found.filter(counts))].map(numberOf);
        const others = [...new Set(found.filter((text) => !counts(text)))];
        const [content] = contents;
        const collected = collect(found);
        if (contents.length > 1) expect(collected).toEqual({ state: "conflicting", contents });
        else if (content !== undefined) expect(collected).toMatchObject({ state: "complete", content });
        else if (others.length > 0)
          expect(collected).toMatchObject({ state: "foreign", payloads: others.map(bytesOf) });
        else expect(collected).toEqual({ state: "waiting" });
      }),
    );
  });

  it("the order changes nothing of it", () => {
    const twoOrders = texts.chain((found) =>
      fc.tuple(fc.constant(found), fc.shuffledSubarray(found, { minLength: found.length })),
    );
    fc.assert(
      fc.property(twoOrders, ([one, another]) => {
        expect(collect(another).state).toBe(collect(one).state);
        expect(withoutOrder(collect(another))).toEqual(withoutOrder(collect(one)));
      }),
    );
  });

  it("what is found again changes nothing", () => {
    const withRepeats = texts.chain((found) => fc.tuple(fc.constant(found), fc.subarray(found)));
    fc.assert(
      fc.property(withRepeats, ([found, repeated]) => {
        expect(collect([...found, ...repeated])).toEqual(collect(found));
      }),
    );
  });

  it("nothing foreign or damaged hides the one that counts", () => {
    fc.assert(
      fc.property(fc.array(other), counting, fc.array(other), (before, one, after) => {
        const bytes = bytesOf(one);
        const complete = { state: "complete", content: numberOf(one), bytes };
        expect(collect([...before, one, ...after])).toEqual(complete);
      }),
    );
  });
});
