import { PassThrough, Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import type { Terminal } from "../../../src/cli/new/ask.ts";

export const enter = "\r";
export const down = "\x1b[B";
export const interrupt = "\x03";
/** Empties a line that has something in it already. */
export const clear = "\x15";

/** What is typed once this text is to be read. */
export type Answer = readonly [question: string, keys: string];

export interface Person {
  readonly terminal: Terminal;
  /** All that was to be read, without colours and movements of the cursor. */
  seen(): string;
  /** The answers that were never asked for. */
  left(): readonly Answer[];
}

/** Someone at a terminal who types each answer, in this order, once its question shows. */
export function person(answers: readonly Answer[]): Person {
  const input = new PassThrough();
  const waiting = [...answers];
  let all = "";
  let fresh = "";
  const output = new Writable({
    write(chunk, _, done) {
      const text = stripVTControlCharacters(String(chunk));
      all += text;
      fresh += text;
      const next = waiting[0];
      if (next !== undefined && fresh.includes(next[0])) {
        waiting.shift();
        fresh = "";
        // After the prompt has begun to listen.
        setImmediate(() => input.write(next[1]));
      }
      done();
    },
  });
  // Wide enough that no sentence is broken.
  Object.assign(output, { columns: 400, rows: 100 });
  return { terminal: { input, output }, seen: () => all, left: () => waiting };
}
