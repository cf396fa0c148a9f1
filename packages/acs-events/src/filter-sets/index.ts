/** The algebra of filters as sets of events: how it works and what it leaves undecided is in docs/internals/filter-algebra.md. */

export { type Budget, budgetOf } from "./budget.ts";
export { matcherDisagrees } from "./difference.ts";
export {
  type AnswerOptions,
  answerOfAll,
  answersBeside,
  documentedAnswers,
  type EventQuestion,
  type EventTypeAnswer,
  isPassedByAny,
} from "./documented-answers.ts";
export { checkSets, setsRule } from "./findings.ts";
export { isDocumented, whyNotDocumented } from "./is-documented.ts";
export type { SetOptions } from "./question.ts";
export { type Answer, covers, difference, differenceOfUnion, isEmpty, overlaps, type Witness } from "./questions.ts";
export { type FilterReceiver, indexReceivers, type ReceiverIndex } from "./receivers.ts";
export {
  type Contradiction,
  contradiction,
  type RedundantCondition,
  redundantConditions,
} from "./redundancy.ts";
export { type FilterRelation, filterRelation, type Relation } from "./relation.ts";
export type { Search } from "./search.ts";
export { type UniverseName, universes } from "./universes.ts";
