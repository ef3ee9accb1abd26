/** Finding a Python with the package `cryptography`, and classic.py: the sealer and opener written in it. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { run, works } from "./tools.ts";

const pythons = [process.env["PYTHON"], "python3", "/usr/bin/python3"].filter((name) => name !== undefined);
/** A Python that has the package `cryptography`, or null. */
export const python = pythons.find((name) => works(name, ["-c", "import cryptography"])) ?? null;
if (python === null) console.log("skipped: no Python with the package cryptography (set PYTHON to name one)");

const classic = fileURLToPath(new URL("./classic.py", import.meta.url));
export const hasClassicPy = python !== null && existsSync(classic);
if (python !== null && !hasClassicPy) console.log("skipped: test/interop/classic.py is missing");

/** Runs classic.py: the sealer and opener in Python. */
export function classicPy(args: readonly string[], input: Uint8Array | string = ""): Uint8Array {
  return run(python ?? "python3", [classic, ...args], input);
}
