import { counter } from "../dead-letters/count.ts";
import {
  type DeadLetterSelection,
  findDeadLetter,
  type StoredDeadLetter,
  storedDeadLetters,
} from "../dead-letters/stored-dead-letters.ts";
import { printable } from "../text/printable.ts";
import { UserError } from "../text/user-error.ts";
import { type DeadLetterSource, openDeadLetters } from "./dead-letter-source.ts";
import { escaped, renderCounts, renderDeadLetter, renderDeadLetters } from "./render/dead-letters.ts";

export type Selected = DeadLetterSelection & DeadLetterSource;

/** Prints up to `limit` dead letters; answers the exit status: 1 where something could not be read. */
export async function listDeadLetters(
  options: Selected & { readonly limit: number; readonly format: "text" | "json" },
): Promise<number> {
  const store = await openDeadLetters(options);
  const found: StoredDeadLetter[] = [];
  let [problems, more] = [0, false];
  for await (const item of storedDeadLetters(store, options)) {
    if (item.kind === "problem") {
      problems += 1;
      console.error(printable(item.message));
    } else if (found.length === options.limit) {
      more = true;
      break;
    } else found.push(item.deadLetter);
  }
  if (options.format === "json") {
    // Only `show` prints the payload: people pass lists on to others.
    const deadLetters = found.map(({ event: _, ...deadLetter }) => deadLetter);
    console.log(escaped(JSON.stringify({ deadLetters, more }, undefined, 2)));
  } else if (found.length === 0) {
    console.log(`No dead letters found in ${printable(store.name)}.`);
  } else {
    console.log(renderDeadLetters(found, process.stdout.columns));
    if (more) console.log(`There are more than ${options.limit}; --limit shows more of them.`);
  }
  return problems > 0 ? 1 : 0;
}

/** Prints how many dead letters there are by subscription, reason and last outcome. */
export async function countDeadLetters(options: Selected & { readonly format: "text" | "json" }): Promise<number> {
  const store = await openDeadLetters(options);
  const { add, counts } = counter();
  let [total, unreadable] = [0, 0];
  for await (const item of storedDeadLetters(store, options)) {
    if (item.kind === "dead-letter") {
      add(item.deadLetter);
      total += 1;
    } else {
      unreadable += 1;
      console.error(printable(item.message));
    }
  }
  if (options.format === "json") {
    console.log(escaped(JSON.stringify({ counts: counts(), total, unreadable }, undefined, 2)));
  } else if (total === 0) console.log(`No dead letters found in ${printable(store.name)}.`);
  else console.log(`${renderCounts(counts())}\n\n${total === 1 ? "1 dead letter" : `${total} dead letters`}`);
  return unreadable > 0 ? 1 : 0;
}

/** Prints one dead letter in full. Throws a `UserError` where there is none with this key. */
export async function showDeadLetter(key: string, source: DeadLetterSource): Promise<number> {
  const store = await openDeadLetters(source);
  const found = await findDeadLetter(store, key);
  if (found === undefined) throw new UserError(missing(key, store.name));
  if (found.kind === "problem") throw new UserError(printable(found.message));
  console.log(renderDeadLetter(found.deadLetter));
  return 0;
}

export function missing(key: string, store: string): string {
  return `There is no dead letter ${printable(key, 200)} in ${printable(store)}. \`acs-events dead-letters list\` prints the keys.`;
}
