import { printable } from "../src/text/printable.ts";
import type { ReadAnswer } from "./read-answers.ts";

/** How many answers are read, what is called an error, what an import omits and why, what it would change. */
export function renderRead(answers: readonly ReadAnswer[]): string {
  const count = (of: (one: ReadAnswer) => number): number => answers.reduce((sum, one) => sum + of(one), 0);
  const imports = answers.flatMap((one) => one.imports);
  const leftOut = imports.filter((one) => one.kind === "omitted");
  const changed = imports.filter((one) => one.kind === "carried" && one.changes.length > 0);
  const reasons = Map.groupBy(leftOut, (one) => (one.kind === "omitted" ? one.because.join(", ") : ""));
  const read = answers.filter(({ answered, read: seen }) => answered === seen).length;
  return [
    `Read by check: ${read} of ${answers.length} answers, ${count((one) => one.read)} of ${count((one) => one.answered)} subscriptions; ${count((one) => one.errors.length)} errors.`,
    `Imported, planned and reviewed against the answer: ${imports.length - leftOut.length} subscriptions, ${changed.length} with a change; ${leftOut.length} omitted.`,
    ...[...reasons].map(([reason, ones]) => `Omitted: ${ones.length}, ${reason}.`),
    ...answers.flatMap(({ exchange, errors, imports: own }) =>
      [...errors, ...own.flatMap((one) => (one.kind === "carried" ? one.changes : []))].map(
        (line) => `${exchange.n} ${printable(exchange.recording)} GET: ${printable(line)}`,
      ),
    ),
  ].join("\n");
}
