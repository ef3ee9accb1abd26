/** The routes of deposits. Those of a depositor are signed; those of a reader show the token that the code holds. */
import type { Routes } from "../http/routes.ts";
import { addDepositorRoutes } from "./depositorroutes.ts";
import type { DepositorNeeds } from "./depositorroutes.ts";
import { addReaderRoutes } from "./readerroutes.ts";
import type { ReaderNeeds } from "./readerroutes.ts";

export function depositRoutes(needs: DepositorNeeds & ReaderNeeds): Routes {
  return (app) => {
    addDepositorRoutes(app, needs);
    addReaderRoutes(app, needs);
  };
}
