/**
 * What a source says by its syntax: with TypeScript's own parser, since a pattern would miss what spans lines and
 * find what stands in comments.
 */
import { posix } from "node:path";
import ts from "typescript";

/** Something in a source, and the line it stands on, counted from 1. */
export interface Found {
  readonly text: string;
  readonly line: number;
}

export interface Import {
  /** A path from the project's root, or a module's name; null where it is computed and cannot be read. */
  readonly target: string | null;
  readonly line: number;
  /** Nothing of it is there when the source runs. */
  readonly isTypeOnly: boolean;
}

export interface Reading {
  readonly imports: readonly Import[];
  /** Every name that stands by itself, not as the property of something. */
  readonly names: readonly Found[];
  /** Every name at all, property or not. */
  readonly words: readonly Found[];
  /** Literals, and the parts of templates between what is put into them. */
  readonly strings: readonly Found[];
}

/** By their path from the project's root, with slashes. */
export type Sources = ReadonlyMap<string, Reading>;

/** @param path from the project's root: what the source imports is relative to it */
export function readSource(path: string, text: string): Reading {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const reading = {
    imports: [] as Import[],
    names: [] as Found[],
    words: [] as Found[],
    strings: [] as Found[],
  };
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;

  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) {
      reading.imports.push({
        target: targetOf(specifier, path),
        line: lineOf(node),
        isTypeOnly: isTypeOnly(node),
      });
    } else if (ts.isIdentifier(node)) {
      const found = { text: node.text, line: lineOf(node) };
      reading.words.push(found);
      if (!namesAMember(node)) reading.names.push(found);
    } else if (ts.isStringLiteralLike(node) || isTemplatePart(node)) {
      reading.strings.push({ text: node.text, line: lineOf(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return reading;
}

/**
 * What a node imports, or null where that is computed: import, export from, import(), import type, require() and
 * createRequire().resolve(). Undefined where it imports nothing.
 */
function specifierOf(node: ts.Node): string | null | undefined {
  if (ts.isImportDeclaration(node)) return literalOf(node.moduleSpecifier);
  if (ts.isExportDeclaration(node)) {
    return node.moduleSpecifier === undefined ? undefined : literalOf(node.moduleSpecifier);
  }
  if (ts.isExternalModuleReference(node)) return literalOf(node.expression);
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? literalOf(node.argument.literal) : null;
  }
  return ts.isCallExpression(node) && loadsModule(node) ? literalOf(node.arguments[0]) : undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return ts.isImportTypeNode(node) || (ts.isExportDeclaration(node) && node.isTypeOnly);
}

function literalOf(node: ts.Node | undefined): string | null {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;
}

function loadsModule({ expression: callee }: ts.CallExpression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === "require";
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "resolve") return false;
  const text = callee.expression.getText();
  return text === "require" || text === "import.meta" || text.startsWith("createRequire(");
}

function targetOf(specifier: string | null, from: string): string | null {
  return specifier?.startsWith(".") === true ? posix.join(posix.dirname(from), specifier) : specifier;
}

/** Whether an identifier is only a member's name: `a.process`, `{ process: 1 }`, `process(): void`. */
function namesAMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent)) &&
    parent.name === node
  );
}

function isTemplatePart(node: ts.Node): node is ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail {
  return ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}
