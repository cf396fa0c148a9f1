/** The algebra of filters as sets of events: how it works and what it leaves undecided is in docs/filter-algebra.md. */
export {
  type AnswerOptions,
  answerOfAll,
  documentedAnswers,
  type EventQuestion,
  type EventTypeAnswer,
} from "./documented-answers.ts";
export { checkSets, setsRule } from "./findings.ts";
export type { Outcome } from "./outcome.ts";
export { type Answer, covers, difference, isEmpty, overlaps, type SetOptions } from "./questions.ts";
export { indexReceivers, type Receiver, type ReceiverIndex } from "./receivers.ts";
export {
  type Contradiction,
  contradiction,
  type RedundantCondition,
  redundantConditions,
} from "./redundancy.ts";
export { type FilterRelation, filterRelation, type Relation } from "./relation.ts";
export { differenceOfUnion } from "./unions.ts";
export { type Universe, universes } from "./universe.ts";
export { matcherDisagrees, type Witness } from "./witness.ts";
