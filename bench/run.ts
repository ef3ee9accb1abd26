/** `npm run bench -- NAME [options] [--json]`: runs bench/NAME.ts. Without a name it lists the benchmarks. */
import { readdirSync } from "node:fs";
import type { Environment } from "./lib/environment.ts";
import { describeEnvironment } from "./lib/environment.ts";
import type { BenchOption, Given } from "./lib/options.ts";
import { nameOption, parseOptions } from "./lib/options.ts";
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

/** Every benchmark understands it. */
const json: BenchOption = { name: "json", takes: "nothing", summary: "the report as one line of JSON" };

async function list(): Promise<void> {
  for (const each of names) {
    const { summary, options = [] } = await load(each);
    process.stdout.write(`${each.padEnd(8)}  ${summary}\n`);
    for (const option of options) {
      process.stdout.write(`${"".padEnd(8)}    ${nameOption(option)}  ${option.summary}\n`);
    }
  }
}

const [name = null, ...args] = process.argv.slice(2);
if (name === null) await list();
else if (!names.includes(name)) refuse(`expected one benchmark of ${names.join(", ")}, found ${name}`);
else {
  const bench = await load(name);
  const given = understand(bench, args);
  if (given !== null) await run(name, bench, given);
}

function understand(bench: Bench, args: readonly string[]): Given | null {
  try {
    return parseOptions([json, ...(bench.options ?? [])], args);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
    return null;
  }
}

async function run(name: string, bench: Bench, given: Given): Promise<void> {
  const environment = describeEnvironment();
  const measured = await bench.run((line) => process.stderr.write(`${line}\n`), given);
  const report = { ...measured, notes: [...measured.notes, ...warnOfLoad(environment)] };
  if (given.has("json")) {
    process.stdout.write(`${JSON.stringify({ bench: name, environment, ...report })}\n`);
  } else {
    const { node, system, cpus, cpu, load: busy } = environment;
    process.stdout.write(`${name} on Node ${node}, ${system}, ${cpus} × ${cpu}, load ${busy}\n\n`);
    process.stdout.write(asText(report));
  }
}

function refuse(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 2;
}
