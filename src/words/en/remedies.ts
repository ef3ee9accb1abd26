/** What to do about a refusal of a service, in English. */
import { remedyAmong } from "../services.ts";
import type { Remedies } from "../services.ts";

const remedies: Remedies = {
  known: {
    "signature/missing":
      "it takes this from participants only: name the key that it knows you by with --participant-key",
    "signature/expired": "set this machine's clock, then run the same command again",
    "signature/early": "set this machine's clock, then run the same command again",
    "signature/invalid":
      "name the key that it knows you by, or make this one known: qrseal participant register",
    "participant/pending":
      "run qrseal participant register again, with the same --private-key: that proves it",
    "participant/suspended": "only its operator can end that",
    "participant/name-refused": "choose another name, as city-office or port-12",
    "participant/name-taken":
      "choose another; if it is yours, give it your new key with qrseal participant replace-key",
    "participant/key-taken": "use the name that this key has, or make another: qrseal keygen --use signing",
    "participant/changed": "see what it is now with qrseal participant show, then decide again",
    "participant/unknown": "check how the name is written, or ask that office under which one it registered",
    "participant/not-yours": "use the key of that very participant, or ask its operator",
    "admin/refused": "name the token's file with --admin-token-file: qrseal serve tells where it is",
    "deposit/unknown": "check the id, and that you use the key with which it was deposited",
    "deposit/too-large": "make the document smaller, or ask its operator for a higher limit",
    "deposit/too-long": "ask for fewer days with --deposit-days, or its operator for more",
    "deposit/over-quota":
      "take out what is not needed with qrseal deposit remove, or ask its operator for more",
    "gateway/unknown-name": "check how the name is written, or ask its operator what is behind it",
  },
  ofAnother: "that is its own answer: check the address and what was asked, or ask its operator",
  unknown: "docs/EXCHANGE.md tells what each of its refusals means",
};

export const remedyFor = (refusal: string): string => remedyAmong(remedies, refusal);
