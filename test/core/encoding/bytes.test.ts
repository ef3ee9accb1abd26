import { describe, expect, it } from "vitest";
import { concat, equalBytes, wipe } from "../../../src/core/encoding/bytes.ts";

describe("concat", () => {
  it("joins parts in their order, empty ones included", () => {
    const joined = concat(Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3));
    expect(joined).toEqual(Uint8Array.of(1, 2, 3));
  });

  it("makes no bytes of no parts", () => {
    expect(concat()).toEqual(new Uint8Array());
  });

  it("copies, so that wiping the parts leaves the whole", () => {
    const part = Uint8Array.of(7);
    const joined = concat(part);
    wipe(part);
    expect(joined).toEqual(Uint8Array.of(7));
  });
});

describe("equalBytes", () => {
  it.each([
    [[], [], true],
    [[1, 2], [1, 2], true],
    [[1, 2], [1, 3], false],
    [[1, 2], [1], false],
    [[1], [1, 2], false],
  ])("%j and %j: %s", (a, b, same) => {
    expect(equalBytes(Uint8Array.from(a), Uint8Array.from(b))).toBe(same);
  });
});

describe("wipe", () => {
  it("overwrites every secret it is given with zeros", () => {
    const first = Uint8Array.of(1, 2);
    const second = Uint8Array.of(3);
    wipe(first, second);
    expect([...first, ...second]).toEqual([0, 0, 0]);
  });

  it("stays inside a view", () => {
    const memory = Uint8Array.of(1, 2, 3, 4);
    wipe(memory.subarray(1, 3));
    expect(memory).toEqual(Uint8Array.of(1, 0, 0, 4));
  });
});
