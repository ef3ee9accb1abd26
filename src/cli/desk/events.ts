/** What the office has to tell while it works, on this desk's terminal. */
import type { OfficeEvent, Tell } from "../../office/index.ts";
import { minuteOf, wordsIn } from "../../words/index.ts";
import type { Terminal } from "../terminal.ts";

/** How each event is told: one that nothing is said of does not compile. */
type Tellers = {
  readonly [Code in OfficeEvent["code"]]: (event: Extract<OfficeEvent, { readonly code: Code }>) => void;
};

/** A line that says how much of something is done goes away with it. */
export function tellOn(terminal: Terminal): Tell {
  let done = (): void => undefined;
  const show = (sentence: string): void => {
    done();
    done = terminal.progress(sentence);
  };
  const tellers: Tellers = {
    "private-key-open-to-others": ({ path }) => {
      terminal.warn(terminal.notices.privateKeyOpen(path));
    },
    "clock-set-back": ({ newest }) => {
      terminal.alarm(wordsIn[terminal.language].verdict.clockSetBack(minuteOf(newest)));
    },
    depositing: (event) => {
      show(terminal.notices.depositing(percentOf(event)));
    },
    fetching: (event) => {
      show(terminal.notices.fetching(percentOf(event)));
    },
    "transfer-ended": () => {
      done();
      done = () => undefined;
    },
  };
  return (event) => {
    const tell = tellers[event.code] as (event: OfficeEvent) => void;
    tell(event);
  };
}

const percentOf = ({ bytes, of }: { readonly bytes: number; readonly of: number }): number =>
  Math.floor((100 * bytes) / of);
