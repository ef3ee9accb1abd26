/**
 * What the core's types say: nothing of node:crypto's keys, nor of Node's own byte strings. So whoever holds keys
 * elsewhere, in a thread, a card or a browser, need not pretend to hold Node's.
 */
import path from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

it("no exported type of the core names KeyObject or Buffer", () => {
  const config = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path.join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)).config,
    ts.sys,
    root,
  );
  const core = config.fileNames.filter((file) => file.startsWith(`${root}/src/core/`));
  expect(core.length).toBeGreaterThan(50);
  const options = {
    ...config.options,
    noEmit: false,
    emitDeclarationOnly: true,
    removeComments: true,
    outDir: "/declarations",
  };
  const written = new Map<string, string>();
  ts.createProgram(core, options).emit(undefined, (file, text) => written.set(file, text));
  expect(written.size).toBe(core.length);
  const naming = [...written].filter(([, text]) => /\b(?:KeyObject|Buffer)\b/.test(text));
  expect(naming.map(([file]) => path.basename(file))).toEqual([]);
});
