/** What every benchmark of the commands starts from: an office's keys and trust list, the label certificate and its codes. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
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
  /** The office's key folder. */
  readonly keys: string;
  /** The same keys with a trust list: there nothing unsigned is taken. */
  readonly trustingKeys: string;
  /** The code as encrypt-to-qr drew it: classic, which Python reads too. */
  readonly code: string;
  /** The text in that code. */
  readonly envelope: string;
  /** The same document in a compact code, signed and dated. */
  readonly signedCode: string;
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
      keys: folder,
      trustingKeys: file("desk"),
      code: file("code.png"),
      envelope: file("envelope.txt"),
      signedCode: file("signed.png"),
      file,
    };
    runToEnd(encrypting(scene, scene.code, ["--out-envelope", scene.envelope]));
    runToEnd(qrseal("keygen", ["--out-dir", folder, "--name", "issuer", "--use", "signing", "--quiet"]));
    const issuer = file("issuer_signing_public.pem");
    runToEnd(qrseal("trust", ["add", "Issuer", issuer, "--keys", scene.trustingKeys, "--quiet"]));
    for (const half of ["private", "public"])
      copyFileSync(file(`office_${half}.pem`), join(scene.trustingKeys, `office_${half}.pem`));
    runToEnd(signing(scene, scene.signedCode));
    return await work(scene);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const emptyNode: Contestant = { name: "node -e 0", program: process.execPath, args: ["-e", "0"] };

/** A classic code, as the peers make and read them. */
export function encrypting(scene: Scene, png: string, more: readonly string[] = []): Contestant {
  return { ...sealing(scene, png, ["--format", "classic", ...more]), name: "qrseal encrypt-to-qr, classic" };
}

/** A compact code, signed and dated. */
export function signing(scene: Scene, png: string): Contestant {
  return { ...sealing(scene, png, ["--valid-for", "90d"]), name: "qrseal encrypt-to-qr, signed" };
}

function sealing(scene: Scene, png: string, more: readonly string[]): Contestant {
  const options = ["--in-json", documentPath, "--public-key", scene.publicKey, "--out-png", png];
  return qrseal("encrypt-to-qr", [...options, "--keys", scene.keys, "--force", "--quiet", ...more]);
}

/** `trusted` is the folder of a desk with a trust list; without one, whatever opens is taken. */
export function scanning(scene: Scene, picture: string, json: string, trusted = false): Contestant {
  const key = trusted ? [] : ["--private-key", scene.privateKey];
  const folder = ["--keys", trusted ? scene.trustingKeys : scene.keys];
  const options = ["--qr", picture, ...key, ...folder, "--out-json", json, "--force", "--quiet"];
  const name = `qrseal scan-decrypt, ${trusted ? "judged" : "classic"}`;
  return { ...qrseal("scan-decrypt", options), name };
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
