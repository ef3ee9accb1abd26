/**
 * Requests made from the service's own description (/openapi.json): right ones, nearly right ones and nonsense, for
 * every route, so that a new route is tried without anybody having to remember it.
 */
import fc from "fast-check";

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}

/** What of JSON Schema the description uses. */
interface Schema {
  /** As "#/components/schemas/NewDeposit". */
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface MadeRequest {
  /** As routesOf names it. */
  readonly route: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
  /** A body as the route asks for it; undefined where it asks for none. */
  readonly rightBody: string | undefined;
}

const methods = ["get", "put", "post", "delete", "patch"];

/** Every route in the description, as "METHOD path". */
export function routesOf({ paths }: Description): string[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((method) => methods.includes(method))
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
}

/** @param routes those of the description that are wanted, as routesOf gives them */
export function requestsFor(description: Description, routes: readonly string[]): fc.Arbitrary<MadeRequest> {
  return fc.oneof(
    ...routes.map((route) => {
      const [method = "", path = ""] = route.split(" ");
      const operation = description.paths[path]?.[method.toLowerCase()] ?? {};
      return requestFor(method, path, operation, description.components?.schemas ?? {});
    }),
  );
}

function requestFor(
  method: string,
  path: string,
  operation: Operation,
  named: Readonly<Record<string, Schema>>,
): fc.Arbitrary<MadeRequest> {
  const asked = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const name = asked?.$ref?.replace("#/components/schemas/", "");
  const schema = name === undefined ? asked : named[name];
  const right = valueOf(schema ?? {});
  return fc.record({
    route: fc.constant(`${method} ${path}`),
    method: fc.constant(method),
    url: urlFor(path, operation),
    headers,
    body:
      method === "GET"
        ? fc.constant(undefined)
        : fc.oneof({ weight: 6, arbitrary: jsonBody(right) }, { weight: 1, arbitrary: rawBody }),
    rightBody: schema === undefined ? fc.constant(undefined) : right.map((value) => JSON.stringify(value)),
  });
}

/** Parameters of the path by their schema or by anything that a path may hold. */
function urlFor(path: string, { parameters = [] }: Operation): fc.Arbitrary<string> {
  const parts = path.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return fc.constant(part);
    const schema = parameters.find((parameter) => parameter.in === "path" && parameter.name === name)?.schema;
    const text = fc.oneof(valueOf(schema ?? {}).map(String), fc.string({ unit: "binary", maxLength: 40 }));
    return text.map((value) => encodeURIComponent(value.replaceAll(/\p{Cs}/gu, "?")));
  });
  const query = fc.option(fc.webQueryParameters({ size: "small" }), { nil: "", freq: 6 });
  return fc
    .tuple(fc.tuple(...parts), query)
    .map(([pieces, asked]) => pieces.join("") + (asked === "" ? "" : `?${asked}`));
}

const printable = fc
  .string({ unit: "grapheme-ascii", maxLength: 80 })
  .map((text) => text.replaceAll(/[^\x20-\x7e]/g, ""));
const headers: fc.Arbitrary<Readonly<Record<string, string>>> = fc.record(
  {
    "content-type": fc.oneof(
      { weight: 8, arbitrary: fc.constant("application/json") },
      {
        weight: 1,
        arbitrary: fc.constantFrom("application/octet-stream", "text/plain", "multipart/form-data", ""),
      },
      { weight: 1, arbitrary: printable },
    ),
    authorization: fc.oneof(
      printable,
      printable.map((text) => `Bearer ${text}`),
    ),
    range: fc.oneof(
      printable,
      fc.tuple(fc.integer(), fc.integer()).map(([a, b]) => `bytes=${a}-${b}`),
    ),
    signature: printable.map((text) => `sig1=:${Buffer.from(text).toString("base64")}:`),
    "signature-input": fc.oneof(
      printable,
      printable.map((text) => `sig1=("@method");keyid="${text.replaceAll(/["\\]/g, "")}"`),
    ),
    "content-digest": printable,
  },
  { requiredKeys: ["content-type"] },
);

const rawBody: fc.Arbitrary<string | Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.json(),
  fc.constantFrom(
    "",
    "{",
    "[".repeat(20_000),
    '{"__proto__":{"data":"x"}}',
    '{"data":"a","data":"b"}',
    "\u{FEFF}{}",
    "nul",
    "1e999",
  ),
  fc.integer({ min: 1, max: 3 }).map((times) => JSON.stringify({ data: "x".repeat(times * 33_000) })),
);

/** By the schema, then perhaps with one defect. */
function jsonBody(right: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const wrong = fc.tuple(right, fc.nat(), anything, fc.nat(3)).map(([value, at, other, kind]) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return other;
    const keys = Object.keys(value);
    const key = keys[at % Math.max(1, keys.length)] ?? "data";
    const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
    if (kind === 0) return rest;
    return { ...value, [kind === 1 ? "more" : key]: other };
  });
  return fc.oneof(right, wrong, wrong).map((value) => JSON.stringify(value));
}

const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", null, -1, 2 ** 53, -0, "\u0000", "\u{D800}", [], {}, "=".repeat(5000)),
);

function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(valueOf));
  switch (schema.type) {
    case "object":
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, value]) => [name, valueOf(value)]),
        ),
      );
    case "array":
      return fc.array(valueOf(schema.items ?? {}), { maxLength: 5 });
    case "integer":
    case "number":
      return fc.oneof(
        fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 2 ** 31, 2 ** 31) }),
        fc.constantFrom(0, -1, 1.5, 2 ** 53),
      );
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "string":
      return textOf(schema);
    default:
      return anything;
  }
}

/** Text by its pattern where there is one, base64 and other text else. */
function textOf({ pattern, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  const length = { minLength: Math.min(minLength, 2000), maxLength: Math.min(maxLength, 2000) };
  const byPattern = pattern === undefined ? [] : [patterned(pattern)];
  return fc.oneof(
    ...byPattern,
    fc.uint8Array({ minLength: 0, maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString("base64")),
    fc
      .constantFrom(12, 16, 32, 64, 256)
      .chain((bytes) =>
        fc
          .uint8Array({ minLength: bytes, maxLength: bytes })
          .map((value) => Buffer.from(value).toString("base64")),
      ),
    fc.string({ ...length, unit: "binary" }),
  );
}

/** fast-check knows most of what patterns are made of, but not all. */
function patterned(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern), { maxLength: 500 });
  } catch {
    return fc.string();
  }
}
