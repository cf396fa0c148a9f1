/**
 * Where progress is shown, and how. `live` rewrites one line (a terminal); otherwise a line is printed now and then.
 *
 * @typedef {object} ProgressOptions
 * @property {(text: string) => void} write
 * @property {boolean} live
 * @property {boolean} color
 * @property {() => number | undefined} columns of the terminal; undefined where lines are not to be broken
 * @property {() => number} now milliseconds
 * @property {(action: () => void, ms: number) => () => void} every calls again and again; returns what ends it
 */

/**
 * Shows what the set-up is doing and for how long.
 *
 * @typedef {object} Progress
 * @property {<T>(label: string, work: (report: (detail: string) => void) => Promise<T>, succeeded?: (result: T) => boolean) => Promise<T>} step
 *   shows `label` with the time that passes while `work` runs and how far it says to be, then whether it was done
 * @property {(text: string) => void} note a sentence or two, broken between words where the terminal ends
 */

const lineEvery = 20_000;

/**
 * @param {ProgressOptions} options
 * @returns {Progress}
 */
export function createProgress({ write, live, color, columns, now, every }) {
  const dim = (/** @type {string} */ text) => (color ? `\u001b[2m${text}\u001b[22m` : text);
  const clearLine = live ? "\r\u001b[2K" : "";
  return {
    note: (text) => write(`${brokenLines(text, columns())}\n`),
    async step(label, work, succeeded = () => true) {
      const started = now();
      const elapsed = () => duration(now() - started);
      // A line that is longer than the terminal could not be written anew.
      const room = () => Math.max(0, (columns() ?? Number.POSITIVE_INFINITY) - label.length - 2);
      const say = (/** @type {string} */ text) =>
        write(live ? `${clearLine}${label} ${dim(text.slice(0, room()))}` : `  ${text}\n`);
      let detail = "";
      const passed = () => `${live ? "" : "still at it after "}${elapsed()}${detail && `, ${detail}`}`;
      write(live ? label : `${label}\n`);
      const stop = every(() => say(passed()), live ? 1000 : lineEvery);
      let done = false;
      try {
        const result = await work((text) => {
          detail = text;
        });
        done = succeeded(result);
        return result;
      } finally {
        stop();
        say(`${done ? "done in" : "gave up after"} ${elapsed()}`);
        if (live) write("\n");
      }
    },
  };
}

/**
 * Progress on a stream of this process. NO_COLOR and TERM=dumb are honoured.
 *
 * @param {NodeJS.WriteStream} stream
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function progressOn(stream, env) {
  const live = stream.isTTY === true && env["TERM"] !== "dumb" && !env["CI"];
  return createProgress({
    write: (text) => stream.write(text),
    live,
    color: live && !env["NO_COLOR"],
    columns: () => (stream.isTTY === true ? stream.columns : undefined),
    now: () => performance.now(),
    every: (action, ms) => {
      const timer = setInterval(action, ms);
      return () => clearInterval(timer);
    },
  });
}

/**
 * @param {string} text
 * @param {number | undefined} width
 */
function brokenLines(text, width) {
  if (width === undefined) return text;
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join("\n");
}

/**
 * A time span for people: `0.2 s`, `12 s`, `3 min 52 s`.
 *
 * @param {number} ms
 */
export function duration(ms) {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
