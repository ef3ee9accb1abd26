/** Listening on the address that the operator chose, and how it is called then. */
import { listenFailure } from "./listenfailure.ts";
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

/** As https://127.0.0.1:5443, with the port that was taken. */
export function addressOf(
  app: App,
  { host, plainHttp }: { readonly host: string; readonly plainHttp: boolean },
): string {
  const address = app.server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  return `http${plainHttp ? "" : "s"}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
