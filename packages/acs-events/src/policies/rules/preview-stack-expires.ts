import { matchesAny } from "./pattern.ts";
import { subscriptionRule } from "./rule.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, violation } from "./verdict.ts";

export const previewStackExpires = subscriptionRule({
  name: "preview-stack-expires",
  description: "Subscriptions of a preview stack end by themselves.",
  level: "mandatory",
  protectsFrom: "A preview that nobody removed goes on handling, and paying for, every event.",
  howToFix:
    'Set `acs-events:expires` of the stack, or `expires` of the subscription, for example "2027-01-31T00:00:00Z".',
  parameters: {
    stacks: {
      type: "list",
      description: "The stacks that are previews; * means any characters.",
      default: ["preview", "preview-*", "pr-*"],
    },
    withinDays: {
      type: "integer",
      description: "The days after which a preview has to be gone.",
      default: 30,
      minimum: 1,
    },
  },
  check: ({ name, expires }, { stack, today, parameters: { stacks, withinDays } }) => {
    if (!matchesAny(stack, stacks)) return [];
    if (isUnknown(expires)) return [cannotTell(name, expires)];
    const latest = daysAfter(today, withinDays);
    const path = "expirationTimeUtc";
    if (expires === undefined) {
      const message = `The stack "${stack}" is a preview, and the subscription never ends. Set acs-events:expires in its configuration, to ${latest} at the latest.`;
      return [violation(name, path, message)];
    }
    if (expires.slice(0, 10) <= latest) return [];
    const message = `The stack "${stack}" is a preview, and the subscription ends on ${expires.slice(0, 10)}; ${latest} is the latest (in ${withinDays} days).`;
    return [violation(name, path, message, { value: expires })];
  },
});

function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date.slice(0, 10)) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
