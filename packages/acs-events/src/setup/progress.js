/**
 * Where progress is shown, and how. `live` rewrites one line (a terminal); otherwise a line is printed now and then.
 *
 * @typedef {object} ProgressOptions
 * @property {(text: string) => void} write
 * @property {boolean} live
 * @property {boolean} color
 * @property {() => number} now milliseconds
 * @property {(action: () => void, ms: number) => () => void} every calls again and again; returns what ends it
 */

/**
 * Shows what the set-up is doing and for how long.
 *
 * @typedef {object} Progress
 * @property {<T>(label: string, work: () => Promise<T>, succeeded?: (result: T) => boolean) => Promise<T>} step
 *   shows `label` with the time that passes while `work` runs, then whether it was done
 * @property {(text: string) => void} note one line
 */

const lineEvery = 20_000;

/**
 * @param {ProgressOptions} options
 * @returns {Progress}
 */
export function createProgress({ write, live, color, now, every }) {
  const dim = (/** @type {string} */ text) => (color ? `\u001b[2m${text}\u001b[22m` : text);
  const clearLine = live ? "\r\u001b[2K" : "";
  return {
    note: (text) => write(`${text}\n`),
    async step(label, work, succeeded = () => true) {
      const started = now();
      const elapsed = () => duration(now() - started);
      const say = (/** @type {string} */ text) => write(live ? `${clearLine}${label} ${dim(text)}` : `  ${text}\n`);
      write(live ? label : `${label}\n`);
      const stop = every(() => say(live ? elapsed() : `still at it after ${elapsed()}`), live ? 1000 : lineEvery);
      let done = false;
      try {
        const result = await work();
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
    now: () => performance.now(),
    every: (action, ms) => {
      const timer = setInterval(action, ms);
      return () => clearInterval(timer);
    },
  });
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
