import { azureDocs, resiliency } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, violation } from "./verdict.ts";

export const undeliveredEventsKept = subscriptionRule({
  name: "undelivered-events-kept",
  description: "Events that could not be delivered are kept.",
  level: "mandatory",
  protectsFrom: "Events are gone for good once Event Grid has given up, and nobody can say which.",
  howToFix: 'Leave `undeliveredEvents` at "kept" in the stack, the team and the subscription.',
  references: [
    resiliency("92162eb5-4323-3145-8a6c-525ce2f0700e", "configure dead-letter"),
    azureDocs("message delivery and retry", "event-grid/delivery-and-retry"),
  ],
  check: ({ name, deadLetter }) => {
    if (isUnknown(deadLetter)) return [cannotTell(name, deadLetter)];
    if (deadLetter !== undefined) return [];
    const message =
      'What cannot be delivered is dropped: there is no dead-letter destination. Set undeliveredEvents to "kept" (it is, unless the stack, the team or the subscription says "dropped").';
    return [violation(name, "deadLetterDestination", message, { value: null })];
  },
});
