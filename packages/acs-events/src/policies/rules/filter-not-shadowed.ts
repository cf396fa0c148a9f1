import type { Event } from "../../catalog/event.ts";
import { covers, isEmpty } from "../../filter-sets/index.ts";
import { defaultAssumptions } from "../../filters/assumptions.ts";
import type { Filter } from "../../filters/filter.ts";
import { compileFilter } from "../../filters/match/matches.ts";
import { schemaOf } from "./delivery-schema.ts";
import { stackRule } from "./rule.ts";
import { isUnknown } from "./subject/unknown.ts";
import { type KnownFilter, pairsToOnePlace } from "./subscription-pairs.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

export const filterNotShadowed = stackRule({
  name: "filter-not-shadowed",
  description: "No subscription matches only what another one brings to the same place already.",
  level: "advisory",
  protectsFrom: "Its handler gets every one of its events twice, and changing the filter changes nothing.",
  howToFix: "Remove the narrower subscription, or let it deliver to another endpoint.",
  needs: "subscriptions",
  check: ({ subscriptions }) => {
    const shadowed = new Map<string, Verdict>();
    const isCovered = byEvents();
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
        const { name, destination } = narrow.subscription;
        if (shadowed.get(name)?.kind === "violation" || !isCovered(wide, narrow)) continue;
        const place = isUnknown(destination) || destination === undefined ? "the same place" : destination.described;
        const related = wide.subscription.name;
        const message = `Whatever it matches, "${related}" matches as well, to ${place}: every event comes twice. Remove it, or let it deliver elsewhere.`;
        shadowed.set(name, violation(name, "filter", message, { related }));
        break;
      }
    }
    return [...shadowed.values()];
  },
});

/**
 * Whether `wide` matches whatever `narrow` does. Single events and the matcher rule out nearly all pairs of a large
 * stack before the algebra is asked: one that `narrow` matches and `wide` does not, or one that is known already
 * to be refused by `wide` and passes `narrow`. What matches nothing is covered by nothing here: `filter-can-match`
 * says it.
 */
function byEvents(): (wide: KnownFilter, narrow: KnownFilter) => boolean {
  const known = new Map<Filter, Looked>();
  const look = ({ filter, subscription }: KnownFilter): Looked => {
    const found = known.get(filter);
    if (found !== undefined) return found;
    const options = schemaOf(subscription.deliverySchema);
    const { answer, witness } = isEmpty(filter, options);
    const event = answer === "yes" ? ("none" as const) : witness?.event;
    const looked = { event, passes: compileFilter(filter, defaultAssumptions, options.schema), refused: [] };
    known.set(filter, looked);
    return looked;
  };
  return (wide, narrow) => {
    if (wide.written === narrow.written) return look(narrow).event !== "none";
    const [its, other] = [look(narrow), look(wide)];
    if (its.event === "none") return false;
    const options = schemaOf(narrow.subscription.deliverySchema);
    // Events have one envelope or the other.
    const comparable = schemaOf(wide.subscription.deliverySchema).schema === options.schema;
    if (comparable && its.event !== undefined && !other.passes(its.event)) return false;
    if (comparable && other.refused.some(its.passes)) return false;
    const { answer, witness } = covers(wide.filter, narrow.filter, options);
    if (comparable && answer === "no" && witness !== undefined && other.refused.length < mostRefused) {
      other.refused.push(witness.event);
    }
    return answer === "yes";
  };
}

/** More would cost more to ask than they save. */
const mostRefused = 8;

interface Looked {
  /** One that passes; "none" where there is none, and undefined where that is not known. */
  readonly event: Event | "none" | undefined;
  readonly passes: (event: Event) => boolean;
  readonly refused: Event[];
}
