/** Every code that a room of src declares in its refusals.ts, found by looking: whoever declares one need not list it here. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Fault, Refusal } from "../../../src/core/index.ts";

export interface DeclaredCode {
  readonly code: string;
  readonly fault: Fault;
  /** From the project's root, with slashes. */
  readonly file: string;
}

const root = path.join(import.meta.dirname, "../../..");

/** The service's list of what it answers is none of ours. */
const isDeclaring = (file: string): boolean =>
  path.basename(file) === "refusals.ts" && !/^src\/(?:words|exchange\/protocol)\//.test(file);

export const declaringFiles: readonly string[] = readdirSync(path.join(root, "src"), {
  recursive: true,
  encoding: "utf8",
})
  .map((file) => path.posix.join("src", file.replaceAll("\\", "/")))
  .filter(isDeclaring)
  .sort();

async function codesOf(file: string): Promise<readonly DeclaredCode[]> {
  const module = (await import(pathToFileURL(path.join(root, file)).href)) as Record<string, unknown>;
  const declared = Object.entries(module)
    .filter(([name]) => name.endsWith("Refusals"))
    .map(([, refusals]) => refusals as Readonly<Record<string, Refusal<object>>>);
  const codes = Object.entries(Object.assign({}, ...declared) as Record<string, Refusal<object>>);
  return codes.map(([code, { fault }]) => ({ code, fault, file }));
}

export const everyCode: readonly DeclaredCode[] = (await Promise.all(declaringFiles.map(codesOf))).flat();
