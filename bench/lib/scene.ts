/** What every benchmark of the commands starts from: keys, the label certificate and its code, in a folder of their own. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Contestant } from "./processes.ts";
import { runToEnd } from "./processes.ts";

export const project: string = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

export const documentPath: string = join(project, "fixtures", "documents", "label-certificate.json");

export interface Scene {
  readonly document: Buffer;
  readonly privateKey: string;
  readonly publicKey: string;
  /** The code as encrypt-to-qr drew it. */
  readonly code: string;
  /** The text in that code. */
  readonly envelope: string;
  /** A name for one more file in the folder. */
  readonly file: (name: string) => string;
}

/** Sets the scene with an unprotected 3,072-bit key, and clears it away whatever happens. */
export async function withScene<T>(work: (scene: Scene) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "qrseal-bench-"));
  const file = (name: string): string => join(folder, name);
  try {
    runToEnd(qrseal("keygen", ["--out-dir", folder, "--name", "office", "--bits", "3072", "--quiet"]));
    const scene: Scene = {
      document: readFileSync(documentPath),
      privateKey: file("office_private.pem"),
      publicKey: file("office_public.pem"),
      code: file("code.png"),
      envelope: file("envelope.txt"),
      file,
    };
    runToEnd(encrypting(scene, scene.code, ["--out-envelope", scene.envelope]));
    return await work(scene);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const emptyNode: Contestant = { name: "node -e 0", program: process.execPath, args: ["-e", "0"] };

export function encrypting(scene: Scene, png: string, more: readonly string[] = []): Contestant {
  const options = ["--in-json", documentPath, "--public-key", scene.publicKey, "--out-png", png];
  return qrseal("encrypt-to-qr", [...options, "--force", "--quiet", ...more]);
}

export function scanning(scene: Scene, picture: string, json: string): Contestant {
  const options = ["--qr", picture, "--private-key", scene.privateKey, "--out-json", json];
  return qrseal("scan-decrypt", [...options, "--force", "--quiet"]);
}

function qrseal(command: string, args: readonly string[]): Contestant {
  const shim = join(project, "bin", "qrseal.js");
  return { name: `qrseal ${command}`, program: process.execPath, args: [shim, command, ...args] };
}

/** A fast wrong answer is no result: holds what a contestant wrote against the document. */
export function expectDocument(scene: Scene, contestant: Contestant, opened: Uint8Array): void {
  if (!scene.document.equals(opened)) {
    throw new Error(`${contestant.name} did not give the document back, so its figures would mean nothing`);
  }
}
