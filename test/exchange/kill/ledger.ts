/** What a service said, to be held against what it says after it was killed. */
import { signedHeaders } from "../support/signingparty.ts";
import type { Party } from "../support/signingparty.ts";
import { wordOf } from "./asking.ts";
import type { Answer, Asked, Target } from "./asking.ts";

/** Something that was acknowledged. */
export interface Kept {
  readonly name: string;
  /** What is not as it was said to be. May be called again, and then finds the same. */
  readonly look: (service: Target) => Promise<readonly string[]>;
}

export interface Ledger {
  /** Acknowledged since it was last looked at. */
  readonly kept: Kept[];
  /** Requests signed since, whether they were answered or not. */
  readonly signed: SignedOnce[];
  readonly problems: string[];
  /** Answers that said that something was done. */
  acknowledged: number;
  /** Records of the vault that were acknowledged, and requests for one that were not answered. */
  stored: number;
  storedPerhaps: number;
}

export const newLedger = (): Ledger => ({
  kept: [],
  signed: [],
  problems: [],
  acknowledged: 0,
  stored: 0,
  storedPerhaps: 0,
});

export const REPLAYED = "401 signature/replayed";

/** A signed request, which may be taken once in all its life, however often it is sent. */
export class SignedOnce {
  readonly #asked: Asked;
  #taken = 0;
  #isAnswered = false;

  constructor(party: Party, { method, path, headers = {}, body = new Uint8Array() }: Asked) {
    const contentType = headers["content-type"] ?? null;
    const request = { method, target: path, body, contentType };
    this.#asked = {
      method,
      path,
      headers: { ...headers, ...signedHeaders(party, request, Math.floor(Date.now() / 1000)) },
      body,
    };
  }

  get taken(): number {
    return this.#taken;
  }

  async send(service: Target): Promise<Answer | null> {
    const answer = await service.ask(this.#asked);
    if (answer !== null) this.#isAnswered = true;
    if (answer !== null && wordOf(answer) !== REPLAYED) this.#taken += 1;
    return answer;
  }

  /** Sends it as it was again: refused, unless it was never answered; then it counts once more, and not twice. */
  async sendAgain(service: Target): Promise<readonly string[]> {
    const { method, path } = this.#asked;
    const wasAnswered = this.#isAnswered;
    const words = [wordOf(await this.send(service))];
    if (!wasAnswered) words.push(wordOf(await this.send(service)));
    const isRefused = words.at(-1) === REPLAYED && this.#taken <= 1;
    return isRefused
      ? []
      : [`${method} ${path} was signed once, and taken ${this.#taken} times: ${words.join(", ")}`];
  }
}
