/** A store whose operations are done in another thread, each answer known by the number of its request. */
import type { Worker } from "node:worker_threads";
import { copied } from "../contract/copied.ts";
import { storeOf } from "../contract/operations.ts";
import type { Asked, Done, Operation } from "../contract/operations.ts";
import type { Store } from "../contract/store.ts";
import { StoreUnavailable } from "../contract/unavailable.ts";
import type { Answer, FromThread, ToThread } from "./threadmessages.ts";

interface Waiting {
  readonly settle: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Of a thread that has opened its database. */
export function storeIn(thread: Worker): Store {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let end: Promise<void> | null = null;
  const gone = settleWaiting(thread, waiting);
  const send = <Name extends Operation>(message: ToThread<Name>): void => {
    thread.postMessage(message);
  };

  const ask = <Name extends Operation>(asked: Asked<Name>): Promise<Done[Name]> =>
    new Promise((resolve, reject) => {
      if (end !== null) throw new StoreUnavailable("the store is closed");
      if (gone.isSo) throw brokenDown();
      count += 1;
      const settle = (answer: Answer): void => {
        // Its number is that of this request, so what it holds is what this operation is done with.
        if ("done" in answer) resolve(answer.done as Done[Name]);
        else reject(answer.isUnavailable ? new StoreUnavailable(answer.failed) : new Error(answer.failed));
      };
      waiting.set(count, { settle, reject });
      // Sending copies, and of a piece of a pooled buffer the whole pool.
      send({ number: count, asked: copied(asked) });
    });
  return storeOf(ask, () => {
    if (end === null && !gone.isSo) send("close");
    return (end ??= gone.wait);
  });
}

interface Gone {
  readonly isSo: boolean;
  /** Resolves when the thread is gone. */
  readonly wait: Promise<void>;
}

/** Whoever waits hears of the answer to the request, or that there will be none. */
function settleWaiting(thread: Worker, waiting: Map<number, Waiting>): Gone {
  thread.on("message", (message: FromThread) => {
    if (message.kind !== "answers") return;
    for (const answer of message.answers) {
      const one = waiting.get(answer.number);
      waiting.delete(answer.number);
      one?.settle(answer);
    }
  });
  let isSo = false;
  const wait = new Promise<void>((resolve) => {
    thread.on("exit", () => {
      isSo = true;
      for (const { reject } of waiting.values()) reject(brokenDown());
      waiting.clear();
      resolve();
    });
  });
  return {
    get isSo() {
      return isSo;
    },
    wait,
  };
}

const brokenDown = (): StoreUnavailable => new StoreUnavailable("the store's thread broke down");
