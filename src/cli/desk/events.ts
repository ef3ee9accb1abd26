/** What the office has to tell while it works, on this desk's terminal. */
import type { OfficeEvent, Tell } from "../../office/index.ts";
import { minuteOf, wordsIn } from "../../words/index.ts";
import type { Terminal } from "../terminal.ts";

/** A line that says how much of something is done goes away with it. */
export function tellOn(terminal: Terminal): Tell {
  let done = (): void => undefined;
  const show = (sentence: string): void => {
    done();
    done = terminal.progress(sentence);
  };
  return (event) => {
    switch (event.code) {
      case "private-key-open-to-others":
        terminal.warn(terminal.notices.privateKeyOpen(event.path));
        return;
      case "clock-set-back":
        terminal.alarm(wordsIn[terminal.language].verdict.clockSetBack(minuteOf(event.newest)));
        return;
      case "depositing":
      case "fetching":
        show(terminal.notices[event.code](percentOf(event)));
        return;
      case "transfer-ended":
        done();
        done = () => undefined;
    }
  };
}

const percentOf = ({ bytes, of }: Extract<OfficeEvent, { readonly bytes: number }>): number =>
  Math.floor((100 * bytes) / of);
