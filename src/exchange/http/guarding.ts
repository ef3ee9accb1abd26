import type { Routes } from "./routes.ts";
import type { AuthenticateRequest } from "./signedrequests.ts";

/** Reading is what everybody may where it is public keys: those routes have no body. */
const PUBLIC_KEY = /\/public-key\/?$/;

/** The same routes, for whoever may ask them. */
export function guarded(
  routes: Routes,
  access: "open" | "participants",
  authenticate: AuthenticateRequest,
): Routes {
  if (access === "open") return routes;
  return async (app) => {
    await app.register(async (scope) => {
      scope.addHook("preHandler", async (request) => {
        if (!PUBLIC_KEY.test(request.routeOptions.url ?? "")) await authenticate(request);
      });
      await routes(scope);
    });
  };
}
