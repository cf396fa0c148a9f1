import type { Event } from "../catalog/event.ts";
import type { Filter } from "../filters/filter.ts";
import { withinBudget } from "./budget.ts";
import { allKeySets, type CompiledFilter, compile } from "./compiled-filter.ts";
import { difference as differenceOf } from "./difference.ts";
import { answerOfAll, type EventTypeAnswer, typeAnswers } from "./documented-answers.ts";
import { isDocumented } from "./is-documented.ts";
import { nestingIn } from "./key-sets.ts";
import { askQuestion, type Question, type SetOptions } from "./question.ts";
import { found, none, type Search, undecided } from "./search.ts";
import { everyEvent, type UniverseName } from "./universes.ts";

/** A whole event that proves a claim, and whether it is one that Communication Services is documented to send. */
export interface Witness {
  readonly event: Event;
  readonly documented: boolean;
}

/** The answer to a question of yes or no, with the event that proves it where one does. */
export interface Answer {
  readonly answer: "yes" | "no" | "undecided";
  readonly universe: UniverseName;
  readonly witness?: Witness;
  /** Why it is undecided. */
  readonly reason?: string;
}

/** Whether a filter matches no event, of those of a universe. */
export function isEmpty(filter: Filter, options: SetOptions & { readonly universe?: UniverseName } = {}): Answer {
  const { universe = "every-event" } = options;
  const question = askQuestion(options);
  const of = compile(filter, question.options);
  const search =
    universe === "every-event"
      ? eventPassing([of], [], question)
      : eventOfAnswers(typeAnswers({ passing: [of], notPassing: [] }, question));
  return negation(answerFrom(search, universe));
}

/** Whether `wide` matches everything that `narrow` does; if not, the witness passes `narrow` only. */
export function covers(wide: Filter, narrow: Filter, options: SetOptions = {}): Answer {
  return negation(answerFrom(difference(narrow, wide, options), "every-event"));
}

/** Whether some event passes both filters; the witness does. */
export function overlaps(a: Filter, b: Filter, options: SetOptions = {}): Answer {
  const question = askQuestion(options);
  const both = [a, b].map((filter) => compile(filter, question.options));
  return answerFrom(noneOfEmpty(eventPassing(both, [], question), [a, b], options), "every-event");
}

/** Of a filter that nothing passes, nothing passes a part either: that is decided, also where the part is too much to ask. */
function noneOfEmpty(search: Search<Witness>, filters: readonly Filter[], options: SetOptions): Search<Witness> {
  if (search.kind !== "undecided") return search;
  return filters.some((filter) => isEmpty(filter, options).answer === "yes") ? none : search;
}

/** An event that passes `filter` and not `other`, or the certainty that there is none. */
export function difference(filter: Filter, other: Filter, options: SetOptions = {}): Search<Witness> {
  const question = askQuestion(options);
  const search = eventPassing([compile(filter, question.options)], [compile(other, question.options)], question);
  return noneOfEmpty(search, [filter], options);
}

/** An event that one of `filters` matches and none of `others` does, or the certainty that there is none. */
export function differenceOfUnion(
  filters: readonly Filter[],
  others: readonly Filter[],
  options: SetOptions & { readonly universe?: UniverseName } = {},
): Search<Witness> {
  const { universe = "every-event" } = options;
  const question = askQuestion(options);
  const notPassing = others.map((other) => compile(other, question.options));
  let open: Search<Witness> = none;
  for (const filter of new Set(filters)) {
    const passing = [compile(filter, question.options)];
    const left =
      universe === "every-event"
        ? eventPassing(passing, notPassing, question)
        : eventOfAnswers(typeAnswers({ passing, notPassing }, question));
    if (left.kind === "found") return left;
    if (left.kind === "undecided") open = left;
  }
  return open;
}

/** An event, of every event there could be, that passes all of the one and none of the others. */
export function eventPassing(
  passing: readonly CompiledFilter[],
  notPassing: readonly CompiledFilter[],
  question: Question,
): Search<Witness> {
  const nesting = nestingIn(...[...passing, ...notPassing].map(({ keySets }) => keySets));
  const universe = everyEvent(passing, nesting, question);
  const event = withinBudget(() => differenceOf(allKeySets(passing), { passing, notPassing }, universe, question));
  return event.kind === "found" ? found({ event: event.value, documented: isDocumented(event.value) }) : event;
}

function eventOfAnswers(answers: readonly EventTypeAnswer[]): Search<Witness> {
  const documented = answers.filter((answer) => answer.documented);
  const [some] = documented.flatMap((answer) => (answer.answer === "some" ? [answer.event] : []));
  if (some !== undefined) return found({ event: some, documented: true });
  const [reason] = documented.flatMap((answer) => (answer.answer === "undecided" ? [answer.reason] : []));
  return answerOfAll(documented) === "none" ? none : undecided(reason ?? "");
}

function answerFrom(search: Search<Witness>, universe: UniverseName): Answer {
  switch (search.kind) {
    case "found":
      return { answer: "yes", universe, witness: search.value };
    case "none":
      return { answer: "no", universe };
    case "undecided":
      return { answer: "undecided", universe, reason: search.reason };
  }
}

function negation(answer: Answer): Answer {
  if (answer.answer === "undecided") return answer;
  return { ...answer, answer: answer.answer === "yes" ? "no" : "yes" };
}
