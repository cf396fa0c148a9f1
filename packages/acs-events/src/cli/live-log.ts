/** A person can read at most this many lines a second. */
const linesASecond = 40;

/** Prints lines while they are few; of many in one second, it says how many it omitted. */
export interface LiveLog {
  /** A line of what events do. */
  event(line: string): void;
  /** A line that is always printed. */
  line(text: string): void;
  close(): void;
}

export function liveLog(print: (line: string) => void, pause = 1_000): LiveLog {
  let printed = 0;
  let left = 0;
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    printed = 0;
    if (left > 0) print(`  … and ${left.toLocaleString("en")} more lines in this second; the dashboard has them all`);
    left = 0;
  };
  return Object.freeze({
    event(line: string) {
      timer ??= setTimeout(tell, pause).unref();
      if (printed >= linesASecond) {
        left += 1;
        return;
      }
      printed += 1;
      print(line);
    },
    line: print,
    close() {
      clearTimeout(timer);
      tell();
    },
  });
}
