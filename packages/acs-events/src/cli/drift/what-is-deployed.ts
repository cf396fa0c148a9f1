import { listed } from "../../filter-rules/wording.ts";
import { hasKnownName, type SubscriptionRecord } from "../../subscription-set/subscription-record.ts";
import type { SubscriptionSet } from "../../subscription-set/subscription-set.ts";
import { UserError } from "../../text/user-error.ts";
import type { Misread } from "./compare-with-code.ts";

/** What is deployed on the topic of a stack, as far as an input says it. */
export interface WhatIsDeployed {
  readonly subscriptions: readonly SubscriptionRecord[];
  /** Whether what is not in the input is not in Azure either. */
  readonly complete: boolean;
  /** What the input has in it and could not be read. */
  readonly misread: readonly Misread[];
  /** What is not compared, and what is to be said of how the input is written. */
  readonly notes: readonly string[];
}

/** The stack that is compared, as far as it says what is its own. */
export interface ComparedStack {
  readonly name: string;
  /** The system topic that it declares as there already. */
  readonly topic?: string | undefined;
  /** The team, where the stack deploys the subscriptions of one. */
  readonly team?: string | undefined;
}

/**
 * Picks what belongs to a stack out of what was read. Throws a `UserError` where the input has the subscriptions of
 * several topics, and nothing says which one is the stack's: names are unique on one topic only.
 */
export function whatIsDeployed(
  { form, subscriptions, findings }: SubscriptionSet,
  stack: ComparedStack,
): WhatIsDeployed {
  const topics = new Map<string, string>();
  for (const { attachedTo } of subscriptions) {
    if (attachedTo?.id !== undefined) topics.set(attachedTo.id.toLowerCase(), attachedTo.id);
  }
  if (stack.topic === undefined && topics.size > 1) {
    throw new UserError(
      `The input has subscriptions of ${topics.size} topics, and the stack "${stack.name}" does not say which one is its own: ${listed([...topics.values()].sort())}.\nGive the list of one of them: az eventgrid system-topic event-subscription list -g GROUP --system-topic-name NAME -o json`,
    );
  }
  const isOnTopic = ({ attachedTo }: SubscriptionRecord): boolean =>
    stack.topic === undefined ||
    attachedTo?.id === undefined ||
    attachedTo.id.toLowerCase() === stack.topic.toLowerCase();
  const isOfStack = ({ team }: SubscriptionRecord): boolean => stack.team === undefined || team === stack.team;
  const {
    elsewhere = [],
    others = [],
    own = [],
  } = Object.groupBy(subscriptions, (one) => (!isOnTopic(one) ? "elsewhere" : isOfStack(one) ? "own" : "others"));
  const isPart =
    form === "one-subscription" || form === "filter" || findings.some(({ id }) => id === "subscriptions-incomplete");
  const errors = findings.filter(({ level, subscription }) => level === "error" && subscription !== "");
  return {
    subscriptions: own,
    complete: !isPart && own.every(hasKnownName),
    misread: errors.map(({ subscription, path, message }) => ({ subscription, path, message })),
    notes: [
      ...findings
        .filter((one) => one.level !== "info" && !errors.includes(one))
        .map(({ subscription, message }) => (subscription === "" ? message : `${subscription}: ${message}`)),
      ...(isPart
        ? ["The input is not the whole list of a topic. What is in code and not in the input may be deployed."]
        : []),
      ...(elsewhere.length === 0
        ? []
        : [`Not compared, since the topic of the stack is another one: ${namesOf(elsewhere)}.`]),
      ...(others.length === 0
        ? []
        : [`Not compared, since the stack deploys the team "${stack.team}" alone: ${namesOf(others)}.`]),
      ...own.filter((one) => !hasKnownName(one)).map(unnamedNote),
    ],
  };
}

const mostNames = 5;

function namesOf(records: readonly SubscriptionRecord[]): string {
  const names = records.map(({ name }) => name);
  const more = names.length - mostNames;
  return more > 0 ? `${names.slice(0, mostNames).join(", ")} and ${more} more` : names.join(", ");
}

function unnamedNote({ name }: SubscriptionRecord): string {
  return `${name}: its name in Azure is not in the input, so that it is not compared. What is in code may be it.`;
}
