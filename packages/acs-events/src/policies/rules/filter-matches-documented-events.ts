import { contradiction } from "../../filter-sets/index.ts";
import { schemaOf } from "./delivery-schema.ts";
import { azureDocs } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, violation } from "./verdict.ts";

/** Beside `filter-can-match`, since documentation has gaps: what it says is advice, what the other says is certain. */
export const filterMatchesDocumentedEvents = subscriptionRule({
  name: "filter-matches-documented-events",
  description: "Communication Services is documented to send events that the filter matches.",
  level: "advisory",
  protectsFrom:
    'A prefix without the slash that subjects begin with ("phonenumber/1555"), or of another kind of event, deploys without a word and never matches.',
  howToFix: "Hold the prefix against the subjects of the event types: `npx acs-events catalog`.",
  references: [
    azureDocs("Communication Services as an event source", "event-grid/event-schema-communication-services"),
  ],
  check: ({ name, filter, deliverySchema }) => {
    if (isUnknown(filter.whole)) return [cannotTell(name, filter.whole)];
    const found = contradiction(filter.whole, { ...schemaOf(deliverySchema), universe: "documented-events" });
    if (found === undefined || found.universe === "every-event") return [];
    const message = `No event that Communication Services is documented to send passes ${found.paths.join(" and ")}. Hold them against the catalog: npx acs-events catalog.`;
    return [violation(name, found.paths.at(-1) ?? "filter", message)];
  },
});
