import type { ParameterValues } from "./parameters.ts";
import { azureDocs } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import type { SubscriptionSubject } from "./subject/subscription-subject.ts";
import { isUnknown, type Unknown } from "./subject/unknown.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

const parameters = {
  minDeliveryAttempts: {
    type: "integer",
    description: "Fewer attempts than this give up too early.",
    default: 2,
    minimum: 1,
    maximum: 30,
  },
  maxDeliveryAttempts: {
    type: "integer",
    description: "More attempts than this go on too long.",
    default: 30,
    minimum: 1,
    maximum: 30,
  },
  minTimeToLiveInMinutes: {
    type: "integer",
    description:
      "Events that live shorter than this do not survive a restart of their handler. Subscriptions to incoming calls alone are omitted: a call rings for 30 seconds.",
    default: 10,
    minimum: 1,
    maximum: 1440,
  },
  maxTimeToLiveInMinutes: {
    type: "integer",
    description: "Events that live longer than this come too late to be of use.",
    default: 1440,
    minimum: 1,
    maximum: 1440,
  },
} as const;

export const retryWithinBounds = subscriptionRule({
  name: "retry-within-bounds",
  description: "Event Grid tries often and long enough to outlast a restart, and not longer than events are of use.",
  level: "advisory",
  protectsFrom: "A handler that restarts loses events; or it gets events of yesterday that nobody acts on any more.",
  howToFix: "Set `maxDeliveryAttempts` and `eventTimeToLiveInMinutes` within the bounds, or leave Azure's defaults.",
  references: [azureDocs("message delivery and retry", "event-grid/delivery-and-retry")],
  parameters,
  check: (subscription, context) =>
    settingsOf(subscription, context.parameters).flatMap(({ value, path, what, min, max }): Verdict[] => {
      if (isUnknown(value)) return [cannotTell(subscription.name, value)];
      if (value >= min && value <= max) return [];
      const message = `${what} is ${value}; ${min} to ${max} is allowed here.`;
      return [violation(subscription.name, path, message, { value })];
    }),
  remediate: (subscription, context) =>
    settingsOf(subscription, context.parameters).flatMap(({ value, path, min, max }) => {
      if (isUnknown(value) || (value >= min && value <= max)) return [];
      return [{ path, value: Math.max(min, Math.min(max, value)) }];
    }),
});

interface Setting {
  readonly value: number | Unknown;
  readonly path: string;
  readonly what: string;
  readonly min: number;
  readonly max: number;
}

function settingsOf(subscription: SubscriptionSubject, bounds: ParameterValues<typeof parameters>): Setting[] {
  const { eventTypes } = subscription.filter;
  const callsOnly = !isUnknown(eventTypes) && eventTypes !== "All" && eventTypes.every((type) => type === incomingCall);
  return [
    {
      value: subscription.maxDeliveryAttempts,
      path: "retryPolicy.maxDeliveryAttempts",
      what: "maxDeliveryAttempts",
      min: bounds.minDeliveryAttempts,
      max: bounds.maxDeliveryAttempts,
    },
    {
      value: subscription.eventTimeToLiveInMinutes,
      path: "retryPolicy.eventTimeToLiveInMinutes",
      what: "eventTimeToLiveInMinutes",
      min: callsOnly ? 1 : bounds.minTimeToLiveInMinutes,
      max: bounds.maxTimeToLiveInMinutes,
    },
  ];
}

/** It rings for 30 seconds; Azure's advice is two attempts and one minute (call-automation, incoming-call-notification). */
const incomingCall = "Microsoft.Communication.IncomingCall";
