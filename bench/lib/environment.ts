import { arch, availableParallelism, cpus, loadavg, platform } from "node:os";

export interface Environment {
  readonly node: string;
  readonly system: string;
  readonly cpus: number;
  readonly cpu: string;
  /** Mean number of waiting processes over the last minute, before the benchmark; 0 on Windows. */
  readonly load: number;
}

export function describeEnvironment(): Environment {
  return {
    node: process.version,
    system: `${platform()} ${arch()}`,
    cpus: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}
