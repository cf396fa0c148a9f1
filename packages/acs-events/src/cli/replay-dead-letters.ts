import { confirm, isCancel } from "@clack/prompts";
import type { DeadLetter } from "../dead-letters/dead-letter.ts";
import { type Replayed, replay } from "../dead-letters/replay.ts";
import type { DeadLetterStore } from "../dead-letters/store.ts";
import { findDeadLetter, storedDeadLetters } from "../dead-letters/stored-dead-letters.ts";
import { printable } from "../text/printable.ts";
import { UserError } from "../text/user-error.ts";
import { openDeadLetters, replayTarget } from "./dead-letter-source.ts";
import { missing, type Selected } from "./inspect-dead-letters.ts";
import { escaped, renderReplayed } from "./render/dead-letters.ts";

export interface DeadLetterReplay extends Selected {
  readonly to: string;
  readonly again?: true;
  readonly yes?: true;
  readonly format: "text" | "json";
}

/**
 * Replays dead letters and tells what became of each. Answers the exit status: 0, all were replayed, now or before; 2,
 * some were refused, or it is not known whether they arrived.
 */
export async function replayDeadLetters(keys: readonly string[], request: DeadLetterReplay): Promise<number> {
  const store = await openDeadLetters(request);
  const target = await replayTarget(request.to, request.stack);
  const chosen = keys.length > 0 ? await byKey(keys, store) : await selected(store, request);
  if (chosen.length > 0) await confirmed(request, chosen.length, target.name);
  const results = await replay(chosen, {
    store,
    target,
    now: () => new Date(),
    again: request.again === true,
    onReplayed: (one) => {
      if (request.format === "text") console.log(renderReplayed(one));
    },
  });
  const summary = { replayed: 0, refused: 0, unknown: 0, "replayed-before": 0, "unfinished-before": 0 };
  for (const { outcome } of results) summary[outcome] += 1;
  if (request.format === "json") {
    console.log(escaped(JSON.stringify({ to: target.name, events: results, summary }, undefined, 2)));
  } else if (chosen.length === 0) console.log(`No dead letters found in ${printable(store.name)}.`);
  else console.log(`\n${sentence(summary)}`);
  return summary.refused + summary.unknown + summary["unfinished-before"] > 0 ? 2 : 0;
}

function sentence(summary: Readonly<Record<Replayed["outcome"], number>>): string {
  const parts = [
    `${summary.replayed} replayed`,
    `${summary.refused} refused`,
    `${summary.unknown + summary["unfinished-before"]} unknown`,
    `${summary["replayed-before"]} replayed before`,
  ];
  return parts.filter((part) => !part.startsWith("0 ")).join(", ") || "nothing to replay";
}

async function byKey(keys: readonly string[], store: DeadLetterStore): Promise<readonly DeadLetter[]> {
  const found: DeadLetter[] = [];
  const problems: string[] = [];
  for (const key of new Set(keys)) {
    const item = await findDeadLetter(store, key);
    if (item === undefined) problems.push(missing(key, store.name));
    else if (item.kind === "problem") problems.push(printable(item.message));
    else found.push(item.deadLetter);
  }
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  return found;
}

async function selected(store: DeadLetterStore, request: Selected): Promise<readonly DeadLetter[]> {
  const found: DeadLetter[] = [];
  for await (const item of storedDeadLetters(store, request)) {
    if (item.kind === "dead-letter") found.push(item.deadLetter);
    else console.error(printable(item.message));
  }
  return found;
}

/** A person who replays is asked once; a program gives `--yes`. */
async function confirmed({ yes, format }: DeadLetterReplay, count: number, to: string): Promise<void> {
  if (yes === true) return;
  if (format === "json" || process.stdin.isTTY !== true || process.stdout.isTTY !== true) {
    throw new UserError("Nobody is here to be asked: say --yes to replay.");
  }
  const message = `Send ${count === 1 ? "1 event" : `${count} events`} to ${printable(to)}?`;
  const answer = await confirm({ message });
  if (isCancel(answer) || !answer) throw new UserError("Nothing was replayed.");
}
