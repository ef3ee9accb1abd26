import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const startReaderAhead = vi.fn();

describe("before the program is loaded", () => {
  let startAhead: (userArguments: readonly string[]) => void;

  beforeEach(async () => {
    vi.doMock("../../src/pictures/threads/readerthreads.ts", () => ({ startReaderAhead }));
    ({ startAhead } = await import("../../src/cli/ahead.ts"));
    startReaderAhead.mockClear();
  });
  afterEach(() => {
    vi.doUnmock("../../src/pictures/threads/readerthreads.ts");
  });

  it.each([
    ["scan-decrypt", "photo.jpg"],
    ["scan-decrypt", "--qr", "a.png"],
    ["read", "-"],
  ])("a reader starts for %s %s", async (...words) => {
    startAhead(words);
    // What starts it is loaded for it.
    await vi.waitFor(() => {
      expect(startReaderAhead).toHaveBeenCalledOnce();
    });
  });

  it.each<readonly string[]>([
    ["encrypt-to-qr", "read"],
    ["scan-decrypt", "--help"],
    ["read", "-h"],
    ["scan-decrypt", "--text", "-"],
    ["scan-decrypt", "--text=-"],
    ["--version"],
  ])("nothing starts for %s %s", async (...words) => {
    startAhead(words);
    await import("../../src/pictures/threads/readerthreads.ts");
    await new Promise(setImmediate);
    expect(startReaderAhead).not.toHaveBeenCalled();
  });
});
