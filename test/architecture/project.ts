/** What is judged: the document, and every source it speaks of. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { DOCUMENT } from "./document/document.ts";
import { readSource } from "./imports.ts";
import type { Sources } from "./imports.ts";

export interface Project {
  readonly document: string;
  readonly sources: Sources;
  /** What it is installed with. */
  readonly packages: readonly string[];
  /** What it can be imported as, such as qrseal/client, by itself also as #exchange/sqlite-thread. */
  readonly exported: readonly string[];
  readonly exists: (path: string) => boolean;
}

const root = new URL("../../", import.meta.url);

/** This project, as it lies here. */
export function readProject(): Project {
  const { dependencies, optionalDependencies, exports, imports } = manifest();
  return {
    document: readFileSync(new URL(DOCUMENT, root), "utf8"),
    sources: new Map(Array.from(readTexts(), ([path, text]) => [path, readSource(path, text)])),
    packages: Object.keys({ ...dependencies, ...optionalDependencies }),
    exported: [...Object.keys(exports).map((name) => posix.join("qrseal", name)), ...Object.keys(imports)],
    exists: (path) => existsSync(new URL(path, root)),
  };
}

/** The texts of all sources. */
export function readTexts(): ReadonlyMap<string, string> {
  const paths = ["src", "bin"].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" }).map((name) =>
      posix.join(folder, name.replaceAll("\\", "/")),
    ),
  );
  const files = paths.filter((path) => /\.[cm]?[jt]sx?$/.test(path)).sort();
  return new Map(files.map((path) => [path, readFileSync(new URL(path, root), "utf8")]));
}

interface Manifest {
  readonly dependencies: object;
  readonly optionalDependencies?: object;
  readonly exports: object;
  readonly imports: object;
}

function manifest(): Manifest {
  return JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as Manifest;
}
