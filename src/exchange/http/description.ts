/** The description of every route, OpenAPI 3.1, made from the schemas that requests are validated with. */
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifySchema } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { z } from "zod";
import type { App } from "./routes.ts";

/** What every refusal looks like. */
export const refusalAnswer = z
  .strictObject({
    error: z.string().describe("one sentence"),
    code: z.string().describe("stable; docs/EXCHANGE.md lists them all"),
  })
  .describe("Refused");

/** Scripts, styles and pictures of the page come from the service itself, and it may ask nobody else. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // The page sets single styles on its elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** To be called before the routes are added. */
export async function describeRoutes(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "qrseal exchange",
        description:
          "Stores, relays and keeps sealed documents. docs/EXCHANGE.md is the normative description.",
        version,
      },
    },
    // Schemas that have a name are described once, beside the routes that refer to them.
    transformObject: jsonSchemaTransformObject,
    transform: (route) =>
      jsonSchemaTransform({ ...route, schema: withRefusals(route.schema as FastifySchema | undefined) }),
  });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    staticCSP: PAGE_POLICY,
    uiConfig: { validatorUrl: null, displayRequestDuration: true },
    theme: { title: "qrseal exchange" },
  });
  let text: string | undefined;
  app.get("/openapi.json", { schema: { hide: true } }, (_, reply) => {
    text ??= JSON.stringify(app.swagger());
    return reply.type("application/json; charset=utf-8").send(text);
  });
}

/** In the description only: what the service refuses with is made in one place, and needs no second validation. */
function withRefusals(schema: FastifySchema | undefined): FastifySchema {
  const answers = (schema?.response ?? { 200: z.any() }) as Readonly<Record<string, unknown>>;
  return { ...schema, response: { ...answers, "4xx": refusalAnswer, "5xx": refusalAnswer } };
}
