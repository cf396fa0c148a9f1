import { contradiction } from "../../filter-sets/index.ts";
import { schemaOf } from "./delivery-schema.ts";
import { azureDocs } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, violation } from "./verdict.ts";

export const filterCanMatch = subscriptionRule({
  name: "filter-can-match",
  description: "There are events that the filter matches.",
  level: "mandatory",
  protectsFrom: "The subscription looks alive in Azure and never delivers anything.",
  howToFix: "Change or remove one of the conditions that contradict each other.",
  references: [azureDocs("event filtering", "event-grid/event-filtering")],
  check: ({ name, filter, deliverySchema }) => {
    if (isUnknown(filter.whole)) return [cannotTell(name, filter.whole)];
    const found = contradiction(filter.whole, schemaOf(deliverySchema));
    if (found === undefined) return [];
    const paths = found.paths.join(" and ");
    const message =
      found.paths.length === 1
        ? `No event can pass: ${paths} matches nothing. Change or remove it.`
        : `No event can pass: ${paths} contradict each other. Change or remove one of them.`;
    return [violation(name, found.paths.at(-1) ?? "filter", message)];
  },
});
