import type { CommandOptions, Outcome } from "../../src/setup/command.js";

export const failed = (output: string): Outcome => ({ status: 1, ended: "exited", output });
export const done: Outcome = { status: 0, ended: "exited", output: "" };

/** A command runner that answers with `answer` and keeps what it was asked to run. */
export function recorder(answer: (command: string, args: readonly string[]) => Outcome) {
  const calls: { command: string; args: readonly string[]; options: CommandOptions }[] = [];
  const run = (command: string, args: readonly string[], options: CommandOptions = {}) => {
    calls.push({ command, args, options });
    return Promise.resolve(answer(command, args));
  };
  return { calls, run };
}
