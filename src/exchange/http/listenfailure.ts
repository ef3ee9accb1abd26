/** Why a port cannot be listened on, for whoever chose it. */
import { failure } from "../../core/errors.ts";

/** service/port-in-use or service/cannot-listen, or the error itself where it is not the system's. */
export function listenFailure(error: unknown, host: string, port: number): unknown {
  const reason = error instanceof Error && "code" in error ? String(error.code) : "";
  if (reason === "EADDRINUSE") return failure("service/port-in-use", { host, port });
  if (/^E[A-Z_]+$/.test(reason)) return failure("service/cannot-listen", { host, port, reason });
  return error;
}
