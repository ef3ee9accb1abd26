import { expect, it } from "vitest";
import { writeSegment } from "../../../src/qr/symbol/segment.ts";

const write = (
  text: string,
  ...how: readonly [number, "L" | "M" | "Q" | "H", "alphanumeric" | "byte"]
): string =>
  Array.from(writeSegment(new TextEncoder().encode(text), ...how), (byte) =>
    byte.toString(2).padStart(8, "0"),
  ).join("");

// ISO/IEC 18004 §7.4.4, the worked example.
it("writes alphanumeric characters as the standard's example does", () => {
  const bits = write("AC-42", 1, "H", "alphanumeric");
  expect(bits.startsWith("0010" + "000000101" + "00111001110" + "11100111001" + "000010" + "0000")).toBe(
    true,
  );
});

it("ends with a terminator, full bytes and padding in turn", () => {
  expect(write("a", 1, "H", "byte")).toBe(
    "0100" +
      "00000001" +
      "01100001" +
      "0000" +
      "11101100" +
      "00010001" +
      "11101100" +
      "00010001" +
      "11101100" +
      "00010001",
  );
});
