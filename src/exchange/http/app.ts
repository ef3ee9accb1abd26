/** The service as a fastify application: one error shape, one validation, one description, whatever the areas add. */
import Fastify from "fastify";
import type { FastifyError, FastifyServerOptions } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { refusals, RequestRefused } from "../protocol/refusals.ts";
import type { RefusalCode } from "../protocol/refusals.ts";
import type { App, Area } from "./area.ts";

const BODY_BYTES = 64 * 1024;

export async function buildApp(areas: readonly Area[], options: FastifyServerOptions = {}): Promise<App> {
  const app = Fastify({ bodyLimit: BODY_BYTES, ...options }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const code = codeOf(error);
    if (refusals[code].status >= 500) request.log.error({ code }, refusals[code].says);
    const where = error instanceof RequestRefused && error.where !== undefined ? `: ${error.where}` : "";
    return reply.status(refusals[code].status).send({ error: refusals[code].says + where, code });
  });
  app.setNotFoundHandler(() => {
    throw new RequestRefused("request/no-such-route");
  });
  for (const area of areas) await area(app);
  return app;
}

function codeOf(error: FastifyError): RefusalCode {
  if (error instanceof RequestRefused) return error.code;
  if (error.statusCode === 413) return "request/too-large";
  if (error.statusCode === 415) return "request/unsupported-type";
  if (error.statusCode === 429) return "request/too-many";
  return error.statusCode !== undefined && error.statusCode < 500 ? "request/malformed" : "service/bug";
}
