/** The peer: test/interop/classic.py, run by whichever Python has what it needs. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Contestant } from "./processes.ts";
import { project } from "./scene.ts";

export interface Peer {
  readonly program: string;
  /** Whether it can draw and read codes; if not, it only seals and opens envelopes. */
  readonly hasPictures: boolean;
  /** What to say about it when it has no pictures. */
  readonly lack: string;
  /** What it is made of, for the notes. */
  readonly description: string;
}

const script = join(project, "test", "interop", "classic.py");

/** A Python with `cryptography`, one with the picture parts before one without; null if there is none. */
export function findPeer(): Peer | null {
  const named = process.env["PYTHON"];
  const candidates = [...(named === undefined ? [] : [named]), "python3", "/usr/bin/python3", "python"];
  const peers = candidates.map(askPeer).filter((peer) => peer !== null);
  return peers.find((peer) => peer.hasPictures) ?? peers[0] ?? null;
}

function askPeer(program: string): Peer | null {
  const { status, stdout } = spawnSync(program, [script, "parts"], { encoding: "utf8" });
  if (status !== 0) return null;
  const { draw, read } = JSON.parse(stdout) as { draw: string | null; read: string | null };
  const version = spawnSync(program, ["--version"], { encoding: "utf8" }).stdout.trim();
  const parts = [draw, read].filter((part) => part !== null);
  return {
    program,
    hasPictures: draw !== null && read !== null,
    lack: "it has no package to draw or read codes (qrcode, Pillow, pyzbar)",
    description: [version, "cryptography", ...parts].join(", "),
  };
}

export function peerRun(peer: Peer, name: string, args: readonly string[], input?: Uint8Array): Contestant {
  const contestant = { name, program: peer.program, args: [script, ...args] };
  return input === undefined ? contestant : { ...contestant, input };
}

/** The notes that make a comparison with this peer honest. */
export function notesAbout(peer: Peer | null): string[] {
  if (peer === null) return ["no Python with the package cryptography was found: nothing to compare with"];
  if (peer.hasPictures)
    return [`Python: ${peer.description}; same document, same key, same error correction`];
  return [
    `Python: ${peer.description}; ${peer.lack}`,
    "Python therefore only seals and opens the envelope, without any picture: it does less work than ours",
  ];
}
