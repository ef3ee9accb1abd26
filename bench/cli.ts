import { readFileSync } from "node:fs";
import type { Peer } from "./lib/python.ts";
import { findPeer, notesAbout, peerRun } from "./lib/python.ts";
import type { Contestant } from "./lib/processes.ts";
import { runToEnd, timeInTurns } from "./lib/processes.ts";
import type { Bench, Verdict } from "./lib/report.ts";
import { medianOf, rowOf } from "./lib/report.ts";
import type { Scene } from "./lib/scene.ts";
import { emptyNode, encrypting, expectDocument, scanning, signing, withScene } from "./lib/scene.ts";

const rounds = 21;

export const bench: Bench = {
  summary: "whole-process time of encrypt-to-qr and scan-decrypt, beside an empty Node and Python",
  run: (progress) =>
    withScene((scene) => {
      const encrypt = encrypting(scene, scene.file("timed.png"));
      const scan = scanning(scene, scene.code, scene.file("timed.json"));
      const sign = signing(scene, scene.file("timed-signed.png"));
      const judge = scanning(scene, scene.signedCode, scene.file("judged.json"), true);
      checkAnswers(scene, encrypt, scan);
      runToEnd(sign);
      runToEnd(judge);
      expectDocument(scene, judge, readFileSync(scene.file("judged.json")));
      const peer = withoutFailingPictures(findPeer(), scene);
      const peers = peer === null ? null : peerRuns(peer, scene);
      if (peers !== null) expectDocument(scene, peers.open, runToEnd(peers.open).stdout);

      const contestants = [
        emptyNode,
        encrypt,
        scan,
        sign,
        judge,
        ...(peers === null ? [] : [peers.seal, peers.open]),
      ];
      const times = timeInTurns(contestants, rounds, progress);
      const median = (contestant: Contestant): number => medianOf(times.get(contestant) ?? []);
      return {
        notes: [
          ...notesAbout(peer),
          "the label certificate (609 bytes), RSA 3072, unprotected key; scan-decrypt reads the PNG, not a photograph",
          "signed and judged: compact, Ed25519, with trust list, register and audit log, each synced to the disk",
          `medians of ${rounds} whole processes each, run in turns`,
        ],
        rows: contestants.map((contestant) => rowOf(contestant.name, "ms", times.get(contestant) ?? [])),
        verdicts: [
          atMost(encrypt, emptyNode, 3, median),
          atMost(scan, emptyNode, 4, median),
          atMost(sign, emptyNode, 3, median),
          atMost(judge, emptyNode, 4, median),
          faster(encrypt, peers?.seal, median),
          faster(scan, peers?.open, median),
        ],
      };
    }),
};

interface PeerRuns {
  readonly seal: Contestant;
  readonly open: Contestant;
}

function peerRuns(peer: Peer, scene: Scene): PeerRuns {
  const { document, publicKey, privateKey } = scene;
  const toKey = ["--public-key", publicKey];
  const withKey = ["--private-key", privateKey];
  if (peer.hasPictures) {
    const drawing = ["to-qr", ...toKey, "--out-png", scene.file("peer.png")];
    return {
      seal: peerRun(peer, "Python to-qr", drawing, document),
      open: peerRun(peer, "Python from-qr", ["from-qr", ...withKey, "--qr", scene.code]),
    };
  }
  return {
    seal: peerRun(peer, "Python seal (no picture)", ["seal", ...toKey], document),
    open: peerRun(peer, "Python open (no picture)", ["open", ...withKey], readFileSync(scene.envelope)),
  };
}

/** A peer whose packages are there but do not read our code is compared without pictures, and said to be. */
function withoutFailingPictures(peer: Peer | null, scene: Scene): Peer | null {
  if (peer?.hasPictures !== true) return peer;
  const { seal, open } = peerRuns(peer, scene);
  try {
    runToEnd(seal);
    expectDocument(scene, open, runToEnd(open).stdout);
    return peer;
  } catch {
    return { ...peer, hasPictures: false, lack: "its packages failed to draw or read the code" };
  }
}

function checkAnswers(scene: Scene, encrypt: Contestant, scan: Contestant): void {
  runToEnd(encrypt);
  runToEnd(scanning(scene, scene.file("timed.png"), scene.file("checked.json")));
  expectDocument(scene, encrypt, readFileSync(scene.file("checked.json")));
  runToEnd(scan);
  expectDocument(scene, scan, readFileSync(scene.file("timed.json")));
}

type Median = (contestant: Contestant) => number;

function atMost(ours: Contestant, base: Contestant, factor: number, median: Median): Verdict {
  const ratio = median(ours) / median(base);
  return {
    aim: `${ours.name} takes at most ${factor.toFixed(1)} × ${base.name}`,
    measured: `${ratio.toFixed(2)} ×`,
    met: ratio <= factor,
  };
}

function faster(ours: Contestant, peer: Contestant | undefined, median: Median): Verdict {
  if (peer === undefined)
    return { aim: `${ours.name} is faster than Python`, measured: "no Python", met: null };
  const ratio = median(ours) / median(peer);
  return {
    aim: `${ours.name} is faster than ${peer.name}`,
    measured: `${ratio.toFixed(2)} × its time`,
    met: ratio < 1,
  };
}
