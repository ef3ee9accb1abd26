/** Keeps the body as it came, as the service does. */
import type { App } from "../../../src/exchange/http/area.ts";

export function keepBodies(app: App): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser<Buffer>("application/json", { parseAs: "buffer" }, (request, body, done) => {
    Object.assign(request, { rawBody: body });
    void parse(request, body.toString(), done);
  });
}
