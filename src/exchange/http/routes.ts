/** How a part of the service adds its routes: each one with zod schemas, the one source of validation and description. */
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Adds routes; called once, before the service listens. */
export type Routes = (app: App) => void | Promise<void>;

/** Who signed a request. */
export interface Caller {
  readonly name: string;
  /** SHA-256 of the signing key's SPKI, lower case hexadecimal. */
  readonly fingerprint: string;
}

/**
 * Proves who asks, from the request's signature (RFC 9421) over method, target, and digest of the body as it came.
 * Throws RequestRefused. To be called in a route's preHandler or handler; the raw body is kept for it.
 */
export type Authenticate = (request: FastifyRequest) => Promise<Caller>;

/** Throws RequestRefused unless the request carries the administration's token. */
export type AuthenticateAdmin = (request: FastifyRequest) => void;
