import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { adminAuthenticator } from "../../src/exchange/auth/adminauthenticator.ts";
import { buildApp } from "../../src/exchange/http/app.ts";
import { participantRoutes } from "../../src/exchange/participants/participantroutes.ts";
import { openMemoryStore } from "../../src/exchange/store/memory/memorystore.ts";
import { python } from "./support/python.ts";

it.skipIf(python === null)(
  "a participant in Python registers, proves its keys, replaces them, and goes",
  async () => {
    const app = await buildApp([
      participantRoutes({
        store: openMemoryStore(),
        now: Date.now,
        authority: null,
        random: randomBytes,
        registration: "open",
        authenticateAdmin: adminAuthenticator({ tokenHash: null }),
      }),
    ]);
    await app.listen({ port: 0, host: "127.0.0.1" });
    const { port } = app.server.address() as AddressInfo;
    const script = fileURLToPath(new URL("./participant.py", import.meta.url));
    const { stdout } = await promisify(execFile)(python ?? "python3", [script, `127.0.0.1:${port}`]);
    expect(JSON.parse(stdout)).toEqual([
      [201, "pending"],
      [200, "active", true],
      [200, "pending"],
      [200, "active", true],
      [401, 200, 204],
    ]);
    await app.close();
  },
);
