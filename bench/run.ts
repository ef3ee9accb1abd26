/** `npm run bench -- NAME [--json]`: runs bench/NAME.ts. Without a name it lists the benchmarks. */
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Environment } from "./lib/environment.ts";
import { describeEnvironment } from "./lib/environment.ts";
import type { Bench } from "./lib/report.ts";
import { asText } from "./lib/report.ts";

const names = readdirSync(new URL(".", import.meta.url))
  .filter((file) => file.endsWith(".ts") && file !== "run.ts")
  .map((file) => file.slice(0, -".ts".length))
  .sort();

async function load(name: string): Promise<Bench> {
  const { bench } = (await import(new URL(`${name}.ts`, import.meta.url).href)) as { bench: Bench };
  return bench;
}

/** Processes that compete for the processors make times scatter, and long ones suffer more than short ones. */
function warnOfLoad({ load: busy, cpus }: Environment): string[] {
  if (busy <= cpus / 2) return [];
  return [
    `the machine was busy (load ${busy} on ${cpus} processors): run it again when quiet before judging times`,
  ];
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "boolean" } } });
const [name, ...others] = positionals;

if (name === undefined) {
  for (const each of names) process.stdout.write(`${each.padEnd(8)}  ${(await load(each)).summary}\n`);
} else if (others.length > 0 || !names.includes(name)) {
  process.stderr.write(`expected one benchmark of ${names.join(", ")}, found ${positionals.join(" ")}\n`);
  process.exitCode = 2;
} else {
  const environment = describeEnvironment();
  const measured = await (await load(name)).run((line) => process.stderr.write(`${line}\n`));
  const report = { ...measured, notes: [...measured.notes, ...warnOfLoad(environment)] };
  if (values.json === true) {
    process.stdout.write(`${JSON.stringify({ bench: name, environment, ...report })}\n`);
  } else {
    const { node, system, cpus, cpu, load: busy } = environment;
    process.stdout.write(`${name} on Node ${node}, ${system}, ${cpus} × ${cpu}, load ${busy}\n\n`);
    process.stdout.write(asText(report));
  }
}
