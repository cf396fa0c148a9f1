import { attachmentKeys } from "../subscription-set/attached-to.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";

/**
 * The topics of both sides. Where neither side has subscriptions of several topics, all of them are compared as those of
 * one, whatever it is called: two environments, or a plan and what is deployed.
 */
export interface Topics {
  /** Whether a side has subscriptions of several topics, so that everything is compared topic by topic. */
  readonly several: boolean;
  /** Identifies the topic of a subscription. Undefined if it could be one of several. */
  readonly keyOf: (one: SubscriptionRecord) => string | undefined;
}

export function topicsOf(base: readonly SubscriptionRecord[], head: readonly SubscriptionRecord[]): Topics {
  const keyOf = attachmentKeys([...base, ...head].map(({ attachedTo }) => attachedTo));
  const several = [base, head].some(
    (side) => new Set(side.flatMap(({ attachedTo }) => keyOf(attachedTo) ?? [])).size > 1,
  );
  return { several, keyOf: several ? ({ attachedTo }) => keyOf(attachedTo) : () => "" };
}

/** A topic as a reader knows it: the last part of its id, or what the input calls it. */
export function topicName({ attachedTo }: SubscriptionRecord): string | undefined {
  return attachedTo?.name ?? attachedTo?.id ?? attachedTo?.reference;
}
