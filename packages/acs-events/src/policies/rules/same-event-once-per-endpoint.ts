import type { Event } from "../../catalog/event.ts";
import { covers, overlaps } from "../../filter-sets/index.ts";
import { schemaOf } from "./delivery-schema.ts";
import { stackRule } from "./rule.ts";
import { isUnknown } from "./subject/unknown.ts";
import { type OverlappingPair, pairsToOnePlace } from "./subscription-pairs.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

/** What one filter wholly covers is left to `filter-not-shadowed`, which says it better. */
export const sameEventOncePerEndpoint = stackRule({
  name: "same-event-once-per-endpoint",
  description: "An event comes once to an endpoint, and not by two subscriptions.",
  level: "advisory",
  protectsFrom: "Two subscriptions overlap, and a handler answers some texts twice.",
  howToFix: "Let the two filters exclude each other, or join them.",
  needs: "subscriptions",
  check: ({ subscriptions }) => {
    const found = new Map<string, Verdict>();
    const commonEvent = asked();
    for (const pair of pairsToOnePlace(subscriptions)) {
      if (pair.kind === "open-pair") {
        const { name } = pair.a;
        if (!found.has(name)) found.set(name, cannotTell(name, pair.unknown));
        continue;
      }
      const { name, destination } = pair.b.subscription;
      if (found.get(name)?.kind === "violation") continue;
      const event = commonEvent(pair);
      if (event === undefined) continue;
      const place = isUnknown(destination) || destination === undefined ? "one place" : destination.described;
      const related = pair.a.subscription.name;
      const message = `Some events come twice to ${place}, since "${related}" matches them as well: ${event}. Let the two filters exclude each other.`;
      found.set(name, violation(name, "filter", message, { related }));
    }
    return [...found.values()];
  },
});

/**
 * `commonEventOf`, asked once for two filters however many subscriptions have them: a large stack has many needs, and
 * few kinds of them. What is written alike covers each other.
 */
function asked(): typeof commonEventOf {
  const answers = new Map<string, string | undefined>();
  return (pair) => {
    const { a, b } = pair;
    if (a.written === b.written) return undefined;
    const key = `${a.written} ${b.written}`;
    if (!answers.has(key)) answers.set(key, commonEventOf(pair));
    return answers.get(key);
  };
}

/** An event that both match while neither covers the other, in words. */
function commonEventOf({ a, b }: OverlappingPair): string | undefined {
  const options = schemaOf(b.subscription.deliverySchema);
  const both = overlaps(a.filter, b.filter, options);
  if (both.answer !== "yes") return undefined;
  if (covers(a.filter, b.filter, options).answer === "yes") return undefined;
  if (covers(b.filter, a.filter, options).answer === "yes") return undefined;
  return both.witness === undefined ? "an event passes both" : described(both.witness.event);
}

function described(event: Event): string {
  const type = "eventType" in event ? event.eventType : event.type;
  return `for example ${type} with the subject "${event.subject ?? ""}"`;
}
