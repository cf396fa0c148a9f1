import type { EventGridEvent } from "../../catalog/event.ts";
import { eventTypeNames, isEventType } from "../../catalog/event-types.ts";
import { formerEventType } from "../../catalog/former-event-types.ts";
import { parsePayload } from "../../catalog/payloads/index.ts";
import { parseSubject, subjectTemplates } from "../../catalog/subjects.ts";
import { didYouMean } from "../../text/did-you-mean.ts";

const shownProblems = 5;

/**
 * What is odd about an event that somebody wrote, a sentence each: Communication Services is not known to emit such a
 * one. It is matched and delivered all the same.
 */
export function remarksOn({ eventType, subject, data }: EventGridEvent): readonly string[] {
  if (!isEventType(eventType)) return [remarkOnStranger(eventType)];
  const templates = subjectTemplates(eventType);
  const strayed = templates.length > 0 && parseSubject(eventType, subject) === undefined;
  const payload = parsePayload(eventType, data);
  const problems = payload.success ? [] : payload.problems;
  const more = problems.length - shownProblems;
  return [
    ...(strayed ? [`No event of this type has such a subject; it looks like ${templates.join(" or ")}.`] : []),
    ...problems.slice(0, shownProblems).map((problem) => `Not as published: in data, ${problem}.`),
    ...(more > 0 ? [`There are ${more} more differences from the published payload.`] : []),
  ];
}

/** What to say of a type that no subscription can list; undefined for one that there is. */
export function remarkOnType(eventType: string): string | undefined {
  return isEventType(eventType) ? undefined : remarkOnStranger(eventType);
}

function remarkOnStranger(eventType: string): string {
  const former = formerEventType(eventType);
  if (former !== undefined) {
    return `${eventType} is no longer a documented event type; today it is ${former.replacedBy}.`;
  }
  const meant = didYouMean(eventType, eventTypeNames);
  const question = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return `${eventType} is not a known event type of Communication Services.${question}`;
}
