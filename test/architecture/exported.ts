/**
 * What the types of exports show, inferred ones too: read in the declarations that the compiler makes of the sources.
 */
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { at } from "./document/document.ts";
import type { House } from "./document/document.ts";
import type { Exceptions } from "./document/exceptions.ts";
import { readSource } from "./imports.ts";

const root = fileURLToPath(new URL("../../", import.meta.url)).replaceAll("\\", "/");

/** What is shown and never should be, one sentence each. */
export function indiscretions(
  { nevers }: House,
  texts: ReadonlyMap<string, string>,
  exceptions: Exceptions,
): readonly string[] {
  const guarded = nevers.filter(({ deeds }) => deeds.some(({ verb }) => verb === "shows"));
  const paths = Array.from(texts.keys()).filter((path) => guarded.some(({ who }) => who.matches(path)));
  return Array.from(declarationsOf(texts, paths)).flatMap(([path, declaration]) => {
    const shown = guarded
      .filter(({ who }) => who.matches(path))
      .flatMap(({ line, deeds }) =>
        deeds.flatMap((deed) => (deed.verb === "shows" ? sentences(deed.what, path, declaration, line) : [])),
      );
    return shown.length > 0 && exceptions.find("shows", [path]) !== undefined ? [] : shown;
  });
}

function sentences(name: string, path: string, declaration: string, row: number): readonly string[] {
  const lines = declaration.split("\n");
  return readSource(path, declaration)
    .words.filter(({ text }) => text === name)
    .map(({ line }) => `${path} shows ${name} in "${lines[line - 1]?.trim() ?? ""}": never (${at(row)})`);
}

/** The declarations of some sources, by the sources' paths. What these import comes from `texts`, else from the disk. */
function declarationsOf(
  texts: ReadonlyMap<string, string>,
  paths: readonly string[],
): ReadonlyMap<string, string> {
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const onDisk = ts.createCompilerHost(options);
  const textOf = (file: string): string | undefined => texts.get(posix.relative(root, file));
  host.readFile = (file) => textOf(file) ?? onDisk.readFile(file);
  host.fileExists = (file) => textOf(file) !== undefined || onDisk.fileExists(file);
  host.getCurrentDirectory = () => root;
  const declarations = new Map<string, string>();
  const program = ts.createProgram(
    paths.map((path) => posix.join(root, path)),
    options,
    host,
  );
  program.emit(undefined, (_, text, __, ___, sources) => {
    for (const { fileName } of sources ?? []) declarations.set(posix.relative(root, fileName), text);
  });
  return declarations;
}

/** The project's own, to make declarations and nothing else: that the types are right is not judged here. */
function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(posix.join(root, "tsconfig.json"), (file) =>
    ts.sys.readFile(file),
  ) as {
    readonly config: { readonly compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  return { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, noCheck: true };
}
