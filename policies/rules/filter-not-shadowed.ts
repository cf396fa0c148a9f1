import { covers } from "../../infra/filters/sets/index.ts";
import { schemaOf } from "./delivery-schema.ts";
import { isUnknown } from "./knowable.ts";
import { stackRule } from "./rule.ts";
import { pairsToOnePlace } from "./subscription-pairs.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

export const filterNotShadowed = stackRule({
  name: "filter-not-shadowed",
  description: "No subscription lets through only what another one brings to the same place already.",
  level: "advisory",
  protectsFrom: "Its handler gets every one of its events twice, and changing the filter changes nothing.",
  howToFix: "Remove the narrower subscription, or let it deliver to another endpoint.",
  needs: "subscriptions",
  check: ({ subscriptions }) => {
    const shadowed = new Map<string, Verdict>();
    for (const pair of pairsToOnePlace(subscriptions)) {
      if (pair.kind === "open-pair") {
        const { name } = pair.a;
        if (!shadowed.has(name)) shadowed.set(name, cannotTell(name, pair.unknown));
        continue;
      }
      for (const [narrow, wide] of [
        [pair.b, pair.a],
        [pair.a, pair.b],
      ] as const) {
        const { name, destination, deliverySchema } = narrow.subscription;
        if (shadowed.get(name)?.kind === "violation") continue;
        if (covers(wide.filter, narrow.filter, schemaOf(deliverySchema)).answer !== "yes") continue;
        const place = isUnknown(destination) || destination === undefined ? "the same place" : destination.described;
        const related = wide.subscription.name;
        const message = `Whatever it lets through, "${related}" lets through as well, to ${place}: every event comes twice. Remove it, or let it deliver elsewhere.`;
        shadowed.set(name, violation(name, "filter", message, { related }));
        break;
      }
    }
    return [...shadowed.values()];
  },
});
