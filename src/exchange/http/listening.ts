/** Listening on the address that the operator chose: why it cannot be, and how it is called then. */
import { failure } from "./refusals.ts";
import type { App } from "./routes.ts";

/** Throws service/port-in-use or service/cannot-listen. */
export async function listen(
  app: App,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  try {
    await app.listen({ host, port, listenTextResolver: () => "listening" });
  } catch (error) {
    throw listenFailure(error, host, port);
  }
}

/** service/port-in-use or service/cannot-listen, or the error itself where it is not the system's. */
export function listenFailure(error: unknown, host: string, port: number): unknown {
  const reason = error instanceof Error && "code" in error ? String(error.code) : "";
  if (reason === "EADDRINUSE") return failure("service/port-in-use", { host, port });
  if (/^E[A-Z_]+$/.test(reason)) return failure("service/cannot-listen", { host, port, reason });
  return error;
}

/** As https://127.0.0.1:5443, with the port that was taken. */
export function addressOf(
  app: App,
  { host, plainHttp }: { readonly host: string; readonly plainHttp: boolean },
): string {
  const address = app.server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  return `http${plainHttp ? "" : "s"}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
