/**
 * `npm run demo`: the whole way of one certificate, from keys to the document read off a photograph. The
 * commands are the real ones, run as a person would run them; only the photograph is simulated.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPicture, photograph, preset } from "../simulator/index.ts";

const project = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const folder = "demo-output";
const certificate = join("fixtures", "documents", "label-certificate.json");
const office = join(folder, "office");
const ministry = join(folder, "ministry");
const officeKey = join(office, "office_public.pem");
const ministryKey = join(ministry, "ministry_signing_public.pem");
const code = join(folder, "certificate.png");
const photo = join(folder, "photograph.jpg");
const opened = join(folder, "opened.json");
const seed = "demo";

/** A sentence for the person who ran the demo; anything else that is thrown is a fault of the demo itself. */
class DemoFailure extends Error {}

try {
  await demo();
} catch (problem) {
  if (!(problem instanceof DemoFailure)) throw problem;
  say("");
  say(`The demo failed: ${problem.message}`);
  process.exitCode = 1;
}

async function demo(): Promise<void> {
  rmSync(join(project, folder), { recursive: true, force: true });
  mkdirSync(join(project, folder));

  say("1. The receiving office makes the keys to open with, the ministry those to sign with, once.");
  qrseal("keygen", "--out-dir", office, "--name", "office");
  qrseal("keygen", "--out-dir", ministry, "--name", "ministry", "--use", "signing");

  say("2. The office notes whose signature it believes, once, after comparing the fingerprint by telephone.");
  qrseal("trust", "add", "Ministry", ministryKey, "--keys", office);

  say("3. The ministry signs a certificate, seals it for that office and prints the code.");
  qrseal(
    "encrypt-to-qr",
    certificate,
    code,
    "--public-key",
    officeKey,
    "--keys",
    ministry,
    "--valid-for",
    "90d",
  );

  say("4. A clerk photographs the printed code (simulated: askew, out of focus, noisy, badly lit).");
  const { width, height, bytes } = await takePhotograph();
  say(`   ${photo}  (JPEG, ${width} × ${height} pixels, ${bytes.toLocaleString("en")} bytes)`);
  say("");

  say("5. The office judges the document and opens it from the photograph.");
  qrseal("scan-decrypt", photo, opened, "--keys", office);

  say("6. Is it the certificate, byte for byte?");
  compare();
  say("");
  say("Look at the pictures:");
  say(`   printed code  ${code}`);
  say(`   photograph    ${photo}`);
}

/** Runs one command of ours, showing it as it would be typed and everything that it prints. */
function qrseal(...args: readonly string[]): void {
  const shim = join("bin", "qrseal.js");
  say(`   $ node ${[shim, ...args].join(" ")}`);
  const { status, signal, stdout, stderr, error } = spawnSync(process.execPath, [shim, ...args], {
    cwd: project,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const line of `${stdout}${stderr}`.trimEnd().split(/\r?\n/)) say(`   ${line}`);
  say("");
  if (error !== undefined) throw new DemoFailure(`the command could not be started (${error.message})`);
  if (status !== 0)
    throw new DemoFailure(`the command above ended with ${status ?? signal ?? "no status"}, expected 0`);
}

async function takePhotograph(): Promise<{ width: number; height: number; bytes: number }> {
  const printed = await loadPicture(join(project, code));
  const canvas = { width: 1600, height: 1200 };
  const shot = photograph(printed, preset("counter", seed, { canvas, pixelsPerModule: 7 }), seed);
  const jpeg = await shot.toJpeg();
  writeFileSync(join(project, photo), jpeg);
  return { width: shot.width, height: shot.height, bytes: jpeg.length };
}

function compare(): void {
  const sealed = readFileSync(join(project, certificate));
  const read = readFileSync(join(project, opened));
  const width = Math.max(certificate.length, opened.length);
  for (const [name, content] of [
    [certificate, sealed],
    [opened, read],
  ] as const) {
    const digest = createHash("sha256").update(content).digest("hex");
    say(`   ${name.padEnd(width)}  ${content.length} bytes  sha256 ${digest}`);
  }
  if (!sealed.equals(read)) {
    throw new DemoFailure(`${opened} is not the document that was sealed, the bytes differ`);
  }
  say("   Yes: the bytes are equal.");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
