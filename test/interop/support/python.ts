/** Finding a Python with the packages that a script needs, and the two scripts: classic.py and compact.py. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { pythonWith, run } from "./tools.ts";

/** A Python that has the package `cryptography`, or null. */
export const python = pythonWith("cryptography");
if (python === null) console.log("skipped: no Python with the package cryptography (set PYTHON to name one)");

const classic = fileURLToPath(new URL("../classic.py", import.meta.url));
export const hasClassicPy = python !== null && existsSync(classic);
if (python !== null && !hasClassicPy) console.log("skipped: test/interop/classic.py is missing");

/** Runs classic.py: the sealer and opener in Python. */
export function classicPy(args: readonly string[], input: Uint8Array | string = ""): Uint8Array {
  return run(python ?? "python3", [classic, ...args], input);
}

const compact = fileURLToPath(new URL("../compact.py", import.meta.url));
export const compactPython: string | null = pythonWith("cryptography", "cbor2", "brotli");
export const hasCompactPy = compactPython !== null;

/** Runs compact.py: the reader of compact envelopes in Python. One array in, one array out. */
export function compactPy(cases: readonly unknown[]): unknown {
  const answer = run(compactPython ?? "python3", [compact], JSON.stringify(cases));
  return JSON.parse(Buffer.from(answer).toString());
}

const exchange = fileURLToPath(new URL("../exchange.py", import.meta.url));
export const exchangePython: string | null = pythonWith("cryptography", "requests");
if (exchangePython === null) console.log("skipped: no Python with the packages cryptography and requests");

/** What exchange.py is answered. Not at once: the service that it asks may be in this process. */
export async function callExchange(
  url: string,
  certificate: string,
  calls: readonly (readonly [name: string, args: object])[],
): Promise<unknown> {
  const child = spawn(exchangePython ?? "python3", [exchange, url, certificate], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(calls));
  const [answer] = JSON.parse(await text(child.stdout)) as readonly unknown[];
  return answer;
}
