/** What goes on while a service is killed: clients that store, deposit, collect and sign, each one thing after another. */
import { createHash, randomBytes } from "node:crypto";
import { CLAIM_FIELD } from "../../../src/exchange/protocol/depositmessages.ts";
import { vaultRecordPath, vaultRoute } from "../../../src/exchange/protocol/vaultmessages.ts";
import { party } from "../support/signingparty.ts";
import type { Party } from "../support/signingparty.ts";
import { json, jsonOf, wordOf } from "./asking.ts";
import type { Answer, Asked, Target } from "./asking.ts";
import { REPLAYED, SignedOnce } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";

/** Does one thing from beginning to end, or as far as it is answered; `name` is its own. */
export type Lane = (service: Target, ledger: Ledger, name: string) => Promise<void>;

export interface Lanes {
  readonly all: readonly Lane[];
  /** Before the first one. */
  readonly register: (service: Target) => Promise<void>;
}

const VAULT = 8;
const DEPOSITS = 4;
const NONCES = 2;

export function makeLanes(): Lanes {
  const office = party("kill-office");
  const lanes = (count: number, lane: Lane): readonly Lane[] => Array.from({ length: count }, () => lane);
  return {
    all: [...lanes(VAULT, store), ...lanes(DEPOSITS, depositing(office)), ...lanes(NONCES, signing(office))],
    register: async (service) => {
      const keys = {
        name: office.name,
        signing_key: Buffer.from(office.spki).toString("base64"),
        encryption_key: null,
      };
      const request = new SignedOnce(office, { method: "POST", path: "/v1/participants", ...json(keys) });
      const answer = await request.send(service);
      if (answer === null || answer.status >= 300) throw new Error(`registering: ${wordOf(answer)}`);
    },
  };
}

/** Bytes that follow from a name, so that none need be kept. */
const derived = (name: string, length: number): Buffer =>
  createHash("shake256", { outputLength: length }).update(name).digest();

// --- the vault ------------------------------------------------------------------------------------------

const store: Lane = async (service, ledger, name) => {
  const data = (): string => derived(name, 100 + (derived(name, 1)[0] ?? 0) * 10).toString("base64");
  const answer = await service.ask({ method: "POST", path: vaultRoute, ...json({ data: data() }) });
  if (answer === null) {
    ledger.storedPerhaps += 1;
    return;
  }
  const { id, stored_at } = jsonOf(answer);
  if (answer.status !== 201 || typeof id !== "string") {
    ledger.problems.push(`${name} was to be stored: ${wordOf(answer)}`);
    return;
  }
  ledger.stored += 1;
  ledger.acknowledged += 1;
  const look = async (from: Target): Promise<readonly string[]> => {
    const found = await from.ask({ method: "GET", path: vaultRecordPath(id) });
    const record = found === null ? {} : jsonOf(found);
    const isSame = record["data"] === data() && record["stored_at"] === stored_at;
    return isSame ? [] : [`${name} was stored, and is answered by ${wordOf(found)}`];
  };
  ledger.kept.push({ name, look });
  const read = await service.ask({ method: "GET", path: vaultRecordPath(id) });
  if (read !== null && jsonOf(read)["data"] !== data())
    ledger.problems.push(`${name} was stored, and is answered at once by ${wordOf(read)}`);
};

// --- signatures -----------------------------------------------------------------------------------------

/** The same request twice at the same moment. */
const signing =
  (office: Party): Lane =>
  async (service, ledger, name) => {
    const path = `/v1/deposits/${derived(name, 16).toString("hex")}`;
    const request = new SignedOnce(office, { method: "GET", path });
    ledger.signed.push(request);
    const words = (await Promise.all([request.send(service), request.send(service)])).map(wordOf);
    ledger.acknowledged += request.taken;
    const known = ["404 deposit/unknown", REPLAYED, "no answer"];
    if (request.taken > 1 || !words.every((word) => known.includes(word)))
      ledger.problems.push(`${name} was signed once and sent twice: ${words.join(", ")}`);
  };

// --- deposits -------------------------------------------------------------------------------------------

/** Some deposits have two pieces, the others a small one. */
const PIECE = 524_288;
const SMALL = 20_000;

type Stage = "announced" | "complete" | "claimed" | "collected" | "removed";

const depositing =
  (office: Party): Lane =>
  async (service, ledger, name) => {
    const number = derived(name, 1)[0] ?? 0;
    const deposit = new KilledDeposit(office, name, number % 16 === 0 ? PIECE + SMALL : SMALL);
    await deposit.live(service, ledger, number % 4 === 1);
  };

/** A deposit for one reader, for whom two race. Every value in it is what the service acknowledged or may have done. */
class KilledDeposit {
  readonly #office: Party;
  readonly #name: string;
  readonly #size: number;
  readonly #readToken: Buffer;
  readonly #claims: readonly string[];
  #id = "";
  #stage: Stage = "announced";
  /** Sent last, and perhaps done. */
  #perhaps: Stage | null = null;
  readonly #pieces: number[] = [];
  #receipt: unknown = null;
  /** Every claim that was ever said to hold. */
  readonly #winners = new Set<string>();

  constructor(office: Party, name: string, size: number) {
    this.#office = office;
    this.#name = name;
    this.#size = size;
    this.#readToken = derived(`${name} token`, 32);
    this.#claims = ["one", "another"].map((reader) => derived(`${name} ${reader}`, 32).toString("base64url"));
  }

  #blob(): Buffer {
    return derived(`${this.#name} blob`, this.#size);
  }

  async live(service: Target, ledger: Ledger, isRemoved: boolean): Promise<void> {
    const signed = async (asked: Asked, expected: readonly number[]): Promise<Answer | null> => {
      const request = new SignedOnce(this.#office, asked);
      ledger.signed.push(request);
      return this.#noted(ledger, asked, await request.send(service), expected);
    };
    const blob = this.#blob();
    const announced = {
      size: blob.length,
      digest: createHash("sha256").update(blob).digest("hex"),
      expires: Math.floor(Date.now() / 1000) + 86_400,
      once: true,
      read_token_hash: createHash("sha256").update(this.#readToken).digest("hex"),
    };
    const begun = await signed({ method: "POST", path: "/v1/deposits", ...json(announced) }, [201]);
    if (begun === null) return;
    this.#id = String(jsonOf(begun)["id"]);
    ledger.kept.push({ name: this.#name, look: (from) => this.#look(from) });

    for (let from = 0; from < blob.length; from += PIECE) {
      const headers = { "content-type": "application/octet-stream" };
      const piece = { headers, body: blob.subarray(from, from + PIECE) };
      const index = from / PIECE;
      if ((await signed({ method: "PUT", path: this.#path(`/pieces/${index}`), ...piece }, [204])) === null)
        return;
      this.#pieces.push(index);
    }
    this.#perhaps = "complete";
    const completed = await signed({ method: "POST", path: this.#path("/complete") }, [200]);
    if (completed === null) return;
    this.#reach("complete");
    this.#receipt = jsonOf(completed)["receipt"];
    if (isRemoved) {
      this.#perhaps = "removed";
      if ((await signed({ method: "DELETE", path: this.#path() }, [204])) !== null) this.#reach("removed");
      return;
    }

    this.#perhaps = "claimed";
    const answers = await Promise.all(this.#claims.map((claim) => this.#claim(service, claim)));
    for (const [index, answer] of answers.entries())
      this.#noted(ledger, { method: "POST", path: `claim ${index}` }, answer, [200, 410]);
    if (this.#winners.size > 1) ledger.problems.push(`${this.#name} was given to two readers at once`);
    const [winner] = this.#winners;
    if (winner === undefined) return;
    this.#reach("claimed");
    const read = await this.#read(service, winner);
    if (read !== null && !read.body.equals(blob))
      ledger.problems.push(`${this.#name} was read by its reader as ${wordOf(read)}`);
    this.#perhaps = "collected";
    const asked = { method: "POST", path: this.#path("/collected") };
    const collected = await service.ask({ ...asked, ...this.#reader({ claim: winner }) });
    if (this.#noted(ledger, asked, collected, [200]) !== null) this.#reach("collected");
  }

  #reach(stage: Stage): void {
    this.#stage = stage;
    this.#perhaps = null;
  }

  #noted(
    ledger: Ledger,
    { method, path }: Asked,
    answer: Answer | null,
    expected: readonly number[],
  ): Answer | null {
    if (answer === null) return null;
    if (!expected.includes(answer.status)) {
      ledger.problems.push(`${this.#name}: ${method} ${path} is answered by ${wordOf(answer)}`);
      return null;
    }
    ledger.acknowledged += 1;
    return answer;
  }

  #path(rest = ""): string {
    return `/v1/deposits/${this.#id}${rest}`;
  }

  #reader(body: object): Required<Pick<Asked, "headers" | "body">> {
    const { headers, body: bytes } = json(body);
    return { headers: { ...headers, ...this.#bearing() }, body: bytes };
  }

  #bearing(): Readonly<Record<string, string>> {
    return { authorization: `Bearer ${this.#readToken.toString("base64url")}` };
  }

  async #claim(service: Target, claim: string): Promise<Answer | null> {
    const answer = await service.ask({
      method: "POST",
      path: this.#path("/claim"),
      ...this.#reader({ claim }),
    });
    if (answer?.status === 200) this.#winners.add(claim);
    return answer;
  }

  #read(service: Target, claim: string): Promise<Answer | null> {
    const headers = { ...this.#bearing(), [CLAIM_FIELD]: claim };
    return service.ask({ method: "GET", path: this.#path("/content"), headers });
  }

  async #look(service: Target): Promise<readonly string[]> {
    const state = await this.#stateNow(service);
    const shown = typeof state === "string" ? state : String(state["state"]);
    const told = `${this.#name} was ${this.#stage}${this.#perhaps === null ? "" : `, perhaps ${this.#perhaps}`}`;
    if (!this.#mayBe(shown)) return [`${told}, and is now ${shown}`];
    if (typeof state === "string") return [];
    if (this.#receipt !== null && state["receipt"] !== this.#receipt)
      return [`${told}, and has another receipt`];
    if (shown === "open") return this.#lookAtPieces(state, told);
    return this.#lookAsReaders(service, shown, told);
  }

  /** As its depositor sees it; the refusal where it is not there. */
  async #stateNow(service: Target): Promise<Readonly<Record<string, unknown>> | string> {
    const answer = await new SignedOnce(this.#office, { method: "GET", path: this.#path() }).send(service);
    return answer?.status === 200 ? jsonOf(answer) : wordOf(answer);
  }

  #mayBe(shown: string): boolean {
    const shows: Readonly<Record<Stage, string>> = {
      announced: "open",
      complete: "complete",
      claimed: "complete",
      collected: "collected",
      removed: "404 deposit/unknown",
    };
    return [this.#stage, this.#perhaps].some((stage) => stage !== null && shows[stage] === shown);
  }

  #lookAtPieces({ pieces }: Readonly<Record<string, unknown>>, told: string): readonly string[] {
    const isThere = (index: number): boolean => Array.isArray(pieces) && pieces.includes(index);
    if (this.#pieces.every(isThere)) return [];
    return [`${told}, took pieces ${this.#pieces.join(", ")}, and has ${JSON.stringify(pieces)}`];
  }

  /** Both readers, and one who was never there, claim it again; of all who ever did, one holds it. */
  async #lookAsReaders(service: Target, shown: string, told: string): Promise<readonly string[]> {
    const words: string[] = [];
    for (const claim of [...this.#claims, randomBytes(32).toString("base64url")]) {
      const word = wordOf(await this.#claim(service, claim));
      const content = await this.#read(service, claim);
      const isHeld = this.#winners.has(claim);
      const [claimed, read] =
        shown === "collected"
          ? ["410 deposit/collected", null]
          : isHeld
            ? ["200", "whole"]
            : ["410 deposit/claimed", null];
      const isRight =
        read === null
          ? wordOf(content) === claimed
          : content?.status === 200 && content.body.equals(this.#blob());
      if (word !== claimed || !isRight)
        words.push(`claiming is answered by ${word}, reading by ${wordOf(content)}, expected ${claimed}`);
    }
    if (this.#winners.size > 1 || (this.#winners.size === 0 && shown !== "collected"))
      words.push(`${this.#winners.size} readers have held it`);
    return words.map((word) => `${told}: ${word}`);
  }
}
