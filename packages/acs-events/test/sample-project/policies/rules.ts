import { cannotTell, isUnknown, type Rule, subscriptionRule, violation } from "acs-events/policies";

/** An example of a rule of one's own; test/rules.test.ts tests it. docs/policies.md says what a rule can ask. */
export const recordingsWaitInAQueue = subscriptionRule({
  name: "recordings-wait-in-a-queue",
  description: "Events of recordings go to a queue.",
  level: "advisory",
  protectsFrom: "A webhook is down for a day, Event Grid gives up, and nobody fetches the recordings of that day.",
  howToFix: "Deliver to a queue, and let the code that fetches recordings take the events from there.",
  check: ({ name, filter, destination }) => {
    if (isUnknown(filter.eventTypes)) return [cannotTell(name, filter.eventTypes)];
    if (filter.eventTypes === "All") return [];
    if (!filter.eventTypes.includes("Microsoft.Communication.RecordingFileStatusUpdated")) return [];
    if (isUnknown(destination)) return [cannotTell(name, destination)];
    if (destination?.kind !== "webhook") return [];
    const message = `Events of recordings go to ${destination.described}. Deliver them to a queue.`;
    return [violation(name, "destination", message)];
  },
});

/** The rules of this project. `check`, `review`, the rehearsal and `pulumi up` ask them beside those of acs-events. */
export const rules: readonly Rule[] = [recordingsWaitInAQueue];
