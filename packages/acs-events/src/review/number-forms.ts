import { isEventType } from "../catalog/event-types.ts";
import { type Link, linksOf } from "../catalog/links.ts";
import { shortType } from "../filter-rules/wording.ts";
import { type AnswerOptions, documentedAnswers, type EventTypeAnswer } from "../filter-sets/index.ts";
import { type FindingDraft, finding } from "./change.ts";
import type { PossibleReceiver } from "./receivers.ts";

/**
 * What nobody receives any more if the telephone numbers of text messages have a plus, where nothing is lost without one.
 * The published samples have none there; running programs see one.
 */
export function lostWithPlus(
  passing: PossibleReceiver,
  receivers: readonly PossibleReceiver[],
  known: readonly EventTypeAnswer[],
  options: AnswerOptions,
): readonly FindingDraft[] {
  const links = new Map(
    known.flatMap(({ eventType, answer }) => {
      const link = answer === "none" ? openLink(eventType, receivers) : undefined;
      return link === undefined ? [] : [[eventType, link] as const];
    }),
  );
  if (links.size === 0) return [];
  const answers = documentedAnswers({ passing: [passing], notPassing: receivers }, { ...options, numberForms: "both" });
  return answers.flatMap((answer): FindingDraft[] => {
    const link = links.get(answer.eventType);
    if (link === undefined || answer.answer !== "some") return [];
    const field = `data.${link.path.join(".")}`;
    const message = `Nobody receives some of ${shortType(answer.eventType)} any more if ${field} has a plus. The sources differ: the published samples have none, running programs see one. The rest of this review takes it without a plus.`;
    const about = [answer.eventType, passing.filter];
    return [{ ...finding("number-form-assumed", message, about), eventTypes: [answer.eventType], event: answer.event }];
  });
}

/** The number of a type on whose plus the sources differ, where a receiver asks for it. */
function openLink(eventType: string, receivers: readonly PossibleReceiver[]): Link | undefined {
  if (!isEventType(eventType)) return undefined;
  const isAsked = ({ path }: Link) => {
    const key = `data.${path.join(".")}`.toLowerCase();
    return receivers.some(({ filter }) => filter.advancedFilters.some((one) => one.key.toLowerCase() === key));
  };
  return linksOf(eventType).find((link) => link.open === "plus" && isAsked(link));
}
