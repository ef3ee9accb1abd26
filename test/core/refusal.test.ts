import { describe, expect, it } from "vitest";
import { naming, QrsealError, raising, refusal } from "../../src/core/refusal.ts";
import { bug } from "../../src/core/refusals.ts";

const failure = raising({
  "thing/gone": refusal("input"),
  "thing/odd": refusal<{ path: string; size: number }>("damaged"),
});

describe("a refusal", () => {
  it("has its code, its facts and the fault that was declared", () => {
    const facts = { path: "a.json", size: 7 };
    const error = failure("thing/odd", facts);
    expect(error).toBeInstanceOf(QrsealError);
    expect(error).toMatchObject({ name: "QrsealError", code: "thing/odd", fault: "damaged" });
    expect(error.facts).toBe(facts);
    expect(error.cause).toBeUndefined();
  });

  it("shows code and facts to whoever logs it, and no more of a code without facts", () => {
    expect(failure("thing/odd", { path: "a.json", size: 7 }).message).toBe(
      'thing/odd {"path":"a.json","size":7}',
    );
    expect(failure("thing/gone", {}).message).toBe("thing/gone");
  });
});

describe("a term", () => {
  it("is its name and what stands in its places", () => {
    const term = naming<{ colon: []; between: [min: number, max: number] }>();
    expect(term("colon")).toEqual({ term: "colon", places: [] });
    expect(term("between", 1, 2)).toEqual({ term: "between", places: [1, 2] });
  });
});

describe("bug", () => {
  it("is a refusal like the others", () => {
    expect(bug("a state")).toMatchObject({ code: "internal/bug", fault: "bug", facts: { what: "a state" } });
  });
});
